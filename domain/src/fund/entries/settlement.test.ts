import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesOfSettlement, type SettledAmounts } from './settlement.js'

const ONE_STOP: SettledAmounts = {
  layers: [
    { layer: 'basic', payer: 'fund', paid: 70_000n },
    { layer: 'large', payer: 'fund', paid: 5_000n },
    { layer: 'major', payer: 'insurer', paid: 9_000n },
    { layer: 'assistance', payer: 'fund', paid: 800n },
    { layer: 'assistance_tilt', payer: 'fund', paid: 200n },
    { layer: 'mutual_aid', payer: 'union', paid: 300n },
    { layer: 'disabled', payer: 'federation', paid: 30n },
    { layer: 'hospital', payer: 'hospital', paid: 3n },
  ],
  account: { paid: 600n },
}

test('each fund owes its own layers; union, federation and hospital stay outside the books', () => {
  assert.deepEqual(entriesOfSettlement('resident', ONE_STOP, 1n), [
    {
      fund: 'resident',
      accounts: ['benefits_settled', 'payable_providers', 'receivable_insurer', 'payable_providers/insurer'],
      amounts: [70_000n, -70_000n, 9_000n, -9_000n],
    },
    { fund: 'large_amount', accounts: ['benefits_settled', 'payable_providers'], amounts: [5_000n, -5_000n] },
    { fund: 'assistance', accounts: ['benefits_settled', 'payable_providers'], amounts: [1_000n, -1_000n] },
    { fund: 'employee', accounts: ['benefits_settled/account', 'payable_providers/account'], amounts: [600n, -600n] },
  ])
})

test('the cancellation is the exact opposite', () => {
  const settled = entriesOfSettlement('employee', ONE_STOP, 1n)
  const cancelled = entriesOfSettlement('employee', ONE_STOP, -1n)
  assert.deepEqual(
    cancelled.map((entry) => entry.amounts.map((fen) => -fen)),
    settled.map((entry) => entry.amounts),
  )
  for (const { amounts } of [...settled, ...cancelled])
    assert.equal(
      amounts.reduce((a, b) => a + b, 0n),
      0n,
    )
})

test('a major-illness layer that the fund runs itself is its own cost', () => {
  const settled = { layers: [{ layer: 'major', payer: 'fund', paid: 9n }], account: { paid: 0n } } as const
  assert.deepEqual(entriesOfSettlement('resident', settled, 1n), [
    { fund: 'resident', accounts: ['benefits_settled', 'payable_providers'], amounts: [9n, -9n] },
  ])
})

test('a bill paid wholly in cash touches no fund', () => {
  assert.deepEqual(entriesOfSettlement('resident', { layers: [], account: { paid: 0n } }, 1n), [])
})

test('care outside the area is owed to the place of care, a claim to the person', () => {
  const settled = { layers: [{ layer: 'basic', payer: 'fund', paid: 5n }], account: { paid: 0n } } as const
  assert.deepEqual(entriesOfSettlement('resident', settled, 1n, 'outside')[0]?.accounts, ['benefits_settled', 'payable_outside'])
  assert.deepEqual(entriesOfSettlement('resident', settled, 1n, 'person')[0]?.accounts, ['benefits_settled', 'payable_persons'])
})
