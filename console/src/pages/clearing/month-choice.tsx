// One month, kept in the address as `month`.
import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'
import type { Address } from '../../session/address.js'

export function MonthChoice({ address, label }: { readonly address: Address; readonly label: string }) {
  const month = address.of('month')
  return (
    <div className="filter">
      <span id="month-label">{label}</span>
      <DatePicker
        picker="month"
        aria-labelledby="month-label"
        style={{ width: 140 }}
        value={month === undefined ? null : dayjs(`${month}-01`)}
        onChange={(day) => address.change({ month: day?.format('YYYY-MM') })}
      />
    </div>
  )
}
