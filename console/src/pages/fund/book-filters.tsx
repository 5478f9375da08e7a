// Filters of entries and memo rows: account, unit, days.
import Input from 'antd/es/input'
import type { Query } from '../../api/request.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AreaChoice } from '../enrolment/person-filters.js'
import { DayRange } from '../settlement/day-range.js'

export function bookQuery(address: Address): Query {
  const filters = ['account', 'unit', 'from', 'to'].map((name) => [name, address.of(name)] as const).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(filters), page: address.page, size: address.size }
}

export function BookFilters({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <search className="filters">
      <div className="filter">
        <span id="account-label">{t('科目')}</span>
        <Input.Search
          aria-labelledby="account-label"
          key={address.of('account') ?? ''}
          defaultValue={address.of('account') ?? ''}
          allowClear
          maxLength={12}
          style={{ width: 160 }}
          onSearch={(text) => address.change({ account: text.trim() })}
        />
      </div>
      <AreaChoice address={address} name="unit" label={t('单位')} />
      <DayRange address={address} />
    </search>
  )
}
