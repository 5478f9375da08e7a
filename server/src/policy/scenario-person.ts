// The person of a worked case or of a visit to try: age, retirement, identities, years of membership and account. What is left out is
// that of somebody special in nothing.
import { ageOn } from '@tongchou/domain/base/day.js'
import { fieldsOf } from '@tongchou/domain/policy/field-reader.js'
import { day, listOf, type Reader, whole, yesNo, yuan } from '@tongchou/domain/policy/node-reader.js'
import { identity } from '@tongchou/domain/policy/read-figures.js'
import type { AccountBalances, InsuredPerson } from '@tongchou/domain/settlement/bill.js'

export const NOBODY_SPECIAL: InsuredPerson = { age: 45, retired: false, identities: [], yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null }

export const person: Reader<InsuredPerson> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const born = fields.maybe('born', day)
  const on = fields.maybe('on', day)
  const read = {
    age: born !== undefined && on !== undefined ? ageOn(born, on) : fields.or('age', whole, NOBODY_SPECIAL.age),
    retired: fields.or('retired', yesNo, false),
    identities: fields.or('identities', listOf(identity), []),
    account: fields.or('account', accounts, null),
    yearsEnrolled: fields.or('years_enrolled', whole, NOBODY_SPECIAL.yearsEnrolled),
    continuousYears: fields.or('continuous_years', whole, NOBODY_SPECIAL.continuousYears),
    zeroClaimYears: fields.or('zero_claim_years', whole, NOBODY_SPECIAL.zeroClaimYears),
  }
  fields.done()
  return read
}

const accounts: Reader<AccountBalances | null> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { current: fields.or('current', yuan, 0n), history: fields.or('history', yuan, 0n), family: fields.or('family', listOf(yuan), []) }
  fields.done()
  return read
}
