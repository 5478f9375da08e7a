// One difference in full: the sentence, both sides' amounts, when it was found, and the office's notes.
import { Link } from 'react-router'
import type { Difference } from '../../api/reconciliation-types.js'
import { useText } from '../../language/language.js'
import { Fen } from './difference-columns.js'
import { NOTES, OWNERS } from './words.js'

export function DifferenceDetail({ of }: { readonly of: Difference }) {
  const t = useText()
  const sums: readonly (readonly [string, number | null, number | null])[] = [
    [t('医疗费总额'), of.theirs_total_fen, of.ours_total_fen],
    [t('基金支付'), of.theirs_fund_fen, of.ours_fund_fen],
    [t('个人账户支付'), of.theirs_account_fen, of.ours_account_fen],
  ]
  return (
    <div>
      <p>{of.sentence}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('项目')}</th>
            <th scope="col">{t('机构')}</th>
            <th scope="col">{t('中心')}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(([name, theirs, ours]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">
                <Fen fen={theirs} />
              </td>
              <td className="num">
                <Fen fen={ours} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('首次发现 {first}，最近一次 {last}，共 {n} 次', { first: of.first_seen, last: of.last_seen, n: of.found })}</p>
      {of.ours_total_fen !== null && <Link to={`/settlements/${of.psn_no}/${of.settlement}`}>{t('查看结算单')}</Link>}
      <Notes of={of} />
    </div>
  )
}

function Notes({ of }: { readonly of: Difference }) {
  const t = useText()
  if (of.notes.length === 0) return <p className="quiet">{t('还没有处理记录')}</p>
  return (
    <ul>
      {of.notes.map((note) => (
        <li key={`${note.at} ${note.text}`}>
          {note.at} {note.officer} {t(NOTES[note.kind] ?? note.kind)}
          {note.owner !== null && `（${t(OWNERS[note.owner] ?? note.owner)}）`}：{note.text}
        </li>
      ))}
    </ul>
  )
}
