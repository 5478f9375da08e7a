// The lines that grew beyond the threshold, the newest week first, each in a sentence.
import type { SurgeLine, SurgeTable, SurgeWeek } from '../../../api/draft-types.js'
import { yuan } from '../../../format/money.js'
import { type Text, useText } from '../../../language/language.js'
import { isSurge } from './is-surge.js'

const SHOWN = 12

export function SurgeList({ of }: { readonly of: SurgeTable }) {
  const t = useText()
  const lines: readonly (SurgeLine | SurgeWeek)[] = [...of.totals, ...of.weekly.toSorted((one, other) => (one.from < other.from ? 1 : -1))].filter(isSurge)
  if (lines.length === 0) return null
  return (
    <>
      <ul className="surge-list">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={`${line.group} ${'from' in line ? line.from : ''}`} className="negative">
            {sentence(line, t)}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p className="quiet">{t('其余 {n} 处见表。', { n: lines.length - SHOWN })}</p>}
    </>
  )
}

function sentence(line: SurgeLine | SurgeWeek, t: Text): string {
  const when = 'from' in line ? t('{from} 至 {until}', { from: line.from, until: line.to }) : t('启动以来合计')
  const values = { name: line.name, when, count: line.count, amount: yuan(line.amount_fen) }
  const percent = line.preceding?.surge === true ? line.preceding.fen_percent : (line.year_before?.fen_percent ?? null)
  if (percent === null) return t('{name} {when}：{count} 笔 {amount} 元，此前没有', values)
  return line.preceding?.surge === true
    ? t('{name} {when}：{count} 笔 {amount} 元，比此前十二周多 {percent}%', { ...values, percent })
    : t('{name} {when}：{count} 笔 {amount} 元，比上年同期多 {percent}%', { ...values, percent })
}
