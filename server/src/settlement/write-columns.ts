// The columns of the write statement, one row for each piece of work: name, type, and where the value comes from.
import { plainArray, textArray } from '../database/array-literal.js'
import type { SettlementFact } from './fact.js'
import type { Changes, MessageKey } from './work.js'

export interface Writing {
  readonly person: bigint
  readonly message: MessageKey
  readonly receivedAt: string
  readonly changes: Changes
}

type Value = string | number | bigint | boolean | null
export type Column<T> = readonly [name: string, type: string, value: (row: T, index: number) => Value]
export type ChildColumn<T> = readonly [name: string, type: string, value: (row: T) => Value]

/** Types whose elements are quoted in an array literal. */
export const quotedTypes: ReadonlySet<string> = new Set(['text'])

const fact =
  (value: (fact: SettlementFact) => Value): ((row: Writing) => Value) =>
  (row) =>
    row.changes.settlement === null ? null : value(row.changes.settlement.fact)

const MESSAGE: readonly Column<Writing>[] = [
  ['ix', 'integer', (_row, index) => index],
  ['person', 'bigint', (row) => row.person],
  ['institution', 'text', (row) => row.message.institution],
  ['infno', 'text', (row) => row.message.infno],
  ['msgid', 'text', (row) => row.message.msgid],
  ['input_hash', 'text', (row) => row.message.hash.toString('hex')],
  ['message_kept', 'text', (row) => row.message.kept ?? null],
  ['received_at', 'text', (row) => row.receivedAt],
  ['guards', 'integer', (row) => guardsOf(row.changes)],
]

/** How many rows must still be as they were read. */
function guardsOf(changes: Changes): number {
  const { settlement } = changes
  return (
    (changes.stateVersion === null ? 0 : 1) +
    (settlement === null ? 0 : (settlement.accumulator.version === null ? 0 : 1) + (settlement.account === null ? 0 : 1) + settlement.family.length)
  )
}

const VISIT: readonly Column<Writing>[] = [
  ['known_visit', 'bigint', (row) => row.changes.visit],
  ['state_version', 'bigint', (row) => row.changes.stateVersion],
  ['opened_area', 'text', (row) => row.changes.opens?.area ?? null],
  ['scheme', 'text', (row) => row.changes.opens?.scheme ?? null],
  ['provider', 'text', (row) => row.changes.opens?.provider ?? null],
  ['place_area', 'text', (row) => row.changes.opens?.placeArea ?? null],
  ['opened_at', 'text', (row) => row.changes.opens?.openedAt ?? null],
  ['hospital_no', 'text', (row) => row.changes.opens?.hospitalNumber ?? null],
  ['visit_attributes', 'text', (row) => (row.changes.opens === null ? null : JSON.stringify(row.changes.opens.attributes))],
  ['kind', 'text', (row) => row.changes.state.kind],
  ['status', 'text', (row) => row.changes.state.status],
  ['med_type', 'text', (row) => row.changes.state.medType],
  ['disease', 'text', (row) => row.changes.state.disease],
  ['treatment', 'text', (row) => row.changes.state.treatment],
  ['delivery', 'text', (row) => row.changes.state.delivery],
  ['procedure', 'text', (row) => row.changes.state.procedure],
  ['diagnosis', 'text', (row) => row.changes.state.diagnosis],
  ['admitted', 'date', (row) => row.changes.state.admitted],
  ['discharged', 'date', (row) => row.changes.state.discharged],
  ['months', 'text', (row) => plainArray(row.changes.state.months)],
  ['open_fen', 'bigint', (row) => row.changes.state.openFen],
  ['event_kind', 'text', (row) => row.changes.event?.kind ?? null],
  ['event_day', 'date', (row) => row.changes.event?.day ?? null],
  ['event_attributes', 'text', (row) => (row.changes.event === null ? null : JSON.stringify(row.changes.event.attributes))],
  ['cancelled_batch', 'text', (row) => row.changes.cancellation?.chargeBatch ?? null],
  ['cancelled_sn', 'text', (row) => (row.changes.cancellation === null ? null : textArray(row.changes.cancellation.sn))],
  ['cancelled_fen', 'bigint', (row) => row.changes.cancellation?.total ?? null],
]

const BILL: readonly Column<Writing>[] = [
  ['cancels', 'bigint', fact((bill) => bill.cancels)],
  ['bill_scheme', 'text', fact((bill) => bill.scheme)],
  ['bill_area', 'text', fact((bill) => bill.area)],
  ['bill_provider', 'text', fact((bill) => bill.provider)],
  ['place', 'text', fact((bill) => bill.place)],
  ['filing', 'text', fact((bill) => bill.filing)],
  ['benefit', 'text', fact((bill) => bill.benefit)],
  ['bill_med_type', 'text', fact((bill) => bill.medType)],
  ['level', 'text', fact((bill) => bill.level)],
  ['benefit_year', 'integer', fact((bill) => bill.benefitYear)],
  ['bill_admitted', 'date', fact((bill) => bill.admitted)],
  ['bill_discharged', 'date', fact((bill) => bill.discharged)],
  ['in_force', 'date', fact((bill) => bill.inForce)],
  ['settled_on', 'date', fact((bill) => bill.settledOn)],
  ['settled_at', 'text', fact((bill) => bill.settledAt)],
  ['settlement_type', 'text', fact((bill) => bill.settlementType)],
  ['admission_number', 'integer', fact((bill) => bill.admissionNumber)],
  ['bill_charge_batch', 'text', fact((bill) => bill.chargeBatch)],
  ['settles_new_batch', 'boolean', (row) => row.changes.settlement?.settlesNewBatch ?? false],
  ['fee_batches', 'text', fact((bill) => plainArray(bill.feeBatches))],
  ['bill_months', 'text', fact((bill) => plainArray(bill.months))],
  ['bill_diagnosis', 'text', fact((bill) => bill.diagnosis)],
  ['bill_disease', 'text', fact((bill) => bill.disease)],
  ['counter_keys', 'text', fact((bill) => textArray(Object.keys(bill.counters)))],
  ['counter_amounts', 'text', fact((bill) => plainArray(Object.values(bill.counters)))],
  ['receipt', 'text', fact((bill) => JSON.stringify(bill.receipt))],
  ['rule_hash', 'text', fact((bill) => bill.ruleHash)],
  ['engine', 'text', fact((bill) => bill.engine)],
]

const MONEY: readonly Column<Writing>[] = [
  ['total_fen', 'bigint', fact((bill) => bill.total)],
  ['in_scope_fen', 'bigint', fact((bill) => bill.inScope)],
  ['item_pre_self_pay_fen', 'bigint', fact((bill) => bill.itemPreSelfPay)],
  ['offsite_pre_self_pay_fen', 'bigint', fact((bill) => bill.offsitePreSelfPay)],
  ['above_standard_fen', 'bigint', fact((bill) => bill.aboveStandard)],
  ['out_of_catalogue_fen', 'bigint', fact((bill) => bill.outOfCatalogue)],
  ['deductible_due_fen', 'bigint', fact((bill) => bill.deductibleDue)],
  ['deductible_fen', 'bigint', fact((bill) => bill.deductible)],
  ['fund_fen', 'bigint', fact((bill) => bill.fund)],
  ['hospital_fen', 'bigint', fact((bill) => bill.hospital)],
  ['account_fen', 'bigint', fact((bill) => bill.account)],
  ['family_account_fen', 'bigint', fact((bill) => bill.familyAccount)],
  ['cash_fen', 'bigint', fact((bill) => bill.cash)],
  ['account_balance_fen', 'bigint', fact((bill) => bill.accountBalance)],
]

const SUMS: readonly Column<Writing>[] = [
  ['sum_version', 'bigint', (row) => row.changes.settlement?.accumulator.version ?? null],
  ['sum_keys', 'text', (row) => (row.changes.settlement === null ? null : textArray(Object.keys(row.changes.settlement.accumulator.counters)))],
  ['sum_amounts', 'text', (row) => (row.changes.settlement === null ? null : plainArray(Object.values(row.changes.settlement.accumulator.counters)))],
  ['account_version', 'bigint', (row) => row.changes.settlement?.account?.version ?? null],
  ['account_current', 'bigint', (row) => row.changes.settlement?.account?.current ?? null],
  ['account_history', 'bigint', (row) => row.changes.settlement?.account?.history ?? null],
]

export const WORK_COLUMNS: readonly Column<Writing>[] = [...MESSAGE, ...VISIT, ...BILL, ...MONEY, ...SUMS]
