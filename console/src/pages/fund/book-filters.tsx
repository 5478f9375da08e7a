// Filters of entries and memo rows: account, unit, days.
import Input from 'antd/es/input'
import Tag from 'antd/es/tag'
import type { ReactNode } from 'react'
import type { Query } from '../../api/request.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AreaChoice } from '../enrolment/person-filters.js'
import { DayRange } from '../settlement/day-range.js'

export function bookQuery(address: Address): Query {
  const filters = ['account', 'unit', 'provider', 'from', 'to'].map((name) => [name, address.of(name)] as const).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(filters), page: address.page, size: address.size }
}

export function BookFilters({ address, account }: { readonly address: Address; readonly account: ReactNode }) {
  const t = useText()
  return (
    <search className="filters">
      {account}
      <AreaChoice address={address} name="unit" label={t('单位')} />
      <DayRange address={address} />
    </search>
  )
}

/** Accounts of the cash books have four digits. */
export function AccountInput({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <div className="filter">
      <span id="account-label">{t('科目（四位编码）')}</span>
      <Input.Search
        aria-labelledby="account-label"
        key={address.of('account') ?? ''}
        defaultValue={address.of('account') ?? ''}
        allowClear
        maxLength={4}
        inputMode="numeric"
        style={{ width: 160 }}
        onSearch={(text) => (/^([1-5]\d{3})?$/.test(text.trim()) ? address.change({ account: text.trim() }) : undefined)}
      />
    </div>
  )
}

/** What a list is filtered by without a field of its own: shown, and taken back. */
function ChosenTag({ address, name, label }: { readonly address: Address; readonly name: string; readonly label: string }) {
  const chosen = address.of(name)
  if (chosen === undefined) return null
  return (
    <div className="filter">
      <span>{label}</span>
      <Tag closable onClose={() => address.change({ [name]: undefined })} style={{ lineHeight: '30px' }}>
        {chosen}
      </Tag>
    </div>
  )
}

/** The memo ledger is filtered by pressing an account in it, or by the provider that somebody came from. */
export function MemoTags({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <>
      <ChosenTag address={address} name="account" label={t('科目')} />
      <ChosenTag address={address} name="provider" label={t('医疗机构')} />
    </>
  )
}
