// Bills of a part of the city as rows, in the shape in which the hospital interface's write path leaves them.
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import type { SettlementFact } from '@tongchou/server/settlement/fact.js'
import type { NewLine } from '@tongchou/server/settlement/work.js'
import { escaped, orNull, plainArray, type Rows, rowsOf, textArray } from '../copy/copy-text.js'
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

export interface YearRows {
  add(person: bigint, poolArea: string, year: PersonYear): void
  all(): Rows[]
}

export function yearRows(): YearRows {
  const visit = rowsOf('visit', 'person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no, attributes, known_at')
  const event = rowsOf('visit_event', 'person, visit, event, kind, day, known_at')
  const state = rowsOf(
    'visit_state',
    'person, visit, area, version, kind, status, med_type, disease, delivery, diagnosis, admitted, discharged, months, open_fen',
  )
  const batch = rowsOf(
    'fee_batch',
    `month, person, visit, batch, charge_batch, sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type, initial_self_payment,
     over_ceiling_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, total_fen, known_at`,
  )
  const settlement = rowsOf(
    'settlement',
    `person, settlement, visit, cancels, scheme, area, provider, place, filing, benefit, med_type, level, benefit_year, admitted, discharged, in_force,
     settled_on, booked_on, settled_at, settlement_type, admission_number, total_fen, in_scope_fen, item_pre_self_pay_fen, offsite_pre_self_pay_fen,
     above_standard_fen, out_of_catalogue_fen, deductible_due_fen, deductible_fen, fund_fen, hospital_fen, account_fen, family_account_fen, cash_fen,
     account_balance_fen, charge_batch, fee_batches, months, diagnosis, disease, counter_keys, counter_amounts, receipt, rule_hash, engine,
     institution_message, known_at`,
  )
  const layer = rowsOf('settlement_layer', 'person, settlement, ordinal, layer, payer, fund, input_fen, paid_fen, left_fen, rule, article, certainty, bound')
  const entry = rowsOf('memo_entry', 'person, settlement, book, area, provider, booked_on, accounts, amounts')
  const filing = rowsOf('filing', 'person, filing, area, kind, place_area, in_force, until, known_at, booked_on')
  const accumulator = rowsOf('accumulator', 'person, scheme, benefit_year, area, version, keys, amounts')
  const movement = rowsOf('account_movement', 'person, movement, area, kind, current_fen, history_fen, settlement, booked_on, known_at')
  const account = rowsOf('account_now', 'person, version, current_fen, history_fen')
  return {
    add(person, poolArea, year) {
      for (const bill of year.bills) {
        visit.lines.push(visitLine(person, poolArea, bill))
        state.lines.push(stateLine(person, bill))
        batch.lines.push(batchLine(person, bill))
        for (const { event: number, kind, day, at } of bill.events) event.lines.push(`${person}\t${bill.visit}\t${number}\t${kind}\t${day}\t${at}+08\n`)
        for (const { settlement: number, fact, movement: moved } of bill.facts) {
          settlement.lines.push(settlementLine(person, bill.visit, number, fact))
          for (const at of fact.layers.keys()) layer.lines.push(layerLine(person, number, fact, at))
          for (const { book, accounts, amounts } of fact.entries)
            entry.lines.push(
              `${person}\t${number}\t${book}\t${fact.area}\t${fact.provider}\t${fact.settledOn}\t${textArray(accounts)}\t${plainArray(amounts)}\n`,
            )
          if (moved !== null && fact.movement !== null) movement.lines.push(movementLine(person, moved, number, fact, fact.movement))
        }
      }
      for (const { filing: number, kind, area, placeArea, from, until } of year.filings)
        filing.lines.push(`${person}\t${number}\t${area}\t${kind}\t${placeArea}\t${from}\t${until}\t${from} 09:30:00+08\t${from}\n`)
      for (const [key, { version, counters, area }] of year.accumulators)
        accumulator.lines.push(
          `${person}\t${key.replace('/', '\t')}\t${area}\t${version}\t${textArray(Object.keys(counters))}\t${plainArray(Object.values(counters))}\n`,
        )
      if (year.account !== null && year.account.version > 0n)
        account.lines.push(`${person}\t${year.account.version}\t${year.account.current}\t${year.account.history}\n`)
    },
    all: () => [visit, event, state, batch, settlement, layer, entry, filing, accumulator, movement, account],
  }
}

function visitLine(person: bigint, poolArea: string, { visit, area, scheme, encounter, medType, openedAt, facts }: BilledVisit): string {
  const { kind, provider, opened } = encounter
  const number = `${kind === 'inpatient' ? 'ZY' : kind === 'outpatient' ? 'MZ' : 'YD'}${visit}`
  const place = facts[0]?.fact.place === 'local' ? poolArea : provider.area
  return `${person}\t${visit}\t${area}\t${scheme}\t${kind}\t${provider.code}\t${medType}\t${place}\t${opened}\t${openedAt}+08\t${number}\t{}\t${openedAt}+08\n`
}

function stateLine(person: bigint, bill: BilledVisit): string {
  const { kind, opened, closed, diagnosis } = bill.encounter
  return `${person}\t${bill.visit}\t${bill.area}\t${bill.version}\t${kind}\t${bill.status}\t${bill.medType}\t${orNull(bill.disease)}\t${orNull(bill.delivery)}\t${orNull(diagnosis)}\t${opened}\t${kind === 'inpatient' ? closed : '\\N'}\t{${firstOfMonth(closed)}}\t0\n`
}

function batchLine(person: bigint, { visit, batch, chargeBatch, lines, encounter, openedAt }: BilledVisit): string {
  let total = 0n
  for (const line of lines) total += line.amount
  const column = (value: (line: NewLine) => string | bigint): string => plainArray(lines.map(value))
  return `${firstOfMonth(encounter.closed)}\t${person}\t${visit}\t${batch}\t${chargeBatch}\t${column((line) => line.sn)}\t${column((line) => line.code)}\t${column((line) => line.ownCode)}\t${column((line) => line.feeDay)}\t${column((line) => line.quantity)}\t${column((line) => line.price)}\t${column((line) => line.amount)}\t${column((line) => line.class)}\t${column((line) => line.chargeType)}\t${column((line) => line.initialSelfPayment)}\t${column((line) => line.overCeiling)}\t${column((line) => line.preSelfPay)}\t${column((line) => line.ownPay)}\t${column((line) => line.inScope)}\t${column((line) => line.ceiling ?? -1n)}\t${textArray(lines.map((line) => line.refunds))}\t${textArray(lines.map((line) => line.flags.join(' ')))}\t${total}\t${openedAt}+08\n`
}

function settlementLine(person: bigint, visit: bigint, settlement: bigint, fact: SettlementFact): string {
  const money = `${fact.total}\t${fact.inScope}\t${fact.itemPreSelfPay}\t${fact.offsitePreSelfPay}\t${fact.aboveStandard}\t${fact.outOfCatalogue}\t${fact.deductibleDue}\t${fact.deductible}\t${fact.fund}\t${fact.hospital}\t${fact.account}\t${fact.familyAccount}\t${fact.cash}\t${fact.accountBalance}`
  const who = `${person}\t${settlement}\t${visit}\t${orNull(fact.cancels)}\t${fact.scheme}\t${fact.area}\t${fact.provider}\t${fact.place}\t${fact.filing}\t${fact.benefit}\t${fact.medType}\t${fact.level}\t${fact.benefitYear}`
  const when = `${fact.admitted}\t${fact.discharged}\t${fact.inForce}\t${fact.settledOn}\t${fact.settledOn}\t${fact.settledAt}+08\t${fact.settlementType}\t${orNull(fact.admissionNumber)}`
  const basis = `${fact.chargeBatch}\t${plainArray(fact.feeBatches)}\t${plainArray(fact.months)}\t${orNull(fact.diagnosis)}\t${orNull(fact.disease)}\t${textArray(Object.keys(fact.counters))}\t${plainArray(Object.values(fact.counters))}\t${escaped(JSON.stringify(fact.receipt))}`
  return `${who}\t${when}\t${money}\t${basis}\t${fact.ruleHash}\t${fact.engine}\t${fact.institutionMessage}\t${fact.settledAt}+08\n`
}

function layerLine(person: bigint, settlement: bigint, fact: SettlementFact, at: number): string {
  const layer = fact.layers[at]
  if (layer === undefined) return ''
  return `${person}\t${settlement}\t${at + 1}\t${layer.layer}\t${layer.payer}\t${layer.fund}\t${layer.input}\t${layer.paid}\t${layer.left}\t${escaped(layer.rule)}\t${escaped(layer.article)}\t${layer.certainty}\t${orNull(layer.bound)}\n`
}

function movementLine(person: bigint, movement: bigint, settlement: bigint, fact: SettlementFact, moved: { current: bigint; history: bigint }): string {
  const kind = moved.current + moved.history < 0n ? 'paid' : 'returned'
  return `${person}\t${movement}\t${fact.area}\t${kind}\t${moved.current}\t${moved.history}\t${settlement}\t${fact.settledOn}\t${fact.settledAt}+08\n`
}
