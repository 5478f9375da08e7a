// Several books of one fund as one: what one level sent another and what arrived leave both sides; what was sent inside and has not
// arrived leaves the sender's expenditure and is shown as in transit. Money from or to a level outside the group stays (财会〔2017〕28号; mirror books
// by 上解/下拨).
import { type Fen, sumOf } from '../base/money.js'
import type { Part } from '../facts/money-fact.js'
import type { AccountState } from './statements.js'

export interface GroupMove {
  readonly pair: string
  readonly movement: 'remit' | 'grant'
  readonly side: 'sent' | 'received'
  /** Whether the book stands at the top of the group: it remits to a level outside and grants to those inside. */
  readonly top: boolean
  readonly amounts: Readonly<Record<Part, Fen>>
}

export interface Eliminated {
  /** To be added to the sum of the books: negative turnover of the accounts between levels. */
  readonly states: readonly AccountState[]
  readonly inTransit: readonly { readonly pair: string; readonly amountFen: Fen }[]
  readonly eliminatedFen: Fen
}

const ACCOUNTS = { remit: { sent: '5301', received: '4402' }, grant: { sent: '5302', received: '4401' } } as const
const PARTS: readonly Part[] = ['pool', 'account']

/** `byPart`: whether the fund's accounts are kept by part. */
export function eliminate(moves: readonly GroupMove[], byPart: boolean): Eliminated {
  const inside = moves.filter(({ side, movement, top }) => side === 'sent' && (movement === 'remit') !== top)
  const states: AccountState[] = []
  const inTransit: { pair: string; amountFen: Fen }[] = []
  let eliminatedFen = 0n
  for (const { pair, movement, amounts } of inside) {
    const arrived = moves.filter((one) => one.side === 'received' && one.pair === pair && one.movement === movement)
    let open = 0n
    for (const part of PARTS) {
      const [sent, received] = [amounts[part], sumOf(arrived.map((one) => one.amounts[part]))]
      const detail = byPart ? part : ''
      states.push({ account: ACCOUNTS[movement].sent, detail, balance: -sent, debit: -sent, credit: 0n })
      states.push({ account: ACCOUNTS[movement].received, detail, balance: received, debit: 0n, credit: -received })
      eliminatedFen += received
      open += sent - received
    }
    if (open !== 0n) inTransit.push({ pair, amountFen: open })
  }
  return { states, inTransit, eliminatedFen }
}
