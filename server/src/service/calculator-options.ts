// What may be chosen in the calculator: only what the rules in force on the day know, so that no choice leads to an empty answer.
import type { Day } from '@tongchou/domain/base/day.js'
import { percentText, ratioOf } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Benefit, BenefitKind, BenefitPolicy, When } from '@tongchou/domain/policy/benefit-policy.js'
import { BENEFIT_KINDS, FILING_NAMES, FIRST_SEEN_NAMES, IDENTITIES, kindName, LEVEL_NAMES, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import type { Static } from 'typebox'
import type { Queryable } from '../policy/store.js'
import type { LoadRules } from '../settlement/reference.js'
import { SCHEMES, wordOf } from '../settlement/words.js'
import { factsAsked, wordsNamed } from './asked-facts.js'
import type { CalculatorOptions } from './calculator-schema.js'
import { hasHospitals } from './find-hospital.js'

type Options = Static<typeof CalculatorOptions>
type SchemeOptions = Options['schemes'][number]
type Choice = Options['places'][number]

const SCHEME_ORDER: readonly Scheme[] = ['resident', 'employee']

export async function calculatorOptions(db: Queryable, loadRules: LoadRules, pool: string, day: Day): Promise<Options> {
  const schemes: SchemeOptions[] = []
  for (const scheme of SCHEME_ORDER) {
    const rules = await loadRules(pool, scheme)
    const policy = rules === undefined ? undefined : versionOn(rules.versions, day)
    if (policy !== undefined) schemes.push(schemeOptions(policy, await firstPays(db, scheme, day)))
  }
  const { rows } = await db.query<{ name: string }>('SELECT name FROM area WHERE code = $1', [pool])
  const named = { area: pool, area_name: rows[0]?.name ?? pool, day }
  const lists = { places: choices(PLACE_NAMES), filings: choices(FILING_NAMES) }
  return { ...named, schemes, ...lists, hospitals_by_name: await hasHospitals(db, pool, day) }
}

function choices(names: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(names).map(([value, name]) => ({ value, name }))
}

function schemeOptions(policy: BenefitPolicy, firstPay: SchemeOptions['class_b_first_pay']): SchemeOptions {
  const asked = identitiesAsked(policy)
  return {
    value: policy.scheme,
    name: wordOf(SCHEMES, policy.scheme),
    in_force: policy.inForce,
    levels: policy.levels.map((value) => ({ value, name: wordOf(LEVEL_NAMES, value) })),
    benefits: BENEFIT_KINDS.flatMap((kind) => benefitOption(policy, kind, policy.benefits[kind])),
    identities: IDENTITIES.filter(({ word }) => asked.has(word)).map(({ word, name }) => ({ value: word, name })),
    treatments: choices(named(wordsNamed(policy, 'treatment'), TREATMENTS)),
    diseases: choices(named(wordsNamed(policy, 'disease'), {})),
    asks: [...factsAsked(policy)],
    first_seen: whensOf(policy).some(({ firstSeenIn }) => firstSeenIn !== undefined) ? choices(FIRST_SEEN_NAMES) : [],
    class_b_first_pay: firstPay,
  }
}

const TREATMENTS: Readonly<Record<string, string>> = { dialysis: '透析', haemodialysis: '血液透析', peritoneal_dialysis: '腹膜透析', chemotherapy: '放化疗' }

function named(words: readonly string[], names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word, names[word] ?? word]))
}

function benefitOption({ caps }: BenefitPolicy, kind: BenefitKind, benefit: Benefit | undefined): SchemeOptions['benefits'] {
  if (benefit === undefined) return []
  const limited = caps.flatMap((cap) => (cap.delivery !== undefined && cap.kinds.includes(kind) ? [cap.delivery] : []))
  const variants = benefit.mode === 'fixed' ? Object.keys(benefit.amounts) : [...new Set(limited)]
  return [{ value: kind, name: kindName(kind), variants: variants.map((value) => ({ value, name: wordOf(VARIANTS, value) })) }]
}

const VARIANTS: Readonly<Record<string, string>> = { natural: '顺产', caesarean: '剖宫产', complicated: '难产' }

/** Identities that some rule of the policy asks for; the others change nothing. */
function identitiesAsked(policy: BenefitPolicy): ReadonlySet<string> {
  return new Set([...(policy.assistance?.classOrder ?? []), ...whensOf(policy).flatMap(wordsOf)])
}

/** Every condition of the policy, wherever it stands. */
function whensOf(policy: BenefitPolicy): readonly When[] {
  const found: When[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('when' in value) found.push(value.when as When)
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(policy)
  return found
}

function wordsOf({ identity, identityIn }: When): readonly string[] {
  return [...(identity === undefined ? [] : [identity]), ...(identityIn ?? [])]
}

const FIRST_PAYS: Readonly<Record<Scheme, string>> = {
  resident: 'initial_self_payment_resident',
  employee: 'initial_self_payment_employee',
}

async function firstPays(db: Queryable, scheme: Scheme, day: Day): Promise<SchemeOptions['class_b_first_pay']> {
  const { rows } = await db.query<{ ratio: string; items: number }>(
    `SELECT trim_scale(${FIRST_PAYS[scheme]})::text AS ratio, count(*)::int AS items FROM catalogue_item
     WHERE class = '乙' AND in_force <= $1 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8`,
    [day],
  )
  return rows.map(({ ratio, items }) => ({ value: ratio, name: percentName(ratio), items }))
}

function percentName(text: string): string {
  const ratio = ratioOf(text)
  return ratio === undefined ? text : percentText(ratio)
}
