import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eliminate, type GroupMove } from './eliminate.js'

const move = (pair: string, movement: 'remit' | 'grant', side: 'sent' | 'received', top: boolean, pool: bigint): GroupMove => ({
  pair,
  movement,
  side,
  top,
  amounts: { pool, account: 0n },
})

test('what arrived leaves both sides, what did not is in transit, the province stays', () => {
  const { states, inTransit, eliminatedFen } = eliminate(
    [
      move('a', 'remit', 'sent', false, 100n),
      move('a', 'remit', 'received', true, 100n),
      move('b', 'grant', 'sent', true, 70n),
      move('province-up', 'remit', 'sent', true, 9n),
      move('province-down', 'grant', 'received', true, 8n),
    ],
    false,
  )
  const sum = (account: string) => states.filter((one) => one.account === account).reduce((total, one) => total + one.debit + one.credit, 0n)
  assert.deepEqual([sum('5301'), sum('4402'), sum('5302'), sum('4401')], [-100n, -100n, -70n, 0n])
  assert.deepEqual(inTransit, [{ pair: 'b', amountFen: 70n }])
  assert.equal(eliminatedFen, 100n)
})
