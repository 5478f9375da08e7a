// Memo entries of an approved difference: what a fund owes a person for bills of the past, or a person owes the fund. The hospital
// was paid right by the rule of the day, so what is payable to it does not change; layers that keep no book with us leave none.
import type { Scheme } from '../../base/scheme.js'
import type { ChangedLayer } from '../../settlement/difference.js'
import type { Fund, MemoEntry } from '../memo.js'
import { memoAccount } from '../memo-accounts.js'
import { fundOfLayer } from './settlement.js'

/** One entry for each fund that the difference touches; `sign` −1 takes it back with its cancelled bill. */
export function entriesOfDifference(scheme: Scheme, layers: readonly ChangedLayer[], sign: 1n | -1n = 1n): readonly MemoEntry[] {
  const sums = new Map<Fund, Map<string, bigint>>()
  for (const { layer, payer, before, after } of layers) {
    const fund = fundOfLayer(scheme, layer, payer)
    const more = after - before
    if (fund === undefined || more === 0n) continue
    const accounts = sums.get(fund) ?? new Map<string, bigint>()
    const part = payer === 'insurer' ? 'insurer' : 'pool'
    const cost = payer === 'insurer' ? 'receivable_insurer' : 'benefits_settled'
    const person = memoAccount(more > 0n ? 'payable_persons' : 'receivable_persons', part)
    accounts.set(cost, (accounts.get(cost) ?? 0n) + sign * more)
    accounts.set(person, (accounts.get(person) ?? 0n) - sign * more)
    sums.set(fund, accounts)
  }
  return [...sums].map(([fund, accounts]) => ({ fund, accounts: [...accounts.keys()], amounts: [...accounts.values()] }))
}
