// A run of the adjustment fund: load, decide, keep rule and inputs; and its money, which moves as one fact in the area's book and one
// in the fund's own, in one transaction (E9, J2; 财会〔2017〕28号 journals 19–23).
import type { Day } from '@tongchou/domain/base/day.js'
import { exactly, type Fen, sumOf, WHOLE } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { isScheme, type Scheme } from '@tongchou/domain/base/scheme.js'
import type { LevelTransferred } from '@tongchou/domain/facts/cash-facts.js'
import type { AllocationRule, LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import { canonical, toExchange } from '@tongchou/domain/policy/exchange.js'
import { allocateAfter } from '@tongchou/domain/pooling/allocate-after.js'
import { redistributed } from '@tongchou/domain/pooling/allocate-before.js'
import { levyOf } from '@tongchou/domain/pooling/levy.js'
import type pg from 'pg'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { fundRulesOn } from '../fund/fund-rules.js'
import { bookOf } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import type { Queries } from '../fund/transaction.js'
import { type AdjustmentInputs, adjustmentInputs } from './adjustment-inputs.js'

export type AdjustmentKind = 'levy' | 'allocation'

interface Asked {
  readonly pool: string
  readonly scheme: Scheme
  readonly year: number
  readonly kind: AdjustmentKind
  readonly officer: bigint
  readonly today: Day
}

export interface AdjustmentRules {
  readonly hash: string
  readonly levy: LevyRule
  readonly allocation: AllocationRule | null
}

export async function adjustmentRules(client: Queries, pool: string, scheme: Scheme, year: number): Promise<AdjustmentRules | Refusal> {
  const found = (await fundRulesOn(client, pool, `${year}-12-31`)).find((one) => one.scheme === scheme)
  if (found === undefined || found.rules.levy === null) return refused('no_rule', `${year}年没有生效的调剂金办法（上解基数和比例）；请先发布文件。`)
  return { hash: found.hash, levy: found.rules.levy, allocation: found.rules.allocation }
}

export interface UnitResult {
  readonly unit: string
  readonly base_fen: Fen
  readonly amount_fen: Fen
  readonly detail: Readonly<Record<string, unknown>>
}

/** Number of the new run. */
export async function computeAdjustment(client: pg.ClientBase, asked: Asked): Promise<bigint | Refusal> {
  const { pool, scheme, year, kind, officer, today } = asked
  const approved = await client.query(
    `SELECT 1 FROM adjustment_run r JOIN adjustment_step s USING (run) WHERE r.pool = $1 AND r.scheme = $2 AND r.year = $3 AND r.kind = $4 AND s.kind = 'approved' LIMIT 1`,
    [pool, scheme, year, kind],
  )
  if (approved.rowCount === 1) return refused('already_approved', `${year}年的这项计算已经确认，不能再算；多缴少缴结转下一年度。`)
  const rules = await adjustmentRules(client, pool, scheme, year)
  if ('code' in rules) return rules
  const inputs = await adjustmentInputs(client, asked)
  if (inputs.areas.length === 0) return refused('no_units', `${year}年没有参加调剂的统筹区；请核对。`)
  const units = kind === 'levy' ? levyUnits(rules.levy, inputs, today) : allocationUnits(rules, inputs)
  if ('code' in units) return units
  const { rows } = await client.query<{ run: bigint }>(
    `INSERT INTO adjustment_run (run, pool, scheme, year, kind, rule_hash, rule, inputs, officer) VALUES (nextval('adjustment_seq'), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING run`,
    [pool, scheme, year, kind, rules.hash, canonical(toExchange({ levy: rules.levy, allocation: rules.allocation })), canonical(toExchange(inputs)), officer],
  )
  const run = rows[0]?.run ?? 0n
  await insertRows(
    client,
    'adjustment_unit',
    units.map((unit, place) => ({ run, place, ...unit, detail: toExchange(unit.detail) })),
  )
  return run
}

export function levyUnits(rule: LevyRule, { areas, potFen }: AdjustmentInputs, today: Day): UnitResult[] {
  const levy = levyOf(rule, areas, potFen, today)
  return levy.areas.map(({ area, baseFen, levyFen, instalmentsFen, arrearsBeforeFen }, i) => ({
    unit: area,
    base_fen: baseFen,
    amount_fen: levyFen,
    detail: {
      arrearsBeforeFen,
      creditFen: sumOf((areas[i]?.payments ?? []).map(({ amountFen }) => amountFen)),
      instalmentsFen,
      due: rule.instalments?.due ?? [],
      stopped: levy.stopped,
    },
  }))
}

function takesAppraisal(rule: AllocationRule): boolean {
  return rule.kind === 'after' ? rule.coefficient === 'appraisal' : rule.coefficientInWeight
}

function allocationUnits(
  { allocation }: AdjustmentRules,
  { areas, potFen, emergencyPotFen, levyConfirmed, unappraised }: AdjustmentInputs,
): UnitResult[] | Refusal {
  if (allocation === null) return refused('no_rule', '调剂金办法没有写下拨的条件和比例；请先发布文件。')
  if (takesAppraisal(allocation) && unappraised.length > 0)
    return refused('not_appraised', `下拨要乘考核系数，${unappraised.join('、')}本年度的考核还没有批准；请先办完考核。`)
  if (allocation.kind === 'before') {
    if (!levyConfirmed) return refused('levy_open', '事前分配以确认的上解为准；请先计算并确认本年度的上解。')
    const shared = redistributed(
      allocation,
      areas.map(({ levyFen }) => levyFen),
      areas,
    )
    return shared.areas.map(({ area, levyFen, grantFen, netFen }) => ({ unit: area, base_fen: levyFen, amount_fen: grantFen, detail: { netFen } }))
  }
  const granted = allocateAfter(allocation, { normalFen: potFen, emergencyFen: emergencyPotFen }, areas)
  return granted.areas.map(({ area, gapFen, grantFen, failedConditions, ...detail }, i) => ({
    unit: area,
    base_fen: gapFen,
    amount_fen: grantFen,
    detail: { ...detail, failedConditions, coefficient: areas[i]?.coefficient ?? WHOLE, planFen: exactly(areas[i]?.planExpenditureFen ?? 0n).num },
  }))
}

export interface RunHead {
  readonly run: bigint
  readonly pool: string
  readonly scheme: string
  readonly kind: AdjustmentKind
}

interface Paid {
  readonly unit: string
  readonly amountFen: Fen
  readonly paidOn: Day
  readonly officer: bigint
}

/** Books both sides and keeps which run the money belongs to; runs in the caller's transaction. */
export async function payAdjustment(client: pg.ClientBase, of: RunHead, { unit, amountFen, paidOn, officer }: Paid): Promise<Refusal | undefined> {
  if (!isScheme(of.scheme)) throw new Error(`no scheme is called ${of.scheme}`)
  const [fundBook, areaBook] = [bookOf(of.pool, of.scheme), bookOf(unit, of.scheme)]
  const missing = await missingBooks(client, [fundBook, areaBook])
  if (missing.length > 0) return refused('no_own_book', `没有账套 ${missing.join('、')}；调剂金和统筹区应分别开账。同一账套内的单位之间只作归属，不划资金。`)
  if (of.kind === 'levy' && (await carriedOn(client, of)))
    return refused('carried_on', '这一年的欠缴和多缴已经结转到之后年度的上解；请在最近一年的上解里登记这笔款。')
  const { rows } = await client.query<{ payment: number; paid: bigint; amount: bigint; area: string; known: boolean }>(
    `SELECT 1 + count(p.payment)::integer AS payment, coalesce(sum(p.amount_fen), 0)::bigint AS paid, u.amount_fen AS amount,
            coalesce(bool_or(p.paid_on = $3 AND p.amount_fen = $4), false) AS known,
            coalesce((SELECT i.unit FROM pooling_unit i WHERE i.pool = $2 AND i.in_force <= $3 AND (i.until IS NULL OR i.until >= $3) ORDER BY i.kind = 'city_level' DESC, i.unit LIMIT 1), $2) AS area
       FROM adjustment_unit u LEFT JOIN adjustment_payment p USING (run, unit) WHERE u.run = $1 AND u.unit = $2 GROUP BY u.amount_fen`,
    [of.run, unit, paidOn, amountFen],
  )
  const [row] = rows
  if (row === undefined) return refused('not_found', '这次计算里没有这个统筹区；请核对。')
  // An officer who did not hear the answer hands the same payment in again; it must not be booked twice.
  if (row.known) return refused('paid_already', '这一天已经登记过同一统筹区同样金额的一笔；确有第二笔的，请核对划款日期后另行登记。')
  if (of.kind === 'allocation' && row.paid + amountFen > row.amount)
    return refused('too_much', `最多还能下拨 ${(row.amount - row.paid) / 100n} 元；请核对金额。`)
  const [sent = 0n, received = 0n] = await nextFacts(client, 2)
  const up = of.kind === 'levy'
  const base = { kind: 'level_transferred', movement: up ? 'remit' : 'grant', pair: `adjustment-${of.run}-${unit}-${row.payment}`, adjustment: true } as const
  const sides: LevelTransferred[] = [
    { ...base, side: 'sent', ...fact(up ? areaBook : fundBook, sent, up ? row.area : unit, amountFen, paidOn) },
    { ...base, side: 'received', ...fact(up ? fundBook : areaBook, received, up ? unit : row.area, amountFen, paidOn) },
  ]
  const recorded = await recordFacts(client, sides)
  if (recorded.kind === 'not_recorded') return recorded.refusals[0]?.refusal ?? refused('not_posted', '没有记账；请稍后重试。')
  const [sentBook, receivedBook] = up ? [areaBook, fundBook] : [fundBook, areaBook]
  await insertRows(client, 'adjustment_payment', [
    {
      run: of.run,
      unit,
      payment: row.payment,
      amount_fen: amountFen,
      paid_on: paidOn,
      sent_book: sentBook,
      sent,
      received_book: receivedBook,
      received,
      officer,
    },
  ])
  return undefined
}

function fact(book: string, number: bigint, unit: string, poolFen: Fen, day: Day) {
  return { book, fact: number, unit, poolFen, accountFen: 0n, inForce: day, bookedOn: day }
}

/** A later levy that was confirmed has taken over what was open; money must not come in behind its back. */
async function carriedOn(client: pg.ClientBase, { run, pool, scheme }: RunHead): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM adjustment_run r JOIN adjustment_run l USING (pool, scheme, kind) JOIN adjustment_step s ON s.run = l.run
      WHERE r.run = $1 AND r.pool = $2 AND r.scheme = $3 AND l.year > r.year AND s.kind = 'approved' LIMIT 1`,
    [run, pool, scheme],
  )
  return rowCount === 1
}

async function missingBooks(client: pg.ClientBase, books: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ book: string }>(
    'SELECT book FROM unnest($1::text[]) AS b(book) WHERE NOT EXISTS (SELECT 1 FROM book WHERE book.book = b.book)',
    [books],
  )
  return rows.map(({ book }) => book)
}
