// Whole stays for tests, and rules of the small city that change from a day on.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { FastifyInstance } from 'fastify'
import type { Pool } from '../database/connect.js'
import { ruleSetText } from '../policy/rule-set.js'
import { insertRuleSet } from '../policy/store.js'
import { admitPerson, dischargeOf, done, settlementOf, uploadOf } from './cashier.js'
import { type Person, POOL, TODAY } from './small-city.js'
import { smallPolicy } from './small-policy.js'

/** Admits on 10 March, charges `yuan` of a drug that is wholly in scope, discharges on `day` and settles today. The settlement's number. */
export async function settleStay(app: FastifyInstance, person: Person, yuan: number, day = TODAY): Promise<bigint> {
  const visit = await admitPerson(app, person, '390')
  await done(app, '2301', uploadOf(person, visit, '', [{ sn: `L${visit}`, count: String(yuan / 10), price: '10', amount: String(yuan) }]))
  await done(app, '2402', dischargeOf(person, visit, day))
  const { setlinfo } = (await done(app, '2304', settlementOf(person, visit, '390', '', String(yuan)))) as { setlinfo: { setl_id: string } }
  return BigInt(setlinfo.setl_id)
}

export async function cancelStay(app: FastifyInstance, person: Person, settlement: bigint, visit: bigint): Promise<void> {
  await done(app, '2305', { data: { mdtrt_id: visit.toString(), psn_no: person.number, setl_id: settlement.toString() } })
}

/** The small city's rules with stays paid at `percent` from `day` on; answers the hash of the new set. */
export async function publishStayRatio(batch: Pool, scheme: Scheme, day: string, dayBefore: string, percent: bigint): Promise<string> {
  const usual = smallPolicy(POOL, scheme)
  const { inpatient } = usual.benefits
  if (inpatient?.mode !== 'share') throw new Error('the small city pays a share of stays')
  const table = [{ fromFen: 0n, toFen: null, ratio: { num: percent, den: 100n } }]
  const changed: BenefitPolicy = {
    ...usual,
    inForce: day,
    benefits: { ...usual.benefits, inpatient: { ...inpatient, bands: { ...inpatient.bands, bands: { table } } } },
  }
  return publishVersions(batch, scheme, [{ ...usual, until: dayBefore }, changed])
}

async function publishVersions(batch: Pool, scheme: Scheme, versions: readonly BenefitPolicy[]): Promise<string> {
  const text = ruleSetText({ area: POOL, scheme, versions, pooling: [], entitlement: [], files: [] }, [])
  await insertRuleSet(batch, text)
  return text.hash
}
