// Reads how a fund is watched and how units are appraised.
import { decimalText } from '../base/decimal.js'
import { compared, isZero, minus, NOTHING, plus, type Ratio } from '../base/money.js'
import { SCHEMES } from '../base/scheme.js'
import { all, type Fields, fieldsOf } from './field-reader.js'
import { listOf, oneOf, type Reader, ratio, text, whole, wrong, yesNo, yuan } from './node-reader.js'
import {
  type AppraisalAward,
  type AppraisalBand,
  type AppraisalIndicator,
  type AppraisalRule,
  COMPUTED,
  type IndicatorBound,
  type IndicatorRule,
  type IndicatorThreshold,
  MONTHS_DEFINITIONS,
  SCORE_FORMS,
  STRIPPED,
  WARNING_LEVELS,
  WARNING_OWNERS,
  type WatchSchedule,
} from './watch-rule.js'

const bounds: Reader<NonNullable<IndicatorRule['bounds']>> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { currentPercent: fields.maybe('current_percent', ratio) ?? null, cumulativePercent: fields.maybe('cumulative_percent', ratio) ?? null }
  fields.done()
  return read
}

const bound: Reader<IndicatorBound> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = boundOf(fields)
  fields.done()
  return all(read) ? read : undefined
}

function boundOf(fields: Fields) {
  return { indicator: fields.need('indicator', text), side: fields.need('side', oneOf(['below', 'above'])), value: fields.need('value', ratio) }
}

const threshold: Reader<IndicatorThreshold> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const days = fields.or('answer_days', whole, 15)
  const read = {
    ...boundOf(fields),
    level: fields.need('level', oneOf(WARNING_LEVELS)),
    answerDays: days === undefined ? undefined : BigInt(days),
  }
  const owner = fields.maybe('owner', oneOf(WARNING_OWNERS))
  const when = fields.maybe('when', bound)
  fields.done()
  return all(read) ? { ...read, ...(owner === undefined ? {} : { owner }), ...(when === undefined ? {} : { when }) } : undefined
}

const schedule: Reader<WatchSchedule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const day = fields.or('from_day', whole, 1)
  const read = { every: fields.need('every', oneOf(COMPUTED)), fromDay: day === undefined ? undefined : BigInt(day) }
  fields.done()
  if (!all(read)) return undefined
  if (read.fromDay < 1n || read.fromDay > 28n) return wrong(reading, node.line, '每月计算日应在 1 至 28 之间；请改正。')
  return read
}

export const indicators: Reader<IndicatorRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    definitions: fields.need('definitions', listOf(oneOf(MONTHS_DEFINITIONS))),
    strip: fields.or('strip', listOf(oneOf(STRIPPED)), []),
    bounds: fields.maybe('bounds', bounds) ?? null,
  }
  const thresholds = fields.maybe('thresholds', listOf(threshold))
  const when = fields.maybe('schedule', schedule)
  fields.done()
  if (!all(read)) return undefined
  return { ...read, ...(thresholds === undefined ? {} : { thresholds }), ...(when === undefined ? {} : { schedule: when }), from: fields.reading.from }
}

/** What each form needs beside its weight. */
const NEEDS: Readonly<Record<AppraisalIndicator['form'], readonly ('per' | 'zero_below' | 'tolerance_points')[]>> = {
  ratio: [],
  ratio_floor: ['zero_below'],
  deduct: ['per'],
  ratio_deduct: ['per'],
  deviation: ['per', 'tolerance_points'],
  overspend: ['per'],
}

const indicator: Reader<AppraisalIndicator> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const [id, weight, form] = [fields.need('id', text), fields.need('weight', ratio), fields.need('form', oneOf(SCORE_FORMS))]
  if (form === undefined) return fields.giveUp()
  const figure = (name: 'per' | 'zero_below' | 'tolerance_points') => (NEEDS[form].includes(name) ? fields.need(name, ratio) : NOTHING)
  const read = { id, weight, form, per: figure('per'), zeroBelow: figure('zero_below'), tolerancePoints: figure('tolerance_points') }
  fields.done()
  return all(read) ? read : undefined
}

const award: Reader<AppraisalAward> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    kind: fields.need('kind', oneOf(['reward', 'penalty'])),
    amount: fields.need('amount', yuan),
    scheme: fields.need('scheme', oneOf(SCHEMES)),
  }
  fields.done()
  return all(read) ? read : undefined
}

const band: Reader<AppraisalBand> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { name: fields.need('name', text), from: fields.need('from', ratio), coefficient: fields.need('coefficient', ratio) }
  const consequence = fields.maybe('consequence', text)
  const money = fields.maybe('award', award)
  fields.done()
  return all(read) ? { ...read, ...(consequence === undefined ? {} : { consequence }), ...(money === undefined ? {} : { award: money }) } : undefined
}

const HUNDRED: Ratio = { num: 100n, den: 1n }

/** Every total has a band, every indicator stands once, and the weights add up to what the document calls full. */
function faultOf({ indicators, bands, full }: Pick<AppraisalRule, 'indicators' | 'bands' | 'full'>): string | undefined {
  const twice = indicators.find(({ id }, i) => indicators.findIndex((one) => one.id === id) !== i)
  if (twice !== undefined) return `指标 ${twice.id} 写了两次；请删去一个。`
  const sum = indicators.map(({ weight }) => weight).reduce(plus, NOTHING)
  if (!isZero(minus(sum, full))) return `各项权重合计 ${decimalText(sum)} 分，与满分 ${decimalText(full)} 分不符；请核对权重，或写明 full。`
  const lowest = bands.at(-1)
  if (lowest !== undefined && lowest.from.num <= 0n) return undefined
  return '最低等次的分数线应为 0，否则有的总分没有等次和系数；请补上。'
}

export const appraisal: Reader<AppraisalRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    indicators: fields.need('indicators', listOf(indicator)),
    bands: fields.need('bands', listOf(band)),
    full: fields.or('full', ratio, HUNDRED),
    rounding: fields.need('rounding', oneOf(['per_indicator', 'once'])),
    rank: fields.or('rank', yesNo, false),
  }
  fields.done()
  if (!all(read)) return undefined
  const falls = read.bands.every(({ from }, i) => i === 0 || compared(from, read.bands[i - 1]?.from ?? from) < 0)
  if (!falls) return wrong(reading, node.line, '等次应从高分到低分排列，分数线逐级降低；请调整。')
  const fault = faultOf(read)
  if (fault !== undefined) return wrong(reading, node.line, fault)
  return { ...read, from: fields.reading.from }
}
