// A neutral policy becomes versions of BenefitPolicy and a rule of entitlement. A policy with `versions` states in each what
// differs from the common part.

import type { EntitlementRule } from '@tongchou/domain/entitlement/entitlement.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { benefit } from './cases-benefits.js'
import { account, cap, stay } from './cases-caps.js'
import { CASE_CITATION, kind } from './cases-figures.js'
import { flagAt, type Json, type JsonObject, listAt, numberAt, objectAt, oneOf, only, textAt } from './cases-form.js'
import { assistance, civilServant, large, major, supplement } from './cases-layers.js'

const FIELDS = [
  'scheme',
  'year_by',
  'version_by',
  'entitlement_day',
  'rounding',
  'catalogue',
  'layer_order',
  'benefits',
  'caps',
  'large',
  'major',
  'assistance',
  'civil_servant',
  'supplements',
  'account',
  'stays',
  'reversal',
  'entitlement',
  'versions',
]

/** Versions oldest first. */
export function versionsOf(policy: JsonObject): BenefitPolicy[] {
  const { versions, ...common } = policy
  if (versions === undefined) return [policyOf(common, '0001-01-01', null)]
  const read = listAt(versions, 'versions').map((item) => {
    const version = objectAt(item, 'versions')
    const until = version['in_force_to'] == null ? null : textAt(version['in_force_to'], 'versions')
    return policyOf({ ...common, ...objectAt(version['policy'], 'versions.policy') }, textAt(version['in_force_from'], 'versions'), until)
  })
  return read.sort((a, b) => (a.inForce < b.inForce ? -1 : 1))
}

function policyOf(policy: JsonObject, inForce: string, until: string | null): BenefitPolicy {
  only(policy, FIELDS, 'policy')
  oneOf(objectAt(policy['rounding'], 'rounding')['mode'], ['half_up'], 'rounding.mode')
  const stays = objectAt(policy['stays'], 'stays')
  const benefits = Object.entries(objectAt(policy['benefits'], 'benefits')).map(
    ([name, item]) => [kind(name, 'benefits'), benefit(item, `benefits.${name}`)] as const,
  )
  return {
    area: '000000',
    scheme: oneOf(policy['scheme'], ['employee', 'resident'], 'scheme'),
    inForce,
    until,
    versionBy: oneOf(policy['version_by'], ['discharge', 'admission', 'fee_day'], 'version_by'),
    yearBy: oneOf(policy['year_by'], ['discharge', 'admission', 'settlement'], 'year_by'),
    entitlementDay: oneOf(policy['entitlement_day'], ['admission', 'discharge', 'settlement'], 'entitlement_day'),
    preSelfPayRounding: oneOf(objectAt(policy['catalogue'], 'catalogue')['pre_self_pay_rounding'], ['per_line', 'per_bill'], 'catalogue'),
    layerOrder: listAt(policy['layer_order'], 'layer_order').map((layer) => textAt(layer, 'layer_order')),
    payers: {},
    levels: [],
    benefits: Object.fromEntries(benefits),
    caps: listAt(policy['caps'] ?? [], 'caps').map(cap),
    large: large(policy['large']),
    major: major(policy['major']),
    assistance: assistance(policy['assistance']),
    civilServant: civilServant(policy['civil_servant']),
    supplements: listAt(policy['supplements'] ?? [], 'supplements').map(supplement),
    account: account(policy['account']),
    stays: { transfer: stay(stays['transfer']), midStay: stay(stays['mid_stay']) },
    reversal: oneOf(objectAt(policy['reversal'], 'reversal')['middle'], ['subtract_own', 'last_first'], 'reversal'),
    from: CASE_CITATION,
  }
}

export function entitlementRule(value: Json | undefined): EntitlementRule | null {
  if (value === null || value === undefined) return null
  const rule = objectAt(value, 'entitlement')
  if (oneOf(rule['kind'], ['resident_annual', 'employee_start'], 'entitlement.kind') === 'employee_start') {
    return { kind: 'employee_start', monthsAfterRegistrationMonth: numberAt(rule['months_after_registration_month'], 'entitlement') }
  }
  const wait = objectAt(rule['wait'], 'entitlement.wait')
  const minimum = wait['minimum'] == null ? null : objectAt(wait['minimum'], 'entitlement.wait.minimum')
  return {
    kind: 'resident_annual',
    windowEnd: textAt(rule['window_end'], 'entitlement'),
    fixedMonths: numberAt(wait['fixed_months'], 'entitlement.wait'),
    perMissedYearMonths: numberAt(wait['per_missed_year_months'], 'entitlement.wait'),
    buyOff: flagAt(wait['buy_off'], 'entitlement.wait'),
    minimum: minimum === null ? null : { missedYearsFrom: numberAt(minimum['missed_years_from'], 'minimum'), months: numberAt(minimum['months'], 'minimum') },
  }
}
