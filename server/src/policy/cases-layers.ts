// Caps and later layers of the neutral cases.
import type {
  AccountRule,
  AssistanceClass,
  AssistanceLayer,
  BurdenPart,
  CapRule,
  CivilServantLayer,
  LargeAmountLayer,
  MajorIllnessLayer,
  StayRule,
  SupplementLayer,
} from '@tongchou/domain/policy/benefit-policy.js'
import {
  bands,
  CASE_CITATION,
  fen,
  fenOrAwaiting,
  kind,
  kinds,
  orAwaiting,
  orNone,
  position,
  ratio,
  ratioOrAwaiting,
  ratioSteps,
  steps,
  when,
} from './cases-figures.js'
import { flagAt, type Json, listAt, numberAt, objectAt, oneOf, only, textAt } from './cases-form.js'

const PARTS: readonly BurdenPart[] = [
  'basic_deductible',
  'in_scope_rest',
  'item_pre_self_pay',
  'offsite_pre_self_pay',
  'above_standard',
  'out_of_catalogue',
  'special_list',
]
const WHEN_GUARANTEED = ['zero', 'in_scope_minus_paid'] as const
const SOURCES = ['current', 'history', 'family'] as const

function parts(value: Json | undefined, path: string): BurdenPart[] {
  return listAt(value, path).map((part) => oneOf(part, PARTS, path))
}

export function cap(value: Json): CapRule {
  const object = objectAt(value, 'caps')
  only(object, ['id', 'on', 'amount', 'kinds', 'disease', 'delivery', 'period', 'person_steps', 'counts'], 'caps')
  const id = textAt(object['id'], 'caps.id')
  const path = `caps.${id}`
  return {
    id,
    on: oneOf(object['on'], ['fund_paid', 'in_scope_cost'], path),
    amount: orAwaiting(object['amount'], path, capAmount),
    kinds: kinds(object['kinds'], path),
    ...(object['disease'] == null ? {} : { disease: textAt(object['disease'], path) }),
    ...(object['delivery'] == null ? {} : { delivery: textAt(object['delivery'], path) }),
    period: oneOf(object['period'], ['per_bill', 'month', 'year'], path),
    personSteps: steps(object['person_steps'], path, ['set_fen', 'times', 'plus_fen']),
    from: CASE_CITATION,
  }
}

function capAmount(value: Json | undefined, path: string): Exclude<CapRule['amount'], { awaiting: string }> {
  const object = objectAt(value, path)
  only(object, ['fen', 'by_enrolled_years'], path)
  if (object['by_enrolled_years'] === undefined) return { fen: fen(object['fen'], path) }
  return {
    byEnrolledYears: listAt(object['by_enrolled_years'], path).map((item) => {
      const step = objectAt(item, path)
      return { fromYears: numberAt(step['from_years'], path), fen: fen(step['fen'], path) }
    }),
  }
}

export function large(value: Json | undefined): LargeAmountLayer | null {
  if (value === null || value === undefined) return null
  const object = objectAt(value, 'large')
  only(object, ['kinds', 'start', 'ratio', 'ratio_steps', 'cap_fen'], 'large')
  const start = objectAt(object['start'], 'large.start')
  const mode = oneOf(start['mode'], ['cost_position', 'basic_cap_reached'], 'large.start')
  return {
    kinds: kinds(object['kinds'], 'large'),
    start: mode === 'cost_position' ? { mode, atFen: fen(start['at_fen'], 'large.start') } : { mode, ofCap: textAt(start['of_cap'], 'large.start') },
    ratio: ratioOrAwaiting(object['ratio'], 'large'),
    ratioSteps: ratioSteps(object['ratio_steps'], 'large'),
    capFen: orNone(object['cap_fen'], 'large', fenOrAwaiting),
    from: CASE_CITATION,
  }
}

export function major(value: Json | undefined): MajorIllnessLayer | null {
  if (value === null || value === undefined) return null
  const object = objectAt(value, 'major')
  only(object, ['deductible_fen', 'deductible_steps', 'kinds', 'period', 'burden', 'bands', 'ratio_steps', 'increment', 'cap'], 'major')
  oneOf(object['period'], ['year'], 'major.period')
  const burden = objectAt(object['burden'], 'major.burden')
  const table = objectAt(object['bands'], 'major.bands')
  const limit = objectAt(object['cap'], 'major.cap')
  return {
    kinds: kinds(object['kinds'], 'major'),
    deductibleFen: fenOrAwaiting(object['deductible_fen'], 'major'),
    deductibleSteps: steps(object['deductible_steps'], 'major', ['times', 'set_fen']).map(({ setFen, ...step }) =>
      setFen == null ? step : { ...step, setFen },
    ),
    burden: { includes: parts(burden['includes'], 'major.burden'), whenGuaranteed: oneOf(burden['when_guaranteed'], WHEN_GUARANTEED, 'major.burden') },
    bands: { position: position(table['position'], 'major.bands'), table: bands(table['table'], 'major.bands') },
    ratioSteps: ratioSteps(object['ratio_steps'], 'major'),
    cap: {
      baseFen: orNone(limit['base_fen'], 'major.cap', fenOrAwaiting),
      personSteps: steps(limit['person_steps'], 'major.cap', ['set_fen', 'times']),
      incentive: orNone(limit['incentive'], 'major.cap.incentive', incentive),
    },
    from: CASE_CITATION,
  }
}

function incentive(value: Json | undefined, path: string): NonNullable<MajorIllnessLayer['cap']['incentive']> {
  const object = objectAt(value, path)
  only(object, ['free_years', 'per_year_fen', 'per_zero_claim_year_fen', 'limit_share', 'formula'], path)
  return {
    freeYears: numberAt(object['free_years'], path),
    perYearFen: fen(object['per_year_fen'], path),
    perZeroClaimYearFen: fen(object['per_zero_claim_year_fen'], path),
    limitShare: ratio(object['limit_share'], path),
  }
}

export function assistance(value: Json | undefined): AssistanceLayer | null {
  if (value === null || value === undefined) return null
  const object = objectAt(value, 'assistance')
  only(
    object,
    ['classes', 'class_order', 'stacking', 'disposable_income_fen', 'kinds', 'base_includes_basic_deductible', 'when_guaranteed', 'tilt'],
    'assistance',
  )
  const classes = Object.entries(objectAt(object['classes'], 'assistance')).map(
    ([name, item]) => [name, assistanceClass(item, `assistance.classes.${name}`)] as const,
  )
  return {
    kinds: kinds(object['kinds'], 'assistance'),
    classOrder: listAt(object['class_order'], 'assistance').map((name) => textAt(name, 'assistance')),
    classes: Object.fromEntries(classes),
    disposableIncomeFen: orNone(object['disposable_income_fen'], 'assistance', fenOrAwaiting),
    baseIncludesBasicDeductible: flagAt(object['base_includes_basic_deductible'], 'assistance'),
    whenGuaranteed: oneOf(object['when_guaranteed'], WHEN_GUARANTEED, 'assistance'),
    tilt: orNone(object['tilt'], 'assistance.tilt', tilt),
    from: CASE_CITATION,
  }
}

function assistanceClass(value: Json, path: string): AssistanceClass {
  const object = objectAt(value, path)
  only(object, ['deductible', 'ratio', 'cap_fen'], path)
  const deductible = objectAt(object['deductible'], path)
  return {
    deductible:
      deductible['income_share'] === undefined
        ? { fen: fenOrAwaiting(deductible['fen'], path) }
        : { incomeShare: ratioOrAwaiting(deductible['income_share'], path) },
    ratio: ratioOrAwaiting(object['ratio'], path),
    capFen: orNone(object['cap_fen'], path, fenOrAwaiting),
    from: CASE_CITATION,
  }
}

function tilt(value: Json | undefined, path: string): NonNullable<AssistanceLayer['tilt']> {
  const object = objectAt(value, path)
  return {
    thresholdFen: fenOrAwaiting(object['threshold_fen'], path),
    ratio: ratioOrAwaiting(object['ratio'], path),
    capFen: orNone(object['cap_fen'], path, fenOrAwaiting),
    ...(object['classes'] == null ? {} : { classes: listAt(object['classes'], path).map((name) => textAt(name, path)) }),
    from: CASE_CITATION,
  }
}

export function civilServant(value: Json | undefined): CivilServantLayer | null {
  if (value === null || value === undefined) return null
  const path = 'civil_servant'
  const object = objectAt(value, path)
  const out = objectAt(object['out_scope'], path)
  const byKind = Object.entries(objectAt(out['base_by_kind'], path)).map(([name, list]) => [kind(name, path), parts(list, path)] as const)
  return {
    kinds: kinds(object['kinds'], path),
    when: when(object['when'], path),
    deductibleFen: fenOrAwaiting(object['deductible_fen'], path),
    inScopeBands: bands(objectAt(object['in_scope_bands'], path)['table'], path),
    ratioSteps: ratioSteps(object['ratio_steps'], path),
    inScopeRestIncludesBasicDeductible: flagAt(object['in_scope_rest_includes_basic_deductible'], path),
    outScope: { ratio: ratioOrAwaiting(out['ratio'], path), baseByKind: Object.fromEntries(byKind) },
    whenGuaranteed: oneOf(object['when_guaranteed'], WHEN_GUARANTEED, path),
    capFen: orNone(object['cap_fen'], path, fenOrAwaiting),
    from: CASE_CITATION,
  }
}

export function supplement(value: Json): SupplementLayer {
  const object = objectAt(value, 'supplements')
  only(object, ['name', 'when', 'kinds', 'base', 'ratio', 'cap_fen'], 'supplements')
  return {
    name: textAt(object['name'], 'supplements'),
    kinds: kinds(object['kinds'], 'supplements'),
    when: when(object['when'], 'supplements'),
    ratio: ratioOrAwaiting(object['ratio'], 'supplements'),
    capFen: orNone(object['cap_fen'], 'supplements', fenOrAwaiting),
    from: CASE_CITATION,
  }
}

export function account(value: Json | undefined): AccountRule | null {
  if (value === null || value === undefined) return null
  const object = objectAt(value, 'account')
  const payable = ['deductible', 'in_scope_share', 'item_pre_self_pay', 'offsite_pre_self_pay', 'above_standard', 'out_of_catalogue'] as const
  return {
    order: oneOf(object['order'], ['before_fund', 'after_fund'], 'account'),
    beforeUses: listAt(object['before_uses'] ?? [], 'account').map((word) => oneOf(word, SOURCES, 'account')),
    afterUses: listAt(object['after_uses'] ?? [], 'account').map((word) => oneOf(word, SOURCES, 'account')),
    mayPay: listAt(object['may_pay'] ?? [], 'account').map((word) => oneOf(word, payable, 'account')),
    from: CASE_CITATION,
  }
}

/** A stay that is not merged needs no further rule. */
export function stay(value: Json | undefined): StayRule {
  const object = objectAt(value, 'stays')
  only(object, ['merge', 'deductible', 'positions_continue', 'across_new_year'], 'stays')
  return {
    merge: flagAt(object['merge'], 'stays'),
    deductible: object['deductible'] === undefined ? 'full' : oneOf(object['deductible'], ['top_up', 'none', 'full'], 'stays'),
    positionsContinue: object['positions_continue'] === true,
    acrossNewYear:
      object['across_new_year'] === undefined ? 'charged_again' : oneOf(object['across_new_year'], ['deductible_not_charged_again', 'charged_again'], 'stays'),
  }
}
