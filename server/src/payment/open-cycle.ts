// Opens a provider's month for payment: what its settled bills come to is fixed with the figures and rules of the day.
import { type Day, lastOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { cycleOf, type DueLine } from '@tongchou/domain/payment/cycle.js'
import type pg from 'pg'
import { insertRows } from '../fund/fact-store.js'
import type { Desk } from '../http/route.js'
import { countingChanges } from './cycle-lines.js'
import { changesOf, declaredOf, duesOfCycle, duesOfProvider, type StoredDue, standingCycle } from './cycle-store.js'
import { paymentRule, ratioRule } from './rule-store.js'
import { lockSubject } from './take-step.js'

export interface CycleAsked {
  readonly book: string
  readonly provider: string
  readonly month: Day
  readonly today: Day
}

export async function openCycle(client: pg.PoolClient, { officer }: Desk, asked: CycleAsked): Promise<bigint | Refusal> {
  const { book, provider, month, today } = asked
  await lockSubject(client, 'cycle', `${book}/${provider}`)
  const area = await areaOf(client, provider)
  if (area === undefined || !officer.areas.includes(area)) return refused('not_found', '没有这家医药机构，或不在您的区域；请核对机构编码。')
  if (lastOfMonth(month) >= today) return refused('month_open', '这个月还没有过完，结算和撤销都还会发生；请在下月办理月结。')
  const before = await standingCycle(client, book, provider, month)
  if (before !== undefined) return refused('opened_already', `这家机构该月的月结已经开始（编号 ${before.cycle}）；请在列表里继续办理。`)
  const paid = await client.query('SELECT 1 FROM provider_paid WHERE book = $1 AND provider = $2 AND period = $3', [book, provider, month])
  if ((paid.rowCount ?? 0) > 0) return refused('paid_already', '这家机构该月已经拨付，不能重复月结；补差请并入下月。')
  const dues = await withCarried(client, asked, await duesOfProvider(client, book, provider, month))
  if (dues.length === 0) return refused('nothing_due', '这家机构该月没有应由本基金支付的结算。')
  const deposit = await paymentRule(client, { book, name: 'deposit_ratio', day: month })
  if (isRefusal(deposit)) return deposit
  const declared = await declaredOf(client, provider, month)
  const { rows } = await client.query<{ cycle: bigint }>(
    `INSERT INTO pay_cycle (cycle, book, provider, month, area, kind, declared_fen, requests, deposit_ratio, deposit_source, officer, booked_on)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, 'monthly', $5, $6, $7, $8, $9, $10) RETURNING cycle`,
    [book, provider, month, area, declared.fen, declared.requests, deposit.value, deposit.source, officer.officer, today],
  )
  const cycle = rows[0]?.cycle ?? 0n
  await insertRows(
    client,
    'pay_cycle_due',
    dues.map(({ unit, part, care, byItemFen, carriedFen, bills }, i) => ({
      cycle,
      line: i + 1,
      unit,
      part,
      care,
      by_item_fen: byItemFen,
      carried_fen: carriedFen,
      bills,
    })),
  )
  return cycle
}

async function areaOf(client: pg.PoolClient, provider: string): Promise<string | undefined> {
  return (await client.query<{ area: string }>('SELECT area FROM provider WHERE code = $1', [provider])).rows[0]?.area
}

/** What the month before was short of, because more bills were cancelled than settled, comes along. */
async function withCarried(client: pg.PoolClient, { book, provider, month }: CycleAsked, dues: readonly StoredDue[]): Promise<StoredDue[]> {
  const last = await standingCycle(client, book, provider, monthsAfter(month, -1))
  if (last === undefined || last.stage !== 'approved') return [...dues]
  const changes = countingChanges(await changesOf(client, last.cycle))
  const { lines } = cycleOf(last.month, await duesOfCycle(client, last.cycle), changes, ratioRule({ value: last.deposit_ratio, source: '' }))
  const same = (a: Pick<DueLine, 'unit' | 'part' | 'care'>, b: Pick<DueLine, 'unit' | 'part' | 'care'>): boolean =>
    a.unit === b.unit && a.part === b.part && a.care === b.care
  const short = lines.filter(({ carryFen }) => carryFen < 0n)
  const kept = dues.map((due) => ({ ...due, carriedFen: short.find((line) => same(line, due))?.carryFen ?? 0n }))
  const more = short.filter((line) => !dues.some((due) => same(line, due)))
  return [...kept, ...more.map(({ unit, part, care, carryFen }) => ({ unit, part, care, byItemFen: 0n, carriedFen: carryFen, bills: 0 }))]
}
