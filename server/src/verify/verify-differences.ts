// Differences against the ledger: an approved one has exactly the memo lines that the domain makes of it, taken back with its bill;
// one that nobody approved has none; and each tells the person's part as the sum of its layers.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { entriesOfDifference } from '@tongchou/domain/fund/entries/difference.js'
import type { Queries } from '../fund/transaction.js'
import { changedLayersOf } from '../recompute/difference-row.js'
import { type Finding, findings } from './finding.js'

interface Row {
  readonly difference: bigint
  readonly scheme: Scheme
  readonly layers: readonly string[]
  readonly payers: readonly string[]
  readonly before_fen: readonly bigint[]
  readonly after_fen: readonly bigint[]
  readonly person_fen: bigint
  readonly approved: boolean
  readonly taken_back: boolean
  /** `fund unit account amount` of what its approval and its taking back posted. */
  readonly posted: readonly string[]
  readonly taken: readonly string[]
  readonly area: string
}

const lines = (
  decision: string,
) => `coalesce((SELECT array_agg(b.fund || ' ' || m.unit || ' ' || a.account || ' ' || a.fen) FROM memo_movement m JOIN book b USING (book),
    unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.fact_kind = 'difference' AND m.movement = ${decision}), '{}')`

const DIFFERENCES = `
  SELECT d.difference, d.scheme, d.area, d.layers, d.payers, d.before_fen, d.after_fen, d.person_fen, d.approved_after IS NOT NULL AS approved,
         d.approved_after IS NOT NULL AND d.state = 'cancelled' AS taken_back, ${lines('d.first_decision')} AS posted,
         CASE WHEN d.state = 'cancelled' THEN ${lines('d.decision')} ELSE '{}' END AS taken
    FROM difference_standing d ORDER BY d.person, d.difference`

export async function verifyDifferences(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<Row>(DIFFERENCES)
  const wrong = rows.filter((row) => !isPosted(row)).map((row) => `差额 ${row.difference} 的备查记录与重新计算的不一致。`)
  return [...findings('difference_entries', wrong), ...(await orphans(db)), ...(await counted(db))]
}

function isPosted(row: Row): boolean {
  const changed = changedLayersOf(row)
  const made = (sign: 1n | -1n): string =>
    entriesOfDifference(row.scheme, changed, sign)
      .flatMap(({ fund, accounts, amounts }) => accounts.map((account, i) => `${fund} ${row.area} ${account} ${amounts[i]}`))
      .sort()
      .join('|')
  const owed = changed.reduce((sum, { before, after }) => sum + after - before, 0n)
  const posted = [...row.posted].sort().join('|') === (row.approved ? made(1n) : '')
  const taken = [...row.taken].sort().join('|') === (row.taken_back ? made(-1n) : '')
  return posted && taken && owed === row.person_fen
}

/** Memo lines of a decision that does not exist. */
async function orphans(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; movement: bigint }>(
    `SELECT m.book, m.movement FROM memo_movement m WHERE m.fact_kind = 'difference' AND NOT EXISTS (SELECT FROM difference_decision c WHERE c.decision = m.movement)
      ORDER BY 1, 2`,
  )
  return findings(
    'difference_entries',
    rows.map((row) => `账套 ${row.book} 有备查记录指向差额审批 ${row.movement}，但没有这项审批。`),
  )
}

/** A bill that was cancelled keeps no difference that counts. */
async function counted(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ difference: bigint }>(
    `SELECT d.difference FROM difference_standing d WHERE d.state IN ('pending', 'approved')
        AND EXISTS (SELECT FROM settlement c WHERE c.person = d.person AND c.cancels = d.settlement) ORDER BY 1`,
  )
  return findings(
    'cancelled_differences',
    rows.map((row) => `差额 ${row.difference} 的结算单已撤销，差额却仍然有效。`),
  )
}
