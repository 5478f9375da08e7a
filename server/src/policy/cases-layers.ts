// Later layers of the neutral cases.
import type {
  AssistanceClass,
  AssistanceLayer,
  BurdenPart,
  CivilServantLayer,
  LargeAmountLayer,
  MajorIllnessLayer,
  SupplementLayer,
} from '@tongchou/domain/policy/benefit-policy.js'
import { bands, CASE_CITATION, fen, fenOrAwaiting, kind, kinds, orNone, position, ratio, ratioOrAwaiting, ratioSteps, steps, when } from './cases-figures.js'
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

function parts(value: Json | undefined, path: string): BurdenPart[] {
  return listAt(value, path).map((part) => oneOf(part, PARTS, path))
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
