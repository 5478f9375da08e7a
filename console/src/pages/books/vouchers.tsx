// 凭证台: vouchers of a book, and those written by hand that wait for somebody.
import { useQuery } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import { Link } from 'react-router'
import { draftsQuery } from '../../api/book-desk-queries.js'
import type { DraftHead } from '../../api/book-desk-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { PagedTable } from '../../session/paged-table.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { ChooseBook } from './choose-book.js'
import { VoucherList } from './voucher-list.js'
import { newDraftPath } from './voucher-path.js'
import { Waivers } from './waivers.js'

const STAGES: ReadonlyMap<string, string> = new Map([
  ['open', '未办结'],
  ['prepared', '待复核'],
  ['reviewed', '待记账'],
  ['returned', '被退回'],
  ['posted', '已记账'],
  ['withdrawn', '已作废'],
])

export function VouchersPage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="book.see">
      <div className="page-head">
        <h1>{t('凭证')}</h1>
        <p>{t('凭证随业务自动生成；没有对应业务的手工编制，另一人复核后记账。已记账的只能红字冲销或补充更正。')}</p>
      </div>
      <ChooseBook address={address} forget={['kind', 'number']}>
        {({ book }) => (
          <Tabs
            activeKey={address.of('view') ?? 'vouchers'}
            destroyOnHidden
            onChange={(view) => address.change({ view: view === 'vouchers' ? undefined : view, sort: undefined, stage: undefined })}
            items={[
              { key: 'vouchers', label: t('全部凭证'), children: <VoucherList book={book} address={address} /> },
              { key: 'drafts', label: t('手工凭证'), children: <Drafts book={book} address={address} /> },
              { key: 'waivers', label: t('减免登记'), children: <Waivers book={book} address={address} /> },
            ]}
          />
        )}
      </ChooseBook>
    </Guarded>
  )
}

function Drafts({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const may = useMay()('voucher.prepare')
  const answer = useQuery(draftsQuery(book, { stage: address.of('stage'), page: address.page, size: address.size }))
  return (
    <>
      <div className="filters">
        <AddressChoice address={address} name="stage" label={t('状态')} of={STAGES} width={150} />
        {may ? (
          <Link className="download" to={newDraftPath(book)}>
            {t('编制手工凭证')}
          </Link>
        ) : (
          <span className="quiet">{t('编制手工凭证由基金财务岗办理。')}</span>
        )}
      </div>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有手工凭证')} />
          ) : (
            <PagedTable<DraftHead>
              rowKey="draft"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { title: t('记账日期'), dataIndex: 'booked_on', className: 'num' },
                { title: t('种类'), dataIndex: 'purpose_name' },
                { title: t('摘要'), render: (_, row) => <Link to={`/fund/voucher-drafts/${row.draft}`}>{row.text}</Link> },
                { title: t('金额'), align: 'right', render: (_, row) => <Yuan fen={row.debit_fen} /> },
                { title: t('制单人'), dataIndex: 'officer_name' },
                { title: t('状态'), render: (_, row) => t(STAGES.get(row.stage) ?? row.stage_name) },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}
