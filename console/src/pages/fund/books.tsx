// The books: trial balance → entries of an account → the fact; and the memo rows of the bills.
import Tabs from 'antd/es/tabs'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { ChooseBook } from '../books/choose-book.js'
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
  const address = useAddress()
  return (
    <>
      <div className="page-head">
        <h1>{t('账簿')}</h1>
        <p>{t('现金账按收付实现制，动钱才记；应计备查账随每张结算单记。')}</p>
      </div>
      <ChooseBook address={address} forget={['account']}>
        {({ book }) => <Views book={book} address={address} />}
      </ChooseBook>
    </>
  )
}

function Views({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  return (
    <Tabs
      activeKey={address.of('view') ?? 'trial'}
      destroyOnHidden
      onChange={(view) =>
        address.change({ view: view === 'trial' ? undefined : view, account: undefined, provider: undefined, unit: undefined, from: undefined, to: undefined })
      }
      items={[
        { key: 'trial', label: t('试算平衡'), children: <TrialBalanceTable book={book} address={address} /> },
        { key: 'entries', label: t('记账明细'), children: <Entries book={book} address={address} /> },
        { key: 'statements', label: t('法定报表'), children: <StatementTable book={book} address={address} /> },
        { key: 'memo', label: t('应计备查（逐单）'), children: <MemoRows book={book} address={address} /> },
      ]}
    />
  )
}
