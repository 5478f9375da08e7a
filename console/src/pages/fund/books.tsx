// The books: trial balance → entries of an account → the fact; and the memo rows of the bills.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import Tabs from 'antd/es/tabs'
import type { Book } from '../../api/fund-types.js'
import { booksQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { Entries } from './entries.js'
import { MemoRows } from './memo-rows.js'
import { StatementTable } from './statement-table.js'
import { TrialBalanceTable } from './trial-balance.js'

export function BooksPage() {
  return (
    <Guarded permission="book.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const books = useQuery(booksQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('账簿')}</h1>
        <p>{t('现金账按收付实现制，动钱才记；应计备查账随每张结算单记。')}</p>
      </div>
      <Answer of={books}>{(list) => (list.length === 0 ? <Empty title={t('还没有开立账套')} /> : <OneBook books={list} />)}</Answer>
    </>
  )
}

function OneBook({ books }: { readonly books: readonly Book[] }) {
  const t = useText()
  const address = useAddress()
  const book = address.of('book') ?? books[0]?.book ?? ''
  return (
    <>
      <div className="filters">
        <div className="filter">
          <span id="book-label">{t('账套')}</span>
          <Select
            aria-labelledby="book-label"
            style={{ width: 320 }}
            value={book}
            options={books.map((one) => ({ value: one.book, label: one.name }))}
            onChange={(next: string) => address.change({ book: next, account: undefined })}
          />
        </div>
      </div>
      <Views book={book} address={address} />
    </>
  )
}

function Views({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  return (
    <Tabs
      activeKey={address.of('view') ?? 'trial'}
      destroyOnHidden
      onChange={(view) => address.change({ view: view === 'trial' ? undefined : view, account: undefined, unit: undefined, from: undefined, to: undefined })}
      items={[
        { key: 'trial', label: t('试算平衡'), children: <TrialBalanceTable book={book} address={address} /> },
        { key: 'entries', label: t('记账明细'), children: <Entries book={book} address={address} /> },
        { key: 'statements', label: t('法定报表'), children: <StatementTable book={book} address={address} /> },
        { key: 'memo', label: t('应计备查（逐单）'), children: <MemoRows book={book} address={address} /> },
      ]}
    />
  )
}
