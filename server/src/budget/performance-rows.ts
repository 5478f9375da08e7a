// The performance of a budget at the end of a month: each target beside its value, where the value comes from, and what it is worth.
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import { type Ratio, yuanText } from '@tongchou/domain/base/money.js'
import { gradeOf, type PerformanceTarget, pointsOf, SIGNALS, scoreOf, signalOf } from '@tongchou/domain/budget/performance.js'
import type { DeskBook } from '../fund/book-of-desk.js'
import { type ReportTable, rowOf } from '../fund/report-table.js'
import type { Queries } from '../fund/transaction.js'
import { decimalOf, type Indicator, indicatorsOf, performanceGrades } from './performance-catalogue.js'
import { type Measured, measuresOf } from './performance-measures.js'
import { type EntryRow, entriesOf, type TargetRow, targetsOf, type ValueRow } from './performance-store.js'

export interface Standing {
  readonly indicators: readonly Indicator[]
  readonly targets: readonly TargetRow[]
  readonly values: readonly ValueRow[]
  readonly score: string | null
  readonly grade: string | null
}

/** How the year stands at the end of a month; points only where the whole year is asked for. */
export async function standingOf(db: Queries, book: DeskBook, year: number, through: string): Promise<Standing> {
  const indicators = await indicatorsOf(book.fund)
  const targets = (await targetsOf(db, book.book, year)).rows
  const measures = await measuresOf(db, book, through)
  const entries = (await entriesOf(db, book.book, year)).filter((one) => one.accepted === true && one.through <= through)
  const months = Number(through.slice(5, 7))
  const known = indicators.flatMap((indicator) => {
    const target = targets.find((one) => one.indicator === indicator.id)
    return target === undefined ? [] : [standingValue(indicator, target, measures.get(indicator.id), newest(entries, indicator.id), months)]
  })
  const score = months === 12 ? scoreOf(known.map(({ weight, points }) => ({ weight: maybe(weight), points: maybe(points) }))) : null
  return { indicators, targets, values: known, score: score === null ? null : twoDecimals(score), grade: gradeOf(score, await performanceGrades()) }
}

/** The value that reaches furthest into the year; of equals the latest entered. */
function newest(entries: readonly EntryRow[], indicator: string): EntryRow | undefined {
  return entries.filter((one) => one.indicator === indicator).sort((a, b) => (a.through < b.through ? 1 : a.through > b.through ? -1 : 0))[0]
}

const maybe = (text: string | null): Ratio | null => (text === null ? null : decimalOf(text))

function standingValue(indicator: Indicator, target: TargetRow, measured: Measured | undefined, entry: EntryRow | undefined, months: number): ValueRow {
  const held: PerformanceTarget = {
    better: indicator.better,
    progress: indicator.progress,
    target: decimalOf(target.target),
    limit: maybe(target.limit_value),
    weight: maybe(target.weight),
  }
  const actual = measured === undefined ? (entry?.actual ?? null) : twoDecimals({ num: measured.num * 100n, den: measured.den })
  const points = months === 12 ? pointsOf(held, maybe(actual)) : null
  return {
    indicator: indicator.id,
    target: target.target,
    limit_value: target.limit_value,
    weight: target.weight,
    actual,
    points: points === null ? null : twoDecimals(points),
    origin: measured === undefined ? (entry === undefined ? 'missing' : 'entered') : 'measured',
    signal: signalOf(held, maybe(actual), months),
    basis: basisOf(indicator, measured, entry),
    remark: '',
  }
}

function basisOf({ numerator, denominator }: Indicator, measured: Measured | undefined, entry: EntryRow | undefined): string {
  if (measured !== undefined) return `${numerator} ${yuanText(measured.num)} ÷ ${denominator} ${yuanText(measured.den)}`
  if (entry !== undefined) return `${entry.through}：${entry.evidence}（${entry.officer_name}填报，已复核）`
  return numerator === '' ? '还没有填报并复核' : '账目和结算中还没有这项数据'
}

/** The self-evaluation form: three levels of indicators, target, actual, points. */
export function performanceTable(
  head: { readonly title: string; readonly subtitle: string; readonly score: string | null; readonly grade: string | null },
  indicators: readonly Indicator[],
  values: readonly ValueRow[],
): ReportTable {
  const rows = indicators.flatMap((indicator) => {
    const value = values.find((one) => one.indicator === indicator.id)
    if (value === undefined) return []
    const sign = indicator.better === 'more' ? '≥' : '≤'
    return rowOf(
      [
        indicator.level1,
        indicator.level2,
        indicator.name,
        `${sign}${value.target}%`,
        value.actual === null ? '—' : `${value.actual}%`,
        SIGNALS[value.signal],
        value.weight ?? '—',
        value.points ?? '—',
        value.basis,
        value.remark,
      ],
      [],
    )
  })
  const total = rowOf(['合计', '', '', '', '', head.grade ?? '', '', head.score ?? '不计分', '', ''], [])
  return {
    title: head.title,
    subtitle: head.subtitle,
    texts: ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '状态', '分值', '得分', '数据来源', '偏差原因及改进措施'],
    amounts: [],
    rows: rows.length === 0 ? [] : [...rows, total],
  }
}
