// What the bill did to each fund before any money moves, with the way to the books.
import { Link } from 'react-router'
import { withQuery } from '../../api/request.js'
import type { Statement } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'

export function Memo({ of }: { readonly of: Statement }) {
  const t = useText()
  const mayFund = useMay()('book.see')
  if (of.memo.length === 0) return <p className="quiet">{t('这张单没有动用基金，没有应计分录。')}</p>
  return (
    <div className="memo">
      {of.memo.map((entry) => (
        <table key={entry.book}>
          <caption>
            {mayFund ? (
              <Link to={withQuery('/fund/books', { book: entry.book, view: 'memo', from: entry.booked_on, to: entry.booked_on })}>{entry.book_name}</Link>
            ) : (
              entry.book_name
            )}
            <small>
              {entry.area_name} · {entry.booked_on}
            </small>
          </caption>
          <tbody>
            {entry.amounts.map((amount, index) => (
              <tr key={`${amount.account}-${index.toString()}`}>
                <th scope="row">{amount.account_name}</th>
                <td>
                  <small className="quiet">{amount.amount_fen < 0 ? t('贷') : t('借')}</small>
                </td>
                <td className="right">
                  <Yuan fen={Math.abs(amount.amount_fen)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
