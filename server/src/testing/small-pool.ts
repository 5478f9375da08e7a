// A pooling area small enough to reckon by hand: its own level and two counties, two hospitals, a few persons and settled bills.
// Names, numbers and ciphers are made up; nothing here can be taken for a real person.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { entriesOfSettlement, fundOfLayer } from '@tongchou/domain/fund/entries/settlement.js'
import type { Payer } from '@tongchou/domain/policy/benefit-policy.js'
import type { Pool } from '../database/connect.js'
import { bookOf } from '../fund/open-books.js'
import { ruleSetText } from '../policy/rule-set.js'

export const POOL = '990000'
export const OWN_LEVEL = '990099'
export const COUNTY_A = '990021'
export const COUNTY_B = '990022'
export const HOSPITAL = 'H99002100001'
export const PHARMACY = 'P99002200001'
const RULES = '0'.repeat(64)

/** Places, hospitals and an empty rule set. */
export async function makeSmallPool(batch: Pool): Promise<void> {
  await batch.query(
    `INSERT INTO area (code, name, level, parent, certainty) VALUES
       ('990000', '示范市', 2, NULL, 'illustrative'), ('990099', '示范市本级', 3, '990000', 'illustrative'),
       ('990021', '甲县', 3, '990000', 'illustrative'), ('990022', '乙县', 3, '990000', 'illustrative')`,
  )
  await batch.query(
    `INSERT INTO pooling_unit (pool, unit, in_force, kind, name) VALUES
       ('990000', '990099', '2021-01-01', 'city_level', '市本级'), ('990000', '990021', '2021-01-01', 'county', '甲县'), ('990000', '990022', '2021-01-01', 'county', '乙县')`,
  )
  await batch.query(
    `INSERT INTO provider (code, name, kind, area, level, institution_type, designated_from, price_tier, certainty) VALUES
       ($1, '甲县示范医院', 'hospital', '990021', '2', '1', '2021-01-01', 2, 'illustrative'), ($2, '乙县示范药店', 'pharmacy', '990022', '1', '2', '2021-01-01', 1, 'illustrative')`,
    [HOSPITAL, PHARMACY],
  )
  const { content } = ruleSetText({ area: POOL, scheme: 'resident', versions: [], pooling: [], entitlement: [], files: [] }, [])
  await batch.query(`INSERT INTO rule_set (hash, area, scheme, documents, content) VALUES ($1, '990000', 'resident', '{}', $2)`, [RULES, content])
}

export interface SmallPerson {
  readonly person: bigint
  readonly area: string
  readonly scheme: Scheme
  readonly years: readonly number[]
  readonly retired?: boolean
  readonly employer?: bigint
  readonly identity?: string
}

export async function addEmployer(batch: Pool, employer: bigint, area: string): Promise<void> {
  await batch.query(`INSERT INTO employer VALUES ($1, '示范单位', NULL, $2, '企业', '2020-01-01')`, [employer, area])
}

export async function addPerson(batch: Pool, { person, area, scheme, years, retired = false, employer, identity }: SmallPerson): Promise<void> {
  const hash = Buffer.from(person.toString().padStart(16, '0'))
  await batch.query(
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
       VALUES ($1, $2, '示范人', '1', '1970-01-01', '01', $3, $3, $3, $3, 1)`,
    [person, area, hash],
  )
  for (const year of years) {
    await batch.query(
      `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, flexible, employer, entitled_from, entitled_to, in_force, booked_on)
         VALUES ($1, nextval('fact_seq'), $2, $3, $4, '11', $5, $6, $7, make_date($4, 1, 1), make_date($4, 12, 31), make_date($4, 1, 1), make_date($4, 1, 1))`,
      [person, scheme, area, year, retired, scheme === 'employee' && !retired && employer === undefined, employer ?? null],
    )
  }
  if (identity !== undefined) {
    await batch.query(
      `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, booked_on)
         VALUES ($1, nextval('fact_seq'), $2, $3, '1', '2021-01-01', '民政局', '2021-01-01')`,
      [person, area, identity],
    )
  }
}

export interface SmallBill {
  readonly person: bigint
  readonly settlement: bigint
  readonly area: string
  readonly scheme: Scheme
  readonly provider: string
  readonly day: string
  readonly layers: readonly { readonly layer: string; readonly payer: Payer; readonly paid: bigint }[]
  readonly account?: bigint
  readonly cash?: bigint
  readonly benefit?: string
  readonly place?: 'local' | 'in_province'
  /** The settlement that this one takes back, with every amount negative. */
  readonly cancels?: bigint
  /** Payment method agreed with the provider (clr_way). */
  readonly method?: string
}

/** Saves a settled bill with everything that follows from it, as the settlement room does. */
export async function addBill(batch: Pool, bill: SmallBill): Promise<void> {
  const {
    person,
    settlement,
    area,
    scheme,
    provider,
    day,
    layers,
    account = 0n,
    cash = 0n,
    benefit = 'inpatient',
    place = 'local',
    method,
    cancels = null,
  } = bill
  const hospital = layers.filter((layer) => layer.payer === 'hospital').reduce((sum, layer) => sum + layer.paid, 0n)
  const fund = layers.reduce((sum, layer) => sum + layer.paid, 0n) - hospital
  const total = fund + hospital + account + cash
  if (cancels === null) await addVisit(batch, bill, total)
  else
    await batch.query(`UPDATE visit_state SET version = version + 1, status = 'discharged', open_fen = $3 WHERE person = $1 AND visit = $2`, [
      person,
      cancels,
      -total,
    ])
  await batch.query(
    `INSERT INTO settlement (person, settlement, visit, scheme, area, provider, place, filing, benefit, med_type, level, benefit_year, admitted, discharged, in_force,
         settled_on, booked_on, settled_at, settlement_type, total_fen, in_scope_fen, item_pre_self_pay_fen, offsite_pre_self_pay_fen, above_standard_fen, out_of_catalogue_fen,
         deductible_due_fen, deductible_fen, fund_fen, hospital_fen, account_fen, family_account_fen, cash_fen, account_balance_fen, charge_batch, fee_batches, months,
         counter_keys, counter_amounts, receipt, rule_hash, engine, institution_message, cancels)
       VALUES ($1, $2::bigint, coalesce($16::bigint, $2::bigint), $3, $4, $5, $14, 'none', $6, '21', '2', extract(year FROM $7::date), $7, $7, $7, $7, $7, $7::date, 'normal',
         $8, $8, 0, 0, 0, 0, 0, 0, $9, $10, $11, 0, $12, 0, '', ARRAY[coalesce($16::bigint, $2::bigint)], ARRAY[$7::date], '{basic_paid}', ARRAY[$9::bigint], $15, $13, 'test', 'M', $16::bigint)`,
    [
      person,
      settlement,
      scheme,
      area,
      provider,
      benefit,
      day,
      total,
      fund,
      hospital,
      account,
      cash,
      RULES,
      place,
      method === undefined ? {} : { paymentMethod: method },
      cancels,
    ],
  )
  for (const [i, { layer, payer, paid }] of layers.entries()) {
    await batch.query(`INSERT INTO settlement_layer VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0, '规则', '条', 'illustrative', NULL)`, [
      person,
      settlement,
      i + 1,
      layer,
      payer,
      fundOfLayer(scheme, layer, payer) ?? '',
      paid,
    ])
  }
  for (const entry of entriesOfSettlement(scheme, { layers, account: { paid: account } }, 1n, place === 'local' ? 'provider' : 'outside')) {
    await batch.query('INSERT INTO memo_entry VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      person,
      settlement,
      bookOf(POOL, entry.fund),
      area,
      provider,
      day,
      entry.accounts,
      entry.amounts,
    ])
  }
  await addToYear(batch, bill, fund)
}

async function addVisit(batch: Pool, { person, settlement, area, scheme, provider, day, benefit }: SmallBill, total: bigint): Promise<void> {
  const kind = provider.startsWith('P') ? 'pharmacy' : benefit === 'outpatient' ? 'outpatient' : 'inpatient'
  await batch.query(
    `INSERT INTO visit (person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no)
       VALUES ($1, $2, $3, $4, $5, $6, '21', $3, $7::date, $7::date, 'Z1')`,
    [person, settlement, area, scheme, kind, provider, day],
  )
  await batch.query(
    `INSERT INTO visit_state (person, visit, area, kind, status, med_type, admitted, discharged, open_fen) VALUES ($1, $2, $3, $4, 'settled', '21', $5, $5, 0)`,
    [person, settlement, area, kind, day],
  )
  await batch.query(
    `INSERT INTO fee_batch (month, person, visit, batch, charge_batch, sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type,
         initial_self_payment, over_ceiling_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, total_fen)
       VALUES (date_trunc('month', $3::date), $1, $2, $2, '', '{1}', '{X}', '{X}', ARRAY[$3::date], '{10000}', '{1}', ARRAY[$4::bigint], '{甲}', '{09}',
         '{0}', '{0}', '{0}', '{0}', ARRAY[$4::bigint], '{-1}', '{""}', '{""}', $4)`,
    [person, settlement, day, total],
  )
}

async function addToYear(batch: Pool, { person, scheme, day, area, settlement, account = 0n }: SmallBill, fund: bigint): Promise<void> {
  await batch.query(
    `INSERT INTO accumulator AS a (person, scheme, benefit_year, area, version, keys, amounts) VALUES ($1, $2, extract(year FROM $3::date), $4, 1, '{basic_paid}', ARRAY[$5::bigint])
       ON CONFLICT (person, scheme, benefit_year) DO UPDATE SET amounts = ARRAY[a.amounts[1] + $5::bigint], version = a.version + 1`,
    [person, scheme, day, area, fund],
  )
  if (account === 0n) return
  await batch.query(
    `INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, settlement, booked_on) VALUES ($1, nextval('fact_seq'), $2, 'paid', -$3::bigint, 0, $4, $5)`,
    [person, area, account, settlement, day],
  )
  await batch.query('UPDATE individual_account SET current_fen = current_fen - $2::bigint, version = version + 1 WHERE person = $1', [person, account])
}
