// Persons and bills of the neutral cases.

import type { Fen } from '@tongchou/domain/base/money.js'
import { NOTHING } from '@tongchou/domain/base/money.js'
import type { Cover, EntitlementRule } from '@tongchou/domain/entitlement/entitlement.js'
import type { AccountBalances, Bill, BillLine, InsuredPerson, StaySoFar } from '@tongchou/domain/settlement/bill.js'
import { fen, kind, ratio } from './cases-figures.js'
import { dayAt, flagAt, type Json, type JsonObject, listAt, numberAt, objectAt, oneOf, only, textAt } from './cases-form.js'

const BILL_FIELDS = [
  'event',
  'id',
  'kind',
  'level',
  'provider',
  'place',
  'filing',
  'admitted',
  'discharged',
  'settled_on',
  'total_fen',
  'lines',
  'disease',
  'treatment',
  'delivery',
  'procedure',
  'stay_link',
  'liability',
  'provider_agreement',
]

export interface FamilyAccounts {
  readonly names: readonly string[]
  readonly balances: AccountBalances | null
}

export function accountsOf(person: JsonObject): FamilyAccounts {
  if (person['account'] == null) return { names: [], balances: null }
  const account = objectAt(person['account'], 'person.account')
  const family = listAt(account['family'] ?? [], 'person.account.family').map((member) => objectAt(member, 'person.account.family'))
  return {
    names: family.map((member) => textAt(member['id'], 'person.account.family')),
    balances: {
      current: fen(account['current_fen'], 'person.account.current_fen'),
      history: fen(account['history_fen'], 'person.account.history_fen'),
      family: family.map((member) => fen(member['balance_fen'], 'person.account.family')),
    },
  }
}

export function personOf(person: JsonObject, account: AccountBalances | null): InsuredPerson {
  return {
    age: numberAt(person['age'], 'person.age'),
    retired: flagAt(person['retired'] ?? false, 'person.retired'),
    identities: listAt(person['identities'] ?? [], 'person.identities').map((word) => textAt(word, 'person.identities')),
    yearsEnrolled: numberAt(person['years_enrolled'], 'person.years_enrolled'),
    continuousYears: numberAt(person['continuous_years'], 'person.continuous_years'),
    zeroClaimYears: numberAt(person['zero_claim_years'], 'person.zero_claim_years'),
    account,
  }
}

export function coverOf(value: Json | undefined, rule: EntitlementRule): Cover | null {
  if (value === null || value === undefined) return null
  const cover = objectAt(value, 'person.cover')
  if (rule.kind === 'employee_start') return { kind: 'employee_start', registeredOn: textAt(cover['registered_on'], 'person.cover') }
  return {
    kind: 'resident_annual',
    coverYear: numberAt(cover['cover_year'], 'person.cover.cover_year'),
    paidOn: cover['paid_on'] == null ? null : textAt(cover['paid_on'], 'person.cover'),
    missedYears: numberAt(cover['missed_years'] ?? 0, 'person.cover'),
    boughtOffYears: numberAt(cover['bought_off_years'] ?? 0, 'person.cover'),
  }
}

/** `stayOf` tells what the stay came to with an earlier bill of the case. */
export function billOf(person: JsonObject, event: JsonObject, stayOf: (bill: string) => StaySoFar | undefined): Bill {
  only(event, BILL_FIELDS, 'bill')
  const text = (name: string): string => textAt(event[name], `bill.${name}`)
  const link = linkOf(event, stayOf)
  return {
    scheme: oneOf(person['scheme'], ['employee', 'resident'], 'person.scheme'),
    kind: kind(event['kind'], 'bill.kind'),
    level: text('level'),
    provider: text('provider'),
    place: oneOf(event['place'], ['local', 'in_province', 'out_of_province'], 'bill.place'),
    filing: oneOf(event['filing'], ['none', 'referral', 'long_term', 'emergency', 'temporary'], 'bill.filing'),
    admitted: dayAt(event['admitted'], 'bill.admitted'),
    discharged: dayAt(event['discharged'], 'bill.discharged'),
    settledOn: dayAt(event['settled_on'], 'bill.settled_on'),
    total: fen(event['total_fen'], 'bill.total_fen'),
    lines: listAt(event['lines'], 'bill.lines').map(lineOf),
    ...named(event, 'disease'),
    ...named(event, 'treatment'),
    ...named(event, 'delivery'),
    ...named(event, 'procedure'),
    ...named(event, 'liability'),
    ...(link === undefined ? {} : { stayLink: link }),
    useAccount: true,
  }
}

function named<K extends string>(event: JsonObject, name: K): { readonly [key in K]?: string } {
  const value = event[name]
  return (value == null ? {} : { [name]: textAt(value, `bill.${name}`) }) as { readonly [key in K]?: string }
}

function linkOf(event: JsonObject, stayOf: (bill: string) => StaySoFar | undefined): Bill['stayLink'] {
  if (event['stay_link'] == null) return undefined
  const link = objectAt(event['stay_link'], 'bill.stay_link')
  const soFar = stayOf(textAt(link['previous'], 'bill.stay_link'))
  return soFar === undefined ? undefined : { kind: oneOf(link['kind'], ['transfer', 'mid_stay'], 'bill.stay_link'), soFar }
}

function lineOf(value: Json): BillLine {
  const line = objectAt(value, 'bill.lines')
  only(line, ['class', 'amount_fen', 'pre_self_pay', 'price', 'restricted_use', 'special_list', 'fee_day'], 'bill.lines')
  return {
    class: oneOf(line['class'], ['甲', '乙', '丙'], 'bill.lines.class'),
    amount: fen(line['amount_fen'], 'bill.lines.amount_fen'),
    initialSelfPayment: line['pre_self_pay'] == null ? NOTHING : ratio(line['pre_self_pay'], 'bill.lines.pre_self_pay'),
    aboveStandard: aboveStandard(line['price']),
    ...(line['restricted_use'] == null ? {} : { restrictedUse: oneOf(line['restricted_use'], ['met', 'not_met'], 'bill.lines.restricted_use') }),
    ...(line['special_list'] === true ? { specialList: true } : {}),
    ...(line['fee_day'] == null ? {} : { feeDay: dayAt(line['fee_day'], 'bill.lines.fee_day') }),
  }
}

/** (unit price − standard) × quantity, where the price is above the standard. */
function aboveStandard(value: Json | undefined): Fen {
  if (value === null || value === undefined) return 0n
  const price = objectAt(value, 'bill.lines.price')
  const above = fen(price['unit_fen'], 'price') - fen(price['standard_fen'], 'price')
  return above > 0n ? above * fen(price['quantity'], 'price') : 0n
}
