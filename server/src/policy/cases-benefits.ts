// Benefits of the neutral cases: deductible, bands, off-site rows, guaranteed minimum, fixed amounts.
import type {
  BandsRule,
  Benefit,
  DeductibleAmount,
  DeductibleRule,
  DeductibleSequence,
  FixedBenefit,
  OffsiteRow,
  Place,
  ShareBenefit,
} from '@tongchou/domain/policy/benefit-policy.js'
import { bands, CASE_CITATION, change, fen, fenOrAwaiting, kinds, position, ratio, ratioOrAwaiting, ratioSteps, steps, when } from './cases-figures.js'
import { flagAt, type Json, type JsonObject, listAt, objectAt, oneOf, only } from './cases-form.js'

const PLACES: readonly Place[] = ['local', 'in_province', 'out_of_province']
const FILINGS = ['none', 'referral', 'long_term', 'emergency', 'temporary'] as const

export function benefit(value: Json | undefined, path: string): Benefit {
  const object = objectAt(value, path)
  return object['mode'] === 'fixed' ? fixed(object, path) : share(object, path)
}

function share(object: JsonObject, path: string): ShareBenefit {
  only(object, ['mode', 'deductible', 'bands', 'ratio_steps', 'offsite', 'guaranteed', 'counts_admission'], path)
  oneOf(object['mode'], ['share'], path)
  return {
    mode: 'share',
    deductible: deductible(object['deductible'], `${path}.deductible`),
    bands: bandsRule(object['bands'], `${path}.bands`),
    ratioSteps: ratioSteps(object['ratio_steps'], `${path}.ratio_steps`),
    offsite: listAt(object['offsite'] ?? [], path).map((row) => offsiteRow(row, `${path}.offsite`)),
    guaranteed: guaranteed(object['guaranteed'], `${path}.guaranteed`),
    countsAdmission: flagAt(object['counts_admission'], path),
    from: CASE_CITATION,
  }
}

function fixed(object: JsonObject, path: string): FixedBenefit {
  only(object, ['mode', 'form', 'by', 'amounts', 'limit', 'counts_admission'], path)
  const amounts = Object.entries(objectAt(object['amounts'], path)).map(([name, amount]) => [name, fenOrAwaiting(amount, path)] as const)
  return {
    mode: 'fixed',
    form: oneOf(object['form'], ['lump_sum', 'in_full_up_to_quota'], path),
    by: oneOf(object['by'], ['delivery', 'procedure'], path),
    amounts: Object.fromEntries(amounts),
    limit: oneOf(object['limit'], ['bill_total', 'in_scope'], path),
    countsAdmission: flagAt(object['counts_admission'], path),
    from: CASE_CITATION,
  }
}

function deductible(value: Json | undefined, path: string): DeductibleRule {
  const object = objectAt(value, path)
  only(object, ['amount', 'sequence', 'period', 'counts_kinds', 'person_steps', 'waivers', 'order'], path)
  return {
    amount: amount(object['amount'], `${path}.amount`),
    sequence: sequence(object['sequence'], `${path}.sequence`),
    period: oneOf(object['period'], ['per_bill', 'month', 'quarter', 'year', 'hospital_year', 'year_top_up'], path),
    countsKinds: kinds(object['counts_kinds'], path),
    personSteps: steps(object['person_steps'], path, ['times', 'set_fen', 'minus_fen']).map(({ setFen, ...step }) =>
      setFen == null ? step : { ...step, setFen },
    ),
    waivers: listAt(object['waivers'] ?? [], path).map((waiver) => ({ when: when(waiver, `${path}.waivers`) })),
    order: listAt(object['order'], path).map((step) => oneOf(step, ['amount', 'sequence', 'offsite', 'person', 'waiver'], path)),
    from: CASE_CITATION,
  }
}

function amount(value: Json | undefined, path: string): DeductibleAmount {
  const object = objectAt(value, path)
  switch (oneOf(object['mode'], ['fixed', 'by_level', 'percent_of_total'], path)) {
    case 'fixed':
      return { mode: 'fixed', fen: fenOrAwaiting(object['fen'], path) }
    case 'by_level': {
      const table = Object.entries(objectAt(object['table'], path)).map(([level, figure]) => [level, fenOrAwaiting(figure, path)] as const)
      return { mode: 'by_level', table: Object.fromEntries(table) }
    }
    case 'percent_of_total':
      return {
        mode: 'percent_of_total',
        ratio: ratioOrAwaiting(object['ratio'], path),
        minFen: fen(object['min_fen'], path),
        maxFen: fen(object['max_fen'], path),
      }
  }
}

function sequence(value: Json | undefined, path: string): DeductibleSequence {
  const object = objectAt(value, path)
  const kind = oneOf(object['kind'], ['none', 'schedule', 'factors', 'minus_each', 'minus_flat'], path)
  switch (kind) {
    case 'none':
      return { kind }
    case 'schedule': {
      const byLevel = Object.entries(objectAt(object['by_level'], path)).map(
        ([level, list]) => [level, listAt(list, path).map((figure) => fen(figure, path))] as const,
      )
      return { kind, byLevel: Object.fromEntries(byLevel) }
    }
    case 'factors':
      return { kind, factors: listAt(object['factors'], path).map((factor) => ratio(factor, path)) }
    case 'minus_each':
    case 'minus_flat':
      return { kind, stepFen: fen(object['step_fen'], path), floorFen: fen(object['floor_fen'], path) }
  }
}

function bandsRule(value: Json | undefined, path: string): BandsRule {
  const object = objectAt(value, path)
  only(object, ['position', 'upper_bound', 'scope', 'carried_kinds', 'table', 'by_level'], path)
  const byLevel = object['by_level']
  const levels = byLevel === undefined ? [] : Object.entries(objectAt(byLevel, path)).map(([level, table]) => [level, bands(table, path)] as const)
  return {
    position: position(object['position'], path),
    upperBound: oneOf(object['upper_bound'], ['inclusive', 'exclusive'], path),
    scope: oneOf(object['scope'], ['per_bill', 'year'], path),
    carriedKinds: kinds(object['carried_kinds'], path),
    bands: byLevel === undefined ? { table: bands(object['table'], path) } : { byLevel: Object.fromEntries(levels) },
    from: CASE_CITATION,
  }
}

function offsiteRow(value: Json, path: string): OffsiteRow {
  const row = objectAt(value, path)
  only(row, ['place', 'filing', 'ratio', 'deductible_amount', 'deductible_factor', 'sequence_applies', 'first_self_pay'], path)
  return {
    place: oneOf(row['place'], PLACES, path),
    filing: listAt(row['filing'], path).map((word) => oneOf(word, FILINGS, path)),
    ratio: listAt(row['ratio'] ?? [], path).map((item) => change(item, path)),
    ...(row['deductible_amount'] == null ? {} : { deductibleAmount: amount(row['deductible_amount'], path) }),
    ...(row['deductible_factor'] == null ? {} : { deductibleFactor: ratio(row['deductible_factor'], path) }),
    sequenceApplies: row['sequence_applies'] === undefined ? true : flagAt(row['sequence_applies'], path),
    ...(row['first_self_pay'] == null ? {} : { firstSelfPay: ratio(row['first_self_pay'], path) }),
    from: CASE_CITATION,
  }
}

function guaranteed(value: Json | undefined, path: string): ShareBenefit['guaranteed'] {
  if (value === null || value === undefined) return null
  const object = objectAt(value, path)
  only(object, ['ratio_by_place', 'base', 'compare'], path)
  const byPlace = Object.entries(objectAt(object['ratio_by_place'], path)).map(
    ([place, figure]) => [oneOf(place, PLACES, path), ratioOrAwaiting(figure, path)] as const,
  )
  return { ratioByPlace: Object.fromEntries(byPlace), from: CASE_CITATION }
}
