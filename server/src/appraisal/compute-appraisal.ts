// Computes a year's appraisal: what facts tell, what was judged and accepted, scored by the weights in force on the last day of the
// year. Rule, values and what they came from are kept; a value that nobody knows leaves its unit without a total (J1).

import { type Appraisal, appraise, type IndicatorValue } from '@tongchou/domain/appraisal/appraise.js'
import type { Day } from '@tongchou/domain/base/day.js'
import { decimalText } from '@tongchou/domain/base/decimal.js'
import { type Ratio, ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { canonical, toExchange } from '@tongchou/domain/policy/exchange.js'
import type { AppraisalRule } from '@tongchou/domain/policy/watch-rule.js'
import type pg from 'pg'
import { fundRulesOn } from '../fund/fund-rules.js'
import { type Form, formOf, poolMembers } from '../fund/pool-members.js'
import { roomToSort } from '../fund/transaction.js'
import { approvedAppraisal, type Correction, insertAppraisal, type JudgementRow, judgementsOf } from './appraisal-store.js'
import { figuresOf } from './formula-text.js'
import { figureName, type IndicatorMeaning, indicatorMeanings, meaningOf } from './indicator-catalogue.js'
import { type ComputedValue, computedValues } from './indicator-values.js'

interface Asked {
  readonly pool: string
  readonly year: number
  readonly officer: bigint
  readonly today: Day
  /** Why and by which document, where the year was approved before. */
  readonly correction?: { readonly reason: string; readonly document: string } | undefined
}

export interface AppraisalRules {
  readonly hash: string
  readonly rule: AppraisalRule
}

/** Number of the new run. Runs as batch: the facts of every unit are read, whoever asks. */
export async function computeAppraisal(client: pg.ClientBase, { pool, year, officer, today, correction: asked }: Asked): Promise<bigint | Refusal> {
  const form = await formOf(client, pool)
  const correction = correctionOf(await approvedAppraisal(client, pool, form, year), year, asked)
  if (correction !== undefined && 'code' in correction) return correction
  const found = await appraisalRule(client, pool, form, year)
  if (found === undefined) {
    const whose = form === 'counties' ? '区县考核' : '统筹区考核'
    return refused('no_rule', `${year}年末没有生效的${whose}办法；请先发布写明指标、权重和等次的文件。`)
  }
  const members = await poolMembers(client, pool, year)
  if (members.listed.length === 0) return refused('no_units', `${year}年没有可以考核的单位；请核对统筹区和核算单位。`)
  await roomToSort(client)
  const computed = await computedValues(client, members, year, today)
  const judged = (await judgementsOf(client, pool, form, year)).filter(({ accepted }) => accepted === true)
  const meanings = await indicatorMeanings()
  const known = members.listed.map(({ unit }) => ({ unit, values: valuesOf(found.rule, unit, meanings, computed, judged) }))
  const scored = appraise(
    found.rule,
    known.map(({ unit, values }) => ({ unit, values: Object.fromEntries(values.map(({ indicator, value }) => [indicator, value])) })),
  )
  const newRun = { pool, form, year, officer, correction, ruleHash: found.hash, rule: canonical(toExchange(found.rule)) }
  return insertAppraisal(
    client,
    newRun,
    scored.map((one) => unitRow(found.rule, one)),
    known.flatMap(({ unit, values }) =>
      values.map((value) =>
        valueRow(
          unit,
          value,
          scored.find((one) => one.unit === unit),
        ),
      ),
    ),
  )
}

/** A year that was approved is appraised again only as a correction with its reason and document; nothing changes in silence. */
function correctionOf(approved: bigint | undefined, year: number, asked: Asked['correction']): Correction | Refusal | undefined {
  if (approved === undefined) return asked === undefined ? undefined : refused('nothing_to_correct', `${year}年还没有批准的考核，不用更正；请直接计算。`)
  if (asked === undefined) return refused('already_approved', `${year}年的考核已经批准；确需更正的，请写明更正理由和文号，另行计算、征求异议、批准和公布。`)
  return { corrects: approved, ...asked }
}

export async function appraisalRule(client: pg.ClientBase, pool: string, form: Form, year: number): Promise<AppraisalRules | undefined> {
  for (const { hash, rules } of await fundRulesOn(client, pool, `${year}-12-31`)) {
    const rule = form === 'counties' ? rules.appraisal : (rules.areaAppraisal ?? null)
    if (rule !== null) return { hash, rule }
  }
  return undefined
}

interface KnownValue {
  readonly indicator: string
  readonly origin: 'computed' | 'judged' | 'missing'
  readonly value: IndicatorValue | null
  readonly basis: string
  readonly judgement: bigint | null
}

/** What was judged and accepted goes before what was computed: a correction must have been looked at by two. */
function valuesOf(
  rule: AppraisalRule,
  unit: string,
  meanings: ReadonlyMap<string, IndicatorMeaning>,
  computed: readonly ComputedValue[],
  judged: readonly JudgementRow[],
): KnownValue[] {
  return rule.indicators.map((indicator): KnownValue => {
    const { id } = indicator
    const meaning = meaningOf(meanings, id)
    const word = judged.find((one) => one.unit === unit && one.indicator === id)
    if (word !== undefined) {
      return { indicator: id, origin: 'judged', value: indicatorValue(word), basis: judgedText(meaning, word), judgement: word.judgement }
    }
    const fact = computed.find((one) => one.unit === unit && one.indicator === id)
    if (fact === undefined) return { indicator: id, origin: 'missing', value: null, basis: missingText(meaning), judgement: null }
    const value = indicatorValue({ actual: textOf(fact.actual), target: textOf(fact.target), count: fact.count })
    const lacking = figuresOf(indicator).filter((figure) => value[figure] === undefined || (figure === 'target' && (value.target?.num ?? 0n) <= 0n))
    if (lacking.length > 0) {
      const names = lacking.map((figure) => figureName(meaning, figure)).join('、')
      return { indicator: id, origin: 'missing', value, basis: `${basisText(meaning, fact)}；没有${names}，不能计分；可由考核人员评定。`, judgement: null }
    }
    return { indicator: id, origin: 'computed', value, basis: fact.note ?? basisText(meaning, fact), judgement: null }
  })
}

function judgedText(meaning: IndicatorMeaning, { actual, target, count, evidence, officer_name, found_by }: JudgementRow): string {
  const named = { ...meaning, actual: figureName(meaning, 'actual'), target: figureName(meaning, 'target'), count: figureName(meaning, 'count') }
  return `评定：${basisText(named, { actual, target, count })}；依据：${evidence}（${officer_name}评定，${found_by ?? ''}复核）`
}

function missingText({ origin, name }: IndicatorMeaning): string {
  return origin === 'computed' ? `账上和登记中没有“${name}”的数据；可由考核人员评定。` : `“${name}”尚未评定。`
}

type Figures = Readonly<Record<'actual' | 'target' | 'count', string | bigint | null>>

function basisText({ actual, target, count }: IndicatorMeaning, fact: Figures): string {
  const parts = [
    [actual, fact.actual],
    [target, fact.target],
    [count, fact.count],
  ]
  return parts.flatMap(([name, value]) => (value == null || name == null || name === '' ? [] : [figureText(String(name), String(value))])).join('；')
}

/** Money is told in yuan; what is counted, as it is. */
function figureText(name: string, value: string): string {
  const money = name.endsWith(FEN) && /^-?\d+$/.test(value)
  return money ? `${name.slice(0, -FEN.length)}：${yuanText(BigInt(value))}元` : `${name}：${value}`
}

const FEN = '（分）'

function textOf(value: bigint | null): string | null {
  return value === null ? null : value.toString()
}

function indicatorValue(texts: { readonly actual: string | null; readonly target: string | null; readonly count: string | null }): IndicatorValue {
  const part = (name: 'actual' | 'target' | 'count'): Partial<Record<typeof name, Ratio>> => {
    const ratio = texts[name] === null ? undefined : ratioOf(texts[name])
    return ratio === undefined ? {} : { [name]: ratio }
  }
  return { ...part('actual'), ...part('target'), ...part('count') }
}

function unitRow({ bands }: AppraisalRule, { unit, total, band, coefficient, rank }: Appraisal) {
  return {
    unit,
    total,
    band,
    coefficient: coefficient === null ? null : decimalText(coefficient),
    rank: rank ?? null,
    consequence: bands.find(({ name }) => name === band)?.consequence ?? '',
  }
}

function valueRow(unit: string, { indicator, origin, value, basis, judgement }: KnownValue, scored: Appraisal | undefined) {
  const figure = (ratio: Ratio | undefined): string | null => (ratio === undefined ? null : fourDecimals(ratio))
  const points = scored?.scores[indicator] ?? null
  return { unit, indicator, origin, basis, judgement, points, actual: figure(value?.actual), target: figure(value?.target), count: figure(value?.count) }
}

/** The columns keep four decimals; the values have no more. */
function fourDecimals({ num, den }: Ratio): string {
  const scaled = (num * 10_000n) / den
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, '0')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
