// Reads the rules of an adjustment fund: levy and allocation.
import { WHOLE } from '../base/money.js'
import { type AllocationAfter, type AllocationBefore, type AllocationRule, type GrantCap, LEVY_BASES, type LevyRule } from './adjustment-rule.js'
import { all, type Fields, fieldsOf } from './field-reader.js'
import { day, listOf, oneOf, type Reader, ratio, share, text, whole, yesNo } from './node-reader.js'

const stop: Reader<NonNullable<LevyRule['stop']>> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const months = fields.need('months', whole)
  const mode = fields.need('mode', oneOf(['all_or_nothing', 'up_to_threshold']))
  fields.done()
  return months === undefined || mode === undefined ? undefined : { months: BigInt(months), mode }
}

const instalments: Reader<NonNullable<LevyRule['instalments']>> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { due: fields.need('due', listOf(day)), remainder: fields.need('remainder', oneOf(['first', 'last'])) }
  fields.done()
  return all(read) ? read : undefined
}

export const levy: Reader<LevyRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    base: fields.need('base', oneOf(LEVY_BASES)),
    rate: fields.need('rate', share),
    thirdPartyIncluded: fields.need('third_party_included', yesNo),
    individualAccountsExcluded: fields.need('individual_accounts_excluded', yesNo),
    wageFactor: fields.or('wage_factor', share, WHOLE),
    stop: fields.maybe('stop', stop) ?? null,
    instalments: fields.maybe('instalments', instalments) ?? null,
  }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}

const grantCap: Reader<GrantCap> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { kind: fields.need('kind', oneOf(['percent_of_plan', 'times_own_levy'])), value: fields.need('value', ratio) }
  fields.done()
  return all(read) ? read : undefined
}

const weight: Reader<AllocationBefore['weights'][number]> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { measure: fields.need('measure', text), weight: fields.need('weight', share) }
  fields.done()
  return all(read) ? read : undefined
}

export const allocation: Reader<AllocationRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const kind = fields.need('kind', oneOf(['after', 'before']))
  if (kind === undefined) return fields.giveUp()
  const rule = kind === 'after' ? after(fields) : before(fields)
  fields.done()
  return rule
}

function after(fields: Fields): AllocationAfter | undefined {
  const read = {
    share: fields.need('share', share),
    coefficient: fields.need('coefficient', oneOf(['none', 'appraisal'])),
    conditions: fields.or('conditions', listOf(text), []),
    caps: fields.or('caps', listOf(grantCap), []),
    ownLevyFirst: fields.or('own_levy_first', yesNo, false),
    emergencyShare: fields.maybe('emergency_share', share) ?? null,
  }
  return all(read) ? { kind: 'after', ...read, from: fields.reading.from } : undefined
}

function before(fields: Fields): AllocationBefore | undefined {
  const read = {
    weights: fields.need('weights', listOf(weight)),
    reserve: fields.need('reserve', share),
    coefficientInWeight: fields.or('coefficient_in_weight', yesNo, false),
  }
  return all(read) ? { kind: 'before', ...read, from: fields.reading.from } : undefined
}
