// One month, kept in the address as `month`.
import type { Address } from '../../session/address.js'
import { DayInput } from '../../session/day-input.js'

export function MonthChoice({ address, label }: { readonly address: Address; readonly label: string }) {
  return (
    <div className="filter">
      <span id="month-label">{label}</span>
      <DayInput
        picker="month"
        aria-labelledby="month-label"
        width={140}
        value={address.of('month')}
        onChange={(month) => address.change({ month: month || undefined })}
      />
    </div>
  )
}
