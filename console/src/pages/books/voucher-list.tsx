// Vouchers of a book: found by day, number, business, account, amount and unit; exported, printed, opened.
import { useQuery } from '@tanstack/react-query'
import InputNumber from 'antd/es/input-number'
import Tag from 'antd/es/tag'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { bookPath, vouchersQuery } from '../../api/book-desk-queries.js'
import type { VoucherHead } from '../../api/book-desk-types.js'
import { type Query, withQuery } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { orderOf, PagedTable } from '../../session/paged-table.js'
import { SearchBox } from '../../session/search-box.js'
import { Answer, Empty } from '../../shell/states.js'
import { AreaChoice } from '../enrolment/person-filters.js'
import { AccountInput } from '../fund/book-filters.js'
import { DayRange } from '../settlement/day-range.js'
import { voucherPath } from './voucher-path.js'

const FILTERS = ['from', 'to', 'number', 'kind', 'account', 'unit', 'q', 'least', 'most', 'sort'] as const

function filtersOf(address: Address): Query {
  return Object.fromEntries(FILTERS.map((name) => [name, address.of(name)]))
}

export function VoucherList({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const filters = filtersOf(address)
  const answer = useQuery(vouchersQuery(book, { ...filters, page: address.page, size: address.size }))
  const kinds = new Map((answer.data?.kinds ?? []).map(({ kind, name }) => [kind, name]))
  const printed = address.of('from') !== undefined && address.of('to') !== undefined
  return (
    <>
      <search className="filters">
        <DayRange address={address} />
        <NumberBox address={address} name="number" label={t('凭证号')} />
        <AddressChoice address={address} name="kind" label={t('业务种类')} of={kinds} width={200} />
        <AccountInput address={address} />
        <AreaChoice address={address} name="unit" label={t('单位')} />
        <FenBox address={address} name="least" label={t('金额从')} />
        <FenBox address={address} name="most" label={t('金额到')} />
        <SearchBox address={address} label={t('摘要')} />
        <a className="download" href={withQuery(bookPath(book, 'vouchers.xlsx'), filters)} download>
          {t('导出 Excel')}
        </a>
        {printed ? (
          <Link
            className="plain-button"
            to={withQuery('/fund/voucher-forms', { book, from: address.of('from'), to: address.of('to'), number: address.of('number') })}
          >
            {t('打印凭证')}
          </Link>
        ) : (
          <span className="quiet" title={t('选定起止日期后可以打印。')}>
            {t('打印凭证')}
          </span>
        )}
      </search>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的凭证')} />
          ) : (
            <PagedTable<VoucherHead>
              rowKey="voucher"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { title: t('日期'), dataIndex: 'booked_on', className: 'num' },
                {
                  title: t('凭证'),
                  key: 'voucher',
                  sorter: true,
                  sortOrder: orderOf(address, 'voucher'),
                  render: (_, row) => <Link to={voucherPath(book, row.voucher)}>{t('记-{n}', { n: row.number })}</Link>,
                },
                { title: t('摘要'), dataIndex: 'text' },
                { title: t('业务'), dataIndex: 'fact_name' },
                { title: t('单位'), dataIndex: 'units' },
                { title: t('金额'), align: 'right', render: (_, row) => <Yuan fen={row.debit_fen} /> },
                { title: t('附件'), align: 'right', render: (_, row) => (row.attachments === 0 ? '' : row.attachments) },
                { title: t('更正'), render: (_, row) => <Marks of={row} /> },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}

function Marks({ of }: { readonly of: VoucherHead }) {
  const t = useText()
  if (of.corrects !== null) return <Tag color="red">{t('更正凭证')}</Tag>
  return of.corrected_by.length > 0 ? <Tag>{t('已被更正')}</Tag> : null
}

interface BoxProps {
  readonly address: Address
  readonly name: string
  readonly label: string
}

function NumberBox({ address, name, label }: BoxProps) {
  return (
    <Box name={name} label={label}>
      <InputNumber
        aria-labelledby={`${name}-label`}
        min={1}
        precision={0}
        style={{ width: 130 }}
        value={address.of(name) === undefined ? null : Number(address.of(name))}
        onChange={(value) => address.change({ [name]: value ?? undefined })}
      />
    </Box>
  )
}

/** Yuan on the page, whole fen in the address. */
function FenBox({ address, name, label }: BoxProps) {
  const fen = address.of(name)
  return (
    <Box name={name} label={label}>
      <InputNumber
        aria-labelledby={`${name}-label`}
        min={0}
        precision={2}
        style={{ width: 130 }}
        value={fen === undefined ? null : Number(fen) / 100}
        onChange={(value) => address.change({ [name]: value === null ? undefined : Math.round(value * 100) })}
      />
    </Box>
  )
}

function Box({ name, label, children }: { readonly name: string; readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      {children}
    </div>
  )
}
