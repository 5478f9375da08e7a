import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bridgeOf } from './bridge.js'
import { explainBridge, payablesLeft } from './explain-bridge.js'

const OPENING = bridgeOf(new Map([['3001||a', -1_000n]]), [['payable_providers', -300n]])
const CLOSING = bridgeOf(
  new Map([
    ['3001||a', -1_000n],
    ['5001|inpatient|a', 200n],
  ]),
  [
    ['payable_providers', -250n],
    ['payable_providers/account', -100n],
    ['receivable_premiums', 40n],
  ],
)
const MOVES = [
  { account: 'cash', cause: '5001', fen: -200n },
  { account: 'payable_providers', cause: 'settlement', fen: 250n },
  { account: 'payable_providers', cause: 'provider_paid', fen: -200n },
  { account: 'receivable_premiums', cause: 'premium_assessed', fen: 40n },
]

test('every line of the bridge is what moved it, and the position is the lines together', () => {
  const lines = explainBridge(OPENING, CLOSING, MOVES)
  assert.deepEqual(
    lines.map(({ account, openingFen, closingFen, unexplainedFen }) => [account, openingFen, closingFen, unexplainedFen]),
    [
      ['cash', 1_000n, 800n, 0n],
      ['receivable_premiums', 0n, 40n, 0n],
      ['payable_providers', 300n, 350n, 0n],
      ['position', 700n, 490n, 0n],
    ],
  )
})

test('what no business explains stands in its line', () => {
  const [cash] = explainBridge(OPENING, CLOSING, MOVES.slice(1))
  assert.equal(cash?.unexplainedFen, -200n)
})

test('what is left to pay is the bills by item with the method’s difference, less all that was taken off and paid', () => {
  const figures = {
    openingFen: 10n,
    byItemFen: 100n,
    methodFen: -5n,
    deductionFen: 7n,
    depositFen: 4n,
    setOffFen: 20n,
    nettedFen: 3n,
    paidFen: 60n,
    returnedFen: 2n,
  }
  assert.equal(payablesLeft(figures), 13n)
})
