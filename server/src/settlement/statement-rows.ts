// What is stored about one settlement, read under the officer's row-level security.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Receipt } from './fact.js'

interface Queryable {
  query<R extends object>(text: string, values: readonly unknown[]): Promise<{ rows: R[] }>
}

export interface SettlementHead {
  readonly person: bigint
  readonly settlement: bigint
  readonly visit: bigint
  readonly cancels: bigint | null
  readonly cancelled_by: bigint | null
  readonly scheme: 'employee' | 'resident'
  readonly name: string
  readonly sex: string
  readonly born: Day
  readonly area: string
  readonly area_name: string
  readonly provider: string
  readonly provider_name: string
  readonly level: string
  readonly place: string
  readonly filing: string
  readonly benefit: string
  readonly med_type: string
  readonly med_type_name: string | null
  readonly benefit_year: number
  readonly admitted: Day
  readonly discharged: Day
  readonly in_force: Day
  readonly settled_on: Day
  readonly booked_on: Day
  readonly settled_at: string
  readonly settlement_type: string
  readonly admission_number: number | null
  readonly total_fen: Fen
  readonly in_scope_fen: Fen
  readonly item_pre_self_pay_fen: Fen
  readonly offsite_pre_self_pay_fen: Fen
  readonly above_standard_fen: Fen
  readonly out_of_catalogue_fen: Fen
  readonly deductible_due_fen: Fen
  readonly deductible_fen: Fen
  readonly fund_fen: Fen
  readonly hospital_fen: Fen
  readonly account_fen: Fen
  readonly family_account_fen: Fen
  readonly cash_fen: Fen
  readonly account_balance_fen: Fen
  readonly diagnosis: string | null
  readonly disease: string | null
  readonly counter_keys: readonly string[]
  readonly counter_amounts: readonly bigint[]
  readonly receipt: Partial<Receipt>
  readonly rule_hash: string
  readonly engine: string
}

export async function settlementHead(client: Queryable, person: bigint, settlement: bigint): Promise<SettlementHead | undefined> {
  const { rows } = await client.query<SettlementHead>(
    `SELECT s.person, s.settlement, s.visit, s.cancels, s.scheme, s.area, s.provider, s.level, s.place, s.filing, s.benefit, s.med_type, s.benefit_year,
       s.admitted, s.discharged, s.in_force, s.settled_on, s.booked_on, to_char(s.settled_at, 'YYYY-MM-DD HH24:MI:SS') AS settled_at, s.settlement_type,
       s.admission_number, s.total_fen, s.in_scope_fen, s.item_pre_self_pay_fen, s.offsite_pre_self_pay_fen, s.above_standard_fen, s.out_of_catalogue_fen,
       s.deductible_due_fen, s.deductible_fen, s.fund_fen, s.hospital_fen, s.account_fen, s.family_account_fen, s.cash_fen, s.account_balance_fen,
       s.diagnosis, s.disease, s.counter_keys, s.counter_amounts, s.receipt, s.rule_hash, s.engine,
       (SELECT c.settlement FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement) AS cancelled_by,
       p.name, p.sex, p.born, a.name AS area_name, v.name AS provider_name,
       (SELECT l.label FROM code_list l WHERE l.list = 'med_type' AND l.value = s.med_type) AS med_type_name
     FROM settlement s JOIN person p ON p.person = s.person JOIN area a ON a.code = s.area JOIN provider v ON v.code = s.provider
     WHERE s.person = $1 AND s.settlement = $2`,
    [person, settlement],
  )
  return rows[0]
}

export interface LayerStored {
  readonly ordinal: number
  readonly layer: string
  readonly payer: string
  readonly fund: string
  readonly input_fen: Fen
  readonly paid_fen: Fen
  readonly left_fen: Fen
  readonly rule: string
  readonly article: string
  readonly certainty: string
  readonly bound: string | null
}

export async function layersOf(client: Queryable, person: bigint, settlement: bigint): Promise<readonly LayerStored[]> {
  const { rows } = await client.query<LayerStored>(
    `SELECT ordinal, layer, payer, fund, input_fen, paid_fen, left_fen, rule, article, certainty, bound
     FROM settlement_layer WHERE person = $1 AND settlement = $2 ORDER BY ordinal`,
    [person, settlement],
  )
  return rows
}

export interface LineStored {
  readonly sn: string
  readonly code: string
  readonly name: string | null
  readonly unit: string | null
  readonly charge_type_name: string | null
  readonly charge_type: string
  readonly fee_day: Day
  readonly quantity: bigint
  readonly price: bigint
  readonly amount_fen: Fen
  readonly class: '甲' | '乙' | '丙'
  readonly initial_self_payment: string
  readonly over_ceiling_fen: Fen
  readonly pre_self_pay_fen: Fen
  readonly own_pay_fen: Fen
  readonly in_scope_fen: Fen
  readonly ceiling_fen: Fen
  readonly flags: string
}

/** The lines that the bill settled: those of its batches that had not been cancelled when it was settled. */
export async function linesOf(client: Queryable, person: bigint, settlement: bigint): Promise<readonly LineStored[]> {
  const { rows } = await client.query<LineStored>(
    `SELECT l.sn, l.code, i.name, i.unit, t.label AS charge_type_name, l.charge_type, l.fee_day, l.quantity, l.price, l.amount_fen, l.class,
       l.initial_self_payment::text AS initial_self_payment, l.over_ceiling_fen, l.pre_self_pay_fen, l.own_pay_fen, l.in_scope_fen, l.ceiling_fen, l.flags
     FROM settlement s
     JOIN fee_line l ON l.person = s.person AND l.visit = s.visit AND l.month = ANY (s.months) AND l.batch = ANY (s.fee_batches)
     LEFT JOIN LATERAL (SELECT c.name, c.unit FROM catalogue_item c WHERE c.code = l.code AND c.in_force <= l.fee_day ORDER BY c.in_force DESC, c.version DESC LIMIT 1) i ON true
     LEFT JOIN code_list t ON t.list = 'med_chrgitm_type' AND t.value = l.charge_type
     WHERE s.person = $1 AND s.settlement = $2 AND NOT EXISTS (
       SELECT FROM fee_cancellation c
       WHERE c.person = l.person AND c.visit = l.visit AND c.cancellation > l.batch AND c.known_at <= s.known_at
         AND CASE WHEN cardinality(c.sn) > 0 THEN l.sn = ANY (c.sn) ELSE c.charge_batch = l.charge_batch END)
     ORDER BY l.fee_day, l.batch, l.ordinal`,
    [person, settlement],
  )
  return rows
}

export interface MemoStored {
  readonly book: string
  readonly book_name: string
  readonly area_name: string
  readonly booked_on: Day
  readonly accounts: readonly string[]
  readonly amounts: readonly Fen[]
}

export async function memoOf(client: Queryable, person: bigint, settlement: bigint): Promise<readonly MemoStored[]> {
  const { rows } = await client.query<MemoStored>(
    `SELECT m.book, b.name AS book_name, a.name AS area_name, m.booked_on, m.accounts, m.amounts
     FROM memo_entry m JOIN book b ON b.book = m.book JOIN area a ON a.code = m.area WHERE m.person = $1 AND m.settlement = $2 ORDER BY m.book`,
    [person, settlement],
  )
  return rows
}

export async function documentsOf(client: Queryable, ruleHash: string): Promise<readonly { hash: string; document: string; status: string }[]> {
  const { rows } = await client.query<{ hash: string; document: string; status: string }>(
    `SELECT d.hash, d.document, d.status FROM rule_set r JOIN policy_document d ON d.hash = ANY (r.documents) WHERE r.hash = $1 ORDER BY d.document`,
    [ruleHash],
  )
  return rows
}
