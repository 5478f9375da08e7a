// The memo ledger against its facts: every bill's entries made again by the domain and compared, and closed days against their lines.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { entriesOfSettlement, type Payee } from '@tongchou/domain/fund/entries/settlement.js'
import type { Payer } from '@tongchou/domain/policy/benefit-policy.js'
import type { Queries } from '../fund/transaction.js'
import { type Finding, findings } from './finding.js'

const BATCH = 5000

interface BillRow {
  /** Whether the person is one of those that are looked at. */
  taken: boolean
  person: bigint
  settlement: bigint
  scheme: Scheme
  place: string
  settlement_type: string
  paid_to: Payee | null
  account_fen: bigint
  layers: string[]
  payers: Payer[]
  paid: bigint[]
  /** `fund account amount` of what stands in the ledger. */
  booked: string[]
}

// A batch is the next range of the key, whoever is looked at: a condition on persons here would have the whole table read and sorted for each.
const BILLS = `
  SELECT s.taken, s.person, s.settlement, s.scheme, s.place, s.settlement_type, s.receipt ->> 'paidTo' AS paid_to, s.account_fen, coalesce(l.layers, '{}') AS layers, coalesce(l.payers, '{}') AS payers, coalesce(l.paid, '{}') AS paid,
         coalesce(m.booked, '{}') AS booked
    FROM (SELECT *, person % $4 = 0 AS taken FROM settlement WHERE (person, settlement) > ($1, $2) ORDER BY person, settlement LIMIT $3) s
    LEFT JOIN LATERAL (SELECT array_agg(layer ORDER BY ordinal) AS layers, array_agg(payer ORDER BY ordinal) AS payers, array_agg(paid_fen ORDER BY ordinal) AS paid
                         FROM settlement_layer WHERE s.taken AND person = s.person AND settlement = s.settlement) l ON true
    LEFT JOIN LATERAL (SELECT array_agg(b.fund || ' ' || a.account || ' ' || a.fen) AS booked
                         FROM memo_entry e JOIN book b USING (book), unnest(e.accounts, e.amounts) AS a(account, fen)
                        WHERE s.taken AND e.person = s.person AND e.settlement = s.settlement AND e.area = s.area AND e.booked_on = s.booked_on AND e.provider = s.provider) m ON true
   ORDER BY s.person, s.settlement`

/** Every bill's entries, or those of every `oneIn`-th person where there are very many. */
export async function verifyMemoEntries(db: Queries, oneIn = 1): Promise<Finding[]> {
  const wrong: string[] = []
  let [person, settlement] = [-1n, -1n]
  for (;;) {
    const { rows } = await db.query<BillRow>(BILLS, [person, settlement, BATCH, oneIn])
    for (const row of rows) if (row.taken && !sameEntries(row)) wrong.push(`结算单 ${row.settlement}（参保人 ${row.person}）的备查记录与重新计算的不一致。`)
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return findings('memo_entries', wrong)
    ;[person, settlement] = [last.person, last.settlement]
  }
}

function sameEntries(row: BillRow): boolean {
  const layers = row.layers.map((layer, i) => ({ layer, payer: row.payers[i] as Payer, paid: row.paid[i] ?? 0n }))
  const to: Payee = row.paid_to ?? (row.place === 'local' ? 'provider' : 'outside')
  // A cancellation's own amounts are negative already, so that the sign is always +1 here.
  const entries = entriesOfSettlement(row.scheme, { layers, account: { paid: row.account_fen }, settlementType: row.settlement_type }, 1n, to)
  const made = entries.flatMap(({ fund, accounts, amounts }) => accounts.map((account, i) => `${fund} ${account} ${amounts[i]}`))
  return [...made].sort().join('|') === [...row.booked].sort().join('|')
}

export async function verifyMemoDays(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ book: string; unit: string; account: string; day: string }>(
    `WITH closed AS (SELECT book, memo_closed_through AS through FROM book_state WHERE memo_closed_through IS NOT NULL),
     line AS (
       SELECT e.book, e.area AS unit, a.account, a.fen FROM memo_entry e JOIN closed c ON c.book = e.book AND e.booked_on <= c.through, unnest(e.accounts, e.amounts) AS a(account, fen)
       UNION ALL
       SELECT v.book, v.unit, a.account, a.fen FROM memo_movement v JOIN closed c ON c.book = v.book AND v.booked_on <= c.through, unnest(v.accounts, v.amounts) AS a(account, fen)),
     summed AS (SELECT book, unit, account, sum(fen)::bigint AS fen FROM line GROUP BY 1, 2, 3),
     kept AS (SELECT m.book, m.unit, m.account, m.balance_fen AS fen FROM memo_day m JOIN closed c ON c.book = m.book AND c.through = m.day)
     SELECT book, unit, account, closed.through AS day
       FROM summed FULL JOIN kept USING (book, unit, account) JOIN closed USING (book) WHERE coalesce(summed.fen, 0) <> coalesce(kept.fen, 0) ORDER BY 1, 2, 3`,
  )
  return findings(
    'memo_days',
    rows.map((row) => `账套 ${row.book} 核算单位 ${row.unit} 备查科目 ${row.account} 日结到 ${row.day} 的余额与明细之和不符。`),
  )
}
