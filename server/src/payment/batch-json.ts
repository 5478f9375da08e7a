// Payables and batches as the pages show them: office words, persons' names and all account numbers masked.
import { factName } from '@tongchou/domain/fund/voucher-text.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { BATCH_LIFE } from '@tongchou/domain/payment/lives.js'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { fenJson } from '../http/json-money.js'
import type { BatchRow, FileRow, ItemRow } from './batch-store.js'
import type { PayableRow } from './payable-store.js'

const KINDS: Readonly<Record<string, string>> = {
  cycle: '机构月结',
  difference: '补付差额',
  deposit: '返还保证金',
  prepayment: '预付金',
  outside: '异地清算',
  clearing: '年度清算',
  claim: '手工报销',
  refund: '退还责任方',
  transfer: '个人账户转出',
}
export const STANDINGS: Readonly<Record<string, string>> = {
  open: '待付',
  under_way: '办理中',
  paid: '已付',
  failed: '未付成',
  returned: '退票',
  withdrawn: '不再支付',
}

interface Payee {
  readonly person: bigint | null
  readonly payee: string
  readonly payee_name: string
}

function payeeJson(pool: string, { person, payee, payee_name }: Payee) {
  return person === null ? { payee, payee_name } : { payee: personNumber(pool, person), payee_name: maskedName(payee_name) }
}

export function payableJson(pool: string, row: PayableRow) {
  const { payable, kind, book, payee_kind, title, month, standing, batch, reason, tail } = row
  return {
    ...{
      number: payable.toString(),
      kind,
      kind_name: KINDS[kind] ?? kind,
      book,
      payee_kind,
      title,
      month: month.slice(0, 7),
      amount_fen: fenJson(row.amount_fen),
    },
    ...payeeJson(pool, row),
    ...{ standing, standing_name: STANDINGS[standing] ?? standing, batch: standing === 'open' || batch === null ? null : batch.toString(), reason },
    account: tail === null ? null : `**** ${tail}`,
  }
}

export function batchJson({ batch, units: _units, officer: _officer, total: _total, booked_on: _booked, ...row }: BatchRow) {
  const stage_name = stageName(BATCH_LIFE, row.stage)
  return { ...row, number: batch.toString(), stage_name, amount_fen: fenJson(row.amount_fen), paid_fen: fenJson(row.paid_fen) }
}

export function itemJson(pool: string, row: ItemRow) {
  const { item, item_key, kind, title, bank, tail, attempt, repays, outcomes, happened_on, reason } = row
  const outcome = outcomes.at(-1) ?? null
  return {
    ...{ item, item_key, kind_name: KINDS[kind] ?? kind, title, bank, account: `**** ${tail}`, amount_fen: fenJson(row.amount_fen), attempt, repays },
    ...payeeJson(pool, row),
    ...{ outcome, outcome_name: outcome === null ? '' : (STANDINGS[outcome] ?? outcome), happened_on, reason },
    postings: row.postings.map(({ fact, kind: of }) => ({ fact, kind: of, name: factName(of) })),
  }
}

export function fileJson({ file, total_fen, faults, ...row }: FileRow) {
  return { ...row, file: file.toString(), total_fen: fenJson(total_fen), faults: [...faults] }
}
