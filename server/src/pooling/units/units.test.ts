// The tree of pools and units at the desk: proposed with its ground, approved by another officer, and what a reassignment does to the books
// of both pools and to a year that is closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { bookOf, openBooks } from '../../fund/open-books.js'
import { recordFacts } from '../../fund/record-facts.js'
import { inTransaction } from '../../fund/transaction.js'
import { ruleSetText } from '../../policy/rule-set.js'
import { insertRuleSet } from '../../policy/store.js'
import { loadReference, notOfPool } from '../../settlement/reference.js'
import { type TestDatabase, testDatabase } from '../../testing/database.js'
import { type Caller, noon, type TestClock, type TestDesk, testClock, testDesk } from '../../testing/desk.js'
import { opening } from '../../testing/fund-desk.js'
import { done, factOf, refusedAs, SURPLUS_FIRST, unitYear } from '../../testing/pool-year.js'
import { addPerson, COUNTY_A, COUNTY_B, makeSmallPool, OWN_LEVEL, POOL } from '../../testing/small-pool.js'
import { yearEndRules } from '../case-policy.js'

const OTHER = '980200'
const OTHER_LEVEL = '980299'
const ZONE = '990055'
const BOOK = bookOf(POOL, 'resident')
const OTHER_BOOK = bookOf(OTHER, 'resident')
const AT = '/api/pooling-units'
const GROUND = { document: '示政发〔2025〕9号', article: '一（二）' }

let db: TestDatabase
let desk: TestDesk
let clock: TestClock
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await db.batch.query(
    `INSERT INTO area (code, name, level, parent, certainty) VALUES ($1, '另一示范市', 2, NULL, 'illustrative'), ($2, '另一市本级', 3, $1, 'illustrative')`,
    [OTHER, OTHER_LEVEL],
  )
  await db.batch.query(`INSERT INTO pooling_unit (pool, unit, in_force, kind, name) VALUES ($1, $2, '2021-01-01', 'city_level', '市本级')`, [
    OTHER,
    OTHER_LEVEL,
  ])
  for (const pool of [POOL, OTHER]) await openBooks(db.batch, { pool, openedOn: '2021-01-01', funds: ['resident'] })
  const pooling = [
    {
      ...yearEndRules(SURPLUS_FIRST),
      area: POOL,
      scheme: 'resident' as const,
    },
  ]
  await insertRuleSet(db.batch, ruleSetText({ area: POOL, scheme: 'resident', versions: [], pooling, entitlement: [], files: [] }, []))
  clock = testClock(noon('2025-12-31'))
  desk = await testDesk(db, { pool: POOL, clock })
  await record([
    ...(await unitYear(db.batch, BOOK, OWN_LEVEL, { saved: 700n, income: 9_000n, spent: 8_000n })),
    ...(await unitYear(db.batch, BOOK, COUNTY_A, { saved: 100n, income: 10_000n, spent: 13_000n })),
    ...(await unitYear(db.batch, BOOK, COUNTY_B, { saved: 33n, income: 5_999n, spent: 6_500n })),
    ...(await unitYear(db.batch, OTHER_BOOK, OTHER_LEVEL, { saved: 50n, income: 4_000n, spent: 3_000n })),
  ])
})
after(async () => {
  await desk.close()
  await db.drop()
})

const officer = (): Promise<Caller> => desk.as('bureau', 'fund_officer')
const director = (): Promise<Caller> => desk.as('bureau', 'director')
const goOn = (days: number): void => clock.pass(60 * 24 * days)

async function refusalsOf(facts: readonly BookFact[]): Promise<string[]> {
  const sorted = [...facts].sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : 1))
  const made = await inTransaction(db.batch, (client) => recordFacts(client, sorted))
  return made.kind === 'recorded' ? [] : made.refusals.map(({ refusal }) => refusal.code)
}

async function record(facts: readonly BookFact[]): Promise<void> {
  assert.deepEqual(await refusalsOf(facts), [])
}

interface Unit {
  readonly pool: string
  readonly unit: string
  readonly name: string
  readonly kind: string
  readonly in_force: string
  readonly until: string | null
  readonly source: string
  readonly leaving: boolean
  readonly is_pool: boolean
  readonly net_assets: { readonly net_fen: number }[]
}
interface Tree {
  readonly units: Unit[]
  readonly sums: { readonly pool: string; readonly units_fen: number; readonly pool_fen: number }[]
  readonly changes: {
    readonly change: string
    readonly unit: string
    readonly stage: string
    readonly future: boolean
    readonly becomes: string
    readonly actions: Record<string, string | null>
  }[]
}

const tree = async (on?: string, caller?: Caller): Promise<Tree> =>
  done(await (caller ?? (await officer())).get(on === undefined ? AT : `${AT}?on=${on}`)) as unknown as Tree
const unitsOf = ({ units }: Tree, pool: string) => units.filter((one) => one.pool === pool && !one.leaving).map(({ unit }) => unit)
const propose = async (body: object, caller?: Caller) => (caller ?? (await officer())).post(`${AT}/changes`, { ...GROUND, ...body })
const waiting = async (unit: string) => (await tree()).changes.find((one) => one.unit === unit && one.stage === 'prepared')?.change ?? ''
const decide = async (unit: string, kind: string, caller?: Caller, remark = '') =>
  (caller ?? (await director())).post(`${AT}/changes/${await waiting(unit)}/steps`, { kind, remark })

/** A change that is proposed and approved. */
async function change(body: { readonly unit: string } & Record<string, unknown>): Promise<void> {
  done(await propose(body))
  done(await decide(body.unit, 'confirmed'))
}

const MOVE = { kind: 'move', unit: COUNTY_B, to_pool: OTHER, from_day: '2026-01-01' } as const

test('what cannot be is refused with its reason, before anybody is asked to approve it', async () => {
  refusedAs(await propose(MOVE, await desk.as('agency', 'finance_officer', COUNTY_A)), 'not_allowed')
  const refusals: readonly [object, string, RegExp][] = [
    [{ ...MOVE, from_day: '2026-07-01' }, 'whole_years', /只能从 2027-01-01 起调整/],
    [{ ...MOVE, to_pool: '970000' }, 'no_such_pool', /970000/],
    [{ ...MOVE, to_pool: undefined }, 'pool_missing', /本单位代码/],
    [{ ...MOVE, unit: OWN_LEVEL }, 'own_level', /市本级/],
    [{ kind: 'end', unit: OWN_LEVEL, from_day: '2026-01-01' }, 'own_level', /市本级/],
    [{ kind: 'end', unit: '990077', from_day: '2026-01-01' }, 'no_such_unit', /990077/],
    [{ kind: 'rename', unit: COUNTY_A, from_day: '2026-01-01', name: '甲县' }, 'nothing_changes', /就是这个名称/],
    [{ kind: 'rename', unit: COUNTY_A, from_day: '2026-01-01' }, 'name_missing', /名称/],
    [{ kind: 'kind', unit: COUNTY_A, from_day: '2026-01-01', unit_kind: 'city_level' }, 'own_level_already', /990099/],
    [{ kind: 'add', unit: COUNTY_A, from_day: '2026-01-01', name: '甲县', unit_kind: 'county' }, 'overlapping', /已是本统筹区/],
    [{ kind: 'add', unit: OTHER_LEVEL, from_day: '2026-01-01', name: '他市', unit_kind: 'zone' }, 'overlapping', /980200/],
    [{ kind: 'end', unit: OTHER_LEVEL, pool: OTHER, from_day: '2026-01-01' }, 'elsewhere', /不由您所在的统筹区管理/],
    [{ ...MOVE, document: '　　　　' }, 'ground_missing', /文号/],
  ]
  for (const [body, code, sentence] of refusals) assert.match(refusedAs(await propose(body), code), sentence)
})

test('one officer proposes, another approves; the day is still to come', async () => {
  const boss = await director()
  done(await propose(MOVE, boss))
  refusedAs(await propose({ kind: 'rename', unit: COUNTY_B, from_day: '2026-01-01', name: '乙市' }), 'change_waiting')
  assert.match(refusedAs(await decide(COUNTY_B, 'confirmed', boss), 'same_officer'), /不能是同一人/)
  refusedAs(await decide(COUNTY_B, 'confirmed', await officer()), 'not_permitted')
  refusedAs(await decide(COUNTY_B, 'returned', await desk.as('bureau', 'director', POOL, 'b')), 'remark_missing')
  done(await decide(COUNTY_B, 'returned', await desk.as('bureau', 'director', POOL, 'b'), '文号有误'))
  done(await propose(MOVE))
  done(await decide(COUNTY_B, 'confirmed'))
  const now = await tree()
  assert.deepEqual(
    now.changes.map(({ stage, future }) => [stage, future]),
    [
      ['confirmed', true],
      ['returned', false],
    ],
  )
  assert.deepEqual(unitsOf(now, POOL), [OWN_LEVEL, COUNTY_A, COUNTY_B])
  assert.equal(now.units.find(({ unit }) => unit === COUNTY_B)?.until, '2025-12-31')
  assert.match(refusedAs(await propose({ ...MOVE, from_day: '2027-01-01' }), 'no_such_unit'), /不是统筹区/)
  assert.match(refusedAs(await propose({ kind: 'rename', unit: COUNTY_B, from_day: '2025-12-31', name: '乙市' }), 'overlapping'), /已批准在 2025-12-31 终止/)
  const { rows } = await db.batch.query(`SELECT action, outcome FROM audit_event WHERE action LIKE 'unit.%' AND outcome = 'ok' ORDER BY event`)
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['unit.prepared', 'unit.returned', 'unit.prepared', 'unit.confirmed'],
  )
})

/** What the desk says of the closed year: the statements of the book and of the unit, and the year end's lines. */
async function closedYear(): Promise<unknown> {
  const caller = await officer()
  const pages = ['', `&unit=${COUNTY_B}`].flatMap((unit) =>
    ['balance_sheet', 'income_statement'].map((form) => `/api/fund/books/${BOOK}/statements?form=${form}&month=2025-12${unit}`),
  )
  const statements = await Promise.all(pages.map(async (page) => done(await caller.get(page))))
  const [head] = done(await caller.get('/api/year-ends')) as unknown as { run: string }[]
  const { units } = done(await caller.get(`/api/year-ends/${head?.run}`))
  const { units: shown, sums } = await tree('2025-12-31', caller)
  return {
    statements,
    units,
    tree: shown.filter(({ pool }) => pool === POOL).map(({ unit, name, net_assets }) => ({ unit, name, net_assets })),
    sums: sums.filter(({ pool }) => pool === POOL),
  }
}

let closedBefore: unknown
test('the year is closed with the county in it', async () => {
  const caller = await officer()
  const plan = [OWN_LEVEL, COUNTY_A, COUNTY_B].map((unit) => ({ unit, income_fen: 9_000, expenditure_fen: 9_500 }))
  const budget = String(done(await caller.post('/api/budgets', { book: BOOK, year: 2025, units: plan }))['budget'])
  const step = async (by: Caller, kind: string, more = {}) => done(await by.post(`/api/budgets/${budget}/steps`, { kind, dated: '2025-01-05', ...more }))
  await step(caller, 'submitted')
  await step(await desk.as('finance', 'finance_officer', POOL), 'reviewed')
  await step(caller, 'government_approved', { document: '示政办〔2025〕1号' })
  await step(caller, 'congress_approved', { document: '示人大〔2025〕2号' })
  await step(caller, 'issued')
  for (const book of [BOOK, OTHER_BOOK]) await record([await factOf(db.batch, book, '2025-12-31', 'year_closed', { year: 2025 })])
  const run = done(await caller.post('/api/year-ends', { book: BOOK, year: 2025 }))
  assert.deepEqual(
    (run['units'] as { unit: string }[]).map(({ unit }) => unit),
    [COUNTY_A, COUNTY_B, OWN_LEVEL],
  )
  closedBefore = await closedYear()
  assert.match(
    refusedAs(await propose({ kind: 'rename', unit: COUNTY_A, from_day: '2025-12-31', name: '甲市' }), 'closed_period'),
    /已结账至 2025-12-31；调整只能从 2026-01-01/,
  )
})

test('after the reassignment the closed year says to the fen what it said before', async () => {
  goOn(10)
  assert.deepEqual(unitsOf(await tree(), POOL), [OWN_LEVEL, COUNTY_A])
  assert.deepEqual(unitsOf(await tree(), OTHER), [OTHER_LEVEL, COUNTY_B])
  assert.deepEqual(await closedYear(), closedBefore)
  const caller = await officer()
  const lines = async () =>
    done(await caller.get(`/api/year-ends/${(done(await caller.get('/api/year-ends')) as unknown as { run: string }[])[0]?.run}`))['units']
  const old = await lines()
  done(await caller.post('/api/year-ends', { book: BOOK, year: 2025 }))
  assert.deepEqual(await lines(), old)
})

const premium = (book: string, unit: string, benefitYear: number, poolFen: bigint) =>
  factOf(db.batch, book, '2026-01-08', 'premium_received', {
    unit,
    arrives: 'special',
    paidBy: 'payer',
    assessed: false,
    period: `${benefitYear}-01-01`,
    benefitYear,
    poolFen,
    accountFen: 0n,
    ticket: '',
  })

test('facts before the day stay with the old pool, facts of the new time belong to the new one; own level and units are the pool on both sides', async () => {
  assert.deepEqual(await refusalsOf([await premium(BOOK, COUNTY_B, 2026, 70n)]), ['unit_left'])
  assert.deepEqual(await refusalsOf([await premium(OTHER_BOOK, COUNTY_A, 2026, 70n)]), ['no_such_unit'])
  // A premium of the old time that came late is the old pool's.
  await record([
    await premium(BOOK, COUNTY_B, 2025, 7n),
    await premium(BOOK, COUNTY_A, 2026, 11n),
    await premium(OTHER_BOOK, COUNTY_B, 2026, 70n),
    await premium(OTHER_BOOK, OTHER_LEVEL, 2026, 5n),
  ])
  const shown = await tree()
  const net = (pool: string, unit: string) => shown.units.find((one) => one.pool === pool && one.unit === unit)?.net_assets[0]?.net_fen
  // The own level: 700 + 9,000 − 8,000; county A: 100 + 10,000 − 13,000 + 11; county B: 33 + 5,999 − 6,500, and 7 that came late.
  assert.deepEqual([net(POOL, OWN_LEVEL), net(POOL, COUNTY_A), net(POOL, COUNTY_B)], [1_700, -2_889, -461])
  assert.equal(shown.units.find((one) => one.pool === POOL && one.unit === COUNTY_B)?.leaving, true)
  const sum = (pool: string) => shown.sums.find((one) => one.pool === pool)
  assert.deepEqual([sum(POOL)?.units_fen, sum(POOL)?.pool_fen], [1_700 - 2_889 - 461, 1_700 - 2_889 - 461])
  // What is left in the old pool's books is wound up there.
  const lines = [
    { account: '1003', detail: '', unit: COUNTY_B, debit_fen: 50, credit_fen: 0 },
    { account: '2001', detail: 'other', unit: COUNTY_B, debit_fen: 0, credit_fen: 50 },
  ]
  const accountant = await desk.as('agency', 'finance_officer', POOL)
  const draft = { purpose: 'unclear_received', text: '县财政误转', day: '2026-01-08', booked_on: '2026-01-08', lines }
  done(await accountant.post(`/api/fund/books/${BOOK}/voucher-drafts`, draft))
  // The other pool is seen from its own desk.
  const other = await testDesk(db, { pool: OTHER, clock })
  const there = await tree(undefined, await other.as('bureau', 'fund_officer'))
  assert.deepEqual(
    there.units.map(({ unit, net_assets }) => [unit, net_assets[0]?.net_fen]),
    [
      [OTHER_LEVEL, 1_055],
      [COUNTY_B, 70],
    ],
  )
  assert.deepEqual([there.sums[0]?.units_fen, there.sums[0]?.pool_fen], [1_125, 1_125])
  await other.app.close()
})

test('bills of the old time are settled here, those of the new time are another pool’s', async () => {
  const reference = await loadReference({ settlement: db.settlement, pool: POOL, loadRules: async () => undefined })
  assert.equal(notOfPool(reference, COUNTY_B, '2025-12-31'), undefined)
  assert.match(notOfPool(reference, COUNTY_B, '2026-01-01')?.sentence ?? '', /2025-12-31之后不再属于本统筹区/)
  assert.equal(notOfPool(reference, COUNTY_A, '2026-01-01'), undefined)
})

test('a unit is ended on its last day with nothing left: no money, no paper, no person', async () => {
  await change({ kind: 'add', unit: ZONE, from_day: '2026-01-15', name: '高新区', unit_kind: 'zone' })
  assert.deepEqual(unitsOf(await tree('2026-01-15'), POOL), [OWN_LEVEL, COUNTY_A, ZONE])
  goOn(7)
  const money = async (day: string, fen: bigint) => factOf(db.batch, BOOK, day, 'opening_balance', opening({ '1003': fen, '3001': -fen }, ZONE))
  await record([await money('2026-01-16', 500n)])
  done(await propose({ kind: 'end', unit: ZONE, from_day: '2026-01-21' }))
  assert.match(refusedAs(await decide(ZONE, 'confirmed'), 'too_early'), /2026-01-20 才停止核算/)
  goOn(3)
  assert.match(refusedAs(await decide(ZONE, 'confirmed'), 'money_left'), /城乡居民.+财政专户存款 5\.00 元.+转入接收单位/)
  await record([await money('2026-01-20', -500n)])
  await addPerson(db.batch, { person: 77n, area: ZONE, scheme: 'resident', years: [2026] })
  assert.match(refusedAs(await decide(ZONE, 'confirmed'), 'papers_open'), /登记在本单位的参保人 1 件/)
  await db.batch.query('UPDATE person SET area = $1 WHERE person = 77', [COUNTY_A])
  await record([await money('2026-01-21', 3n), await money('2026-01-21', -3n)])
  assert.match(refusedAs(await decide(ZONE, 'confirmed'), 'booked_since'), /2 笔记账/)
  done(await decide(ZONE, 'withdrawn', await officer()))
  done(await propose({ kind: 'end', unit: ZONE, from_day: '2026-01-22' }))
  goOn(1)
  done(await decide(ZONE, 'confirmed'))
  assert.deepEqual(unitsOf(await tree('2026-01-22'), POOL), [OWN_LEVEL, COUNTY_A])
  assert.deepEqual(unitsOf(await tree('2026-01-21'), POOL), [OWN_LEVEL, COUNTY_A, ZONE])
})

test('a new name and kind begin on their day; a county under direct administration becomes a pool of its own; the sheet shows a day', async () => {
  await change({ kind: 'rename', unit: COUNTY_A, from_day: '2026-03-01', name: '甲市' })
  refusedAs(await propose({ kind: 'rename', unit: COUNTY_A, from_day: '2026-02-15', name: '甲城' }), 'overlapping')
  await change({ kind: 'kind', unit: COUNTY_A, from_day: '2026-04-01', unit_kind: 'district' })
  const of = async (on: string) =>
    (await tree(on)).units.filter(({ unit }) => unit === COUNTY_A).map(({ pool, name, kind, is_pool }) => [pool, name, kind, is_pool])
  assert.deepEqual(await of('2026-02-28'), [[POOL, '甲县', 'county', false]])
  assert.deepEqual(await of('2026-04-01'), [[POOL, '甲市', 'district', false]])
  assert.deepEqual(await closedYear(), closedBefore)
  await change({ kind: 'move', unit: COUNTY_A, to_pool: COUNTY_A, from_day: '2027-01-01' })
  const own = (await of('2027-01-01')).filter(([pool]) => pool === COUNTY_A)
  assert.deepEqual(own, [[COUNTY_A, '甲市', 'province_administered', false]])
  const found = done(await (await officer()).get(`${AT}?on=2026-04-01&q=${encodeURIComponent('甲市')}`)) as unknown as Tree
  assert.deepEqual(
    found.units.map(({ unit, source }) => [unit, source]),
    [[COUNTY_A, '示政发〔2025〕9号 一（二）']],
  )
  const { bytes } = await (await officer()).download(`${AT}.xlsx?on=2026-04-01`)
  assert.equal(bytes.subarray(0, 2).toString(), 'PK')
})

test('a county sees its own money in the tree, and no sums', async () => {
  const shown = await tree(undefined, await desk.as('agency', 'finance_officer', COUNTY_A))
  assert.deepEqual(shown.sums, [])
  assert.deepEqual(
    shown.units.filter(({ net_assets }) => net_assets.length > 0).map(({ unit }) => unit),
    [COUNTY_A],
  )
})
