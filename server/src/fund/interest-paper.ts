// An interest paper from its writing to the books: what the bank credited is split over funds and units by their products; another
// officer approves, and only where the balances are still what was counted it becomes facts.
import type { Day } from '@tongchou/domain/base/day.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { shareOut } from '@tongchou/domain/base/split.js'
import type { BookFact, BookFactOf } from '@tongchou/domain/facts/fact.js'
import { interestRefused, splitByParts } from '@tongchou/domain/fund/count-interest.js'
import { INTEREST_LIFE, type InterestStage } from '@tongchou/domain/fund/interest-life.js'
import type pg from 'pg'
import type { Desk } from '../http/route.js'
import { booksOfPlace, countBookInterest, type InterestCount } from './count-book-interest.js'
import { holdPaper, insertStep, nextNumber, stepsOf } from './desk-steps.js'
import { nextFacts } from './fact-store.js'
import {
  type InterestPaper,
  insertPaper,
  insertPaperFacts,
  interestPaper,
  type NewLine,
  overlapping,
  type PaperLine,
  paperLines,
} from './interest-paper-store.js'
import type { PaperAsked } from './interest-schema.js'
import { type CashPlace, partProducts } from './interest-store.js'
import { recordFacts } from './record-facts.js'

export const NO_PAPER = refused('not_found', '没有这份计息单，或者它涉及您辖区以外的账户。')
type Client = pg.PoolClient

export async function prepareInterest(client: Client, desk: Desk, asked: PaperAsked, today: Day): Promise<bigint | Refusal> {
  const { from, to, credited_on: creditedOn, booked_on: bookedOn = creditedOn, slip, explanation = '' } = asked
  const place: CashPlace = { account: asked.account, detail: asked.detail ?? '', unit: asked.unit ?? null, books: [...new Set(asked.books)].sort() }
  const wrong = wrongDays({ from, to, creditedOn, bookedOn }, today)
  if (wrong !== undefined) return wrong
  const books = await booksOfPlace(client, desk, place)
  if (isRefusal(books)) return books
  const { pool, officer } = desk.officer
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`interest/${pool}/${place.account}`])
  const [other] = await overlapping(client, pool, place, from, to)
  if (other !== undefined)
    return refused(
      'counted_already',
      `${other.from_day} 至 ${other.to_day} 已有计息单（${other.slip}，${INTEREST_LIFE.names[other.stage]}）；同一账户同一天不能计两次息。`,
    )
  const count = await countBookInterest(client, pool, books, place, { from, to })
  if (count.missing !== undefined) return count.missing
  if (count.bookedFen !== 0n) return refused('booked_already', '这一期利息已经在账上；如需更正，请用红字凭证冲销后再补记。')
  const bankFen = BigInt(asked.bank_fen)
  const unfit = interestRefused(count, bankFen, explanation)
  if (unfit !== undefined) return unfit
  const paper = await nextNumber(client)
  const lines = await linesOf(client, count, bankFen, place.books, { from, to })
  const one = {
    ...place,
    paper,
    pool,
    from,
    to,
    creditedOn,
    bookedOn,
    slip: slip.trim(),
    dueFen: count.dueFen,
    bankFen,
    explanation: explanation.trim(),
    officer,
  }
  await insertPaper(client, one, lines)
  await insertStep(client, 'interest_paper', { of: paper, step: 1, kind: 'prepared', remark: '', officer })
  return paper
}

interface Days {
  readonly from: Day
  readonly to: Day
  readonly creditedOn: Day
  readonly bookedOn: Day
}

function wrongDays({ from, to, creditedOn, bookedOn }: Days, today: Day): Refusal | undefined {
  if (to < from) return refused('period_backwards', '计息期的止日不能早于起日。')
  if (creditedOn < to) return refused('credited_early', '入账日期不能早于计息期的止日。')
  if (bookedOn < creditedOn) return refused('booked_early', '记账日期不能早于入账日期。')
  return bookedOn > today ? refused('in_future', '入账日期和记账日期不能晚于今天。') : undefined
}

async function linesOf(
  client: Client,
  { lines, weights }: InterestCount,
  bankFen: bigint,
  books: readonly string[],
  period: Pick<Days, 'from' | 'to'>,
): Promise<NewLine[]> {
  const credited = shareOut(bankFen, weights)
  const parts = await partProducts(client, books, period)
  return lines.map(({ book, unit, product, rates, dueFen }, i) => {
    const of = parts.find((one) => one.book === book.book && one.unit === unit)
    const split = of === undefined ? { poolFen: credited[i] ?? 0n, accountFen: 0n } : splitByParts(credited[i] ?? 0n, of)
    return { book: book.book, unit, product, rates, dueFen, ...split }
  })
}

export interface StepTaken {
  readonly kind: 'approved' | 'returned'
  readonly remark?: string
}

export async function takeInterestStep(client: Client, desk: Desk, number: bigint, { kind, remark = '' }: StepTaken): Promise<InterestPaper | Refusal> {
  if (kind === 'returned' && remark.trim().length < 2) return refused('remark_missing', '请写明退回的理由，至少两个字。')
  await holdPaper(client, 'interest_paper', number)
  const paper = await interestPaper(client, desk.officer.pool, number)
  if (paper === undefined) return NO_PAPER
  const steps = await stepsOf<InterestStage>(client, 'interest_paper', [number])
  const wrong = deskStepRefused(INTEREST_LIFE, steps, kind, desk.officer.officer) ?? (kind === 'approved' ? await bookPaper(client, desk, paper) : undefined)
  if (wrong !== undefined) return wrong
  await insertStep(client, 'interest_paper', { of: number, step: steps.length + 1, kind, remark: remark.trim(), officer: desk.officer.officer })
  return paper
}

/** The facts and their journals, all or none. */
async function bookPaper(client: Client, desk: Desk, paper: InterestPaper): Promise<Refusal | undefined> {
  const lines = await paperLines(client, paper.paper)
  const changed = await changedSince(client, desk, paper, lines)
  if (changed !== undefined) return changed
  const credited = lines.filter((line) => line.pool_fen + line.account_fen > 0n)
  const numbers = await nextFacts(client, credited.length)
  const facts = credited.map((line, i) => factOf(paper, line, numbers[i] ?? 0n))
  const recorded = await recordFacts(client, facts)
  if (recorded.kind === 'not_recorded') return recorded.refusals[0]?.refusal ?? refused('not_recorded', '没有记账；请核对后重试。')
  await insertPaperFacts(
    client,
    paper.paper,
    credited.map(({ line, book }, i) => ({ line, book, fact: numbers[i] ?? 0n })),
  )
  return undefined
}

async function changedSince(client: Client, desk: Desk, paper: InterestPaper, lines: readonly PaperLine[]): Promise<Refusal | undefined> {
  const { account, detail, unit, books: keys, from_day: from, to_day: to } = paper
  const place: CashPlace = { account, detail, unit, books: keys }
  const books = await booksOfPlace(client, desk, place)
  if (isRefusal(books)) return books
  const now = await countBookInterest(client, desk.officer.pool, books, place, { from, to })
  if (now.bookedFen !== 0n) return refused('booked_already', '这一期利息已经在账上，不能再记一次；请退回这份计息单。')
  const same =
    now.lines.length === lines.length && now.dueFen === paper.due_fen && now.lines.every(({ product }, i) => product === BigInt(lines[i]?.product ?? '-1'))
  return same ? undefined : refused('balances_changed', '编制之后账面余额或利率有变动，积数与计息单不同；请退回，重新编制。')
}

function factOf({ account, detail, credited_on: inForce, booked_on: bookedOn }: InterestPaper, line: PaperLine, fact: bigint): BookFact {
  const { book, unit, pool_fen: poolFen, account_fen: accountFen, rates: rate } = line
  return {
    kind: 'interest_credited',
    book,
    fact,
    inForce,
    bookedOn,
    unit,
    account,
    detail,
    poolFen,
    accountFen,
    product: BigInt(line.product),
    rate,
  } satisfies BookFactOf<'interest_credited'>
}
