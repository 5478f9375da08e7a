// Closes a month of a book: one officer proposes upon the check list, another confirms. Confirming looks at the list again while the
// book is held; December closes the year in the same act, with the carry-forward of income and expenditure as its voucher.
import { type Day, lastOfMonth, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { YearClosed } from '@tongchou/domain/facts/fund-facts.js'
import { closeChecks, mayClose } from '@tongchou/domain/fund/close-checks.js'
import { CLOSE_LIFE, type CloseStage } from '@tongchou/domain/fund/close-life.js'
import type pg from 'pg'
import type { Desk } from '../http/route.js'
import { type DeskBook, wholeBook } from './book-of-desk.js'
import { lockBooks } from './book-store.js'
import { closeNumbered, closeState, closesOf, insertClose } from './close-store.js'
import { holdPaper, insertStep, nextNumber, stepsOf } from './desk-steps.js'
import { nextFacts } from './fact-store.js'
import { recordFacts } from './record-facts.js'

export interface CloseStepAsked {
  readonly kind: Exclude<CloseStage, 'prepared'>
  readonly remark: string
}

export async function proposeClose(client: pg.PoolClient, desk: Desk, key: string, month: Day, today: Day): Promise<bigint | Refusal> {
  const book = await wholeBook(client, desk, key)
  if ('kind' in book) return book
  const waiting = (await closesOf(client, key)).find((one) => one.stage === 'prepared')
  if (waiting !== undefined) return refused('proposed_already', `${waiting.month.slice(0, 7)} 的结账已经申请，等待另一人复核。`)
  const checks = closeChecks(await closeState(client, book, month, today))
  const wrong = checks.find(({ state }) => state === 'blocking')
  if (wrong !== undefined) return refused('not_ready', `还不能结账：${wrong.sentence}`)
  const close = await nextNumber(client)
  const { officer } = desk.officer
  await insertClose(client, { close, book: key, month, checks, officer })
  await insertStep(client, 'book_close', { of: close, step: 1, kind: 'prepared', remark: '', officer })
  return close
}

export async function decideClose(client: pg.PoolClient, desk: Desk, close: bigint, { kind, remark }: CloseStepAsked, today: Day): Promise<string | Refusal> {
  await holdPaper(client, 'book_close', close)
  const found = await closeNumbered(client, close)
  const book = found === undefined ? refused('not_found', '没有这次结账申请；请从结账页面进入。') : await wholeBook(client, desk, found.book)
  if ('kind' in book || found === undefined) return isRefusal(book) ? book : refused('not_found', '没有这次结账申请；请从结账页面进入。')
  const steps = await stepsOf<CloseStage>(client, 'book_close', [close])
  const wrong = deskStepRefused(CLOSE_LIFE, steps, kind, desk.officer.officer)
  if (wrong !== undefined) return wrong
  await insertStep(client, 'book_close', { of: close, step: steps.length + 1, kind, remark, officer: desk.officer.officer })
  if (kind === 'returned') return found.book
  return (await confirmed(client, book, found.month, close, today)) ?? found.book
}

async function confirmed(client: pg.PoolClient, book: DeskBook, month: Day, close: bigint, today: Day): Promise<Refusal | undefined> {
  await lockBooks(client, [book.book])
  const checks = closeChecks(await closeState(client, book, month, today))
  if (!mayClose(checks))
    return refused('not_ready', `申请之后账又有变动，不能结账：${checks.find(({ state }) => state === 'blocking')?.sentence ?? ''}请退回后重新申请。`)
  if (monthOf(month) === 12) {
    const [fact = 0n] = await nextFacts(client, 1)
    const end = lastOfMonth(month)
    const closed: YearClosed = { kind: 'year_closed', book: book.book, fact, inForce: end, bookedOn: end, year: yearOf(month) }
    const recorded = await recordFacts(client, [closed])
    if (recorded.kind === 'not_recorded') return recorded.refusals[0]?.refusal
  }
  await client.query('INSERT INTO month_closed (book, month, close) VALUES ($1, $2, $3)', [book.book, month, close])
  return undefined
}
