import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AccountState, type StatementLine, statementRows } from './statements.js'

const state = (account: string, detail: string, balance: bigint, debit = 0n, credit = 0n): AccountState => ({ account, detail, balance, debit, credit })
const line = (number: number, measure: StatementLine['measure'], of: string, part = ''): StatementLine => ({
  line: number,
  indent: 0,
  name: '',
  measure,
  of: of.split(' '),
  part,
})

test('a red amount lowers its own side; net lines are credit less debit, others one-sided', () => {
  const states = [state('4001', '', -900n, 100n, 1_000n), state('4501', '', -50n, 10n, 60n), state('5001', 'inpatient', 300n, 350n, 50n)]
  const rows = statementRows(
    [
      line(1, 'income_net', '4001'),
      line(2, 'income_turnover', '4501'),
      line(3, 'expenditure_net', '5001/inpatient'),
      line(4, 'sum', '1 2'),
      line(5, 'difference', '4 3'),
    ],
    [states],
  )
  assert.deepEqual(
    rows.map(({ fen }) => fen[0]),
    [900n, 60n, 300n, 960n, 660n],
  )
})

test('net assets count what is not closed yet, by part; pending income stands by itself', () => {
  const states = [
    state('3001', 'pool', -70n),
    state('3001', 'account', -30n),
    state('4001', 'pool', -10n),
    state('5201', 'account', 4n),
    state('4601', '', -5n),
  ]
  const parts = ['', 'pool', 'account', 'pending'].map((part, i) => line(i + 1, 'net_assets', '', part))
  assert.deepEqual(
    statementRows(parts, [states]).map(({ fen }) => fen[0]),
    [111n, 80n, 26n, 5n],
  )
})
