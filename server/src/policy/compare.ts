// Two areas, or two days of one area, side by side: the six unifications (with agency and information), row by row, each side with
// its articles and marks. The same rows are data for the library and a Markdown table for the command line.
import { type Day, isDay, yearOf } from '@tongchou/domain/base/day.js'
import { SCHEMES, type Scheme } from '@tongchou/domain/base/scheme.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'
import { GROUP_NAMES, UNIFICATION_GROUPS, type UnificationGroup } from '@tongchou/domain/policy/unification.js'
import { PlainError } from '../database/plain-error.js'
import { benefitRows, fundRows, type Part, type Row } from './compare-figures.js'
import { CERTAINTY } from './show.js'

export interface Side {
  readonly area: string
  readonly day: Day
}

/** What a comparison needs of an area's rules; a stored rule set has it, and so has a reading of texts. */
export type ComparedRules = Pick<AreaRules, 'versions' | 'pooling'>

export type Verdict = 'same' | 'different' | 'left_only' | 'right_only' | 'neither'

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  same: '同',
  different: '不同',
  left_only: '不同（只有左方有规定）',
  right_only: '不同（只有右方有规定）',
  neither: '都没有规定',
}

export interface Cell {
  /** Null where the other side alone has such a row. */
  readonly text: string | null
  readonly citations: readonly Citation[]
}

export interface ComparedRow {
  readonly label: string
  readonly left: Cell
  readonly right: Cell
  readonly verdict: Verdict
}

export interface ComparedGroup {
  readonly group: UnificationGroup
  readonly name: string
  readonly rows: readonly ComparedRow[]
}

/** Only groups of which one side says something. */
export function compareRules(left: ComparedRules, right: ComparedRules, days: { readonly left: Day; readonly right: Day }): readonly ComparedGroup[] {
  const [one, other] = [rowsOn(left, days.left), rowsOn(right, days.right)]
  return UNIFICATION_GROUPS.flatMap((group) => {
    const labels = [...new Set([...one, ...other].filter((row) => row.group === group).map(({ label }) => label))]
    const rows = labels.flatMap((label) => {
      const [mine, theirs] = [rowOf(one, group, label), rowOf(other, group, label)]
      // One side says "nothing" in a single row where the other has rows of its own: those already tell.
      const tells = words(mine) !== undefined || words(theirs) !== undefined || (mine !== undefined && theirs !== undefined)
      return tells ? [comparedRow(label, mine, theirs)] : []
    })
    return rows.length === 0 ? [] : [{ group, name: GROUP_NAMES[group], rows }]
  })
}

const rowOf = (rows: readonly Row[], group: UnificationGroup, label: string): Row | undefined => rows.find((row) => row.group === group && row.label === label)

function comparedRow(label: string, left: Row | undefined, right: Row | undefined): ComparedRow {
  return { label, left: cellOf(left), right: cellOf(right), verdict: verdictOf(left, right) }
}

/** Marks do not make a figure another one; two areas that both say nothing are not unified. */
function verdictOf(left: Row | undefined, right: Row | undefined): Verdict {
  const [one, other] = [words(left), words(right)]
  if (one === undefined) return other === undefined ? 'neither' : 'right_only'
  if (other === undefined) return 'left_only'
  return one === other ? 'same' : 'different'
}

const words = (row: Row | undefined): string | undefined =>
  row === undefined || row.parts.length === 0 ? undefined : row.parts.map(({ text }) => text).join('，')

function cellOf(row: Row | undefined): Cell {
  if (row === undefined) return { text: null, citations: [] }
  const citations = new Map(row.parts.map(({ from }) => [JSON.stringify(from), from]))
  return { text: row.parts.length === 0 ? row.none : markedText(row.parts), citations: [...citations.values()] }
}

/** Neighbours of one certainty share a mark; only what was read in the issued text goes without one. */
function markedText(parts: readonly Part[]): string {
  return parts
    .map(({ text, from }, index) => {
      const next = parts[index + 1]
      const bare = from.certainty === 'official' || next?.from.certainty === from.certainty
      return bare ? text : `${text}〔${CERTAINTY[from.certainty]}〕`
    })
    .join('，')
}

function rowsOn({ versions, pooling }: ComparedRules, day: Day): readonly Row[] {
  const fund = pooling.find((one) => inForceOn(one, day))
  const benefits = versions.find((one) => inForceOn(one, day))
  return [
    ...(fund === undefined ? [] : fundRows(fund, String(yearOf(day)))),
    ...(benefits === undefined ? [{ group: 'benefits', label: '待遇', parts: [], none: '没有生效的待遇政策' } as const] : benefitRows(benefits)),
  ]
}

export const inForceOn = (one: { readonly inForce: Day; readonly until: Day | null }, day: Day): boolean =>
  one.inForce <= day && (one.until === null || one.until >= day)

const USAGE = '用法：npm run policy -- compare 区划[@日期] 区划[@日期] [resident|employee] [日期]'

/** The words after `compare`; `today` is the day where none is named. */
export function comparison(rules: readonly AreaRules[], given: readonly (string | undefined)[], today: Day): readonly string[] {
  const [first, second, schemeWord, dayWord] = given
  const scheme = SCHEMES.find((one) => one === (schemeWord ?? 'resident'))
  const day = dayWord ?? today
  const [left, right] = [sideOf(first ?? '', day), sideOf(second ?? '', day)]
  if (scheme === undefined || left === undefined || right === undefined) throw new PlainError(USAGE)
  const groups = compareRules(rulesOf(rules, left.area, scheme), rulesOf(rules, right.area, scheme), { left: left.day, right: right.day })
  return table(groups, left, right, scheme)
}

/** An area's code, alone or with `@2024-05-01`; undefined when the words are neither. */
export function sideOf(word: string, today: Day): Side | undefined {
  const [area = '', day = today, ...more] = word.split('@')
  return /^\d{6}$/.test(area) && isDay(day) && more.length === 0 ? { area, day } : undefined
}

function rulesOf(rules: readonly AreaRules[], area: string, scheme: Scheme): AreaRules {
  const own = rules.find((one) => one.area === area && one.scheme === scheme)
  if (own !== undefined) return own
  throw new PlainError(`没有${area}的${scheme}政策；可比的有：${[...new Set(rules.map((one) => one.area))].join('、')}。`)
}

function table(groups: readonly ComparedGroup[], left: Side, right: Side, scheme: Scheme): readonly string[] {
  const shown = (cell: Cell): string => cell.text ?? '—'
  return [
    `| 项目（${scheme === 'resident' ? '居民' : '职工'}） | ${left.area} ${left.day} | ${right.area} ${right.day} | 是否统一 |`,
    '|---|---|---|---|',
    ...groups.flatMap(({ name, rows }) => [
      `| **${name}** | | | |`,
      ...rows.map((row) => `| ${row.label} | ${shown(row.left)} | ${shown(row.right)} | ${VERDICT_NAMES[row.verdict]} |`),
    ]),
    '',
    '只有读过正式文件的数额不带标记。征求意见稿和不采用的资料不在表内。',
  ]
}
