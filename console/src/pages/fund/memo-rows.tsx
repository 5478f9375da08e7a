// The accrual memo ledger bill by bill; each row leads to its bill.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { MemoRow } from '../../api/fund-types.js'
import { memoQuery } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { PagedTable } from '../../session/paged-table.js'
import { useMay } from '../../session/session.js'
import { Answer, Empty } from '../../shell/states.js'
import { BookFilters, bookQuery, MemoTags } from './book-filters.js'
import { FactDrawer, FactLink } from './fact-drawer.js'

export function MemoRows({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const mayBills = useMay()('settlement.see')
  const answer = useQuery(memoQuery(book, bookQuery(address)))
  return (
    <>
      <BookFilters address={address} account={<MemoTags address={address} />} />
      <FactDrawer book={book} address={address} />
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的备查记录')} />
          ) : (
            <PagedTable<MemoRow>
              rowKey={(row) => `${row.psn_no} ${row.settlement} ${row.fact} ${row.unit} ${row.account}`}
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { title: t('日期'), dataIndex: 'day', className: 'num' },
                { title: t('单位'), dataIndex: 'unit_name' },
                {
                  title: t('科目'),
                  render: (_, row) => (
                    <button type="button" className="link-button" onClick={() => address.change({ account: row.account })}>
                      {row.account_name}
                    </button>
                  ),
                },
                { title: t('医疗机构'), render: (_, row) => row.provider_name ?? '' },
                { title: t('借方'), align: 'right', render: (_, row) => (row.amount_fen > 0 ? <Yuan fen={row.amount_fen} /> : '') },
                { title: t('贷方'), align: 'right', render: (_, row) => (row.amount_fen < 0 ? <Yuan fen={-row.amount_fen} /> : '') },
                { title: t('来源'), className: 'num', render: (_, row) => <Source row={row} address={address} mayBills={mayBills} /> },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}

/** A bill, or the fact that moved the memo ledger without one. */
function Source({ row, address, mayBills }: { readonly row: MemoRow; readonly address: Address; readonly mayBills: boolean }) {
  const t = useText()
  if (row.settlement === null) return <FactLink kind={row.fact_kind} fact={row.fact} address={address} />
  const name = t('结算单 {n}', { n: row.settlement })
  return mayBills && row.psn_no !== null && /^\d+$/.test(row.psn_no) ? <Link to={`/settlements/${row.psn_no}/${row.settlement}`}>{name}</Link> : name
}
