// Whose individual accounts may pay for a member of the family (家庭共济): links with consent, in force on the day, of a relation that
// the policy names, in the order of their rank, each within the owner's own yearly limit. Source: 国办发〔2021〕14号.
import type { Day } from '../base/day.js'
import { type Fen, least, notBelowZero } from '../base/money.js'
import type { AccountRule, FamilyRelation } from '../policy/benefit-policy.js'
import { FAMILY_PAID } from './accumulators.js'
import type { Known } from './known.js'
import { awaits, isAwaiting } from './unanswered.js'

export interface FamilyLink {
  readonly relation: FamilyRelation
  readonly rank: number
  readonly inForce: Day
  readonly until: Day | null
  readonly withdrawn: boolean
  readonly balance: Fen
  /** What the owner lets the member use in a year; null: no limit of the owner's. */
  readonly yearlyLimit: Fen | null
  /** What the member used of this account in the year. */
  readonly used: Fen
}

/** The links that may pay on `day`, first to pay first. */
export function linksThatPay<T extends FamilyLink>(rule: AccountRule | null, links: readonly T[], day: Day): readonly T[] {
  if (rule === null) return []
  return links
    .filter(
      ({ relation, inForce, until, withdrawn }) =>
        !withdrawn && inForce <= day && (until === null || day <= until) && (rule.family?.relations.includes(relation) ?? true),
    )
    .sort((a, b) => a.rank - b.rank)
}

/** What of a linked account the member may use now. */
export function usableOf({ balance, yearlyLimit, used }: FamilyLink): Fen {
  return yearlyLimit === null ? balance : least(balance, notBelowZero(yearlyLimit - used))
}

/** What all family accounts together may still pay for the person in the year; null: no limit of the policy's. */
export function familyRoom({ policy, counters }: Known): Fen | null {
  const yearly = policy.account?.family?.yearlyFen ?? null
  if (yearly === null || policy.account === null) return null
  if (isAwaiting(yearly)) return awaits(yearly, 'account.family.yearly_limit', policy.account.from)
  return notBelowZero(yearly - (counters[FAMILY_PAID] ?? 0n))
}

/** Balances held within what is left of the year's limit, in their order. */
export function withinRoom(balances: readonly Fen[], room: Fen | null): readonly Fen[] {
  if (room === null) return balances
  let left = room
  return balances.map((balance) => {
    const usable = least(balance, left)
    left -= usable
    return usable
  })
}
