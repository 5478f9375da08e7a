// Figures of the neutral cases: fen, ratios, awaited figures, conditions, bands, changes of a ratio.
import { type Fen, type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import type { Band, BandPosition, BenefitKind, OrAwaiting, RatioChange, RatioStep, When } from '@tongchou/domain/policy/benefit-policy.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import { isBenefitKind } from '@tongchou/domain/policy/national-lists.js'
import { flagAt, type Json, listAt, numberAt, objectAt, oneOf, only, textAt, UnknownForm, written } from './cases-form.js'

/** The cases carry no documents; every rule of theirs stands on this one. */
export const CASE_CITATION: Citation = { document: '中立案例', article: '案例所附政策', certainty: 'illustrative', inForce: '0001-01-01' }

export function fen(value: Json | undefined, path: string): Fen {
  return BigInt(numberAt(value, path))
}

export function ratio(value: Json | undefined, path: string): Ratio {
  const read = typeof value === 'string' || typeof value === 'number' ? ratioOf(String(value)) : undefined
  if (read === undefined) throw new UnknownForm(`${path}: a ratio is expected, not ${written(value)}`)
  return read
}

export function orAwaiting<T>(value: Json | undefined, path: string, read: (value: Json | undefined, path: string) => T): OrAwaiting<T> {
  if (typeof value === 'object' && value !== null && 'awaiting' in value) return { awaiting: textAt(value['awaiting'], path) }
  return read(value, path)
}

export function orNone<T>(value: Json | undefined, path: string, read: (value: Json | undefined, path: string) => T): T | null {
  return value === null || value === undefined ? null : read(value, path)
}

export function fenOrAwaiting(value: Json | undefined, path: string): OrAwaiting<Fen> {
  return orAwaiting(value, path, fen)
}

export function ratioOrAwaiting(value: Json | undefined, path: string): OrAwaiting<Ratio> {
  return orAwaiting(value, path, ratio)
}

export function kinds(value: Json | undefined, path: string): BenefitKind[] {
  return listAt(value ?? [], path).map((item) => kind(item, path))
}

export function kind(value: Json | undefined, path: string): BenefitKind {
  const word = textAt(value, path)
  if (!isBenefitKind(word)) throw new UnknownForm(`${path}: the kind ${word} is not known`)
  return word
}

const WHEN_FIELDS = ['identity', 'retired', 'age_from', 'age_to', 'kind', 'disease', 'treatment', 'treatment_from', 'admission_from', 'level']

export function when(value: Json | undefined, path: string): When {
  const object = objectAt(value, path)
  only(object, WHEN_FIELDS, path)
  return {
    ...(object['identity'] === undefined ? {} : { identity: textAt(object['identity'], path) }),
    ...(object['retired'] === undefined ? {} : { retired: flagAt(object['retired'], path) }),
    ...(object['age_from'] === undefined ? {} : { ageFrom: numberAt(object['age_from'], path) }),
    ...(object['age_to'] === undefined ? {} : { ageTo: numberAt(object['age_to'], path) }),
    ...(object['kind'] === undefined ? {} : { kind: kind(object['kind'], path) }),
    ...(object['disease'] === undefined ? {} : { disease: textAt(object['disease'], path) }),
    ...(object['treatment'] === undefined ? {} : { treatment: textAt(object['treatment'], path) }),
    ...(object['treatment_from'] === undefined ? {} : { treatmentFrom: numberAt(object['treatment_from'], path) }),
    ...(object['admission_from'] === undefined ? {} : { admissionFrom: numberAt(object['admission_from'], path) }),
    ...(object['level'] === undefined ? {} : { level: textAt(object['level'], path) }),
  }
}

/** Steps such as `{ when, times }`, `{ when, set_fen }`: reads what a step may change. */
export function steps(
  value: Json | undefined,
  path: string,
  changes: readonly string[],
): { when: When; times?: Ratio; setFen?: Fen | null; minusFen?: Fen; plusFen?: Fen }[] {
  return listAt(value ?? [], path).map((item) => {
    const step = objectAt(item, path)
    only(step, ['when', ...changes], path)
    return {
      when: when(step['when'], path),
      ...(step['times'] === undefined ? {} : { times: ratio(step['times'], path) }),
      ...(step['set_fen'] === undefined ? {} : { setFen: orNone(step['set_fen'], path, fen) }),
      ...(step['minus_fen'] === undefined ? {} : { minusFen: fen(step['minus_fen'], path) }),
      ...(step['plus_fen'] === undefined ? {} : { plusFen: fen(step['plus_fen'], path) }),
    }
  })
}

export function position(value: Json | undefined, path: string): BandPosition {
  return value === null || value === undefined ? null : oneOf(value, ['absolute', 'above_deductible'] as const, path)
}

export function bands(value: Json | undefined, path: string): Band[] {
  return listAt(value, path)
    .map((item) => band(item, path))
    .sort((a, b) => (a.fromFen < b.fromFen ? -1 : 1))
}

function band(value: Json, path: string): Band {
  const { from_fen, to_fen, ratio: own, ...others } = objectAt(value, path)
  const named = Object.entries(others).map(([name, other]) => [name, ratio(other, `${path}.${name}`)] as const)
  return {
    fromFen: fen(from_fen, path),
    toFen: orNone(to_fen, path, fen),
    ratio: ratioOrAwaiting(own, path),
    ...(named.length === 0 ? {} : { others: Object.fromEntries(named) }),
  }
}

export function change(value: Json | undefined, path: string): RatioChange {
  const [entry, ...more] = Object.entries(objectAt(value, path))
  if (entry === undefined || more.length > 0) throw new UnknownForm(`${path}: one change is expected`)
  const [name, figure] = entry
  switch (oneOf(name, ['points', 'times', 'self_share_times', 'set', 'set_from_band'], path)) {
    case 'points':
      return { points: ratio(figure, path) }
    case 'times':
      return { times: ratio(figure, path) }
    case 'self_share_times':
      return { selfShareTimes: ratio(figure, path) }
    case 'set':
      return { set: ratio(figure, path) }
    case 'set_from_band':
      return { setFromBand: textAt(figure, path) }
  }
}

export function ratioSteps(value: Json | undefined, path: string): RatioStep[] {
  return listAt(value ?? [], path).map((item) => {
    const step = objectAt(item, path)
    if (step['offsite'] === true) return { offsite: true as const }
    only(step, ['when', 'do'], path)
    return { when: when(step['when'], path), change: change(step['do'], path), from: CASE_CITATION }
  })
}
