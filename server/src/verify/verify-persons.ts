// What is kept for a person against the facts it is summed from: accumulators, individual accounts, visits, and each bill's own sums.
import { yuanText } from '@tongchou/domain/base/money.js'
import type { Queries } from '../fund/transaction.js'
import { type Finding, findings } from './finding.js'

export async function verifyPersons(db: Queries): Promise<Finding[]> {
  return [...(await accumulators(db)), ...(await accounts(db)), ...(await visits(db)), ...(await bills(db)), ...(await layers(db))]
}

async function accumulators(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ person: bigint; scheme: string; year: number; key: string; summed: bigint; kept: bigint }>(
    `WITH summed AS (
       SELECT s.person, s.scheme, s.benefit_year, c.key, sum(c.fen)::bigint AS fen FROM (
         SELECT person, scheme, benefit_year, counter_keys, counter_amounts FROM settlement UNION ALL
         SELECT person, scheme, benefit_year, counter_keys, counter_amounts FROM accumulator_opening UNION ALL
         SELECT person, scheme, benefit_year, counter_keys, counter_amounts FROM difference_standing WHERE state = 'approved') s,
         unnest(s.counter_keys, s.counter_amounts) AS c(key, fen) GROUP BY 1, 2, 3, 4),
     kept AS (SELECT a.person, a.scheme, a.benefit_year, c.key, c.fen FROM accumulator a, unnest(a.keys, a.amounts) AS c(key, fen))
     SELECT person, scheme, benefit_year AS year, key, coalesce(summed.fen, 0) AS summed, coalesce(kept.fen, 0) AS kept
       FROM summed FULL JOIN kept USING (person, scheme, benefit_year, key) WHERE coalesce(summed.fen, 0) <> coalesce(kept.fen, 0) ORDER BY 1, 2, 3, 4`,
  )
  return findings(
    'accumulators',
    rows.map(
      (row) =>
        `参保人 ${row.person} ${row.year} 年度 ${row.scheme} 累计项 ${row.key} 记为 ${row.kept}，各结算单、已同意的差额和接管的期初之和为 ${row.summed}。`,
    ),
  )
}

async function accounts(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ person: bigint; kept: bigint; summed: bigint }>(
    `SELECT person, coalesce(a.current_fen + a.history_fen, 0) AS kept, coalesce(m.current_fen + m.history_fen, 0) AS summed
       FROM individual_account a FULL JOIN (SELECT person, sum(current_fen)::bigint AS current_fen, sum(history_fen)::bigint AS history_fen FROM account_movement GROUP BY person) m USING (person)
      WHERE coalesce(a.current_fen, 0) <> coalesce(m.current_fen, 0) OR coalesce(a.history_fen, 0) <> coalesce(m.history_fen, 0) ORDER BY person`,
  )
  return findings(
    'individual_accounts',
    rows.map((row) => `参保人 ${row.person} 个人账户余额记为 ${yuanText(row.kept)} 元，各笔变动之和为 ${yuanText(row.summed)} 元（当年与历年分别核对）。`),
  )
}

/** Uploaded − cancelled − settled; a visit that was cancelled as a whole has nothing open. */
async function visits(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ person: bigint; visit: bigint; kept: bigint; summed: bigint }>(
    `WITH line AS (
       SELECT person, visit, total_fen AS fen FROM fee_batch UNION ALL SELECT person, visit, -total_fen FROM fee_cancellation UNION ALL SELECT person, visit, -total_fen FROM settlement),
     summed AS (SELECT person, visit, sum(fen)::bigint AS fen FROM line GROUP BY 1, 2)
     SELECT v.person, v.visit, v.open_fen AS kept, CASE WHEN v.status = 'cancelled' THEN 0 ELSE coalesce(s.fen, 0) END AS summed
       FROM visit_state v LEFT JOIN summed s USING (person, visit)
      WHERE v.open_fen <> CASE WHEN v.status = 'cancelled' THEN 0 ELSE coalesce(s.fen, 0) END ORDER BY 1, 2`,
  )
  return findings(
    'open_lines',
    rows.map((row) => `就诊 ${row.visit}（参保人 ${row.person}）未结算费用记为 ${yuanText(row.kept)} 元，按明细应为 ${yuanText(row.summed)} 元。`),
  )
}

/** The table checks the first two itself; a bill and its cancellation together leave nothing. */
async function bills(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ settlement: bigint }>(
    `SELECT settlement FROM settlement WHERE total_fen <> fund_fen + hospital_fen + account_fen + cash_fen
        OR total_fen <> in_scope_fen + item_pre_self_pay_fen + offsite_pre_self_pay_fen + above_standard_fen + out_of_catalogue_fen
     UNION ALL
     SELECT c.settlement FROM settlement c JOIN settlement s ON s.person = c.person AND s.settlement = c.cancels
      WHERE (c.total_fen, c.fund_fen, c.hospital_fen, c.account_fen, c.cash_fen) IS DISTINCT FROM (-s.total_fen, -s.fund_fen, -s.hospital_fen, -s.account_fen, -s.cash_fen)
     UNION ALL
     SELECT c.settlement FROM settlement c LEFT JOIN settlement s ON s.person = c.person AND s.settlement = c.cancels WHERE c.cancels IS NOT NULL AND s.settlement IS NULL
     ORDER BY 1`,
  )
  return findings(
    'bill_identities',
    rows.map((row) => `结算单 ${row.settlement} 的费用分项与总额不符，或撤销与原单不是正好相反。`),
  )
}

async function layers(db: Queries): Promise<Finding[]> {
  const { rows } = await db.query<{ settlement: bigint; billed: bigint; layered: bigint }>(
    `WITH summed AS (SELECT person, settlement, sum(paid_fen)::bigint AS paid, coalesce(sum(paid_fen) FILTER (WHERE payer = 'hospital'), 0)::bigint AS hospital
                       FROM settlement_layer GROUP BY 1, 2)
     SELECT settlement, s.fund_fen + s.hospital_fen AS billed, coalesce(l.paid, 0) AS layered FROM settlement s LEFT JOIN summed l USING (person, settlement)
      WHERE s.fund_fen + s.hospital_fen <> coalesce(l.paid, 0) OR s.hospital_fen <> coalesce(l.hospital, 0) ORDER BY 1`,
  )
  return findings(
    'layers',
    rows.map((row) => `结算单 ${row.settlement} 基金和医院承担 ${yuanText(row.billed)} 元，各层之和为 ${yuanText(row.layered)} 元。`),
  )
}
