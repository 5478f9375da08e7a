// A budget where every unit balances itself: what its own government must agree to before issue, what requests for money are held to, what
// an adjustment may not do; and a patient whose bill is settled all the same.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { loadPaymentTables } from '../payment/load-payment-tables.js'
import { ruleSetText } from '../policy/rule-set.js'
import { insertRuleSet } from '../policy/store.js'
import { yearEndRules } from '../pooling/case-policy.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { done, type Fields, factOf, refusedAs } from '../testing/pool-year.js'
import { settledStayIn } from '../testing/settled-stay.js'
import { NOON, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { smallPolicy } from '../testing/small-policy.js'

const BOOK = bookOf(POOL, 'resident')
const [EAST, WEST] = ['980101', '980102']

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let fund: Caller
let finance: Caller
let west: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident'] })
  await loadPaymentTables(db.batch)
  const pooling = [{ ...yearEndRules({ mode: 'by_level', overspend_needs_approval: true }), area: POOL, scheme: 'resident' as const }]
  await insertRuleSet(
    db.batch,
    ruleSetText({ area: POOL, scheme: 'resident', versions: [smallPolicy(POOL, 'resident')], pooling, entitlement: [], files: [] }, []),
  )
  desk = await testDesk(db, { pool: POOL, clock: NOON })
  fund = await desk.as('bureau', 'fund_officer')
  finance = await desk.as('finance', 'finance_officer')
  west = await desk.as('agency', 'finance_officer', WEST)
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Plan = readonly [income: number, expenditure: number]
const propose = (year: number, east: Plan, of: Plan, reason?: string): Promise<Answer> =>
  fund.post('/api/budgets', {
    ...{ book: BOOK, year, ...(reason === undefined ? {} : { reason }) },
    units: [
      { unit: EAST, income_fen: east[0], expenditure_fen: east[1] },
      { unit: WEST, income_fen: of[0], expenditure_fen: of[1] },
    ],
  })
const step = (budget: unknown, kind: string, more = {}): Promise<Answer> =>
  (kind === 'reviewed' ? finance : fund).post(`/api/budgets/${budget}/steps`, { kind, dated: '2026-03-02', document: '示政〔2026〕1号', ...more })
/** Until all that is missing is its issue. */
async function approved(answer: Answer): Promise<string> {
  const budget = String(done(answer)['budget'])
  for (const kind of ['submitted', 'reviewed', 'government_approved', 'congress_approved']) done(await step(budget, kind))
  return budget
}
const agree = (of: string, stage: string, dated = '2026-03-05'): Promise<Answer> =>
  fund.post('/api/gap-approvals', { book: BOOK, unit: WEST, year: 2026, of, step: stage, dated, document: '西政〔2026〕3号' })
const request = (amount_fen: number): Promise<Answer> =>
  west.post('/api/fund-requests', { book: BOOK, unit: WEST, month: '2026-03', budget_line: '待遇支出', amount_fen, purpose: '三月待遇支出' })

async function record(facts: readonly BookFact[]): Promise<void> {
  const made = await inTransaction(db.batch, (client) => recordFacts(client, facts))
  assert.equal(
    made.kind,
    'recorded',
    JSON.stringify(made, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  )
}

test('until the year’s plan is issued, last year’s holds; what uses past surplus waits for the unit’s own government and the approvals after it', async () => {
  done(await request(9_000_000))
  done(await step(await approved(await propose(2025, [900_000, 900_000], [400_000, 400_000])), 'issued'))
  assert.match(refusedAs(await request(400_001), 'over_unit_plan'), /2026 年度预算还没有下达，暂按上年下达的计划控制，西县/)
  const budget = await approved(await propose(2026, [1_000_000, 900_000], [500_000, 600_000]))
  refusedAs(await step(budget, 'issued', { dated: '2026-03-21' }), 'future_day')
  refusedAs(await step(budget, 'issued', { dated: '2026-03-01' }), 'before_last_step')
  assert.match(refusedAs(await step(budget, 'issued'), 'agreement_missing'), /^西县动用历年结余 1000\.00 元（缺同级政府同意）：/)
  done(await agree('use_of_surplus', 'prescribed', '2026-03-04'))
  done(await agree('use_of_surplus', 'government'))
  assert.match(refusedAs(await step(budget, 'issued'), 'agreement_missing'), /缺按规定报批/)
  done(await agree('use_of_surplus', 'prescribed'))
  const issued = done(await step(budget, 'issued'))
  assert.deepEqual(issued['agreements'], [{ unit: WEST, name: '西县', of: 'use_of_surplus', amount_fen: 100_000, missing: null }])
})

test('requests of a unit are held to its own plan, though the others have money left; a patient’s bill is settled all the same', async () => {
  assert.match(refusedAs(await request(600_001), 'over_unit_plan'), /^西县 2026 年度累计申请将超过计划 0\.01 元/)
  const { number } = done(await request(600_000))
  const second = done(await request(1))['number']
  done(await fund.post(`/api/fund-requests/${number}/steps`, { kind: 'bureau_applied' }))
  refusedAs(await fund.post(`/api/fund-requests/${second}/steps`, { kind: 'bureau_applied' }), 'over_unit_plan')
  refusedAs(await request(1), 'over_unit_plan')
  const { bill } = await settledStayIn(city)
  assert.equal(bill['medfee_sumamt'], 1000)
})

test('an adjustment says why, needs agreement to what it adds, each time anew, and never falls below what was spent', async () => {
  const paid = (amountFen: bigint) =>
    factOf(db.batch, BOOK, '2026-02-10', 'outside_paid', { unit: WEST, period: '2026-02-01', part: 'pool', care: 'inpatient', amountFen })
  await record([
    await factOf(db.batch, BOOK, '2024-12-31', 'opening_balance', {
      ...{ unit: WEST, accounts: ['1003', '3001'], details: ['', ''], amounts: [2_000_000n, -2_000_000n], memoAccounts: [], memoAmounts: [] },
    }),
    await factOf(db.batch, BOOK, '2025-12-31', 'year_closed', { year: 2025 } as Fields<'year_closed'>),
    await factOf(db.batch, BOOK, '2026-02-09', 'funds_granted', { unit: WEST, via: 'direct', amountFen: 300_000n, request: null }),
    await paid(300_000n),
  ])
  const east: Plan = [1_000_000, 900_000]
  refusedAs(await propose(2026, east, [500_000, 700_000]), 'reason_missing')
  assert.match(refusedAs(await propose(2026, east, [500_000, 299_999], '压减支出'), 'below_spent'), /2999\.99 元，低于账上已支出的 3000\.00 元/)
  const old = String(done(await propose(2026, east, [500_000, 650_000], '住院人次增加'))['budget'])
  const budget = await approved(await propose(2026, east, [500_000, 700_000], '住院人次增加'))
  assert.match(refusedAs(await step(old, 'submitted'), 'newer_budget'), /请办理最新的一份/)
  assert.match(refusedAs(await propose(2026, east, [500_000, 710_000], '住院人次增加'), 'on_its_way'), new RegExp(`编号 ${budget}，人大已批准`))
  // What the county's government agreed to before the first issue does not carry the adjustment.
  const missing = refusedAs(await step(budget, 'issued'), 'agreement_missing')
  assert.match(missing, /西县动用历年结余 1000\.00 元（缺同级政府同意）、西县超预算支出 1000\.00 元（缺同级政府同意）/)
  for (const of of ['use_of_surplus', 'overspend']) for (const stage of ['government', 'prescribed']) done(await agree(of, stage))
  done(await step(budget, 'issued'))
  done(await request(100_000))
  refusedAs(await request(100_001), 'over_unit_plan')
  const second = await approved(await propose(2026, east, [500_000, 750_000], '新增谈判药品'))
  refusedAs(await step(second, 'issued'), 'agreement_missing')
  done(await finance.post(`/api/budgets/${second}/steps`, { kind: 'returned', dated: '2026-03-10', remark: '县政府没有同意' }))
})

test('an adjustment that spending overtook on its way is not issued; what is overspent is marked; after the close nothing is adjusted', async () => {
  const budget = await approved(await propose(2026, [1_000_000, 900_000], [600_000, 350_000], '压减西县支出'))
  await record([
    await factOf(db.batch, BOOK, '2026-03-18', 'funds_granted', { unit: WEST, via: 'direct', amountFen: 500_000n, request: null }),
    await factOf(db.batch, BOOK, '2026-03-19', 'outside_paid', { unit: WEST, period: '2026-03-01', part: 'pool', care: 'inpatient', amountFen: 450_000n }),
  ])
  refusedAs(await step(budget, 'issued'), 'below_spent')
  done(await finance.post(`/api/budgets/${budget}/steps`, { kind: 'returned', dated: '2026-03-20', remark: '支出已超过' }))
  const { rows } = done(await fund.get(`/api/budget-execution/months?year=2026&month=3&book=${BOOK}`)) as unknown as { rows: { unit: string; mark: string }[] }
  assert.equal(rows.find(({ unit }) => unit === WEST)?.mark, 'over_plan')
  refusedAs(await propose(2025, [900_000, 900_000], [400_000, 390_000], '年终核减支出'), 'year_closed')
})
