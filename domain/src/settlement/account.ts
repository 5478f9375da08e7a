// The personal account (个人账户): before the fund where a place says so, and after it for the parts it may pay. Own balances in
// the policy's order, then the family's in listed order. Source of family use: 国办发〔2021〕14号.
import { type Fen, notBelowZero } from '../base/money.js'
import type { AccountMayPay, AccountRule, AccountSource } from '../policy/benefit-policy.js'
import type { AccountBalances } from './bill.js'
import { familyRoom, withinRoom } from './family.js'
import type { Known } from './known.js'
import { type Ladder, partOf } from './ladder.js'

const EMPTY: AccountBalances = { current: 0n, history: 0n, family: [] }

export interface AccountPayment {
  readonly paid: Fen
  readonly bySource: AccountBalances
}

export const NO_ACCOUNT_PAYMENT: AccountPayment = { paid: 0n, bySource: EMPTY }

/** Takes up to `wanted` from the balances in the order of `uses`. */
export function takeFrom(balances: AccountBalances, uses: readonly AccountSource[], wanted: Fen): AccountPayment {
  let left = wanted
  const take = (balance: Fen): Fen => {
    const part = balance < left ? balance : left
    const taken = part > 0n ? part : 0n
    left -= taken
    return taken
  }
  let { current, history, family } = EMPTY
  for (const source of uses) {
    if (source === 'current') current = take(balances.current)
    else if (source === 'history') history = take(balances.history)
    else family = balances.family.map(take)
  }
  return { paid: wanted - left, bySource: { current, history, family } }
}

/** Balances after a payment. */
export function after(balances: AccountBalances, { bySource }: AccountPayment): AccountBalances {
  return {
    current: balances.current - bySource.current,
    history: balances.history - bySource.history,
    family: balances.family.map((balance, index) => balance - (bySource.family[index] ?? 0n)),
  }
}

export function together(first: AccountPayment, second: AccountPayment): AccountPayment {
  if (first.paid === 0n) return second
  if (second.paid === 0n) return first
  const [a, b] = [first.bySource, second.bySource]
  const longer = a.family.length >= b.family.length ? a.family : b.family
  return {
    paid: first.paid + second.paid,
    bySource: {
      current: a.current + b.current,
      history: a.history + b.history,
      family: longer.map((_, index) => (a.family[index] ?? 0n) + (b.family[index] ?? 0n)),
    },
  }
}

/** What of the unpaid rest the account may pay after the fund. */
export function payableByAccount(ladder: Ladder, rule: AccountRule): Fen {
  let allowed = 0n
  for (const part of rule.mayPay) allowed += amountOf(ladder, part)
  return allowed < ladder.unpaid ? allowed : ladder.unpaid
}

function amountOf(ladder: Ladder, part: AccountMayPay): Fen {
  if (part === 'deductible') return partOf(ladder, 'basic_deductible', ladder.open)
  if (part === 'in_scope_share') return partOf(ladder, 'in_scope_rest', ladder.open)
  return partOf(ladder, part, ladder.open)
}

/** Balances as the policy lets them be used: a yearly limit holds for all accounts of the family together. */
function usable(known: Known, balances: AccountBalances): AccountBalances {
  return balances.family.length === 0 ? balances : { ...balances, family: withinRoom(balances.family, familyRoom(known)) }
}

/** What the account pays of the in-scope cost before the fund, where the place says so. */
export function accountBefore(known: Known, inScope: Fen): AccountPayment {
  const { policy, person, bill } = known
  const rule = policy.account
  if (bill.advance !== undefined) return NO_ACCOUNT_PAYMENT
  if (rule === null || person.account === null || !bill.useAccount || rule.order !== 'before_fund') return NO_ACCOUNT_PAYMENT
  return takeFrom(usable(known, person.account), rule.beforeUses, notBelowZero(inScope))
}

/** What the account pays of the rest after all layers. */
export function accountAfter(ladder: Ladder, before: AccountPayment): AccountPayment {
  const { policy, person, bill } = ladder.known
  if (ladder.advance !== undefined) return NO_ACCOUNT_PAYMENT
  if (policy.account === null || person.account === null || !bill.useAccount) return NO_ACCOUNT_PAYMENT
  const paid = takeFrom(after(usable(ladder.known, person.account), before), policy.account.afterUses, payableByAccount(ladder, policy.account))
  ladder.unpaid -= paid.paid
  return paid
}
