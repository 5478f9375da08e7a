// Bills of a part of the city as rows, in the shape in which the hospital interface's write path leaves them.
import { plainArray, type Rows, rowsOf, type TableText, textArray } from '../copy/copy-text.js'
import { batchLine, entryLine, layerLine, movementLine, settlementLine, stateLine, visitLine } from './bill-lines.js'
import type { BilledVisit, PersonYear } from './billed-visit.js'

/** Tables filled by COPY, beside `account_now`. */
export const YEAR_TABLES = [
  'visit',
  'visit_event',
  'visit_state',
  'fee_batch',
  'filing',
  'settlement',
  'settlement_layer',
  'memo_entry',
  'accumulator',
  'account_movement',
] as const

/** Balances of the individual accounts after the year: copied beside the table and carried over in one statement. */
export const ACCOUNTS_NOW = {
  make: 'CREATE TEMPORARY TABLE account_now (person bigint, version bigint, current_fen bigint, history_fen bigint) ON COMMIT DROP',
  carryOver: `UPDATE individual_account a SET version = a.version + n.version, current_fen = n.current_fen, history_fen = n.history_fen
              FROM account_now n WHERE n.person = a.person`,
}

/** Columns in the order in which bill-lines.ts writes them. */
const COLUMNS = {
  visit: 'person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no, attributes, known_at',
  visit_event: 'person, visit, event, kind, day, known_at',
  visit_state: 'person, visit, area, version, kind, status, med_type, disease, delivery, diagnosis, admitted, discharged, months, open_fen',
  fee_batch: `month, person, visit, batch, charge_batch, sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type, initial_self_payment,
    over_ceiling_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, total_fen, known_at`,
  settlement: `person, settlement, visit, cancels, scheme, area, provider, place, filing, benefit, med_type, level, benefit_year, admitted, discharged, in_force,
    settled_on, booked_on, settled_at, settlement_type, admission_number, total_fen, in_scope_fen, item_pre_self_pay_fen, offsite_pre_self_pay_fen,
    above_standard_fen, out_of_catalogue_fen, deductible_due_fen, deductible_fen, fund_fen, hospital_fen, account_fen, family_account_fen, cash_fen,
    account_balance_fen, charge_batch, fee_batches, months, diagnosis, disease, counter_keys, counter_amounts, receipt, rule_hash, engine,
    institution_message, known_at`,
  settlement_layer: 'person, settlement, ordinal, layer, payer, fund, input_fen, paid_fen, left_fen, rule, article, certainty, bound',
  memo_entry: 'person, settlement, book, area, provider, booked_on, accounts, amounts',
  filing: 'person, filing, area, kind, place_area, in_force, until, known_at, booked_on',
  accumulator: 'person, scheme, benefit_year, area, version, keys, amounts',
  account_movement: 'person, movement, area, kind, current_fen, history_fen, settlement, booked_on, known_at',
  account_now: 'person, version, current_fen, history_fen',
} as const

type Tables = Readonly<Record<keyof typeof COLUMNS, Rows>>

export interface YearRows {
  /** `pool` is the place of care that local visits name. */
  add(person: bigint, pool: string, year: PersonYear): void
  texts(): TableText[]
}

export function yearRows(): YearRows {
  const tables = Object.fromEntries(Object.entries(COLUMNS).map(([table, columns]) => [table, rowsOf(table, columns)])) as unknown as Tables
  return {
    add(person, pool, year) {
      for (const bill of year.bills) addBill(tables, person, pool, bill)
      addStanding(tables, person, year)
    },
    texts: () => Object.values(tables).map((rows) => rows.text()),
  }
}

function addBill(tables: Tables, person: bigint, pool: string, bill: BilledVisit): void {
  tables.visit.lines.push(visitLine(person, pool, bill))
  tables.visit_state.lines.push(stateLine(person, bill))
  tables.fee_batch.lines.push(batchLine(person, bill))
  for (const { event, kind, day, at } of bill.events) tables.visit_event.lines.push(`${person}\t${bill.visit}\t${event}\t${kind}\t${day}\t${at}+08\n`)
  for (const { settlement, fact, movement } of bill.facts) {
    tables.settlement.lines.push(settlementLine(person, bill.visit, settlement, fact))
    for (const [at, row] of fact.layers.entries()) tables.settlement_layer.lines.push(layerLine(person, settlement, at + 1, row))
    for (const entry of fact.entries) tables.memo_entry.lines.push(entryLine(person, settlement, fact, entry))
    if (movement !== null && fact.movement !== null) tables.account_movement.lines.push(movementLine(person, movement, settlement, fact, fact.movement))
  }
}

/** What the year left: filings made on the way, sums of the year, the balance of the account. */
function addStanding(tables: Tables, person: bigint, { filings, accumulators, account }: PersonYear): void {
  for (const { filing, kind, area, placeArea, from, until } of filings)
    tables.filing.lines.push(`${person}\t${filing}\t${area}\t${kind}\t${placeArea}\t${from}\t${until}\t${from} 09:30:00+08\t${from}\n`)
  for (const [key, { version, counters, area }] of accumulators)
    tables.accumulator.lines.push(
      `${person}\t${key.replace('/', '\t')}\t${area}\t${version}\t${textArray(Object.keys(counters))}\t${plainArray(Object.values(counters))}\n`,
    )
  if (account !== null && account.version > 0n) tables.account_now.lines.push(`${person}\t${account.version}\t${account.current}\t${account.history}\n`)
}
