import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AuditItem, auditSheet, sheetFaults } from './audit-sheet.js'
import { openingOfCounty, openingReversed } from './opening-of-county.js'
import { type TakeOverStep, takeOverStage, takeOverStepRefused } from './take-over-life.js'

const item = (side: AuditItem['side'], account: string, fen: bigint, more: Partial<AuditItem> = {}): AuditItem => ({
  source: '甲',
  item: '项目',
  side,
  account,
  detail: '',
  counterparty: '',
  bookFen: fen,
  verifiedFen: fen,
  ...more,
})
const FROZEN = { surplus: 'frozen', basis: 'accrual' } as const
const OPENING = { book: 'B', unit: '990021', scheme: 'employee', inForce: '2026-02-28', bookedOn: '2026-03-20', facts: [1n, 2n] } as const

test('on accrual basis debts lower the surplus; what they eat up is the county’s gap; handed up, nothing is frozen', () => {
  const items = [item('asset', '1003', 100n), item('payable', 'payable_providers', 150n), item('receivable', 'receivable_subsidies', 10n)]
  const sheet = auditSheet(items, FROZEN)
  assert.deepEqual([sheet.certifiedFen, sheet.frozenFen, sheet.gapFen], [-40n, 0n, 40n])
  const [opening] = openingOfCounty(sheet, items, OPENING)
  assert.deepEqual(opening?.memoAccounts, ['payable_providers', 'receivable_subsidies', 'receivable_subsidies'])
  assert.deepEqual(opening?.memoAmounts, [-150n, 10n, 40n])
  const handedUp = auditSheet(items, { surplus: 'handed_up', basis: 'cash' })
  assert.deepEqual([handedUp.frozenFen, handedUp.handedUpFen, handedUp.gapFen], [0n, 100n, 0n])
})

test('individual accounts are nobody’s surplus, and claims of merging funds on each other must agree', () => {
  const items = [
    item('asset', '1003', 100n),
    item('net', '3001', 60n),
    item('net', '3001', 40n, { detail: 'account' }),
    item('asset', '1101', 7n, { counterparty: '乙' }),
  ]
  const other = [item('liability', '2001', 6n, { source: '乙', counterparty: '甲' }), item('asset', '1003', 6n, { source: '乙' })]
  const sheet = auditSheet([...items, ...other], FROZEN)
  assert.deepEqual([sheet.cashFen, sheet.accountsFen, sheet.frozenFen], [106n, 40n, 66n])
  assert.deepEqual(sheet.mutual, [{ from: '甲', to: '乙', claimFen: 7n, debtFen: 6n }])
  assert.ok(sheetFaults(sheet, [...items, ...other]).some((fault) => fault.includes('两边不等')))
  const openings = openingOfCounty(sheet, [...items, ...other], OPENING)
  assert.deepEqual(openings[1]?.details, ['', 'frozen', 'account'])
})

test('every opening balances, the frozen parts add up to the certified surplus, and red undoes it', () => {
  const some = fc.array(
    fc.record({
      side: fc.constantFrom<AuditItem['side']>('asset', 'liability', 'receivable', 'payable'),
      fen: fc.bigInt({ min: 0n, max: 1000n }),
      source: fc.constantFrom('甲', '乙'),
    }),
    { minLength: 1, maxLength: 10 },
  )
  fc.assert(
    fc.property(some, fc.constantFrom('accrual' as const, 'cash' as const), (given, basis) => {
      const items = given.map(({ side, fen, source }) => item(side, side === 'asset' ? '1003' : side === 'liability' ? '2001' : `${side}_x`, fen, { source }))
      const sheet = auditSheet(items, { surplus: 'frozen', basis })
      const openings = openingOfCounty(sheet, items, OPENING)
      let frozen = 0n
      for (const opening of openings) {
        assert.equal(
          opening.amounts.reduce((a, b) => a + b, 0n),
          0n,
        )
        opening.details.forEach((detail, i) => {
          if (detail === 'frozen') frozen -= opening.amounts[i] ?? 0n
        })
        const back = openingReversed(opening, 9n, '2026-03-21')
        assert.deepEqual(
          back.amounts.map((amount, i) => amount + (opening.amounts[i] ?? 0n)).filter((amount) => amount !== 0n),
          [],
        )
      }
      assert.equal(frozen, sheet.frozenFen)
    }),
  )
})

test('stages follow the steps; money and switch need two officers; after a live bill nothing goes back', () => {
  const steps: TakeOverStep[] = []
  const state = (more = {}) => ({ steps, blocking: [], liveSettlements: false, ...more })
  const take = (kind: TakeOverStep['kind'], officer: bigint): void => {
    assert.equal(takeOverStepRefused(state(), kind, officer), undefined, kind)
    steps.push({ kind, officer })
  }
  assert.equal(takeOverStepRefused(state({ blocking: ['还有差异。'] }), 'data_finished', 1n)?.code, 'blocked')
  take('data_finished', 1n)
  take('audit_finished', 1n)
  assert.equal(takeOverStepRefused(state(), 'transferred', 2n)?.code, 'not_asked')
  take('transfer_asked', 1n)
  for (const officer of [1n, 2n]) assert.equal(takeOverStepRefused(state(), 'transfer_asked', officer)?.code, 'done_already')
  assert.equal(takeOverStepRefused(state(), 'transferred', 1n)?.code, 'same_officer')
  take('transferred', 2n)
  take('rehearsed', 1n)
  take('switch_asked', 1n)
  take('rehearsed', 1n)
  assert.equal(takeOverStepRefused(state(), 'switch_asked', 2n)?.code, 'done_already')
  take('switched', 2n)
  assert.equal(takeOverStage(steps), 'live')
  assert.equal(takeOverStepRefused(state({ liveSettlements: true }), 'roll_back_asked', 1n)?.code, 'live_already')
  take('roll_back_asked', 1n)
  take('rolled_back', 2n)
  assert.equal(takeOverStage(steps), 'run')
})
