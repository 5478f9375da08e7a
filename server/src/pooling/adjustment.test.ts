import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import pg from 'pg'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { ruleSetText } from '../policy/rule-set.js'
import { insertRuleSet } from '../policy/store.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { done, factOf, refusedAs } from '../testing/pool-year.js'
import { COUNTY_A, COUNTY_B, makeSmallPool, OWN_LEVEL, POOL } from '../testing/small-pool.js'
import { adjustmentInputs } from './adjustment-inputs.js'
import { rulesOf } from './case-policy.js'

/** A province with two cities: the small pool, and one whose books are one unit. */
const PROVINCE = '980000'
const OTHER = '980100'
const FUND_BOOK = bookOf(PROVINCE, 'resident')
const RULES = rulesOf([
  [
    '上解',
    'adjustment.levy',
    {
      base: 'last_final_income',
      rate: '5%',
      third_party_included: true,
      individual_accounts_excluded: true,
      instalments: { due: ['2026-03-31', '2026-09-30'], remainder: 'last' },
    },
  ],
  [
    '下拨',
    'adjustment.allocation',
    { kind: 'after', share: '80%', coefficient: 'appraisal', conditions: ['levy_paid'], caps: [{ kind: 'percent_of_plan', value: '30%' }] },
  ],
  [
    '考核',
    'appraisal.areas',
    {
      rounding: 'once',
      rank: true,
      indicators: [{ id: 'subsidy', weight: '100', form: 'ratio' }],
      bands: [
        { name: '优秀', from: '90', coefficient: '1' },
        { name: '其他', from: '0', coefficient: '0.925' },
      ],
    },
  ],
])

let db: TestDatabase
let desk: TestDesk
/** The same office seen from the first city. */
let city: TestDesk
const clock = testClock(noon('2026-04-10'))
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await db.batch.query(
    `INSERT INTO area (code, name, level, parent, certainty) VALUES ($1, '示范省', 1, NULL, 'illustrative'), ($2, '另一示范市', 2, $1, 'illustrative')`,
    [PROVINCE, OTHER],
  )
  await db.batch.query(
    `INSERT INTO pooling_unit (pool, unit, in_force, kind, name) VALUES ($1, $2, '2021-01-01', 'pooling_area', '示范市'), ($1, $3, '2021-01-01', 'pooling_area', '另一示范市'),
       ($3, $3, '2021-01-01', 'city_level', '另一示范市')`,
    [PROVINCE, POOL, OTHER],
  )
  for (const pool of [PROVINCE, POOL, OTHER]) await openBooks(db.batch, { pool, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  const pooling = [{ ...RULES, area: PROVINCE, scheme: 'resident' as const }]
  await insertRuleSet(db.batch, ruleSetText({ area: PROVINCE, scheme: 'resident', versions: [], pooling, entitlement: [], files: [] }, []))
  await twoYears()
  desk = await testDesk(db, { pool: PROVINCE, clock })
  city = await testDesk(db, { pool: POOL, clock })
})
after(async () => {
  await desk.close()
  await city.close()
  await db.drop()
})

/** Yuan in fen: last year's income 10,000 and 4,000 yuan; this year the first city takes in 9,000 and spends 12,000, the other balances. */
async function twoYears(): Promise<void> {
  const facts: BookFact[] = []
  for (const [pool, unit, last, income, spent] of [
    [POOL, OWN_LEVEL, 1_000_000n, 900_000n, 1_200_000n],
    [OTHER, OTHER, 400_000n, 400_000n, 300_000n],
  ] as const) {
    const book = bookOf(pool, 'resident')
    const premium = (day: string, poolFen: bigint) =>
      factOf(db.batch, book, day, 'premium_received', {
        unit,
        arrives: 'special',
        paidBy: 'payer',
        assessed: false,
        period: `${day.slice(0, 7)}-01`,
        benefitYear: Number(day.slice(0, 4)),
        poolFen,
        accountFen: 0n,
        ticket: '',
      })
    const paid = (day: string, amountFen: bigint) =>
      factOf(db.batch, book, day, 'outside_paid', { unit, period: `${day.slice(0, 7)}-01`, part: 'pool', care: 'inpatient', amountFen })
    const granted = (day: string, amountFen: bigint) => factOf(db.batch, book, day, 'funds_granted', { unit, via: 'direct', amountFen, request: null })
    facts.push(
      await factOf(db.batch, book, '2024-12-31', 'opening_balance', {
        unit,
        accounts: ['1003', '3001'],
        details: ['', ''],
        amounts: [1_000_000n, -1_000_000n],
        memoAccounts: [],
        memoAmounts: [],
      }),
      await premium('2025-03-01', last),
      await granted('2025-06-01', last),
      await paid('2025-06-02', last),
      await premium('2026-01-15', income),
      await granted('2026-02-01', spent),
      await paid('2026-02-02', spent),
      await factOf(db.batch, book, '2026-01-02', 'subsidy_due', {
        unit,
        government: 'county',
        benefitYear: 2026,
        heads: 10,
        perHeadFen: 100n,
        amountFen: 1_000n,
      }),
    )
    if (pool === POOL)
      facts.push(
        await factOf(db.batch, book, '2026-03-02', 'subsidy_received', { unit, government: 'county', benefitYear: 2026, amountFen: 500n, dueRecorded: true }),
      )
  }
  for (const fact of facts) {
    const recorded = await inTransaction(db.batch, (client) => recordFacts(client, [fact]))
    assert.equal(
      recorded.kind,
      'recorded',
      JSON.stringify(recorded, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    )
  }
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: db.adminUrl })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

const fund = (): Promise<Caller> => desk.as('bureau', 'fund_officer')
const director = (): Promise<Caller> => desk.as('bureau', 'director')

interface RunUnit {
  readonly unit: string
  readonly amount_fen: number
  readonly base_fen: number
  readonly open_fen: number
  readonly overpaid_fen: number
  readonly coefficient: string | null
  readonly instalments: readonly { due_on: string; amount_fen: number; open_fen: number; overdue: boolean }[]
  readonly failed_conditions: readonly string[]
}
const unitOf = (body: Record<string, unknown>, unit: string): RunUnit => {
  const found = (body['units'] as RunUnit[]).find((one) => one.unit === unit)
  assert.ok(found !== undefined, JSON.stringify(body))
  return found
}
const compute = async (kind: string, year = 2026) => done(await (await fund()).post('/api/adjustment/runs', { scheme: 'resident', year, kind }))
const pay = async (run: unknown, unit: string, amount_fen: number) => (await fund()).post(`/api/adjustment/runs/${run}/payments`, { unit, amount_fen })
const cash = async (book: string): Promise<bigint> =>
  (
    await db.batch.query<{ fen: bigint }>(
      `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_balance WHERE book = $1 AND account IN ('1003', '1004', '1005')`,
      [book],
    )
  ).rows[0]?.fen ?? 0n

interface LevelUnit {
  readonly unit: string
  readonly due_fen: number
  readonly lower_fen: number | null
}
interface Level {
  readonly account: string
  readonly source: string
  readonly run: string | null
  readonly reckoning: string
  readonly derived_fen: number | null
  readonly planned_fen: number | null
  readonly units: readonly LevelUnit[]
  readonly differences: readonly string[]
  readonly waiting: readonly string[]
}
async function level(account: string, by: Caller, book: string, year = 2026): Promise<Level> {
  const { lines } = done(await by.get(`/api/budget-level-lines?book=${book}&year=${year}`)) as unknown as { lines: Level[] }
  const found = lines.find((one) => one.account === account)
  assert.ok(found !== undefined, JSON.stringify(lines))
  return found
}
/** Plans of a book's units in fen, and the lines of its form; what is not given is 0. */
async function plan(by: Caller, book: string, units: object[], amounts: Readonly<Record<number, number>>, note = ''): Promise<Answer> {
  const { budget } = done(await by.post('/api/budgets', { book, year: 2026, units }))
  const at = `/api/budgets/${budget}/form-lines`
  const { lines } = done(await by.get(at)) as unknown as { lines: { line: number; planned: boolean }[] }
  return by.post(at, {
    lines: lines
      .filter(({ planned }) => planned)
      .map(({ line }) => ({ line, amount_fen: amounts[line] ?? 0, ...(line in amounts && line > 18 ? { note } : {}) })),
  })
}
const CITY_BOOK = bookOf(POOL, 'resident')
const CITY_UNITS = [OWN_LEVEL, COUNTY_A, COUNTY_B].map((unit) => ({ unit, income_fen: 50_000, expenditure_fen: 50_000 }))

test('before the levy is confirmed, the budget’s line comes from the policy: both levels plan it, and what differs is said with its reason', async () => {
  const [province, below] = [await fund(), await city.as('bureau', 'fund_officer')]
  // 10,000.00 yuan × 5 % = 500.00; 4,000.00 yuan × 5 % = 200.00.
  const taken = await level('4402', province, FUND_BOOK)
  assert.deepEqual([taken.source, taken.derived_fen, taken.waiting], ['forecast', 70_000, ['另一示范市', '示范市']])
  assert.match(taken.reckoning, /^2 个统筹区合计：上年决算收入 14000\.00 元 × 5%，上解 700\.00 元；按政策测算。依据：/)
  const handed = await level('5301', below, CITY_BOOK)
  assert.deepEqual([handed.derived_fen, handed.units.map(({ unit, due_fen, lower_fen }) => [unit, due_fen, lower_fen])], [50_000, [[POOL, 50_000, null]]])
  // A grant after the event cannot be known beforehand.
  assert.deepEqual([(await level('4401', below, CITY_BOOK)).derived_fen, (await level('5302', province, FUND_BOOK)).source], [null, 'unknown'])
  // The year 2026 is not over: 9,000.00 yuan and 5.00 yuan of subsidy so far × 5 % = 450.25.
  const next = await level('4402', province, FUND_BOOK, 2027)
  assert.deepEqual(
    next.units.map(({ unit, due_fen }) => [unit, due_fen]),
    [
      [OTHER, 20_000],
      [POOL, 45_025],
    ],
  )
  assert.match(next.reckoning, /基数年度还没有结束，按截至 2026-04-10 的账面/)

  // 980 + 490 + 30 = 1,500 yuan of spending, 1,500 of income; 490 where 500 was reckoned.
  const less = { 1: 150_000, 13: 98_000, 17: 3_000, 20: 49_000 }
  assert.match(refusedAs(await plan(below, CITY_BOOK, CITY_UNITS, less), 'reason_missing'), /“六、上解上级支出”填 490\.00 元，按调剂金计划应为 500\.00 元/)
  done(await plan(below, CITY_BOOK, CITY_UNITS, less, '省里已同意缓缴十元'))
  const units = [POOL, OTHER].map((unit) => ({ unit, income_fen: unit === POOL ? 50_000 : 20_000, expenditure_fen: 0 }))
  done(await plan(province, FUND_BOOK, units, { 9: 70_000 }))
  const differ = await level('4402', province, FUND_BOOK)
  assert.deepEqual(
    [differ.planned_fen, differ.differences, differ.waiting],
    [
      70_000,
      [
        '示范市预算列上解上级支出 490.00 元，上级计划为 500.00 元，差 -10.00 元；说明：省里已同意缓缴十元。',
        '本级预算列下级上解收入 700.00 元，各统筹区（未编的按计划）合计 690.00 元，差 10.00 元。',
      ],
      ['另一示范市'],
    ],
  )
  assert.equal((await level('5301', below, CITY_BOOK)).differences.length, 1)
  const agreed = done(await plan(below, CITY_BOOK, CITY_UNITS, { 1: 150_000, 13: 97_000, 17: 3_000, 20: 50_000 }))
  assert.deepEqual((await level('4402', province, FUND_BOOK)).differences, [])
  const kept = (agreed['lines'] as { line: number; derived: { amount_fen: number; reckoning: string } | null }[]).find(({ line }) => line === 20)?.derived
  assert.deepEqual([kept?.amount_fen, kept?.reckoning.startsWith('上年决算收入 10000.00 元 × 5%，上解 500.00 元；')], [50_000, true])
})

let levy: unknown
test('the levy is five per cent of last year’s income, in two instalments, and moves only after a second officer confirmed', async () => {
  refusedAs(await (await fund()).post('/api/adjustment/runs', { scheme: 'employee', year: 2026, kind: 'levy' }), 'no_rule')
  const body = await compute('levy')
  levy = body['run']
  assert.deepEqual([unitOf(body, POOL).base_fen, unitOf(body, POOL).amount_fen, unitOf(body, OTHER).amount_fen], [1_000_000, 50_000, 20_000])
  assert.deepEqual(
    unitOf(body, POOL).instalments.map(({ due_on, amount_fen, overdue }) => [due_on, amount_fen, overdue]),
    [
      ['2026-03-31', 25_000, true],
      ['2026-09-30', 25_000, false],
    ],
  )
  refusedAs(await pay(levy, POOL, 100), 'not_approved')
  refusedAs(await (await fund()).post(`/api/adjustment/runs/${levy}/steps`, { kind: 'approved' }), 'not_permitted')
  done(await (await director()).post(`/api/adjustment/runs/${levy}/steps`, { kind: 'approved' }))
  refusedAs(await (await fund()).post('/api/adjustment/runs', { scheme: 'resident', year: 2026, kind: 'levy' }), 'already_approved')
  const planned = await level('4402', await fund(), FUND_BOOK)
  assert.deepEqual([planned.source, planned.run, planned.derived_fen, planned.reckoning.includes('按已确认的计算（编号')], ['confirmed', levy, 70_000, true])
})

test('a payment is booked in both books at once, and what is paid too much is carried into the next year', async () => {
  const before = [await cash(FUND_BOOK), await cash(bookOf(POOL, 'resident'))]
  const after = done(await pay(levy, POOL, 51_000))
  assert.deepEqual([await cash(FUND_BOOK), await cash(bookOf(POOL, 'resident'))], [(before[0] ?? 0n) + 51_000n, (before[1] ?? 0n) - 51_000n])
  assert.deepEqual(
    [unitOf(after, POOL).open_fen, unitOf(after, POOL).overpaid_fen, unitOf(after, POOL).instalments.some(({ overdue }) => overdue)],
    [0, 1_000, false],
  )
  const accounts = async (book: string) =>
    (await db.batch.query<{ account: string }>(`SELECT DISTINCT account FROM cash_entry WHERE book = $1 AND account IN ('4402', '5301')`, [book])).rows
  assert.deepEqual([await accounts(FUND_BOOK), await accounts(bookOf(POOL, 'resident'))], [[{ account: '4402' }], [{ account: '5301' }]])
  done(await pay(levy, OTHER, 15_000))
  const inputs = await adjustmentInputs(db.batch, { pool: PROVINCE, scheme: 'resident', year: 2026, today: '2026-04-10' })
  const standing = Object.fromEntries(inputs.areas.map(({ area, conditions: { levy_paid, levy_paid_on_time } }) => [area, [levy_paid, levy_paid_on_time]]))
  assert.deepEqual(standing, { [POOL]: [true, false], [OTHER]: [false, false] })
  // 2025 is the base of 2026; of 2026 the first city still owes what it overpaid less, the other has arrears.
  const next = await compute('levy', 2027)
  const debts = Object.fromEntries((next['units'] as (RunUnit & { due_fen: number })[]).map(({ unit, amount_fen, due_fen }) => [unit, due_fen - amount_fen]))
  assert.deepEqual(debts, { [POOL]: -1_000, [OTHER]: 5_000 })
  // 450.25 − 10.00 paid too much = 440.25; 200.00 + 50.00 of arrears = 250.00.
  const budgeted = await level('4402', await fund(), FUND_BOOK, 2027)
  assert.deepEqual([budgeted.derived_fen, budgeted.source], [44_025 + 25_000, 'forecast'])
  assert.match(budgeted.reckoning, /上解 650\.25 元，加往年欠缴 50\.00 元，减已多缴 10\.00 元/)
})

test('a grant covers its share of the need, by the coefficient of the approved appraisal, only for who paid the levy', async () => {
  const appraisal = done(await (await fund()).post('/api/appraisals', { year: 2026 }))
  assert.equal(appraisal['form'], 'pooling_areas')
  const early = refusedAs(await (await fund()).post('/api/adjustment/runs', { scheme: 'resident', year: 2026, kind: 'allocation' }), 'not_appraised')
  assert.match(early, /另一示范市、示范市/)
  const run = appraisal['run']
  done(await (await fund()).post(`/api/appraisals/${run}/steps`, { kind: 'objections_opened', until: '2026-04-10' }))
  clock.pass(24 * 60)
  const [officer, second] = [await fund(), await director()]
  done(await second.post(`/api/appraisals/${run}/steps`, { kind: 'approved' }))
  await db.batch.query(
    `INSERT INTO year_figure (figure, book, unit, year, name, amount_fen, source, officer) SELECT nextval('year_end_seq'), $1, $2, 2026, f.name, f.fen, '市级预算批复', officer
       FROM (VALUES ('plan_expenditure', 1200000), ('own_surplus', 100000)) AS f(name, fen), (SELECT officer FROM officer LIMIT 1) AS o`,
    [FUND_BOOK, POOL],
  )
  const body = await compute('allocation')
  // Gap 12,000 + levy 500 − 9,000 = 3,495 (5 yuan of subsidy came); own surplus 1,000; need 2,495; × 80 % × 0.925 = 1,846.30; the pot holds 660 yuan.
  const granted = unitOf(body, POOL)
  assert.deepEqual([granted.base_fen, granted.coefficient, granted.amount_fen], [349_500, '0.925', 66_000])
  const claim = (granted as unknown as { figures: { name: string; fen: number }[] }).figures.find(({ name }) => name === 'claimFen')
  assert.equal(claim?.fen, 184_630)
  assert.deepEqual(unitOf(body, OTHER).failed_conditions, ['levy_paid'])
  const allocation = body['run']
  assert.deepEqual((await level('5302', officer, FUND_BOOK)).source, 'computed')
  done(await second.post(`/api/adjustment/runs/${allocation}/steps`, { kind: 'approved' }))
  refusedAs(await pay(allocation, POOL, 66_001), 'too_much')
  const cityBefore = await cash(bookOf(POOL, 'resident'))
  done(await pay(allocation, POOL, 66_000))
  assert.deepEqual([await cash(FUND_BOOK), (await cash(bookOf(POOL, 'resident'))) - cityBefore], [0n, 66_000n])
  const [given, got] = [await level('5302', officer, FUND_BOOK), await level('4401', await city.as('bureau', 'fund_officer'), CITY_BOOK)]
  assert.deepEqual([given.source, given.derived_fen, got.derived_fen], ['confirmed', 66_000, 66_000])
  const excel = await officer.download(`/api/adjustment/runs/${allocation}/run.xlsx`)
  assert.equal(excel.bytes.subarray(0, 2).toString(), 'PK')
})

test('a payment and its line in the trail stand in one transaction: without the one there is not the other', async () => {
  const { rows } = await db.batch.query<{ action: string }>(
    `SELECT e.action FROM adjustment_payment p JOIN audit_event e ON (e.xid::text::bigint % 4294967296)::text = p.xmin::text WHERE p.unit = $1`,
    [POOL],
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['adjustment.pay', 'adjustment.pay'],
  )
  const cities = await cash(bookOf(OTHER, 'resident'))
  await asOwner('REVOKE INSERT ON tongchou.audit_event FROM tongchou_batch')
  const given = await pay(levy, OTHER, 100).finally(() =>
    asOwner(`GRANT INSERT (officer, account, role, action, person, area, route, outcome, ip, detail) ON tongchou.audit_event TO tongchou_batch`),
  )
  assert.equal(given.status, 500)
  assert.equal(await cash(bookOf(OTHER, 'resident')), cities)
  const failed = await db.batch.query(`SELECT outcome FROM audit_event WHERE action = 'adjustment.pay' AND outcome <> 'ok' AND detail ->> 'amount_fen' = '100'`)
  assert.deepEqual(failed.rows, [{ outcome: 'failed' }])
})

test('what was carried on is paid where it was carried to, however many years lie between; nothing is paid tomorrow', async () => {
  const officer = await fund()
  refusedAs(await officer.post(`/api/adjustment/runs/${levy}/payments`, { unit: OTHER, amount_fen: 100, paid_on: '2026-12-31' }), 'future_day')
  const later = await compute('levy', 2028)
  const due = (later['units'] as (RunUnit & { due_fen: number })[]).find(({ unit }) => unit === OTHER)
  assert.equal((due?.due_fen ?? 0) - (due?.amount_fen ?? 0), 5_000)
  done(await (await director()).post(`/api/adjustment/runs/${later['run']}/steps`, { kind: 'approved' }))
  refusedAs(await pay(levy, OTHER, 5_000), 'carried_on')
  const paid = done(await pay(later['run'], OTHER, 5_000))
  assert.equal(unitOf(paid, OTHER).open_fen, due === undefined ? 0 : due.due_fen - 5_000)
})

test('before the event, what goes out is what the confirmed levy takes in; of the employees’ budget the lines between levels stand', async () => {
  const [below, book] = [await city.as('bureau', 'fund_officer'), bookOf(POOL, 'employee')]
  const { budget } = done(await below.post('/api/budgets', { book, year: 2026, units: CITY_UNITS }))
  refusedAs(await below.get(`/api/budgets/${budget}/form-lines`), 'no_form')
  const before = rulesOf([
    ['上解', 'adjustment.levy', { base: 'last_collected', rate: '10%', third_party_included: true, individual_accounts_excluded: true }],
    ['下拨', 'adjustment.allocation', { kind: 'before', weights: [{ measure: 'insured', weight: '100%' }], reserve: '0' }],
  ])
  const pooling = [{ ...before, area: PROVINCE, scheme: 'employee' as const }]
  await insertRuleSet(db.batch, ruleSetText({ area: PROVINCE, scheme: 'employee', versions: [], pooling, entitlement: [], files: [] }, []))
  await db.batch.query(
    `INSERT INTO year_figure (figure, book, unit, year, name, amount_fen, source, officer) SELECT nextval('year_end_seq'), $1, $2, 2026, 'last_collected', 4200000, '上年决算', (SELECT min(officer) FROM officer)`,
    [bookOf(PROVINCE, 'employee'), POOL],
  )
  const officer = await fund()
  const asked = { scheme: 'employee', year: 2026 }
  refusedAs(await officer.post('/api/adjustment/runs', { ...asked, kind: 'allocation' }), 'levy_open')
  const taken = done(await officer.post('/api/adjustment/runs', { ...asked, kind: 'levy' }))
  assert.equal(taken['total_fen'], 420_000)
  done(await (await director()).post(`/api/adjustment/runs/${taken['run']}/steps`, { kind: 'approved' }))
  // Nothing was allocated yet: what was levied will be shared out by insured persons, of whom there are none.
  assert.equal((await level('4401', below, book)).source, 'forecast')
  refusedAs(await plan(below, book, CITY_UNITS, { 20: 420_000 }), 'not_the_units_sum')
  const richer = CITY_UNITS.map((unit) => ({ ...unit, expenditure_fen: 200_000, income_fen: 200_000 }))
  const sharing = (await level('4401', below, book)).derived_fen ?? 0
  assert.equal((done(await plan(below, book, richer, { 8: sharing, 20: 420_000 }))['lines'] as unknown[]).length, 4)
  assert.equal(done(await officer.post('/api/adjustment/runs', { ...asked, kind: 'allocation' }))['total_fen'], 420_000)
})

test('rates are tried over five years on the example province of fourteen cities', async () => {
  const body = done(
    await (await fund()).post('/api/adjustment/simulations', {
      scheme: 'resident',
      areas: 'example',
      year: 2026,
      rates: ['0', '3', '5'],
      share: '80',
      stop_months: 6,
    }),
  )
  assert.equal((body['areas'] as unknown[]).length, 14)
  const last = (body['rates'] as { rate: string; years: { pot_fen: number; uncovered_fen: number }[] }[]).map(({ years }) => years.at(-1))
  assert.equal(last[0]?.pot_fen, 0)
  assert.ok((last[2]?.pot_fen ?? 0) > (last[1]?.pot_fen ?? 0))
  const own = done(await (await fund()).post('/api/adjustment/simulations', { scheme: 'resident', areas: 'own', year: 2026, rates: ['5'] }))
  assert.equal((own['areas'] as unknown[]).length, 2)
  const saved = await (await fund()).post('/api/adjustment/simulations.xlsx', { scheme: 'resident', areas: 'example', year: 2026, rates: ['5'] })
  assert.equal(saved.status, 200)
  assert.match(String(saved.headers['content-type']), /spreadsheetml/)
})
