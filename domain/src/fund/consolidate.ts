// Books of several agencies as one: what one level sent another leaves both sides; what was sent and has not arrived is shown as in
// transit and never forced (财会〔2017〕28号; mirror books by 上解/下拨). Asked before the books are closed.
import { type Fen, sumOf } from '../base/money.js'
import { type Balances, balanceParts } from './book.js'
import { isIncomeOrExpenditure } from './entries/close-year.js'

/** One side of a transfer between levels. */
export interface LevelMove {
  readonly pair: string
  readonly movement: 'remit' | 'grant'
  readonly side: 'sent' | 'received'
  readonly amountFen: Fen
}

export interface Consolidated {
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  /** Of the books together: their own surpluses and what is in transit. More than income less expenditure by what came from an agency whose book
   * is not among them. */
  readonly surplusFen: Fen
  readonly eliminatedRemitFen: Fen
  readonly eliminatedGrantFen: Fen
  readonly inTransit: readonly { readonly pair: string; readonly amountFen: Fen }[]
}

const BETWEEN_LEVELS: ReadonlySet<string> = new Set(['4401', '4402', '5301', '5302'])

export function consolidate(books: readonly Balances[], moves: readonly LevelMove[]): Consolidated {
  const turnover = books
    .flatMap((balances) => [...balances].map(([key, fen]) => [balanceParts(key).account, fen] as const))
    .filter(([account]) => isIncomeOrExpenditure(account))
  const outside = turnover.filter(([account]) => !BETWEEN_LEVELS.has(account))
  const sumFrom = (first: string): Fen => sumOf(outside.filter(([account]) => account.startsWith(first)).map(([, fen]) => fen))
  const received = moves.filter(({ side }) => side === 'received')
  const receivedOf = (movement: LevelMove['movement']): Fen => sumOf(received.filter((one) => one.movement === movement).map(({ amountFen }) => amountFen))
  const onTheWay = inTransit(moves)
  return {
    incomeFen: -sumFrom('4'),
    expenditureFen: sumFrom('5'),
    surplusFen: sumOf(onTheWay.map(({ amountFen }) => amountFen)) - sumOf(turnover.map(([, fen]) => fen)),
    eliminatedRemitFen: receivedOf('remit'),
    eliminatedGrantFen: receivedOf('grant'),
    inTransit: onTheWay,
  }
}

function inTransit(moves: readonly LevelMove[]): { pair: string; amountFen: Fen }[] {
  const open: { pair: string; amountFen: Fen }[] = []
  for (const { pair, movement, amountFen } of moves.filter(({ side }) => side === 'sent')) {
    const arrived = sumOf(moves.filter((one) => one.side === 'received' && one.pair === pair && one.movement === movement).map((one) => one.amountFen))
    if (arrived < amountFen) open.push({ pair, amountFen: amountFen - arrived })
  }
  return open
}
