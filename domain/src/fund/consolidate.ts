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
  /** Of the books together: their own surpluses and what is in transit. */
  readonly surplusFen: Fen
  readonly eliminatedRemitFen: Fen
  readonly eliminatedGrantFen: Fen
  readonly inTransit: readonly { readonly pair: string; readonly amountFen: Fen }[]
}

const BETWEEN_LEVELS: ReadonlySet<string> = new Set(['4401', '4402', '5301', '5302'])

export function consolidate(books: readonly Balances[], moves: readonly LevelMove[]): Consolidated {
  const outside = books.flatMap((balances) =>
    [...balances].filter(([key]) => {
      const { account } = balanceParts(key)
      return isIncomeOrExpenditure(account) && !BETWEEN_LEVELS.has(account)
    }),
  )
  const sumFrom = (first: string): Fen => sumOf(outside.filter(([key]) => key.startsWith(first)).map(([, fen]) => fen))
  const [incomeFen, expenditureFen] = [-sumFrom('4'), sumFrom('5')]
  const received = moves.filter(({ side }) => side === 'received')
  const receivedOf = (movement: LevelMove['movement']): Fen => sumOf(received.filter((one) => one.movement === movement).map(({ amountFen }) => amountFen))
  return {
    incomeFen,
    expenditureFen,
    surplusFen: incomeFen - expenditureFen,
    eliminatedRemitFen: receivedOf('remit'),
    eliminatedGrantFen: receivedOf('grant'),
    inTransit: inTransit(moves),
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
