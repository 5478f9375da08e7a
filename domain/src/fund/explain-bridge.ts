// The bridge of a month line by line: what the cash books and the memo ledger stood at when it began and ended, and which business moved
// each line. What no business explains stands in a line of its own, so that it cannot be overlooked (E1).
import { type Fen, sumOf } from '../base/money.js'
import type { Bridge } from './bridge.js'

export interface BridgeMove {
  /** Account of the cash books or memo account without its part. */
  readonly account: string
  /** Kind of fact, or the account itself on the cash side. */
  readonly cause: string
  /** Turned so that more is positive: more net assets, more owed to us, more that we owe. */
  readonly fen: Fen
}

export interface BridgeLine {
  readonly account: string
  readonly side: 'cash' | 'receivable' | 'payable' | 'position'
  readonly openingFen: Fen
  readonly closingFen: Fen
  readonly moves: readonly BridgeMove[]
  /** Change less what its moves come to: nothing, unless the ledgers are wrong. */
  readonly unexplainedFen: Fen
}

const CASH_LINE = 'cash'
const POSITION_LINE = 'position'

export function explainBridge(opening: Bridge, closing: Bridge, moves: readonly BridgeMove[]): readonly BridgeLine[] {
  const line = (account: string, side: BridgeLine['side'], openingFen: Fen, closingFen: Fen): BridgeLine => {
    const own = moves.filter((move) => move.account === account && move.fen !== 0n)
    return { account, side, openingFen, closingFen, moves: own, unexplainedFen: closingFen - openingFen - sumOf(own.map(({ fen }) => fen)) }
  }
  const side = (name: 'receivable' | 'payable', of: (bridge: Bridge) => ReadonlyMap<string, Fen>): BridgeLine[] => {
    const accounts = new Set([...of(opening).keys(), ...of(closing).keys()])
    return [...accounts].sort().map((account) => line(account, name, of(opening).get(account) ?? 0n, of(closing).get(account) ?? 0n))
  }
  const lines = [
    line(CASH_LINE, 'cash', opening.cashNetAssetsFen, closing.cashNetAssetsFen),
    ...side('receivable', ({ receivables }) => receivables),
    ...side('payable', ({ payables }) => payables),
  ]
  const position = { account: POSITION_LINE, side: 'position', openingFen: opening.positionFen, closingFen: closing.positionFen, moves: [] } as const
  return [...lines, { ...position, unexplainedFen: position.closingFen - position.openingFen - sumOf(lines.map(changeOf)) }]
}

/** What a line adds to the position. */
function changeOf({ side, openingFen, closingFen }: BridgeLine): Fen {
  return side === 'payable' ? openingFen - closingFen : closingFen - openingFen
}

export interface PayablesFigures {
  readonly openingFen: Fen
  readonly byItemFen: Fen
  /** What the payment method adds to or takes off the bills by item. */
  readonly methodFen: Fen
  readonly deductionFen: Fen
  readonly depositFen: Fen
  readonly setOffFen: Fen
  readonly nettedFen: Fen
  readonly paidFen: Fen
  /** Payments that the bank returned, owed again, and balances taken over. */
  readonly returnedFen: Fen
}

/** 应付 = by item ± method − deductions − deposit − set-off of prepayments − what the provider owed − paid + returned. */
export function payablesLeft(of: PayablesFigures): Fen {
  return of.openingFen + of.byItemFen + of.methodFen - of.deductionFen - of.depositFen - of.setOffFen - of.nettedFen - of.paidFen + of.returnedFen
}
