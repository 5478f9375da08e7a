// Memo entries of a settled bill: which fund owes the hospital how much, before any money moves. The cash books do not move:
// they are kept on a cash basis (财会〔2017〕28号), so a settled and unpaid bill is no payable there.
//
// Readings: what the major-illness insurer owes is paid to the hospital together with the rest of the one-stop bill and claimed
// back from the insurer, so the scheme's book carries it as receivable and payable at once and its position does not change.
// Finance pays through the layer's own fund (civil servants, special care). Union, federation, enterprise and hospital settle outside our books.
import type { Fen } from '../../base/money.js'
import type { Scheme } from '../../base/scheme.js'
import type { Payer } from '../../policy/benefit-policy.js'
import { paidInAdvance } from '../../settlement/advance.js'
import type { Layer } from '../../settlement/outcome.js'
import type { Fund, MemoEntry } from '../memo.js'
import { memoAccount } from '../memo-accounts.js'

/** Whom the bill's money goes to: the local provider, the person (claimed back later), or the place of care outside the area. */
export type Payee = 'provider' | 'person' | 'outside'

/** The amounts of a settled bill that bookkeeping asks about; a `Settled` is one. */
export interface SettledAmounts {
  readonly layers: readonly Pick<Layer, 'layer' | 'payer' | 'paid'>[]
  readonly account: { readonly paid: Fen }
  /** `advance`: the fund paid before a liable party, who owes it; where that party answers for a part only, what stands after its step. */
  readonly settlementType?: string
}

const PAYABLE: Readonly<Record<Payee, string>> = { provider: 'payable_providers', person: 'payable_persons', outside: 'payable_outside' }

/** Who pays with money of their own: none of it is any fund's. */
const BESIDE: ReadonlySet<Payer> = new Set<Payer>(['union', 'federation', 'enterprise', 'hospital', 'liable'])

/** The fund whose book a layer touches; undefined where its payer keeps no book with us. */
export function fundOfLayer(scheme: Scheme, layer: string, payer: Payer): Fund | undefined {
  if (BESIDE.has(payer)) return undefined
  switch (layer) {
    case 'large':
      return 'large_amount'
    case 'assistance':
    case 'assistance_tilt':
      return 'assistance'
    case 'civil_servant':
      return 'civil_servant'
    case 'special_care':
    case 'veteran':
      return 'special_care'
    case 'basic':
    case 'major':
      return scheme
    default:
      // A supplement that an insurer pays under a contract of its own is no fund's.
      return payer === 'fund' ? scheme : undefined
  }
}

/** One entry for each fund that the bill touches; funds it does not touch have none. `sign` −1 makes the cancellation's. */
export function entriesOfSettlement(scheme: Scheme, settled: SettledAmounts, sign: 1n | -1n, to: Payee = 'provider'): readonly MemoEntry[] {
  const sums = new Map<Fund, Map<string, Fen>>()
  const add = (fund: Fund, debit: string, credit: string, fen: Fen): void => {
    if (fen === 0n) return
    const accounts = sums.get(fund) ?? new Map<string, Fen>()
    accounts.set(debit, (accounts.get(debit) ?? 0n) + sign * fen)
    accounts.set(credit, (accounts.get(credit) ?? 0n) - sign * fen)
    sums.set(fund, accounts)
  }
  const inAdvance: ReadonlySet<object> = new Set(settled.settlementType === 'advance' ? paidInAdvance(settled.layers) : [])
  for (const one of settled.layers) {
    const { layer, payer, paid } = one
    const fund = fundOfLayer(scheme, layer, payer)
    if (fund === undefined) continue
    if (payer === 'fund' && inAdvance.has(one)) add(fund, 'receivable_liable', memoAccount(PAYABLE[to], 'liable'), paid)
    else if (payer === 'insurer') add(fund, 'receivable_insurer', memoAccount(PAYABLE[to], 'insurer'), paid)
    else add(fund, 'benefits_settled', PAYABLE[to], paid)
  }
  // Individual accounts are the employees' fund's, also where a family member's account pays a resident's bill.
  add('employee', memoAccount('benefits_settled', 'account'), memoAccount(PAYABLE[to], 'account'), settled.account.paid)
  return [...sums].map(([fund, accounts]) => ({ fund, accounts: [...accounts.keys()], amounts: [...accounts.values()] }))
}
