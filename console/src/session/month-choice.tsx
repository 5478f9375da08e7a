// One month, kept in the address.
import type { Address } from './address.js'
import { DayInput } from './day-input.js'

interface MonthChoiceProps {
  readonly address: Address
  readonly name?: string
  readonly label: string
  /** Shown where the address names none; a month is then always chosen. */
  readonly otherwise?: string
  /** What of the address belonged to the month before. */
  readonly forgets?: readonly string[]
}

export function MonthChoice({ address, name = 'month', label, otherwise, forgets = [] }: MonthChoiceProps) {
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <DayInput
        picker="month"
        aria-labelledby={`${name}-label`}
        width={140}
        clearable={otherwise === undefined}
        value={address.of(name) ?? otherwise}
        onChange={(month) => address.change({ ...Object.fromEntries(forgets.map((one) => [one, undefined])), [name]: month || undefined })}
      />
    </div>
  )
}
