// No unit pays more out of its expenditure account (支出户) than is in it once all facts that are recorded together have been posted: it
// is filled by grants alone, and no bank lends to it (财社〔2017〕144号 第四十一条). The database decides the same again.
import { yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { BookFact } from '../facts/fact.js'
import { balanceParts } from './book.js'
import type { Decision } from './post-facts.js'

const EXPENDITURE_ACCOUNT = '1004'

export function overdrawnExpenditure({ postings, balances }: Pick<Decision, 'postings' | 'balances'>): { fact: BookFact; refusal: Refusal }[] {
  const held = new Map<string, bigint>()
  for (const [key, fen] of balances) {
    const { account, unit } = balanceParts(key)
    if (account === EXPENDITURE_ACCOUNT) held.set(unit, (held.get(unit) ?? 0n) + fen)
  }
  return postings.flatMap(({ fact, bookkeeping }) => {
    const short = bookkeeping.entries.find(({ account, amount, unit }) => account === EXPENDITURE_ACCOUNT && amount < 0n && (held.get(unit) ?? 0n) < 0n)
    return short === undefined ? [] : [{ fact, refusal: tooLittle(short.unit, -(held.get(short.unit) ?? 0n)) }]
  })
}

function tooLittle(unit: string, fen: bigint): Refusal {
  return refused('insufficient_expenditure_account', `核算单位 ${unit} 的支出户不足，差 ${yuanText(fen)} 元；请先申请用款，或减少支付金额。`, {
    article: '财社〔2017〕144号 第四十一条',
  })
}
