// Where an outside payer stands with the fund over all years, and why a movement would go beyond it: no more is given back than was paid
// too much, no more is set off than was left in advance, a year's surplus and loss are what the contract makes of them.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Care, PaymentPart } from '@tongchou/domain/facts/fund-facts.js'
import { clearedLines, type OutsideLine } from '@tongchou/domain/payment/outside-lines.js'
import type { Queries } from '../fund/transaction.js'
import { yearRefused } from './payer-statement.js'
import { type ContractRow, duesOfPayer, type MovementKind, movementsOf } from './payer-store.js'

interface PayerStanding {
  readonly dueFen: Fen
  readonly sum: (...kinds: readonly MovementKind[]) => Fen
}

async function standingOf(db: Queries, contract: ContractRow, today: Day): Promise<PayerStanding> {
  const booked = (await movementsOf(db, contract.contract)).filter(({ stage }) => stage === 'approved')
  let dueFen = 0n
  for (let year = yearOf(contract.in_force); year <= yearOf(today); year++) dueFen += sumOf((await duesOfPayer(db, contract, year)).map(({ fen }) => fen))
  return { dueFen, sum: (...kinds) => sumOf(booked.filter(({ kind }) => kinds.includes(kind)).map(({ amount_fen }) => amount_fen)) }
}

export interface MovementAsked {
  readonly kind: MovementKind
  readonly unit: string
  readonly period: Day
  readonly amountFen: Fen
  readonly part: PaymentPart | null
  readonly care: Care | null
}

/** Asked when it is registered, and again by whoever agrees: in between another may have been booked. */
export async function movementRefused(db: Queries, contract: ContractRow, asked: MovementAsked, today: Day): Promise<Refusal | undefined> {
  const { kind, amountFen, period } = asked
  if (kind === 'surplus_returned' || kind === 'loss_paid') return yearRefused(db, contract, yearOf(period), { kind, amountFen })
  if (kind === 'offsite_cleared') {
    const lines = await linesCleared(db, contract, asked)
    return isRefusal(lines) ? lines : undefined
  }
  const most = await mostOf(db, contract, asked, today)
  if (most === undefined || amountFen <= most.fen) return undefined
  return refused('more_than_left', `${most.what}只有 ${yuanText(most.fen > 0n ? most.fen : 0n)} 元；请核对金额。`)
}

async function mostOf(db: Queries, contract: ContractRow, { kind, unit }: MovementAsked, today: Day): Promise<{ what: string; fen: Fen } | undefined> {
  if (!LIMITED.has(kind)) return undefined
  const { dueFen, sum } = await standingOf(db, contract, today)
  const advance = sum('insurer_advanced') - sum('advance_set_off', 'advance_returned')
  switch (kind) {
    case 'repaid_returned':
      return { what: '承保机构多归还的垫付款', fen: sum('repaid', 'advance_set_off') - sum('repaid_returned') - dueFen }
    case 'clearing_returned':
      return { what: '付款方多付的资金', fen: sum('advance_received', 'clearing_received') - sum('clearing_returned') - dueFen }
    case 'advance_set_off': {
      const paidFor = await paidForInsurer(db, contract.book, unit)
      return paidFor < advance ? { what: '本单位为承保机构垫付、尚未归还的', fen: paidFor } : { what: '承保机构的预付资金', fen: advance }
    }
    case 'advance_returned':
      return { what: '承保机构的预付资金', fen: advance }
    default:
      return { what: '上缴的异地就医预付金', fen: sum('offsite_prepaid') - sum('offsite_returned') }
  }
}

const LIMITED: ReadonlySet<MovementKind> = new Set<MovementKind>([
  'repaid_returned',
  'clearing_returned',
  'advance_set_off',
  'advance_returned',
  'offsite_returned',
])

async function paidForInsurer(db: Queries, book: string, unit: string): Promise<Fen> {
  const { rows } = await db.query<{ fen: bigint }>(
    "SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_balance WHERE book = $1 AND account = '1101' AND detail = 'insurer' AND unit = $2",
    [book, unit],
  )
  return rows[0]?.fen ?? 0n
}

/** What a clearing for care outside the area pays: the line that it names, or everything that the month's bills owe. */
export async function linesCleared(
  db: Queries,
  { book }: Pick<ContractRow, 'book'>,
  { unit, period, amountFen, part, care }: MovementAsked,
): Promise<readonly OutsideLine[] | Refusal> {
  if ((part === null) !== (care === null)) return refused('line_unclear', '资金部分和费用类别须同时填写，或都不填。')
  const { rows } = await db.query<OutsideLine>('SELECT part, care, fen FROM outside_open($1, $2, $3)', [book, unit, period])
  if (part === null || care === null) return clearedLines(rows, amountFen)
  const open = rows.find((line) => line.part === part && line.care === care)?.fen ?? 0n
  if (amountFen <= open) return [{ part, care, fen: amountFen }]
  return refused('differs_from_dues', `这一资金部分和费用类别未清算的应付只有 ${yuanText(open > 0n ? open : 0n)} 元；请核对金额。`)
}
