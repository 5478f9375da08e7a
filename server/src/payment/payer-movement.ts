// What a reported movement of an outside payer does to the books once a second officer agrees. Money of union, federation and enterprises stays
// outside the funds' books: it is registered for the statement alone.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type pg from 'pg'
import { nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import type { ContractRow, MovementKind, MovementRow, Settles } from './payer-store.js'

export const MOVEMENTS: Readonly<Record<MovementKind, { readonly name: string; readonly of: Settles }>> = {
  premium: { name: '划转保费', of: 'insurance' },
  repaid: { name: '归还垫付款', of: 'insurance' },
  surplus_returned: { name: '返还超额结余', of: 'insurance' },
  loss_paid: { name: '分担政策性亏损', of: 'insurance' },
  advance_received: { name: '收到预付资金', of: 'beside' },
  clearing_received: { name: '按月清算', of: 'beside' },
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
  const [number = 0n] = await nextFacts(client, 1)
  const fact = factOf(contract, movement, number, today)
  if (fact === undefined) return { outside_books: 'true' }
  const recorded = await recordFacts(client, [fact])
  const refusal = recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
  return refusal ?? { fact: number.toString(), fact_kind: fact.kind }
}

function factOf(
  { book, payer, terms }: ContractRow,
  { kind, unit, period, heads, amount_fen: amountFen }: MovementRow,
  fact: bigint,
  today: Day,
): BookFact | undefined {
  const base = { book, fact, unit, amountFen, inForce: today, bookedOn: today }
  const benefitYear = yearOf(period)
  switch (kind) {
    case 'premium':
      return { kind: 'insurer_premium_paid', ...base, insurer: payer, benefitYear, heads: heads ?? 0, perHeadFen: BigInt(terms.premium_per_head_fen ?? 0) }
    case 'repaid':
      return { kind: 'insurer_repaid', ...base, insurer: payer, period }
    case 'surplus_returned':
    case 'loss_paid':
      return { kind: 'insurer_settled', ...base, insurer: payer, benefitYear, result: kind }
    case 'offsite_prepaid':
      return { kind: 'prepaid', ...base, provider: null }
    case 'offsite_returned':
      return { kind: 'prepayment_returned', ...base, provider: null }
    case 'offsite_cleared':
      return { kind: 'outside_paid', ...base, period, part: 'pool', care: 'inpatient' }
    case 'advance_received':
    case 'clearing_received':
      return undefined
  }
}
