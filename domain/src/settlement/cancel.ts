// Cancels a settled bill: every payment, account and cash goes back, and the bill's own contributions leave the counters. Later
// bills stay as settled, unless the place allows only the last bill of the year to be cancelled.
import type { Fen } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import { negated } from './accumulators.js'
import type { AccountBalances, Counters } from './bill.js'
import type { Layer, Settled } from './outcome.js'

export interface CancellationRequest {
  readonly rule: BenefitPolicy['reversal']
  readonly settled: Pick<Settled, 'benefitYear' | 'layers' | 'account' | 'cash' | 'contributions'>
  readonly alreadyCancelled: boolean
  /** A bill of the same person, scheme and benefit year that was settled later is alive. */
  readonly laterBillAlive: boolean
}

export interface Cancelled {
  readonly kind: 'cancelled'
  readonly benefitYear: number
  /** What each payer gets back, layer by layer. */
  readonly returned: readonly { readonly layer: string; readonly payer: Layer['payer']; readonly amount: Fen }[]
  readonly account: { readonly paid: Fen; readonly bySource: AccountBalances }
  readonly cash: Fen
  /** The bill's contributions, negated. */
  readonly contributions: Counters
}

/** Why the bill may not be cancelled now. */
export function cancelFault({ rule, alreadyCancelled, laterBillAlive }: Omit<CancellationRequest, 'settled'>): Refusal | undefined {
  if (alreadyCancelled) return refused('already_reversed', '该笔结算已经撤销，不能重复撤销；请查询最新结算记录。')
  if (rule === 'last_first' && laterBillAlive) {
    return refused('later_bills_first', '本年度在此之后还有未撤销的结算；请先按时间从后往前撤销后面的结算。')
  }
  return undefined
}

export function cancel(request: CancellationRequest): Cancelled | Refusal {
  const fault = cancelFault(request)
  if (fault !== undefined) return fault
  const { settled } = request
  return {
    kind: 'cancelled',
    benefitYear: settled.benefitYear,
    returned: settled.layers.map(({ layer, payer, paid }) => ({ layer, payer, amount: paid })),
    account: settled.account,
    cash: settled.cash,
    contributions: negated(settled.contributions),
  }
}
