// A pharmacy of the first city and its customers: bills over the hospital interface, settled by the product's own rules. What the fund pays
// is reckoned here a second time, from the law of the day of purchase; a message that was cut off or that is sent twice settles once.
import { isDeepStrictEqual } from 'node:util'
import { type Day, monthOf } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan, least, yuanText } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Charge } from '@tongchou/hospital/messages/charge.js'
import { purchase } from '@tongchou/hospital/messages/settle.js'
import { envelopeOf, rowOf, textOf } from '@tongchou/hospital/wire/envelope.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { settlementHead } from '@tongchou/server/settlement/statement-rows.js'
import { dayIn } from '../money-year/year-context.js'
import { syntheticCertificate } from '../people/certificate-number.js'
import { randomFrom } from '../random/random.js'
import { CHANGE_IN_FORCE, DEDUCTIBLE, outpatientPercent } from './benefit-documents.js'
import { owe } from './bills.js'
import type { SentMessage } from './office.js'
import { begin, check, type Proof, ProofFailed, troubleOf } from './perform.js'
import { type City, personOf, pharmacyOf, SCHEMES, YEAR } from './places.js'
import type { Planner } from './plan.js'

const BORN: Day = '1975-05-01'
const DRUG = { code: 'XA01AAA001A001010100001', name: '示范药品' }

interface Customer {
  readonly person: bigint
  readonly unit: string
  readonly scheme: Scheme
  readonly certificate: string
}

/** One of each scheme at the city's own level, and a resident of the first county. */
export function customersOf({ units }: City): Customer[] {
  return units.slice(0, 2).flatMap((unit, i) =>
    SCHEMES.slice(0, 2 - i).map((scheme) => {
      const person = personOf(unit, scheme) + 4n
      return { person, unit, scheme, certificate: syntheticCertificate(Number(person % 1_000_000n), BORN, '1') }
    }),
  )
}

export async function openCounter(batch: Pool, key: Buffer, city: City): Promise<void> {
  const cipher = registerCipher(key)
  await batch.query(
    `INSERT INTO catalogue_item (code, in_force, edition, kind, name, class, charge_type, initial_self_payment_employee, initial_self_payment_resident, restricted, certainty)
       VALUES ($1, '2025-01-01', '2024', 'western_drug', $2, '甲', '09', 0, 0, false, 'illustrative')`,
    [DRUG.code, DRUG.name],
  )
  for (const { person, unit, scheme, certificate } of customersOf(city)) {
    await batch.query(
      `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version) VALUES ($1, $2, '示范参保人', '1', $3, '01', $4, $5, $6, $7, $8)`,
      [
        person,
        unit,
        BORN,
        cipher.encrypt(certificate),
        cipher.certHash('01', certificate),
        cipher.birthHash(BORN, '1', unit),
        cipher.last4Hash(certificate),
        cipher.keyVersion,
      ],
    )
    await batch.query(
      `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
         VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, false, make_date($4, 1, 1), make_date($4, 12, 31), make_date($4, 1, 1), make_date($4, 1, 1))`,
      [person, scheme, unit, YEAR, scheme === 'employee' ? '11' : '15'],
    )
  }
}

/** What each customer paid of the year's deductible so far. */
export type Deductibles = Map<bigint, Fen>

/** Everybody buys once a month; a bill of June comes in July and is paid by June's law. */
export async function monthAtCounter(proof: Proof, planner: Planner, month: Day, taken: Deductibles): Promise<void> {
  const [first, ...others] = customersOf(planner.city)
  const day = dayIn(month, 14)
  for (const customer of [first, ...others]) if (customer !== undefined) await buys({ proof, planner, customer, taken, day, bought: day })
  if (first !== undefined && monthOf(month) === monthOf(CHANGE_IN_FORCE)) await buys({ proof, planner, customer: first, taken, day, bought: `${YEAR}-06-29` })
}

interface Buying {
  readonly proof: Proof
  readonly planner: Planner
  readonly customer: Customer
  readonly taken: Deductibles
  readonly day: Day
  readonly bought: Day
}

async function buys(buying: Buying): Promise<void> {
  const { proof, planner, customer, taken, day, bought } = buying
  const { city } = planner
  begin(proof, { day, name: `${city.code} 药店结算 ${bought}` })
  proof.office.at(day)
  const total = BigInt(60 + planner.random.below(140)) * 100n
  const { setlinfo } = await settled(proof, city, messageOf(buying, total))
  const charged = least(total, DEDUCTIBLE - (taken.get(customer.person) ?? 0n))
  const due = ((total - charged) * outpatientPercent(bought)) / 100n
  const paid = fenOfYuan(textOf(setlinfo['hifp_pay'])) ?? -1n
  if (paid !== due) throw new ProofFailed(proof, `按${bought}的规定基金应付${yuanText(due)}元，结算为${yuanText(paid)}元`)
  taken.set(customer.person, (taken.get(customer.person) ?? 0n) + charged)
  await mustStand(buying, BigInt(textOf(setlinfo['setl_id'])), due)
  const layers = [{ layer: 'basic', payer: 'fund', paid: due }] as const
  owe(planner.owed, city, { scheme: customer.scheme, unit: customer.unit, provider: pharmacyOf(city), place: 'local', layers, account: 0n })
  proof.counts.settled += 1
  if (bought >= CHANGE_IN_FORCE) proof.counts.underNewRules += 1
  await proof.afterStep?.(proof.counts.steps, proof.at)
  await check(proof, Object.values(city.books))
}

function messageOf({ proof, planner: { city }, customer, bought, day }: Buying, total: Fen): object {
  const { person, scheme, certificate } = customer
  const who = { psn_no: personNumber(city.code, person), certificate, name: '示范参保人', insutype: scheme === 'employee' ? '310' : '390' }
  const charges: readonly Charge[] = [{ sn: '1', item: { ...DRUG, price: yuanText(total) }, count: 1 }]
  const input = purchase({ person: who, medType: '41', charges, useAccount: false, invoice: '', at: `${bought} 11:00:00` })
  const code = pharmacyOf(city)
  const msgid = `${code}${String(proof.counts.steps).padStart(18, '0')}`
  return envelopeOf(city.code, { code, name: '示范药店', kind: 'pharmacy' }, { infno: '2102', msgid, input, at: `${day} 12:00:00` })
}

/** The one answer to a message, whatever befell it, and however often it is sent. */
async function settled(proof: Proof, city: City, message: object): Promise<{ readonly setlinfo: Readonly<Record<string, unknown>> }> {
  const random = randomFrom('province', proof.seed, 'trouble', proof.counts.steps)
  const { answer, struck } = await proof.office.send(city.code, message, troubleOf(proof, random, false))
  if (struck) proof.counts.killed += 1
  const stands = struck && textOf(answer['infcode']) !== '0' ? (await proof.office.send(city.code, message)).answer : answer
  if (textOf(stands['infcode']) !== '0') throw new ProofFailed(proof, `药店结算未办成：${textOf(stands['err_msg'])}`)
  if (random.chance(0.2)) await sentTwice(proof, city, message, stands)
  return { setlinfo: rowOf(stands['output'] as SentMessage, 'setlinfo') }
}

async function sentTwice(proof: Proof, city: City, message: object, first: SentMessage): Promise<void> {
  proof.counts.twice += 1
  const { answer } = await proof.office.send(city.code, message)
  if (!isDeepStrictEqual(answer['output'], first['output'])) throw new ProofFailed(proof, '同一报文重发，答复不同')
}

/** What was answered is what is kept. */
async function mustStand({ proof, customer: { person } }: Buying, settlement: bigint, due: Fen): Promise<void> {
  const head = await settlementHead(proof.site.observer(), person, settlement)
  if (head?.fund_fen !== due) throw new ProofFailed(proof, `结算单${settlement}存为基金支付${yuanText(head?.fund_fen ?? 0n)}元，应为${yuanText(due)}元`)
}
