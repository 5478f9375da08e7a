// From month to month, kept in the address.
import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'

export interface Months {
  readonly from: string
  readonly to: string
}

/** The year so far where nothing is chosen. */
export function monthsOf(address: Address): Months {
  const to = address.of('to') ?? dayjs().format('YYYY-MM')
  return { from: address.of('from') ?? `${to.slice(0, 4)}-01`, to }
}

export function MonthRange({ address }: { readonly address: Address }) {
  const t = useText()
  const { from, to } = monthsOf(address)
  return (
    <div className="filter">
      <span id="months-label">{t('月份')}</span>
      <DatePicker.RangePicker
        picker="month"
        aria-labelledby="months-label"
        allowClear={false}
        value={[dayjs(`${from}-01`), dayjs(`${to}-01`)]}
        onChange={(months) => address.change({ from: months?.[0]?.format('YYYY-MM'), to: months?.[1]?.format('YYYY-MM') })}
      />
    </div>
  )
}
