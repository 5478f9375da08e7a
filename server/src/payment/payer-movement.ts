// What a reported movement of an outside payer does to the books once a second officer agrees. Money of union, federation and enterprises stays
// outside the funds' books: it is registered for the statement alone.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { OutsideLine } from '@tongchou/domain/payment/outside-lines.js'
import type pg from 'pg'
import { nextFacts } from '../fund/fact-store.js'
import { bookFacts } from './book-facts.js'
import { linesCleared, type MovementAsked, movementRefused } from './payer-standing.js'
import type { ContractRow, MovementKind, MovementRow, Settles } from './payer-store.js'
import { lockSubject } from './take-step.js'

export const MOVEMENTS: Readonly<Record<MovementKind, { readonly name: string; readonly of: Settles }>> = {
  premium: { name: '划转保费', of: 'insurance' },
  repaid: { name: '归还垫付款', of: 'insurance' },
  repaid_returned: { name: '退回多归还的垫付款', of: 'insurance' },
  surplus_returned: { name: '返还超额结余', of: 'insurance' },
  loss_paid: { name: '分担政策性亏损', of: 'insurance' },
  insurer_advanced: { name: '收到预付资金', of: 'insurance' },
  advance_set_off: { name: '预付资金冲抵垫付款', of: 'insurance' },
  advance_returned: { name: '退回预付资金', of: 'insurance' },
  advance_received: { name: '收到预付资金', of: 'beside' },
  clearing_received: { name: '按月清算', of: 'beside' },
  clearing_returned: { name: '退回多付的资金', of: 'beside' },
  offsite_prepaid: { name: '上缴异地就医预付金', of: 'other_area' },
  offsite_returned: { name: '退回异地就医预付金', of: 'other_area' },
  offsite_cleared: { name: '异地就医清算', of: 'other_area' },
}

export async function bookMovement(
  client: pg.PoolClient,
  contract: ContractRow,
  movement: MovementRow,
  today: Day,
): Promise<Refusal | Record<string, unknown>> {
  if (contract.stage !== 'approved') return refused('contract_not_in_force', '付款协议还没有复核生效；请先复核协议。')
  await lockSubject(client, 'contract', contract.contract)
  const { kind, unit, period, part, care, amount_fen: amountFen } = movement
  const asked: MovementAsked = { kind, unit, period, part, care, amountFen }
  const wrong = await movementRefused(client, contract, asked, today)
  if (wrong !== undefined) return wrong
  const lines = kind === 'offsite_cleared' ? await linesCleared(client, contract, asked) : []
  if (isRefusal(lines)) return lines
  const numbers = await nextFacts(client, Math.max(1, lines.length))
  const facts = kind === 'offsite_cleared' ? clearingFacts(contract, movement, lines, numbers, today) : factOf(contract, movement, numbers[0] ?? 0n, today)
  if (facts.length === 0) return { outside_books: 'true' }
  return (await bookFacts(client, facts)) ?? { fact: numbers.join(' '), fact_kind: facts[0]?.kind ?? '' }
}

/** One fact for each part of the fund and kind of care that the clearing pays. */
function clearingFacts(
  { book }: ContractRow,
  { unit, period }: MovementRow,
  lines: readonly OutsideLine[],
  numbers: readonly bigint[],
  today: Day,
): readonly BookFact[] {
  const base = { kind: 'outside_paid', book, unit, period, inForce: today, bookedOn: today } as const
  return lines.map(({ part, care, fen }, i) => ({ ...base, fact: numbers[i] ?? 0n, part, care, amountFen: fen }))
}

function factOf(
  { book, payer, terms }: ContractRow,
  { kind, unit, period, heads, amount_fen: amountFen }: MovementRow,
  fact: bigint,
  today: Day,
): readonly BookFact[] {
  const base = { book, fact, unit, amountFen, inForce: today, bookedOn: today }
  const benefitYear = yearOf(period)
  switch (kind) {
    case 'premium':
      return [{ kind: 'insurer_premium_paid', ...base, insurer: payer, benefitYear, heads: heads ?? 0, perHeadFen: BigInt(terms.premium_per_head_fen ?? 0) }]
    case 'repaid':
      return [{ kind: 'insurer_repaid', ...base, insurer: payer, period }]
    case 'repaid_returned':
      return [{ kind: 'repayment_returned', ...base, of: 'insurer', payer }]
    case 'insurer_advanced':
      return [{ kind: 'payer_advance', ...base, payer, movement: 'received' }]
    case 'advance_set_off':
      return [{ kind: 'payer_advance', ...base, payer, movement: 'set_off' }]
    case 'advance_returned':
      return [{ kind: 'payer_advance', ...base, payer, movement: 'returned' }]
    case 'surplus_returned':
    case 'loss_paid':
      return [{ kind: 'insurer_settled', ...base, insurer: payer, benefitYear, result: kind }]
    case 'offsite_prepaid':
      return [{ kind: 'prepaid', ...base, provider: null }]
    case 'offsite_returned':
      return [{ kind: 'prepayment_returned', ...base, provider: null }]
    case 'advance_received':
    case 'clearing_received':
    case 'clearing_returned':
    case 'offsite_cleared':
      return []
  }
}
