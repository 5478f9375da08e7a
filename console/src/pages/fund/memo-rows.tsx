// The accrual memo ledger bill by bill; each row leads to its bill.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { memoQuery } from '../../api/queries.js'
import type { MemoRow } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { PagedTable } from '../../session/paged-table.js'
import { useMay } from '../../session/session.js'
import { Answer, Empty } from '../../shell/states.js'
import { BookFilters, bookQuery } from './book-filters.js'

export function MemoRows({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const mayBills = useMay()('settlement.see')
  const answer = useQuery(memoQuery(book, bookQuery(address)))
  return (
    <>
      <BookFilters address={address} />
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的备查记录')} />
          ) : (
            <PagedTable<MemoRow>
              rowKey={(row) => `${row.psn_no} ${row.settlement} ${row.account}`}
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { title: t('日期'), dataIndex: 'day', className: 'num' },
                { title: t('单位'), dataIndex: 'unit_name' },
                { title: t('科目'), render: (_, row) => `${row.account} ${row.account_name ?? ''}` },
                { title: t('医疗机构'), dataIndex: 'provider_name' },
                { title: t('金额'), align: 'right', render: (_, row) => <Yuan fen={row.amount_fen} /> },
                {
                  title: t('结算单'),
                  className: 'num',
                  render: (_, row) => (mayBills ? <Link to={`/settlements/${row.psn_no}/${row.settlement}`}>{row.settlement}</Link> : row.settlement),
                },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}
