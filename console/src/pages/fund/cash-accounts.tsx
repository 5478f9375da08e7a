// Where the cash lies: treasury, special fiscal account, expenditure account, by book.
import { Link } from 'react-router'
import type { Cockpit } from '../../api/types.js'
import { Wan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { booksPath } from './books-path.js'

type CashAccount = Cockpit['cash_accounts'][number]

export function CashAccounts({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const books = [...new Set(of.positions.map((position) => position.book))].filter((book) => of.cash_accounts.some((account) => account.book === book))
  const name = (book: string) => t(of.positions.find((position) => position.book === book)?.fund_name ?? book)
  return (
    <section className="panel">
      <header>
        <h2>{t('现金在哪里')}</h2>
      </header>
      <div className="cash">
        {books.map((book) => (
          <table key={book}>
            <caption>{name(book)}</caption>
            <tbody>
              {of.cash_accounts
                .filter((account) => account.book === book)
                .map((account) => (
                  <CashRow key={`${account.account} ${account.detail}`} account={account} />
                ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  )
}

function CashRow({ account }: { readonly account: CashAccount }) {
  const mayBooks = useMay()('book.see')
  const path = booksPath(account.book, 'entries', { account: account.account })
  return (
    <tr>
      <th scope="row">
        {account.name} <small className="quiet">{account.account}</small>
      </th>
      <td>
        {mayBooks ? (
          <Link to={path}>
            <Wan fen={account.balance_fen} />
          </Link>
        ) : (
          <Wan fen={account.balance_fen} />
        )}
      </td>
    </tr>
  )
}
