// Entries of a statutory cash book, each naming the fact that made it.
import { useQuery } from '@tanstack/react-query'
import { entriesQuery } from '../../api/queries.js'
import type { EntryRow } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { PagedTable } from '../../session/paged-table.js'
import { Answer, Empty } from '../../shell/states.js'
import { AccountInput, BookFilters, bookQuery } from './book-filters.js'
import { FactDrawer, FactLink } from './fact-drawer.js'

export function Entries({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const answer = useQuery(entriesQuery(book, bookQuery(address)))
  return (
    <>
      <BookFilters address={address} account={<AccountInput address={address} />} />
      <FactDrawer book={book} address={address} />
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的分录')} />
          ) : (
            <PagedTable<EntryRow>
              rowKey={(row) => `${row.voucher} ${row.line}`}
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { title: t('日期'), dataIndex: 'day', className: 'num' },
                { title: t('凭证'), className: 'num', render: (_, row) => `${row.voucher} / ${row.line}` },
                { title: t('科目'), render: (_, row) => <AccountLink row={row} address={address} /> },
                { title: t('单位'), render: (_, row) => row.unit_name },
                { title: t('摘要'), render: (_, row) => row.text },
                { title: t('借方'), align: 'right', render: (_, row) => <Amount fen={row.debit_fen} /> },
                { title: t('贷方'), align: 'right', render: (_, row) => <Amount fen={row.credit_fen} /> },
                { title: t('来源事实'), render: (_, row) => <FactLink kind={row.fact_kind} fact={row.fact} address={address} /> },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}

function Amount({ fen }: { readonly fen: number }) {
  return fen === 0 ? <span className="quiet">—</span> : <Yuan fen={fen} />
}

function AccountLink({ row, address }: { readonly row: EntryRow; readonly address: Address }) {
  return (
    <button type="button" className="link-button" onClick={() => address.change({ account: row.account })}>
      {row.account} {row.account_name}
    </button>
  )
}
