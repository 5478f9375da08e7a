// Two areas, or two days of one area, side by side as a Markdown table: financing, fund and benefits, row by row.
import { type Day, isDay, yearOf } from '@tongchou/domain/base/day.js'
import { SCHEMES, type Scheme } from '@tongchou/domain/base/scheme.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'
import { PlainError } from '../database/plain-error.js'
import { benefitRows, fundRows, type Row } from './compare-figures.js'

export interface Side {
  readonly area: string
  readonly day: Day
}

const USAGE = '用法：npm run policy -- compare 区划[@日期] 区划[@日期] [resident|employee] [日期]'

/** The words after `compare`; `today` is the day where none is named. */
export function comparison(rules: readonly AreaRules[], words: readonly (string | undefined)[], today: Day): readonly string[] {
  const [first, second, schemeWord, dayWord] = words
  const scheme = SCHEMES.find((one) => one === (schemeWord ?? 'resident'))
  const day = dayWord ?? today
  if (first === undefined || second === undefined || scheme === undefined || !isDay(day)) throw new PlainError(USAGE)
  return compared(rules, sideOf(first, day), sideOf(second, day), scheme)
}

function sideOf(word: string, day: Day): Side {
  const [area = '', own = day] = word.split('@')
  if (!isDay(own)) throw new PlainError(USAGE)
  return { area, day: own }
}

export function compared(rules: readonly AreaRules[], left: Side, right: Side, scheme: Scheme): readonly string[] {
  const [a, b] = [rowsOf(rules, left, scheme), rowsOf(rules, right, scheme)]
  const labels = [...new Set([...a.keys(), ...b.keys()])]
  return [
    `| 项目（${scheme === 'resident' ? '居民' : '职工'}） | ${left.area} ${left.day} | ${right.area} ${right.day} | 是否统一 |`,
    '|---|---|---|---|',
    ...labels.map((label) => {
      const [one, other] = [a.get(label) ?? '—', b.get(label) ?? '—']
      return `| ${label} | ${one} | ${other} | ${verdict(one, other)} |`
    }),
    '',
    '只有读过正式文件的数额不带标记。经办、定点、信息系统的统一不是数额，不在表内。',
  ]
}

/** Two areas that both say nothing are not unified. */
function verdict(one: string, other: string): string {
  if (one !== other) return '不同'
  return ['未定', '没有规定'].includes(one) ? '都没有规定' : '同'
}

function rowsOf(rules: readonly AreaRules[], { area, day }: Side, scheme: Scheme): ReadonlyMap<string, string> {
  const own = rules.find((one) => one.area === area && one.scheme === scheme)
  if (own === undefined) throw new PlainError(`没有${area}的${scheme}政策；可比的有：${[...new Set(rules.map((one) => one.area))].join('、')}。`)
  const inForce = (one: { readonly inForce: Day; readonly until: Day | null }): boolean => one.inForce <= day && (one.until === null || one.until >= day)
  const [fund, benefits] = [own.pooling.find(inForce), own.versions.find(inForce)]
  const rows: readonly Row[] = [
    ...(fund === undefined ? [] : fundRows(fund, String(yearOf(day)))),
    ...(benefits === undefined ? [{ label: '待遇', text: '没有生效的待遇政策' }] : benefitRows(benefits)),
  ]
  return new Map(rows.map(({ label, text }) => [label, text]))
}
