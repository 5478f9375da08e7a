// What stands between a book and the close of its month: vouchers not posted, gaps in their numbers, cash accounts that nobody
// confirmed, days whose duties are not summed, months before it still open; in December what must be at zero (财会〔2017〕28号 §期末结转; 财社〔2017〕144号 on
// reconciling before statements are made).
import type { Day } from '../base/day.js'
import { lastOfMonth, monthOf } from '../base/day.js'
import { type Fen, sumOf, yuanText } from '../base/money.js'
import { type Balances, balanceParts } from './book.js'
import { PENDING } from './entries/close-year.js'

export interface ConfirmedCash {
  readonly account: string
  readonly detail: string
  readonly bookFen: Fen
  /** Null: nobody confirmed it for the month. */
  readonly confirmedFen: Fen | null
}

export interface CloseState {
  readonly month: Day
  readonly today: Day
  /** First month that is not closed; null where the book has no voucher yet. */
  readonly nextToClose: Day | null
  readonly notReviewed: number
  readonly notPosted: number
  /** Months of the year whose voucher numbers have gaps. */
  readonly gaps: readonly string[]
  readonly cash: readonly ConfirmedCash[]
  readonly memoClosedThrough: Day | null
  readonly balances: Balances
}

export interface CloseCheck {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'blocking'
  readonly sentence: string
}

type Found = Omit<CloseCheck, 'name'>
const OK: Found = { state: 'ok', sentence: '' }
const blocking = (sentence: string): Found => ({ state: 'blocking', sentence })

export function closeChecks(state: CloseState): readonly CloseCheck[] {
  const every: readonly (readonly [string, Found])[] = [
    ['月份已过完，前面各月都已结账', inOrder(state)],
    ['手工凭证都已复核', state.notReviewed === 0 ? OK : blocking(`还有 ${state.notReviewed} 张凭证没有复核或被退回；请复核、重制或作废。`)],
    ['凭证都已记账', state.notPosted === 0 ? OK : blocking(`还有 ${state.notPosted} 张已复核的凭证没有记账；请先记账。`)],
    ['凭证连续编号', state.gaps.length === 0 ? OK : blocking(`${state.gaps.join('、')} 的凭证编号有断号；请联系信息中心核对，不能结账。`)],
    ['借贷平衡', sumOf([...state.balances.values()]) === 0n ? OK : blocking('全部科目余额之和不为零；请立即停止记账并联系信息中心。')],
    ['银行、财政、国库余额都已核对', cashConfirmed(state.cash)],
    ['应收应付备查已按日汇总', daysClosed(state)],
  ]
  const checks = [...every, ...(monthOf(state.month) === 12 ? yearChecks(state.balances) : [])]
  return checks.map(([name, found]) => ({ name, ...found }))
}

export function mayClose(checks: readonly CloseCheck[]): boolean {
  return checks.every(({ state }) => state !== 'blocking')
}

function inOrder({ month, today, nextToClose }: CloseState): Found {
  if (today < lastOfMonth(month)) return blocking(`${month.slice(0, 7)} 还没有过完；月末最后一天起才能结账。`)
  if (nextToClose === null) return blocking('这个账套还没有凭证，没有可以结的账。')
  if (month < nextToClose) return blocking(`${month.slice(0, 7)} 已经结账，不能再次结账。`)
  return month === nextToClose ? OK : blocking(`请先结 ${nextToClose.slice(0, 7)} 的账。`)
}

function cashConfirmed(cash: readonly ConfirmedCash[]): Found {
  const open = cash.filter(({ bookFen, confirmedFen }) => confirmedFen !== bookFen && (bookFen !== 0n || confirmedFen !== null))
  if (open.length === 0) return OK
  const words = open.map(({ account, detail, bookFen, confirmedFen }) => {
    const name = detail === '' ? account : `${account}/${detail}`
    return `${name} 账面 ${yuanText(bookFen)} 元，${confirmedFen === null ? '没有对账' : `对账时账面 ${yuanText(confirmedFen)} 元`}`
  })
  return blocking(`${words.join('；')}。请登记对账单余额和未达账项。`)
}

function daysClosed({ month, memoClosedThrough }: CloseState): Found {
  if (memoClosedThrough !== null && memoClosedThrough >= lastOfMonth(month)) return OK
  return { state: 'warning', sentence: `备查账只汇总到 ${memoClosedThrough ?? '（尚未汇总）'}；夜间任务会自动汇总，不影响现金账结账。` }
}

function yearChecks(balances: Balances): readonly (readonly [string, Found])[] {
  const zero = (accounts: ReadonlySet<string>, detail?: string): Fen =>
    sumOf(
      [...balances]
        .filter(([key]) => accounts.has(balanceParts(key).account) && (detail === undefined || balanceParts(key).detail === detail))
        .map(([, fen]) => fen),
    )
  const [income, treasury, pending, prepaid] = [zero(new Set(['1002'])), zero(new Set(['1005'])), zero(PENDING), zero(new Set(['1101']), 'prepayment')]
  const warning = (sentence: string): Found => ({ state: 'warning', sentence })
  return [
    ['收入户年末无余额', income === 0n ? OK : blocking(`收入户还有 ${yuanText(income)} 元；请缴入财政专户。`)],
    ['待转收入年末无余额', pending === 0n ? OK : blocking(`待转收入还有 ${yuanText(-pending)} 元；请先在统筹与个人账户之间划分。`)],
    ['国库存款已划转', treasury === 0n ? OK : warning(`国库还有 ${yuanText(treasury)} 元在途；请与国库核对。`)],
    ['预付金已收回或抵扣', prepaid === 0n ? OK : warning(`医保预付金还有 ${yuanText(prepaid)} 元没有收回；请年前清算。`)],
  ]
}
