import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BookFact, BookFactKind, BookFactOf } from '../facts/fact.js'
import type { ProviderPaidLine } from '../facts/fund-facts.js'
import { type Book, balanceParts } from './book.js'
import { checkVoucher } from './check-voucher.js'
import type { Fund } from './memo.js'
import { type Decision, postFacts } from './post-facts.js'

const RESIDENT = '1003 1004 1005 1101 1201 2001 2101 3001 4001 4101 4201 4401 4402 4501 5001 5101 5301 5302 5401'
const EMPLOYEE = `${RESIDENT} 4301 4601 4602 5201`
const FLOWS = new Map([['1004', new Set(['1003', '1101', '2001', '4201', '4401', '5001', '5101'])]])

function aBook(fund: Fund, more: Partial<Book> = {}): Book {
  const permitted = new Set((fund === 'employee' ? EMPLOYEE : RESIDENT).split(' '))
  return { book: 'B', fund, permitted, flows: FLOWS, nextYearLiabilityFrom: null, closedThrough: null, budgets: new Map(), ...more }
}

let number = 0n
function on<K extends BookFactKind>(day: string, kind: K, fields: Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>): BookFact {
  number += 1n
  return { kind, book: 'B', fact: number, inForce: day, bookedOn: day, ...fields } as unknown as BookFact
}

function opening(unit: string, amounts: Readonly<Record<string, bigint>>): BookFact {
  const [accounts, details] = [Object.keys(amounts).map((key) => key.split('/')[0] ?? ''), Object.keys(amounts).map((key) => key.split('/')[1] ?? '')]
  return on('2026-01-01', 'opening_balance', { unit, accounts, details, amounts: Object.values(amounts), memoAccounts: [], memoAmounts: [] })
}

/** First-level balances, zero accounts left out. */
function trial(decision: Decision): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const [key, fen] of decision.balances) sums[balanceParts(key).account] = (sums[balanceParts(key).account] ?? 0n) + fen
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, fen]) => fen !== 0n)
      .sort(),
  )
}

/** Memo positions, contra accounts left out. */
function positions(decision: Decision): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const { bookkeeping } of decision.postings) for (const { account, amount } of bookkeeping.memo) sums[account] = (sums[account] ?? 0n) + amount
  return Object.fromEntries(Object.entries(sums).filter(([account, fen]) => fen !== 0n && /^(receivable|payable|deposits|next_year)/.test(account)))
}

function codes(decision: Decision): string[] {
  return decision.refusals.map(({ refusal }) => refusal.code)
}

const received = { arrives: 'treasury', paidBy: 'payer', assessed: true, period: '2026-01-01', benefitYear: 2026, accountFen: 0n, ticket: 'T1' } as const
const line: ProviderPaidLine = {
  unit: 'u1',
  period: '2026-01-01',
  part: 'pool',
  care: 'inpatient',
  grossFen: 1_000_000_000n,
  deductionFen: 20_000_000n,
  depositFen: 49_000_000n,
  nettedThisYearFen: 0n,
  nettedEarlierFen: 0n,
  setOffFen: 0n,
}

test('a premium is income when the tax office collects it, and reaches the special account through the treasury', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    on('2026-01-05', 'premium_assessed', {
      unit: 'u1',
      payer: 'resident',
      employer: null,
      period: '2026-01-01',
      benefitYear: 2026,
      heads: 2500,
      poolFen: 100_000_000n,
      accountFen: 0n,
    }),
    on('2026-01-20', 'premium_received', { ...received, unit: 'u1', poolFen: 60_000_000n }),
    on('2026-01-22', 'treasury_transferred', { unit: 'u1', amountFen: 50_000_000n, transferOrder: 'Z1' }),
  ])
  assert.deepEqual(trial(decision), { '1003': 50_000_000n, '1005': 10_000_000n, '4001': -60_000_000n })
  assert.deepEqual(positions(decision), { receivable_premiums: 40_000_000n })
})

test('a premium paid by the assistance fund is premium, never fiscal subsidy', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    on('2026-02-01', 'premium_received', { ...received, arrives: 'special', paidBy: 'assistance', assessed: false, unit: 'u1', poolFen: 40_000n }),
  ])
  assert.deepEqual(trial(decision), { '1003': 40_000n, '4001': -40_000n })
})

test('the employees’ premium is split between pool and individual accounts', () => {
  const decision = postFacts(aBook('employee'), new Map(), [on('2026-01-20', 'premium_received', { ...received, unit: 'u1', poolFen: 650n, accountFen: 200n })])
  assert.equal(decision.balances.get('4001|pool|u1'), -650n)
  assert.equal(decision.balances.get('4001|account|u1'), -200n)
  assert.deepEqual(positions(decision), { receivable_premiums: -650n, 'receivable_premiums/account': -200n })
})

test('next year’s premium is a liability where the switch is on, else income with a memo', () => {
  const early = on('2026-10-15', 'premium_received', { ...received, assessed: false, unit: 'u1', benefitYear: 2027, poolFen: 400n })
  const release = on('2027-01-01', 'next_year_released', { unit: 'u1', benefitYear: 2027, collectedUntil: '2026-12-31', amountFen: 400n })
  const off = postFacts(aBook('resident'), new Map(), [early])
  assert.deepEqual([trial(off), positions(off)], [{ '1005': 400n, '4001': -400n }, { next_year_premiums: -400n }])
  assert.deepEqual(positions(postFacts(aBook('resident'), new Map(), [early, release])), {})
  const switched = aBook('resident', { nextYearLiabilityFrom: '2026-01-01' })
  const on2026 = postFacts(switched, new Map(), [early])
  assert.deepEqual([trial(on2026), positions(on2026)], [{ '1005': 400n, '2001': -400n }, {}])
  assert.deepEqual(trial(postFacts(switched, new Map(), [early, release])), { '1005': 400n, '4001': -400n })
})

test('a hospital is paid less deduction and deposit; only what is paid is expenditure, and the whole payable is settled', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    opening('u1', { '1004': 2_000_000_000n, '3001': -2_000_000_000n }),
    on('2026-02-15', 'provider_paid', { provider: 'H1', period: '2026-01-01', lines: [line] }),
  ])
  assert.deepEqual(trial(decision), { '1004': 1_069_000_000n, '3001': -2_000_000_000n, '5001': 931_000_000n })
  assert.deepEqual(positions(decision), { payable_providers: 1_000_000_000n, deposits_retained: -49_000_000n })
})

test('what was paid too much this year is netted in red, of an earlier year as other income', () => {
  const paid = { ...line, grossFen: 800_000n, deductionFen: 10_000n, depositFen: 39_500n }
  const thisYear = postFacts(aBook('resident'), new Map(), [
    opening('u1', { '1004': 1_000_000n, '3001': -1_000_000n }),
    on('2026-03-15', 'provider_paid', { provider: 'H1', period: '2026-02-01', lines: [{ ...paid, nettedThisYearFen: 500_000n }] }),
  ])
  assert.deepEqual(trial(thisYear), { '1004': 749_500n, '3001': -1_000_000n, '5001': 250_500n })
  const earlier = postFacts(aBook('resident'), new Map(), [
    opening('u1', { '1004': 1_000_000n, '3001': -1_000_000n }),
    on('2026-03-15', 'provider_paid', { provider: 'H1', period: '2026-02-01', lines: [{ ...paid, nettedEarlierFen: 500_000n }] }),
  ])
  assert.deepEqual(trial(earlier), { '1004': 749_500n, '3001': -1_000_000n, '4501': -500_000n, '5001': 750_500n })
})

test('what is paid for the major-illness insurer is claimed back and never expenditure', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    opening('u1', { '1004': 100n, '3001': -100n }),
    on('2026-02-15', 'provider_paid', {
      provider: 'H1',
      period: '2026-01-01',
      lines: [{ ...line, part: 'insurer', grossFen: 70n, deductionFen: 0n, depositFen: 0n }],
    }),
    on('2026-02-25', 'insurer_repaid', { unit: 'u1', insurer: 'I1', period: '2026-01-01', amountFen: 70n }),
  ])
  assert.deepEqual(trial(decision), { '1004': 100n, '3001': -100n })
  assert.deepEqual(positions(decision), { 'payable_providers/insurer': 70n, receivable_insurer: -70n })
})

test('money at county finance is still in the special account but no longer free', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    opening('u1', { '1003': 100_000_000n, '3001': -100_000_000n }),
    on('2026-01-05', 'funds_granted', { via: 'county_finance', unit: 'u1', amountFen: 40_000_000n, request: null }),
    on('2026-01-06', 'funds_granted', { via: 'direct', unit: 'u2', amountFen: 60_000_001n, request: null }),
    on('2026-01-06', 'funds_drawn', { unit: 'u1', amountFen: 40_000_001n, grantFact: null }),
    on('2026-01-07', 'funds_granted', { via: 'direct', unit: 'u2', amountFen: 60_000_000n, request: null }),
  ])
  assert.deepEqual(codes(decision), ['insufficient_special_account', 'insufficient_special_account'])
  assert.deepEqual(trial(decision), { '1003': 40_000_000n, '1004': 60_000_000n, '3001': -100_000_000n })
  assert.equal(decision.balances.get('1003|county_finance|u1'), 40_000_000n)
})

test('the expenditure account takes no premium; the special account does', () => {
  const voucher = (bank: string) =>
    checkVoucher(aBook('resident'), new Map(), '2026-01-05', [
      { account: bank, detail: '', unit: 'u1', amount: 5000n },
      { account: '4001', detail: '', unit: 'u1', amount: -5000n },
    ]).map((refusal) => refusal.code)
  assert.deepEqual(voucher('1004'), ['forbidden_flow'])
  assert.deepEqual(voucher('1003'), [])
})

test('a voucher is refused for every fault at once: not balanced, an account not opened, a closed year', () => {
  const closed = aBook('resident', { closedThrough: '2025-12-31' })
  const entries = [
    { account: '4301', detail: '', unit: 'u1', amount: -3n },
    { account: '1003', detail: '', unit: 'u1', amount: 5n },
  ]
  assert.deepEqual(
    checkVoucher(closed, new Map(), '2025-12-30', entries).map((refusal) => refusal.code),
    ['closed_period', 'unbalanced', 'account_not_permitted'],
  )
})

test('the year end brings every income and expenditure account to zero, by unit and by part', () => {
  const interest = { detail: '', product: 1n, rate: '0.0110' } as const
  const decision = postFacts(aBook('employee'), new Map(), [
    opening('u1', { '1003': 900n, '1004': 300n, '3001/pool': -700n, '3001/account': -500n }),
    on('2026-01-20', 'premium_received', { ...received, unit: 'u1', poolFen: 650n, accountFen: 200n }),
    on('2026-02-15', 'provider_paid', {
      provider: 'H1',
      period: '2026-01-01',
      lines: [
        { ...line, grossFen: 100n, deductionFen: 0n, depositFen: 0n },
        { ...line, part: 'account', care: 'pharmacy', grossFen: 60n, deductionFen: 0n, depositFen: 0n },
      ],
    }),
    on('2026-03-21', 'interest_credited', { unit: 'u2', account: '1003', poolFen: 4n, accountFen: 3n, ...interest }),
    on('2026-12-31', 'year_closed', { year: 2026 }),
    on('2026-12-31', 'interest_credited', { unit: 'u2', account: '1003', poolFen: 4n, accountFen: 3n, ...interest }),
  ])
  assert.deepEqual(codes(decision), ['closed_period'])
  assert.deepEqual(trial(decision), { '1003': 907n, '1004': 140n, '1005': 850n, '3001': -1897n })
  const surplus = [...decision.balances].filter(([key, fen]) => key.startsWith('3001') && fen !== 0n)
  assert.deepEqual(Object.fromEntries(surplus), { '3001|pool|u1': -1250n, '3001|account|u1': -640n, '3001|pool|u2': -4n, '3001|account|u2': -3n })
})

test('amounts are positive, a month end agrees, a year is closed in its last month', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    on('2026-01-05', 'subsidy_received', { unit: 'u1', government: 'city', benefitYear: 2026, amountFen: 0n, dueRecorded: false }),
    on('2026-01-31', 'month_reconciled', {
      unit: 'u1',
      account: '1003',
      detail: '',
      month: '2026-01-01',
      holder: 'finance',
      bookFen: 5n,
      holderFen: 3n,
      inTransitFen: 1n,
    }),
    on('2026-11-30', 'year_closed', { year: 2026 }),
  ])
  assert.deepEqual(codes(decision), ['amount_not_positive', 'not_reconciled', 'not_year_end'])
})

test('a year closed in January leaves what is booked in the new year alone', () => {
  const decision = postFacts(aBook('resident'), new Map(), [
    on('2026-12-30', 'premium_received', { ...received, assessed: false, unit: 'u1', poolFen: 100n }),
    on('2027-01-05', 'premium_received', { ...received, assessed: false, benefitYear: 2027, unit: 'u1', poolFen: 7n }),
    on('2026-12-31', 'year_closed', { year: 2026 }),
  ])
  assert.deepEqual(trial(decision), { '1005': 107n, '3001': -100n, '4001': -7n })
})

test('a budget that is used up holds requests for money, and never what is owed to a patient or a hospital', () => {
  const budgets = new Map([[2026, { approvedFen: 100n, requestedFen: 100n }]])
  const money = opening('u1', { '1003': 1_000n, '1004': 500n, '3001': -1_500n })
  const request = on('2026-02-01', 'funds_requested', { unit: 'u1', month: '2026-02-01', budgetLine: '待遇支出', amountFen: 1n })
  const patient = on('2026-02-02', 'person_paid', { unit: 'u1', person: 7n, part: 'pool', care: 'inpatient', amountFen: 500n })
  assert.deepEqual(codes(postFacts(aBook('resident', { budgets }), new Map(), [money, request])), ['over_budget'])
  const paid = postFacts(aBook('resident', { budgets }), new Map(), [money, patient])
  assert.deepEqual(codes(paid), [])
  assert.deepEqual(trial(paid), { '1003': 1_000n, '3001': -1_500n, '5001': 500n })
})
