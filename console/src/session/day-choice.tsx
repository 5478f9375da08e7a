// One day, kept in the address under its name.
import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'
import type { Address } from './address.js'

export function DayChoice({ address, name, label }: { readonly address: Address; readonly name: string; readonly label: string }) {
  const text = address.of(name)
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <DatePicker
        aria-labelledby={`${name}-label`}
        style={{ width: 200 }}
        value={text === undefined ? null : dayjs(text)}
        onChange={(day) => address.change({ [name]: day?.format('YYYY-MM-DD') })}
      />
    </div>
  )
}
