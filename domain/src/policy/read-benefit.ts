// Rules of one kind of care: deductible, bands, steps of the ratio, out-of-area rows, guaranteed minimum, fixed amounts.
import type {
  BandsRule,
  BenefitKind,
  DeductibleAmount,
  DeductibleRule,
  DeductibleSequence,
  Filing,
  FixedBenefit,
  GuaranteedMinimum,
  OffsiteRow,
  OffsiteRule,
  Place,
  PriorTests,
  RatioStep,
} from './benefit-policy.js'
import type { Citation } from './citation.js'
import { all, type Fields, fieldsOf, ruleOf } from './field-reader.js'
import { FILING_NAMES, PLACE_NAMES } from './national-lists.js'
import { listOf, oneOf, orAwaiting, type Reader, ratio, share, tableOf, whole, wrong, yesNo, yuan } from './node-reader.js'
import { bands, change, filing, kind, kinds, personStep, place, ratioStep, when, withAmount } from './read-figures.js'

const PLACES = Object.keys(PLACE_NAMES) as Place[]
const FILINGS = Object.keys(FILING_NAMES) as Filing[]
const ORDER = ['amount', 'sequence', 'offsite', 'person', 'waiver'] as const
const PERIODS = ['per_bill', 'month', 'quarter', 'year', 'hospital_year', 'year_top_up'] as const

export function deductible(own: BenefitKind): Reader<DeductibleRule> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    const read = {
      amount: amountOf(fields),
      sequence: fields.or('sequence', sequence, { kind: 'none' } as DeductibleSequence),
      period: fields.need('period', oneOf(PERIODS)),
    }
    const countsKinds = fields.or('counts_kinds', kinds, [own])
    const personSteps = withAmount(fields.or('person_steps', listOf(personStep(['times', 'set', 'minus'])), []))
    const waivers = fields.or('waivers', listOf(when), []).map((condition) => ({ when: condition }))
    const order = fields.or('order', listOf(oneOf(ORDER)), [...ORDER])
    fields.done()
    return all(read) ? { ...read, countsKinds, personSteps, waivers, order, from: fields.reading.from } : undefined
  }
}

function amountOf(fields: Fields): DeductibleAmount | undefined {
  const mode = fields.need('mode', oneOf(['fixed', 'by_level', 'percent_of_total']))
  switch (mode) {
    case undefined:
      return fields.giveUp()
    case 'fixed': {
      const fen = fields.need('amount', orAwaiting(yuan))
      return fen === undefined ? undefined : { mode, fen }
    }
    case 'by_level': {
      const table = fields.need('table', tableOf(orAwaiting(yuan)))
      return table === undefined ? undefined : { mode, table }
    }
    case 'percent_of_total': {
      const read = { ratio: fields.need('ratio', orAwaiting(share)), minFen: fields.need('min', yuan), maxFen: fields.need('max', yuan) }
      return all(read) ? { mode, ...read } : undefined
    }
  }
}

const sequence: Reader<DeductibleSequence> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  const read = fields === undefined ? undefined : sequenceOf(fields)
  fields?.done()
  return read
}

function sequenceOf(fields: Fields): DeductibleSequence | undefined {
  const named = fields.need('kind', oneOf(['none', 'schedule', 'factors', 'minus_each', 'minus_flat']))
  switch (named) {
    case undefined:
      return fields.giveUp()
    case 'none':
      return { kind: named }
    case 'schedule': {
      const byLevel = fields.need('by_level', tableOf(listOf(yuan)))
      return byLevel === undefined ? undefined : { kind: named, byLevel }
    }
    case 'factors': {
      const factors = fields.need('factors', listOf(ratio))
      return factors === undefined ? undefined : { kind: named, factors }
    }
    case 'minus_each':
    case 'minus_flat': {
      const read = { stepFen: fields.need('step', yuan), floorFen: fields.need('floor', yuan) }
      return all(read) ? { kind: named, ...read } : undefined
    }
  }
}

export function bandsRule(own: BenefitKind): Reader<BandsRule> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    const mode = fields.need('mode', oneOf(['one_table', 'by_level']))
    const table = mode === 'one_table' ? fields.need('table', bands) : undefined
    if (mode === undefined) fields.giveUp()
    const byLevel = mode === 'by_level' ? fields.need('table', tableOf(bands)) : undefined
    const position = fields.need('position', oneOf(['absolute', 'above_deductible', 'silent']))
    const scope = fields.or('scope', oneOf(['per_bill', 'year']), 'per_bill')
    const upperBound = fields.or('upper_bound', oneOf(['inclusive', 'exclusive']), 'inclusive')
    const carriedKinds = fields.or('carried_kinds', kinds, [own])
    fields.done()
    const held = table !== undefined ? { table } : byLevel !== undefined ? { byLevel } : undefined
    if (position === undefined || held === undefined) return undefined
    return { position: position === 'silent' ? null : position, upperBound, scope, carriedKinds, bands: held, from: fields.reading.from }
  }
}

export const ratioSteps: Reader<RatioStep[]> = listOf(ratioStep)

type SilentRow = OffsiteRule['silent'][number]

const offsiteRow: Reader<OffsiteRow | SilentRow> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  if (fields.has('silent')) return silentRow(fields)
  const read = {
    place: fields.need('place', place),
    filing: fields.need('filing', listOf(filing)),
    ratio: fields.or('ratio', listOf(change), []),
    sequenceApplies: fields.or('sequence_applies', yesNo, true),
  }
  const deductibleAmount = fields.maybe('deductible', rowAmount)
  const deductibleFactor = fields.maybe('deductible_factor', ratio)
  const firstSelfPay = fields.maybe('first_self_pay', share)
  fields.done()
  if (!all(read)) return undefined
  return {
    ...read,
    ...(deductibleAmount === undefined ? {} : { deductibleAmount }),
    ...(deductibleFactor === undefined ? {} : { deductibleFactor }),
    ...(firstSelfPay === undefined ? {} : { firstSelfPay }),
    from: fields.reading.from,
  }
}

const rowAmount: Reader<DeductibleAmount> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  const read = fields === undefined ? undefined : amountOf(fields)
  fields?.done()
  return read
}

function silentRow(fields: Fields): SilentRow | undefined {
  fields.need('silent', yesNo)
  const read = { place: fields.need('place', place), filing: fields.need('filing', listOf(filing)) }
  fields.done()
  return all(read) ? read : undefined
}

const OUTSIDE: readonly Place[] = ['in_province', 'out_of_province']

/** The word `silent` alone: no document says anything about care outside the area. */
export const offsite: Reader<OffsiteRule> = (node, reading) => {
  if (node.kind === 'text' && node.text === 'silent') return { rows: [], silent: OUTSIDE.map((outside) => ({ place: outside, filing: FILINGS })) }
  const read = listOf(offsiteRow)(node, reading)
  return read === undefined ? undefined : { rows: read.filter(isRow), silent: read.filter((row) => !isRow(row)) }
}

function isRow(row: OffsiteRow | SilentRow): row is OffsiteRow {
  return 'ratio' in row
}

export const guaranteed: Reader<GuaranteedMinimum> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const named = fields.need('kind', oneOf(['share_of_total_less_deductible']))
  const ratioByPlace: Partial<Record<Place, NonNullable<GuaranteedMinimum['ratioByPlace'][Place]>>> = {}
  for (const at of PLACES) {
    const figure = fields.maybe(at, orAwaiting(share))
    if (figure !== undefined) ratioByPlace[at] = figure
  }
  fields.done()
  return named === undefined ? undefined : { ratioByPlace, from: fields.reading.from }
}

export const priorTests: Reader<PriorTests> = ruleOf((fields) => ({ withinDays: fields.need('within_days', whole) }))

export const fixedBenefit: Reader<FixedBenefit> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    mode: fields.need('mode', oneOf(['fixed'])),
    form: fields.need('form', oneOf(['lump_sum', 'in_full_up_to_quota'])),
    by: fields.need('by', oneOf(['delivery', 'procedure'])),
    amounts: fields.need('amounts', tableOf(orAwaiting(yuan))),
    limit: fields.need('limit', oneOf(['bill_total', 'in_scope'])),
    countsAdmission: fields.or('counts_admission', yesNo, false),
  }
  const amountsByLevel = fields.maybe('amounts_by_level', tableOf(tableOf(orAwaiting(yuan))))
  fields.done()
  return all(read) ? { ...read, ...(amountsByLevel === undefined ? {} : { amountsByLevel }), from: fields.reading.from } : undefined
}

/** `{ mode: same_as, kind: outpatient }`: no rule of its own; paid as another kind of care. */
export function sameAs(own: BenefitKind): Reader<{ readonly kind: BenefitKind; readonly from: Citation }> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    fields.need('mode', oneOf(['same_as']))
    const other = fields.need('kind', kind)
    fields.done()
    if (other === own) return wrong(reading, node.line, '不能写成与自身相同；请写另一种医疗类别。')
    return other === undefined ? undefined : { kind: other, from: fields.reading.from }
  }
}
