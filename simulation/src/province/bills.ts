// Settled bills of a city's month and the cancellations among them, saved as the write path leaves them: one statement for each table.
// The rules of benefits have proofs of their own; here a bill is what it makes payable.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { entriesOfSettlement, fundOfLayer } from '@tongchou/domain/fund/entries/settlement.js'
import type { Payer } from '@tongchou/domain/policy/benefit-policy.js'
import { insertRows } from '@tongchou/server/fund/fact-store.js'
import { bookOf } from '@tongchou/server/fund/open-books.js'
import type pg from 'pg'
import { occasion } from './befall.js'
import { type City, hospitalOf, personOf } from './places.js'
import { addTo, between, type Owed, type Plan, type Planner } from './plan.js'

/** Stands where a settled bill names its engine. */
export const DRAWN = 'proof'

interface Layer {
  readonly layer: string
  readonly payer: Payer
  readonly paid: Fen
}

export interface Bill {
  readonly settlement: bigint
  readonly cancels: bigint | null
  readonly unit: string
  readonly scheme: Scheme
  readonly provider: string
  readonly place: 'local' | 'in_province'
  readonly day: Day
  readonly layers: readonly Layer[]
  readonly account: Fen
  readonly cash: Fen
}

/** Bills of every unit and scheme; now and then one of them is cancelled, or one of an earlier month. */
export function settleBills(planner: Planner, day: Day, known: Bill[]): Plan {
  const { city, random, numbers } = planner
  const bills = city.units.flatMap((unit) =>
    (['resident', 'employee'] as const).flatMap((scheme) => Array.from({ length: 1 + random.below(2) }, () => newBill(planner, unit, scheme, day))),
  )
  const cancellable = [...known, ...bills].filter(({ settlement, cancels }) => cancels === null && !known.some((bill) => bill.cancels === settlement))
  const taken = occasion(planner, 'cancelled')
  const cancelled = cancellable.filter(() => taken.befalls(random.chance(0.03))).map((bill) => cancellation(bill, numbers.next(), day))
  const all = [...bills, ...cancelled]
  return {
    name: `${city.code} 结算${bills.length}笔、撤销${cancelled.length}笔`,
    day,
    books: Object.values(city.books),
    facts: [],
    moves: [],
    write: (client) => saveBills(client, city, all),
    after: () => {
      known.push(...all)
      for (const bill of all) owe(planner.owed, city, bill)
      taken.happened()
    },
  }
}

function newBill({ city, random, numbers }: Planner, unit: string, scheme: Scheme, day: Day): Bill {
  const away = random.chance(0.15)
  const at = random.chance(0.3) ? city.ownLevel : unit
  const layers: Layer[] = [{ layer: 'basic', payer: 'fund', paid: between(random, 2_000, 60_000) }]
  if (scheme === 'resident' && random.chance(0.4)) layers.push({ layer: 'major', payer: 'insurer', paid: between(random, 100, 9_000) })
  if (scheme === 'resident' && random.chance(0.4)) layers.push({ layer: 'assistance', payer: 'fund', paid: between(random, 50, 3_000) })
  return {
    settlement: numbers.next(),
    cancels: null,
    unit,
    scheme,
    provider: hospitalOf(at),
    place: away ? 'in_province' : 'local',
    day,
    layers,
    account: scheme === 'employee' ? between(random, 10, 900) : 0n,
    cash: between(random, 10, 900),
  }
}

function cancellation(bill: Bill, settlement: bigint, day: Day): Bill {
  const layers = bill.layers.map((layer) => ({ ...layer, paid: -layer.paid }))
  return { ...bill, settlement, cancels: bill.settlement, day, layers, account: -bill.account, cash: -bill.cash }
}

export type Owing = Pick<Bill, 'scheme' | 'unit' | 'provider' | 'place' | 'layers' | 'account'>

export function owe({ hospitals, elsewhere }: Owed, city: City, { scheme, unit, provider, place, layers, account }: Owing): void {
  const add = (book: string, part: string, fen: Fen): void => {
    if (place === 'local') addTo(hospitals, `${book} ${provider} ${unit} ${part}`, fen)
    else addTo(elsewhere, `${book} ${unit} ${part}`, fen)
  }
  for (const { layer, payer, paid } of layers)
    add(layer === 'assistance' ? city.books.assistance : city.books[scheme], payer === 'insurer' ? 'insurer' : 'pool', paid)
  if (account !== 0n) add(city.books.employee, 'account', account)
}

async function saveBills(client: pg.PoolClient, city: City, bills: readonly Bill[]): Promise<void> {
  const fresh = bills.filter(({ cancels }) => cancels === null)
  await insertRows(client, 'visit', fresh.map(visitRow))
  await insertRows(client, 'visit_state', fresh.map(stateRow))
  await insertRows(client, 'fee_batch', fresh.map(batchRow))
  const reopened = bills.filter(({ cancels }) => cancels !== null)
  await client.query(
    `UPDATE visit_state v SET version = v.version + 1, status = 'discharged', open_fen = r.fen FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS r(person, visit, fen)
      WHERE v.person = r.person AND v.visit = r.visit`,
    [reopened.map(({ unit, scheme }) => personOf(unit, scheme)), reopened.map(visitOf), reopened.map((bill) => -totalOf(bill))],
  )
  const { rows } = await client.query<{ hash: string }>(`SELECT hash FROM rule_set WHERE area = $1 ORDER BY hash LIMIT 1`, [city.code])
  await insertRows(
    client,
    'settlement',
    bills.map((bill) => settlementRow(bill, rows[0]?.hash ?? '')),
  )
  await insertRows(client, 'settlement_layer', bills.flatMap(layerRows))
  await insertRows(
    client,
    'memo_entry',
    bills.flatMap((bill) => entryRows(city, bill)),
  )
  await keepStandings(client, bills)
}

const totalOf = ({ layers, account, cash }: Bill): Fen => sumOf(layers.map(({ paid }) => paid)) + account + cash
const visitOf = ({ settlement, cancels }: Bill): bigint => cancels ?? settlement

function visitRow(bill: Bill): Record<string, unknown> {
  const { settlement, unit, scheme, provider, day } = bill
  const head = { person: personOf(unit, scheme), visit: settlement, area: unit, scheme, kind: 'outpatient', provider, med_type: '11', place_area: unit }
  return { ...head, opened_on: day, opened_at: `${day}T09:00:00+08:00`, hospital_no: 'Z1', attributes: {}, known_at: `${day}T09:00:00+08:00` }
}

function stateRow({ settlement, unit, scheme, day }: Bill): Record<string, unknown> {
  const head = { person: personOf(unit, scheme), visit: settlement, area: unit, version: 0, kind: 'outpatient', status: 'settled', med_type: '11' }
  return { ...head, admitted: day, discharged: day, months: [], open_fen: 0 }
}

function batchRow(bill: Bill): Record<string, unknown> {
  const { settlement, unit, scheme, day } = bill
  const total = totalOf(bill)
  const head = {
    month: `${day.slice(0, 8)}01`,
    person: personOf(unit, scheme),
    visit: settlement,
    batch: settlement,
    charge_batch: '',
    known_at: `${day}T09:00:00+08:00`,
  }
  const line = {
    sn: ['1'],
    code: ['X'],
    own_code: ['X'],
    fee_day: [day],
    quantity: [10_000],
    price: [1],
    amount_fen: [total],
    class: ['甲'],
    charge_type: ['09'],
  }
  const fixed = { initial_self_payment: [0], over_ceiling_fen: [0], pre_self_pay_fen: [0], own_pay_fen: [0], in_scope_fen: [total], ceiling_fen: [-1] }
  return { ...head, ...line, ...fixed, refunds: [''], flags: [''], total_fen: total }
}

function settlementRow(bill: Bill, hash: string): Record<string, unknown> {
  const { settlement, cancels, unit, scheme, provider, place, day, layers, account, cash } = bill
  const [total, fund] = [totalOf(bill), sumOf(layers.map(({ paid }) => paid))]
  const at = `${day}T10:00:00+08:00`
  return {
    ...{
      person: personOf(unit, scheme),
      settlement,
      visit: visitOf(bill),
      cancels,
      scheme,
      area: unit,
      provider,
      place,
      filing: 'none',
      benefit: 'outpatient',
    },
    ...{ med_type: '11', level: '2', benefit_year: Number(day.slice(0, 4)), admitted: day, discharged: day, in_force: day, settled_on: day, booked_on: day },
    ...{
      settled_at: at,
      known_at: at,
      settlement_type: 'normal',
      total_fen: total,
      in_scope_fen: total,
      item_pre_self_pay_fen: 0,
      offsite_pre_self_pay_fen: 0,
    },
    ...{ above_standard_fen: 0, out_of_catalogue_fen: 0, deductible_due_fen: 0, deductible_fen: 0, fund_fen: fund, hospital_fen: 0, account_fen: account },
    ...{ family_account_fen: 0, cash_fen: cash, account_balance_fen: 0, charge_batch: '', fee_batches: [visitOf(bill)], months: [`${day.slice(0, 8)}01`] },
    ...{ counter_keys: ['basic_paid'], counter_amounts: [fund], receipt: {}, rule_hash: hash, engine: DRAWN, institution_message: settlement.toString() },
  }
}

function layerRows({ settlement, unit, scheme, layers }: Bill): Record<string, unknown>[] {
  return layers.map(({ layer, payer, paid }, i) => ({
    ...{ person: personOf(unit, scheme), settlement, ordinal: i + 1, layer, payer, fund: fundOfLayer(scheme, layer, payer) ?? '' },
    ...{ input_fen: paid, paid_fen: paid, left_fen: 0, rule: '规则', article: '条', certainty: 'illustrative' },
  }))
}

function entryRows(city: City, { settlement, unit, scheme, provider, place, day, layers, account }: Bill): Record<string, unknown>[] {
  const entries = entriesOfSettlement(scheme, { layers, account: { paid: account } }, 1n, place === 'local' ? 'provider' : 'outside')
  return entries.map(({ fund, accounts, amounts }) => ({
    ...{ person: personOf(unit, scheme), settlement, book: bookOf(city.code, fund), area: unit, provider, booked_on: day },
    ...{ accounts, amounts },
  }))
}

/** Accumulators and individual accounts follow the bills; what an account pays was credited to it before. */
async function keepStandings(client: pg.PoolClient, bills: readonly Bill[]): Promise<void> {
  const rows = bills.map((bill) => ({
    ...{ person: personOf(bill.unit, bill.scheme).toString(), settlement: bill.settlement.toString(), area: bill.unit, scheme: bill.scheme, day: bill.day },
    ...{ fund: sumOf(bill.layers.map(({ paid }) => paid)).toString(), account: bill.account.toString() },
  }))
  await client.query(
    `WITH b AS (SELECT * FROM jsonb_to_recordset($1) AS r(person bigint, settlement bigint, area text, scheme text, day date, fund bigint, account bigint)),
       moved AS (INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, settlement, booked_on)
         SELECT person, nextval('fact_seq'), area, CASE WHEN account > 0 THEN 'paid' ELSE 'returned' END, -account, 0, settlement, day FROM b WHERE account <> 0
         RETURNING person, current_fen),
       kept AS (UPDATE individual_account a SET version = a.version + 1, current_fen = a.current_fen + m.fen
         FROM (SELECT person, sum(current_fen)::bigint AS fen FROM moved GROUP BY 1) m WHERE m.person = a.person)
     INSERT INTO accumulator AS a (person, scheme, benefit_year, area, version, keys, amounts)
     SELECT person, scheme, extract(year FROM day), area, 1, '{basic_paid}', ARRAY[sum(fund)::bigint] FROM b GROUP BY 1, 2, 3, 4
     ON CONFLICT (person, scheme, benefit_year) DO UPDATE SET version = a.version + 1, amounts = ARRAY[a.amounts[1] + excluded.amounts[1]]`,
    [JSON.stringify(rows)],
  )
}

/** What everybody had saved in the individual account before the year: enough for its bills. */
export async function openAccounts(client: pg.PoolClient, cities: readonly City[], day: Day): Promise<void> {
  const people = cities.flatMap(({ units }) => units.map((area) => ({ person: personOf(area, 'employee').toString(), area })))
  await client.query(
    `WITH p AS (SELECT * FROM jsonb_to_recordset($1) AS r(person bigint, area text)),
       moved AS (INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on)
         SELECT person, nextval('fact_seq'), area, 'opening', 100000000, 0, $2 FROM p)
     INSERT INTO individual_account (person, area, version, current_fen, history_fen) SELECT person, area, 0, 100000000, 0 FROM p`,
    [JSON.stringify(people), day],
  )
}
