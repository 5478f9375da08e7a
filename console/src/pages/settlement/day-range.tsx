// A range of days, kept in the address as `from` and `to`.
import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'

export function DayRange({ address, label }: { readonly address: Address; readonly label?: string }) {
  const t = useText()
  const day = (name: string) => {
    const text = address.of(name)
    return text === undefined ? null : dayjs(text)
  }
  return (
    <div className="filter">
      <span id="days-label">{label ?? t('记账日期')}</span>
      <DatePicker.RangePicker
        aria-labelledby="days-label"
        allowEmpty
        value={[day('from'), day('to')]}
        onChange={(days) => address.change({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
      />
    </div>
  )
}
