// Whether entries may be posted: all faults at once, each a refusal. The database checks the same again.
// Sources: 财会〔2017〕28号 (balance, permitted accounts, closed year); 财社〔2017〕144号 art. 39–42 (what may enter and leave each account).
import type { Day } from '../base/day.js'
import { yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import { type Balances, type Book, balanceKey, balanceParts, type Entry } from './book.js'
import { COUNTY_FINANCE } from './entries/cash.js'

const SYSTEM = '财会〔2017〕28号'
const RULES = '财社〔2017〕144号 第三十九条至第四十二条'

export function checkVoucher(book: Book, balances: Balances, day: Day, entries: readonly Entry[]): readonly Refusal[] {
  return [closedPeriod(book, day), unbalanced(entries), ...notPermitted(book, entries), forbiddenFlow(book, entries), ...overdrawn(balances, entries)].filter(
    (refusal) => refusal !== undefined,
  )
}

export function closedPeriod(book: Book, day: Day): Refusal | undefined {
  if (book.closedThrough === null || day > book.closedThrough) return undefined
  return refused('closed_period', `账套 ${book.book} 已结账至 ${book.closedThrough}，不能再记 ${day} 的账；请在开放期间以更正凭证处理。`, { article: SYSTEM })
}

function unbalanced(entries: readonly Entry[]): Refusal | undefined {
  const sum = entries.reduce((total, entry) => total + entry.amount, 0n)
  if (sum === 0n) return undefined
  return refused('unbalanced', `借贷不平，相差 ${yuanText(sum)} 元；请核对金额。`, { article: SYSTEM })
}

function notPermitted(book: Book, entries: readonly Entry[]): readonly Refusal[] {
  const accounts = new Set(entries.map((entry) => entry.account).filter((account) => !book.permitted.has(account)))
  return [...accounts].map((account) =>
    refused('account_not_permitted', `账套 ${book.book} 未开设科目 ${account}；该基金只能使用其账套已开设的科目。`, { article: SYSTEM }),
  )
}

/** Where an account that takes money only from some is debited, every account credited beside it must be one of them. */
function forbiddenFlow(book: Book, entries: readonly Entry[]): Refusal | undefined {
  for (const entry of entries) {
    const allowed = book.flows.get(entry.account)
    if (allowed === undefined || entry.amount <= 0n) continue
    const other = entries.find((against) => against.amount < 0n && against.account !== entry.account && !allowed.has(against.account))
    if (other !== undefined) {
      return refused('forbidden_flow', flowSentence(entry.account, other.account), { article: RULES })
    }
  }
  return undefined
}

function flowSentence(account: string, from: string): string {
  if (account === '5001') return `待遇支出不得从科目 ${from} 直接支付；请按用款申请拨入支出户后支付。`
  const way = account === '1004' ? '请先存入财政专户，再按用款申请拨付' : '请按原来的科目核对；当年追回的待遇和银行退回的款项记入支出户，冲减支出'
  return `科目 ${account} 不得从科目 ${from} 取得资金；${way}。`
}

/** The special fiscal account without what county finance holds, and each county finance's share, may not fall below zero. */
function overdrawn(balances: Balances, entries: readonly Entry[]): readonly Refusal[] {
  const refusals: Refusal[] = []
  const taken = entries.filter((entry) => entry.account === '1003' && entry.amount < 0n)
  if (taken.some((entry) => entry.detail !== COUNTY_FINANCE)) {
    const rest = freeSpecialAccount(balances) + sumFree(entries)
    if (rest < 0n) refusals.push(tooLittle('财政专户可用资金', rest))
  }
  for (const { unit } of taken.filter((entry) => entry.detail === COUNTY_FINANCE)) {
    const held = balances.get(balanceKey('1003', COUNTY_FINANCE, unit)) ?? 0n
    const change = entries.filter((e) => e.account === '1003' && e.detail === COUNTY_FINANCE && e.unit === unit).reduce((sum, e) => sum + e.amount, 0n)
    if (held + change < 0n) refusals.push(tooLittle(`核算单位 ${unit} 存放财政的资金`, held + change))
  }
  return refusals
}

function sumFree(entries: readonly Entry[]): bigint {
  return entries.filter((entry) => entry.account === '1003' && entry.detail !== COUNTY_FINANCE).reduce((sum, entry) => sum + entry.amount, 0n)
}

export function freeSpecialAccount(balances: Balances): bigint {
  let free = 0n
  for (const [key, balance] of balances) {
    const { account, detail } = balanceParts(key)
    if (account === '1003' && detail !== COUNTY_FINANCE) free += balance
  }
  return free
}

function tooLittle(what: string, rest: bigint): Refusal {
  return refused('insufficient_special_account', `${what}不足，差 ${yuanText(-rest)} 元；请减少金额或待资金到账。`, { article: RULES })
}
