// The one write of the write path: facts, states and the message keys of a whole batch in a single statement. The versions
// that were read are its guards; where one does not match, `unchanged` raises and nothing of the statement is kept.

import type pg from 'pg'
import { plainArray, textArray } from '../database/array-literal.js'
import type { NewBatch } from './work.js'
import { type ChildColumn, type Column, quotedTypes, WORK_COLUMNS, type Writing } from './write-columns.js'

const BATCH_COLUMNS: readonly ChildColumn<NewBatch>[] = [
  ['month', 'date', (batch) => batch.month],
  ['charge_batch', 'text', (batch) => batch.chargeBatch],
  ['sn', 'text', (batch) => textArray(batch.lines.map((line) => line.sn))],
  ['code', 'text', (batch) => textArray(batch.lines.map((line) => line.code))],
  ['own_code', 'text', (batch) => textArray(batch.lines.map((line) => line.ownCode))],
  ['fee_day', 'text', (batch) => plainArray(batch.lines.map((line) => line.feeDay))],
  ['quantity', 'text', (batch) => plainArray(batch.lines.map((line) => line.quantity))],
  ['price', 'text', (batch) => plainArray(batch.lines.map((line) => line.price))],
  ['amount_fen', 'text', (batch) => plainArray(batch.lines.map((line) => line.amount))],
  ['class', 'text', (batch) => textArray(batch.lines.map((line) => line.class))],
  ['charge_type', 'text', (batch) => textArray(batch.lines.map((line) => line.chargeType))],
  ['initial_self_payment', 'text', (batch) => plainArray(batch.lines.map((line) => line.initialSelfPayment))],
  ['over_ceiling_fen', 'text', (batch) => plainArray(batch.lines.map((line) => line.overCeiling))],
  ['pre_self_pay_fen', 'text', (batch) => plainArray(batch.lines.map((line) => line.preSelfPay))],
  ['own_pay_fen', 'text', (batch) => plainArray(batch.lines.map((line) => line.ownPay))],
  ['in_scope_fen', 'text', (batch) => plainArray(batch.lines.map((line) => line.inScope))],
  ['ceiling_fen', 'text', (batch) => plainArray(batch.lines.map((line) => line.ceiling ?? -1n))],
  ['refunds', 'text', (batch) => textArray(batch.lines.map((line) => line.refunds))],
  ['flags', 'text', (batch) => textArray(batch.lines.map((line) => line.flags.join(' ')))],
  ['total_fen', 'bigint', (batch) => batch.lines.reduce((sum, line) => sum + line.amount, 0n)],
  ['attributes', 'text', (batch) => (batch.attributes === null ? null : JSON.stringify(batch.attributes))],
]

type Layer = NonNullable<Writing['changes']['settlement']>['fact']['layers'][number]
const LAYER_COLUMNS: readonly ChildColumn<Layer>[] = [
  ['layer', 'text', (layer) => layer.layer],
  ['payer', 'text', (layer) => layer.payer],
  ['fund', 'text', (layer) => layer.fund],
  ['input_fen', 'bigint', (layer) => layer.input],
  ['paid_fen', 'bigint', (layer) => layer.paid],
  ['left_fen', 'bigint', (layer) => layer.left],
  ['rule', 'text', (layer) => layer.rule],
  ['article', 'text', (layer) => layer.article],
  ['certainty', 'text', (layer) => layer.certainty],
  ['bound', 'text', (layer) => layer.bound],
]

type Entry = NonNullable<Writing['changes']['settlement']>['fact']['entries'][number]
const ENTRY_COLUMNS: readonly ChildColumn<Entry>[] = [
  ['book', 'text', (entry) => entry.book],
  ['accounts', 'text', (entry) => textArray(entry.accounts)],
  ['amounts', 'text', (entry) => plainArray(entry.amounts)],
]

type FamilyChange = NonNullable<Writing['changes']['settlement']>['family'][number]
const FAMILY_COLUMNS: readonly ChildColumn<FamilyChange>[] = [
  ['owner', 'bigint', (one) => one.owner],
  ['owner_version', 'bigint', (one) => one.version],
  ['current', 'bigint', (one) => one.current],
  ['history', 'bigint', (one) => one.history],
]

const W = WORK_COLUMNS.length
const B = BATCH_COLUMNS.length + 2
const L = LAYER_COLUMNS.length + 2
const E = ENTRY_COLUMNS.length + 2

/** Unnested side by side in a select list, where no array is first copied into a store of its own as it would be in FROM. */
function unnest(columns: readonly (readonly [string, string, ...unknown[]])[], first: number, alias: string): string {
  const arrays = columns.map(([name, type], index) => `unnest($${first + index}::${type}[]) AS ${name}`).join(', ')
  return `(SELECT ${arrays}) AS ${alias}`
}

const CHILD: readonly (readonly [string, string])[] = [
  ['ix', 'integer'],
  ['ordinal', 'integer'],
]

export const SAVE_CHANGES = `
WITH w AS MATERIALIZED (
  SELECT u.*, coalesce(u.known_visit, nextval('visit_seq')) AS visit,
         CASE WHEN u.total_fen IS NOT NULL THEN nextval('settlement_seq') END AS settlement,
         CASE WHEN u.event_kind IS NOT NULL THEN nextval('fact_seq') END AS event,
         CASE WHEN u.cancelled_fen IS NOT NULL THEN nextval('fact_seq') END AS cancellation
  FROM ${unnest(WORK_COLUMNS, 1, 'u')}
), b AS MATERIALIZED (
  SELECT u.*, w.person, w.visit, w.received_at, nextval('fact_seq') AS batch
  FROM ${unnest([...CHILD, ...BATCH_COLUMNS], W + 1, 'u')} JOIN w USING (ix)
), new_visit AS (
  INSERT INTO visit (person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no, attributes, known_at)
  SELECT person, visit, opened_area, scheme, kind, provider, med_type, place_area, opened_at::date, opened_at::timestamptz, hospital_no, visit_attributes::jsonb,
         received_at::timestamptz
  FROM w WHERE known_visit IS NULL
), new_state AS (
  INSERT INTO visit_state (person, visit, area, kind, status, med_type, disease, treatment, delivery, procedure, diagnosis, admitted, discharged, months, open_fen)
  SELECT person, visit, opened_area, kind, status, med_type, disease, treatment, delivery, procedure, diagnosis, admitted, discharged, months::date[], open_fen
  FROM w WHERE known_visit IS NULL
), state AS (
  UPDATE visit_state s SET version = s.version + 1, status = w.status, med_type = w.med_type, disease = w.disease, treatment = w.treatment,
         delivery = w.delivery, procedure = w.procedure, diagnosis = w.diagnosis, admitted = w.admitted, discharged = w.discharged,
         months = w.months::date[], open_fen = w.open_fen
  FROM w WHERE s.person = w.person AND s.visit = w.known_visit AND s.version = w.state_version
  RETURNING 1
), new_event AS (
  INSERT INTO visit_event (person, visit, event, kind, day, attributes, known_at)
  SELECT person, visit, event, event_kind, event_day, event_attributes::jsonb, received_at::timestamptz FROM w WHERE event IS NOT NULL
), new_batch AS (
  INSERT INTO fee_batch (month, person, visit, batch, charge_batch, sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type,
         initial_self_payment, over_ceiling_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, total_fen, attributes, known_at)
  SELECT month, person, visit, batch, charge_batch, sn::text[], code::text[], own_code::text[], fee_day::date[], quantity::bigint[], price::bigint[],
         amount_fen::bigint[], class::text[], charge_type::text[], initial_self_payment::numeric(5,4)[], over_ceiling_fen::bigint[], pre_self_pay_fen::bigint[],
         own_pay_fen::bigint[], in_scope_fen::bigint[], ceiling_fen::bigint[], refunds::text[], flags::text[], total_fen, attributes::jsonb, received_at::timestamptz
  FROM b
), new_cancellation AS (
  INSERT INTO fee_cancellation (person, visit, cancellation, charge_batch, sn, total_fen, known_at)
  SELECT person, visit, cancellation, cancelled_batch, cancelled_sn::text[], cancelled_fen, received_at::timestamptz FROM w WHERE cancellation IS NOT NULL
), new_settlement AS (
  INSERT INTO settlement (person, settlement, visit, cancels, scheme, area, provider, place, filing, benefit, med_type, level, benefit_year, admitted,
         discharged, in_force, settled_on, booked_on, settled_at, settlement_type, admission_number, total_fen, in_scope_fen, item_pre_self_pay_fen,
         offsite_pre_self_pay_fen, above_standard_fen, out_of_catalogue_fen, deductible_due_fen, deductible_fen, fund_fen, hospital_fen, account_fen,
         family_account_fen, cash_fen, account_balance_fen, charge_batch, fee_batches, months, diagnosis, disease, counter_keys, counter_amounts, receipt,
         rule_hash, engine, institution_message, known_at)
  SELECT person, settlement, visit, cancels, bill_scheme, bill_area, bill_provider, place, filing, benefit, bill_med_type, level, benefit_year, bill_admitted,
         bill_discharged, in_force, settled_on, settled_on, settled_at::timestamptz, settlement_type, admission_number, total_fen, in_scope_fen,
         item_pre_self_pay_fen, offsite_pre_self_pay_fen, above_standard_fen, out_of_catalogue_fen, deductible_due_fen, deductible_fen, fund_fen, hospital_fen,
         account_fen, family_account_fen, cash_fen, account_balance_fen, bill_charge_batch,
         CASE WHEN settles_new_batch THEN ARRAY(SELECT b.batch FROM b WHERE b.ix = w.ix ORDER BY b.ordinal) ELSE fee_batches::bigint[] END,
         bill_months::date[], bill_diagnosis, bill_disease, counter_keys::text[], counter_amounts::bigint[], receipt::jsonb, rule_hash, engine, msgid,
         received_at::timestamptz
  FROM w WHERE settlement IS NOT NULL
), new_layer AS (
  INSERT INTO settlement_layer (person, settlement, ordinal, layer, payer, fund, input_fen, paid_fen, left_fen, rule, article, certainty, bound)
  SELECT w.person, w.settlement, u.ordinal, u.layer, u.payer, u.fund, u.input_fen, u.paid_fen, u.left_fen, u.rule, u.article, u.certainty, u.bound
  FROM ${unnest([...CHILD, ...LAYER_COLUMNS], W + B + 1, 'u')} JOIN w USING (ix)
), new_entry AS (
  INSERT INTO memo_entry (person, settlement, book, area, provider, booked_on, accounts, amounts)
  SELECT w.person, w.settlement, u.book, w.bill_area, w.bill_provider, w.settled_on, u.accounts::text[], u.amounts::bigint[]
  FROM ${unnest([...CHILD, ...ENTRY_COLUMNS], W + B + L + 1, 'u')} JOIN w USING (ix)
), first_accumulator AS (
  INSERT INTO accumulator (person, scheme, benefit_year, area, version, keys, amounts)
  SELECT person, bill_scheme, benefit_year, bill_area, 1, sum_keys::text[], sum_amounts::bigint[] FROM w WHERE settlement IS NOT NULL AND sum_version IS NULL
), accumulated AS (
  UPDATE accumulator a SET version = a.version + 1, keys = w.sum_keys::text[], amounts = w.sum_amounts::bigint[]
  FROM w WHERE a.person = w.person AND a.scheme = w.bill_scheme AND a.benefit_year = w.benefit_year AND a.version = w.sum_version
  RETURNING 1
), paid_from_account AS (
  UPDATE individual_account a SET version = a.version + 1, current_fen = a.current_fen + w.account_current, history_fen = a.history_fen + w.account_history
  FROM w WHERE a.person = w.person AND a.version = w.account_version
  RETURNING 1
), new_movement AS (
  INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, settlement, booked_on, known_at)
  SELECT person, nextval('fact_seq'), bill_area, CASE WHEN account_current + account_history < 0 THEN 'paid' ELSE 'returned' END, account_current, account_history,
         settlement, settled_on, received_at::timestamptz
  FROM w WHERE account_version IS NOT NULL
), f AS MATERIALIZED (
  SELECT u.*, w.person, w.bill_area, w.settlement, w.settled_on, w.received_at FROM ${unnest([...CHILD, ...FAMILY_COLUMNS], W + B + L + E + 1, 'u')} JOIN w USING (ix)
), paid_from_family AS (
  UPDATE individual_account a SET version = a.version + 1, current_fen = a.current_fen + f.current, history_fen = a.history_fen + f.history
  FROM f WHERE a.person = f.owner AND a.version = f.owner_version
  RETURNING a.person, a.area
), family_movement AS (
  INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, settlement, beneficiary, booked_on, known_at)
  SELECT f.owner, nextval('fact_seq'), p.area, CASE WHEN f.current + f.history < 0 THEN 'paid' ELSE 'returned' END, f.current, f.history,
         f.settlement, f.person, f.settled_on, f.received_at::timestamptz
  FROM f JOIN paid_from_family p ON p.person = f.owner
), new_message AS (
  INSERT INTO message (institution, infno, msgid, input_hash, kept, person, visit, fact, received_at)
  SELECT institution, infno, msgid, decode(input_hash, 'hex'), message_kept::jsonb, person, visit,
         coalesce(settlement, event, cancellation, (SELECT min(b.batch) FROM b WHERE b.ix = w.ix), visit), received_at::timestamptz
  FROM w
)
SELECT w.ix, w.visit, w.settlement, coalesce(w.event, w.cancellation) AS fact, ARRAY(SELECT b.batch FROM b WHERE b.ix = w.ix ORDER BY b.ordinal) AS batches,
       unchanged((SELECT count(*) FROM state) + (SELECT count(*) FROM accumulated) + (SELECT count(*) FROM paid_from_account) + (SELECT count(*) FROM paid_from_family),
                 (SELECT sum(w.guards)::bigint FROM w)) AS kept
FROM w`

export interface SavedRow {
  readonly ix: number
  readonly visit: bigint
  readonly settlement: bigint | null
  readonly fact: bigint | null
  readonly batches: bigint[]
}

/** Throws what PostgreSQL says: 40001 a guard did not match, 23505 the message or an open stay is there already. */
export async function saveChanges(client: pg.ClientBase, writings: readonly Writing[]): Promise<SavedRow[]> {
  const values = [
    ...valuesOf(WORK_COLUMNS, writings),
    ...childValues(BATCH_COLUMNS, writings, (writing) => writing.changes.batches),
    ...childValues(LAYER_COLUMNS, writings, (writing) => writing.changes.settlement?.fact.layers ?? []),
    ...childValues(ENTRY_COLUMNS, writings, (writing) => writing.changes.settlement?.fact.entries ?? []),
    ...childValues(FAMILY_COLUMNS, writings, (writing) => writing.changes.settlement?.family ?? []),
  ]
  const { rows } = await client.query<SavedRow>({ name: 'save-changes', text: SAVE_CHANGES, values })
  return rows
}

function valuesOf<T>(columns: readonly Column<T>[], rows: readonly T[]): string[] {
  return columns.map(([, type, value]) =>
    literal(
      type,
      rows.map((row, index) => value(row, index)),
    ),
  )
}

function childValues<T>(columns: readonly ChildColumn<T>[], writings: readonly Writing[], childrenOf: (writing: Writing) => readonly T[]): string[] {
  const children = writings.flatMap((writing, ix) => childrenOf(writing).map((child, ordinal) => ({ ix, ordinal: ordinal + 1, child })))
  return [
    plainArray(children.map((one) => one.ix)),
    plainArray(children.map((one) => one.ordinal)),
    ...columns.map(([, type, value]) =>
      literal(
        type,
        children.map((one) => value(one.child)),
      ),
    ),
  ]
}

function literal(type: string, values: readonly (string | number | bigint | boolean | null)[]): string {
  return quotedTypes.has(type)
    ? textArray(values.map((value) => (value === null ? null : String(value))))
    : plainArray(values.map((value) => (typeof value === 'boolean' ? String(value) : value)))
}
