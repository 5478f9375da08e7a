// The compared rows, a table for each unification; the verdict is said in a word and a colour.
import type { Citation, ComparedCell, ComparedGroup, ComparedRow, ComparedSide, Comparison } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import { Articles } from '../settlement/article.js'
import { Chip } from './marks.js'
import { VERDICTS } from './words.js'

export function ComparedGroups({ of, groups }: { readonly of: Comparison; readonly groups: readonly ComparedGroup[] }) {
  const t = useText()
  return (
    <table className="plain-table compared">
      <thead>
        <tr>
          <th scope="col">{t('项目')}</th>
          <SideHead of={of.left} />
          <SideHead of={of.right} />
          <th scope="col">{t('是否统一')}</th>
        </tr>
      </thead>
      {groups.map(({ group, name, rows }) => (
        <tbody key={group}>
          <tr className="group-head">
            <th scope="colgroup" colSpan={4}>
              {t(name)} <span className="quiet num">{t('{n} 项', { n: rows.length })}</span>
            </th>
          </tr>
          {rows.map((row) => (
            <Row key={row.label} of={row} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function SideHead({ of }: { readonly of: ComparedSide }) {
  const t = useText()
  return (
    <th scope="col">
      {of.area_name} <span className="num quiet">{of.day}</span>
      <small className="quiet">{of.version === null ? t('这一天没有可结算的待遇版本') : t('待遇版本 {day} 起', { day: of.version.in_force })}</small>
    </th>
  )
}

function Row({ of }: { readonly of: ComparedRow }) {
  const t = useText()
  return (
    <tr className={`verdict-${of.verdict}`}>
      <th scope="row">{of.label}</th>
      <Cell of={of.left} />
      <Cell of={of.right} />
      <td>
        <span className={`verdict verdict-${of.verdict}`}>{t(VERDICTS.find(({ verdict }) => verdict === of.verdict)?.name ?? of.verdict_name)}</span>
      </td>
    </tr>
  )
}

function Cell({ of }: { readonly of: ComparedCell }) {
  const t = useText()
  if (of.text === null) return <td className="quiet">{t('没有规定')}</td>
  return (
    <td>
      <p>{of.text}</p>
      <Articles of={once(of.citations)} />
      {of.citations.some(({ draft }) => draft) && <Chip tone="draft" name={t('征求意见稿')} />}
    </td>
  )
}

/** A row may draw several rules from one article. */
function once(citations: readonly Citation[]): readonly Citation[] {
  return [...new Map(citations.map((from) => [`${from.document} ${from.article}`, from])).values()]
}
