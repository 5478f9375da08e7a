// Reconciliations and the differences they found: what is inserted, and the pages that the office asks for.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Difference, matterOf } from '@tongchou/domain/payment/compare-bills.js'
import type pg from 'pg'
import type { Sums } from './bills-of-institution.js'

export interface NewReconciliation {
  readonly institution: string
  readonly reconciliation: bigint
  readonly area: string
  readonly kind: 'totals' | 'details'
  readonly scheme: string | null
  readonly clearingType: string | null
  readonly refunds: 'all' | 'without' | 'only'
  readonly begins: Day
  readonly ends: Day
  readonly theirs: { readonly bills: number; readonly total: Fen; readonly fund: Fen; readonly account: Fen | null; readonly cash: Fen | null }
  readonly ours: Sums
  readonly equal: boolean
  readonly said: string
  readonly differences: readonly Difference[]
  readonly fileSent: string | null
  readonly fileAnswered: string | null
  readonly operator: string
  readonly message: string
  readonly now: string
}

export async function insertReconciliation(client: pg.ClientBase, one: NewReconciliation): Promise<void> {
  await client.query(
    `INSERT INTO reconciliation (institution, reconciliation, area, kind, scheme, clearing_type, refunds, begins, ends, theirs_bills, theirs_total_fen, theirs_fund_fen,
       theirs_account_fen, theirs_cash_fen, ours_bills, ours_total_fen, ours_fund_fen, ours_account_fen, ours_cash_fen, equal, said, differences, file_sent,
       file_answered, operator, message, known_at, booked_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27::timestamptz, $27::date)`,
    [
      ...[one.institution, one.reconciliation, one.area, one.kind, one.scheme, one.clearingType, one.refunds, one.begins, one.ends],
      ...[one.theirs.bills, one.theirs.total, one.theirs.fund, one.theirs.account, one.theirs.cash],
      ...[one.ours.bills, one.ours.total, one.ours.fund, one.ours.account, one.ours.cash],
      ...[one.equal, one.said, one.differences.length, one.fileSent, one.fileAnswered, one.operator, one.message, one.now],
    ],
  )
  if (one.differences.length > 0) await insertDifferences(client, one)
}

async function insertDifferences(client: pg.ClientBase, one: NewReconciliation): Promise<void> {
  const rows = one.differences.map((difference, at) => rowOf(difference, at + 1))
  const column = <K extends keyof ReturnType<typeof rowOf>>(key: K) => rows.map((row) => row[key])
  await client.query(
    `INSERT INTO reconciliation_difference (institution, reconciliation, area, ordinal, matter, kind, settlement, visit, psn_no, msgid, refund, settled_on,
       theirs_total_fen, theirs_fund_fen, theirs_account_fen, ours_total_fen, ours_fund_fen, ours_account_fen, sentence)
     SELECT $1, $2, $3, u.* FROM unnest($4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[], $12::date[],
       $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::text[]) AS u`,
    [
      ...[one.institution, one.reconciliation, one.area],
      ...[column('ordinal'), column('matter'), column('kind'), column('settlement'), column('visit'), column('person'), column('msgid'), column('refund')],
      ...[column('settledOn'), column('theirTotal'), column('theirFund'), column('theirAccount')],
      ...[column('ourTotal'), column('ourFund'), column('ourAccount'), column('sentence')],
    ],
  )
}

function rowOf(difference: Difference, ordinal: number) {
  const { kind, theirs, ours, sentence } = difference
  return {
    ordinal,
    matter: matterOf(difference),
    kind,
    settlement: ours === undefined ? (theirs?.settlement ?? '') : String(ours.settlement),
    visit: ours === undefined ? (theirs?.visit ?? '') : String(ours.visit),
    person: (ours ?? theirs)?.person ?? '',
    msgid: ours?.msgid ?? '',
    refund: (ours ?? theirs)?.refund ?? false,
    settledOn: ours?.settledOn ?? null,
    theirTotal: theirs?.total ?? null,
    theirFund: theirs?.fund ?? null,
    theirAccount: theirs?.account ?? null,
    ourTotal: ours?.total ?? null,
    ourFund: ours?.fund ?? null,
    ourAccount: ours?.account ?? null,
    sentence,
  }
}

interface Answered {
  readonly equal: boolean
  readonly said: string
  readonly file: string | null
  /** Bills on either side. */
  readonly theirs: number
  readonly ours: number
}

export async function answerOf(client: pg.Pool, institution: string, reconciliation: bigint): Promise<Answered> {
  const { rows } = await client.query<Answered>(
    'SELECT equal, said, file_answered AS file, theirs_bills AS theirs, ours_bills AS ours FROM reconciliation WHERE institution = $1 AND reconciliation = $2',
    [institution, reconciliation],
  )
  const [row] = rows
  if (row === undefined) throw new Error('a message names a reconciliation that is not there')
  return row
}
