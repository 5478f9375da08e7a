// One day, kept in the address under its name.
import type { Address } from './address.js'
import { DayInput } from './day-input.js'

interface DayChoiceProps {
  readonly address: Address
  readonly name?: string
  readonly label: string
  /** Said where no day is chosen, when that has a meaning of its own. */
  readonly otherwise?: string
}

export function DayChoice({ address, name = 'day', label, otherwise }: DayChoiceProps) {
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <DayInput
        aria-labelledby={`${name}-label`}
        {...(otherwise === undefined ? {} : { placeholder: otherwise })}
        value={address.of(name)}
        onChange={(day) => address.change({ [name]: day || undefined })}
      />
    </div>
  )
}
