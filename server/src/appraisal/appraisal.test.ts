import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { poolMembers } from '../fund/pool-members.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { ruleSetText } from '../policy/rule-set.js'
import { insertRuleSet } from '../policy/store.js'
import { rulesOf } from '../pooling/case-policy.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { done, factOf, refusedAs, unitYear } from '../testing/pool-year.js'
import { addPerson, COUNTY_A, COUNTY_B, HOSPITAL, makeSmallPool, OWN_LEVEL, POOL } from '../testing/small-pool.js'
import { computedValues } from './indicator-values.js'

const BOOK = bookOf(POOL, 'resident')
const YEAR = 2025
const RULE = {
  rounding: 'per_indicator',
  rank: true,
  indicators: [
    { id: 'policy_deviations', weight: '10', form: 'deduct', per: '2' },
    { id: 'coverage', weight: '40', form: 'ratio_deduct', per: '1' },
    { id: 'subsidy', weight: '50', form: 'ratio_deduct', per: '1' },
  ],
  bands: [
    { name: '优秀', from: '90', coefficient: '1', consequence: '通报表扬' },
    { name: '合格', from: '0', coefficient: '0.825', consequence: '约谈', award: { kind: 'penalty', amount: '50', scheme: 'resident' } },
  ],
}

let db: TestDatabase
let desk: TestDesk
const clock = testClock(noon('2026-03-10'))
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident'] })
  const pooling = [{ ...rulesOf([['考核', 'appraisal', RULE]]), area: POOL, scheme: 'resident' as const }]
  await insertRuleSet(db.batch, ruleSetText({ area: POOL, scheme: 'resident', versions: [], pooling, entitlement: [], files: [] }, []))
  desk = await testDesk(db, { pool: POOL, clock })
  await yearOfPool()
})
after(async () => {
  await desk.close()
  await db.drop()
})

/** The city keeps its two persons; county A loses one of two; county B keeps one. County A's subsidy came in full, B's half and late. */
async function yearOfPool(): Promise<void> {
  const insured: readonly [bigint, string, readonly number[]][] = [
    [1n, OWN_LEVEL, [2024, 2025]],
    [2n, OWN_LEVEL, [2024, 2025]],
    [3n, COUNTY_A, [2024, 2025]],
    [4n, COUNTY_A, [2024]],
    [5n, COUNTY_B, [2024, 2025]],
  ]
  for (const [person, area, years] of insured) await addPerson(db.batch, { person, area, scheme: 'resident', years })
  const facts: BookFact[] = []
  for (const [unit, came, day] of [
    [OWN_LEVEL, 1_000n, '2025-06-01'],
    [COUNTY_A, 1_000n, '2025-06-01'],
    [COUNTY_B, 500n, '2026-02-01'],
  ] as const) {
    const of = { unit, government: 'county' as const, benefitYear: YEAR }
    facts.push(...(await unitYear(db.batch, BOOK, unit, { saved: 100n, income: 9_000n, spent: 8_000n })))
    facts.push(await factOf(db.batch, BOOK, '2025-01-10', 'subsidy_due', { ...of, heads: 10, perHeadFen: 100n, amountFen: 1_000n }))
    facts.push(await factOf(db.batch, BOOK, day, 'subsidy_received', { ...of, amountFen: came, dueRecorded: true }))
  }
  const recorded = await inTransaction(db.batch, (client) => recordFacts(client, facts))
  assert.equal(recorded.kind, 'recorded')
}

const fund = (): Promise<Caller> => desk.as('bureau', 'fund_officer')
const director = (): Promise<Caller> => desk.as('bureau', 'director')
const county = (unit: string): Promise<Caller> => desk.as('agency', 'finance_officer', unit)

type Units = readonly {
  unit: string
  total: string | null
  rank: number | null
  coefficient: string | null
  values: { indicator: string; origin: string; points: string | null }[]
}[]
const unitsOf = (body: Record<string, unknown>): Units => body['units'] as Units
const one = (body: Record<string, unknown>, unit: string) => {
  const found = unitsOf(body).find((candidate) => candidate.unit === unit)
  assert.ok(found !== undefined, unit)
  return found
}
const points = (body: Record<string, unknown>, unit: string) => Object.fromEntries(one(body, unit).values.map(({ indicator, points }) => [indicator, points]))

test('what facts tell is computed, and a point that nobody judged leaves the unit without a total', async () => {
  const body = done(await (await fund()).post('/api/appraisals', { year: YEAR }))
  assert.deepEqual(points(body, COUNTY_A), { policy_deviations: null, coverage: '20.00', subsidy: '50.00' })
  // Half of the subsidy, and it is the tenth of March: two full months late.
  assert.deepEqual(points(body, COUNTY_B), { policy_deviations: null, coverage: '40.00', subsidy: '23.00' })
  assert.equal(one(body, COUNTY_A).total, null)
  // Nobody was insured the year before: what is known says what is lacking, and is no point of nought.
  const first = done(await (await fund()).post('/api/appraisals', { year: 2024 }))
  const coverage = one(first, COUNTY_A).values.find(({ indicator }) => indicator === 'coverage') as unknown as { origin: string; points: null; basis: string }
  assert.deepEqual([coverage.origin, coverage.points], ['missing', null])
  assert.match(coverage.basis, /本年度参保人数：2；.*没有上年度参保人数，不能计分/)
  // Without a total there is no coefficient, and without one the adjustment fund would give in full.
  const step = async (caller: Caller, more: object) => caller.post(`/api/appraisals/${String(body['run'])}/steps`, more)
  refusedAs(await step(await fund(), { kind: 'objections_opened', until: '2026-03-09' }), 'until_past')
  done(await step(await fund(), { kind: 'objections_opened', until: '2026-03-10' }))
  refusedAs(await step(await fund(), { kind: 'answered', unit: COUNTY_A, remark: '没有人问过' }), 'nothing_to_answer')
  clock.pass(24 * 60)
  const missing = refusedAs(await step(await director(), { kind: 'approved' }), 'values_missing')
  assert.match(missing, /甲县.*还有指标缺数据/)
  clock.pass(-24 * 60)
})

test('a judged point needs evidence, a file is kept with it, and only a second officer makes it count', async () => {
  const officer = await fund()
  const judged = async (unit: string, count: string, more = {}) =>
    String(
      done(await officer.post('/api/appraisal-judgements', { year: YEAR, unit, indicator: 'policy_deviations', count, evidence: '市局检查记录三月', ...more }))[
        'recorded'
      ],
    )
  refusedAs(
    await officer.post('/api/appraisal-judgements', { year: YEAR, unit: COUNTY_A, indicator: 'policy_deviations', evidence: '市局检查记录' }),
    'value_missing',
  )
  refusedAs(
    await officer.post('/api/appraisal-judgements', { year: YEAR, unit: COUNTY_A, indicator: 'subsidy', count: '1', evidence: '市局检查记录' }),
    'value_missing',
  )
  refusedAs(
    await officer.post('/api/appraisal-judgements', { year: YEAR, unit: COUNTY_A, indicator: 'nonsense', count: '1', evidence: '市局检查记录' }),
    'no_such_indicator',
  )
  const numbers = [
    await judged(OWN_LEVEL, '0'),
    await judged(COUNTY_A, '1', { file: { name: '检查记录.txt', type: 'text/plain', base64: Buffer.from('一项不一致').toString('base64') } }),
    await judged(COUNTY_B, '0'),
  ]
  const file = await officer.download(`/api/appraisal-judgements/${numbers[1]}/file`)
  assert.equal(file.bytes.toString(), '一项不一致')
  refusedAs(await officer.post(`/api/appraisal-judgements/${numbers[0]}/finding`, { accepted: true }), 'not_allowed')
  const second = await director()
  for (const number of numbers) done(await second.post(`/api/appraisal-judgements/${number}/finding`, { accepted: true }))
  refusedAs(await second.post(`/api/appraisal-judgements/${numbers[0]}/finding`, { accepted: false }), 'already_found')
  const body = done(await officer.post('/api/appraisals', { year: YEAR }))
  assert.deepEqual(
    unitsOf(body).map(({ unit, total, rank, coefficient }) => [unit, total, rank, coefficient]),
    [
      [OWN_LEVEL, '100.00', 1, '1'],
      [COUNTY_A, '78.00', 2, '0.825'],
      [COUNTY_B, '73.00', 3, '0.825'],
    ],
  )
})

test('behind each point stand its facts; before publication a county sees only itself', async () => {
  const run = String((done({ ...(await (await fund()).get(`/api/appraisals?year=${YEAR}`)) }) as unknown as { run: string }[])[0]?.run)
  const own = await county(COUNTY_B)
  const evidence = done(await own.get(`/api/appraisals/${run}/evidence?unit=${COUNTY_B}&indicator=subsidy`))
  assert.deepEqual(
    (evidence['rows'] as { what: string; amount_fen: number; day: string }[]).map(({ day, what, amount_fen }) => [day, what, amount_fen]),
    [
      ['2025-01-10', '应到位 县级财政', 1_000],
      ['2026-02-01', '已到位 县级财政', -500],
    ],
  )
  assert.deepEqual([evidence['total'], evidence['sum_fen'], evidence['by_month']], [2, 500, false])
  const second = done(await own.get(`/api/appraisals/${run}/evidence?unit=${COUNTY_B}&indicator=subsidy&size=1&page=2`))
  assert.deepEqual([(second['rows'] as unknown[]).length, second['total']], [1, 2])
  const sheet = await own.download(`/api/appraisals/${run}/evidence.xlsx?unit=${COUNTY_B}&indicator=subsidy`)
  assert.equal(sheet.bytes.subarray(0, 2).toString(), 'PK')
  for (const indicator of ['budget_deviation', 'total_budget', 'service'])
    done(await own.get(`/api/appraisals/${run}/evidence?unit=${COUNTY_B}&indicator=${indicator}&month=2025-06`))
  for (const indicator of [
    'coverage',
    'collection',
    'contribution_level',
    'budget_deviation',
    'total_budget',
    'responsibility',
    'service',
    'supervision',
    'filings_in_time',
    'clearing_in_time',
    'differences_in_time',
    'findings_answered',
  ]) {
    done(await own.get(`/api/appraisals/${run}/evidence?unit=${COUNTY_B}&indicator=${indicator}`))
  }
  refusedAs(await own.get(`/api/appraisals/${run}/evidence?unit=${COUNTY_A}&indicator=subsidy`), 'elsewhere')
  refusedAs(await own.get(`/api/appraisals/${run}/evidence?unit=${COUNTY_B}&indicator=policy_deviations`), 'judged')
  const seen = done(await own.get(`/api/appraisals/${run}`))
  assert.deepEqual([unitsOf(seen).map(({ unit }) => unit), seen['only_own']], [[COUNTY_B], true])
  assert.equal(one(seen, COUNTY_B).values.length, 3)
  const trend = (await own.get('/api/appraisals/trend')) as unknown as { body: { unit: string }[] }
  assert.deepEqual([...new Set(trend.body.map(({ unit }) => unit))], [COUNTY_B])
})

/** The band says 50 yuan: one officer prepares, another decides, and county A's government owes it to the fund from then on. */
async function penalised(run: string, officer: Caller, second: Caller): Promise<void> {
  const of = { unit: COUNTY_A, text: '约谈县级负责人，补缴责任资金', document: '示医保〔2026〕3号' }
  refusedAs(await officer.post(`/api/appraisals/${run}/rewards`, { ...of, kind: 'reward' }), 'other_kind')
  done(await officer.post(`/api/appraisals/${run}/rewards`, { ...of, kind: 'penalty' }))
  const words = done(await officer.post(`/api/appraisals/${run}/rewards`, { ...of, kind: 'penalty', text: '全市通报' }))
  const rewards = (body: Record<string, unknown>) => (one(body, COUNTY_A) as unknown as { rewards: Record<string, unknown>[] }).rewards
  // The amount of a band is due once; what else is said has none.
  assert.deepEqual(
    rewards(words).map(({ reward, amount_fen, accepted }) => [reward, amount_fen, accepted]),
    [
      [1, 5_000, null],
      [2, null, null],
    ],
  )
  const decision = { unit: COUNTY_A, reward: 1, accepted: true }
  refusedAs(await officer.post(`/api/appraisals/${run}/rewards/decision`, decision), 'not_allowed')
  const decided = rewards(done(await second.post(`/api/appraisals/${run}/rewards/decision`, decision)))[0]
  assert.deepEqual([decided?.['accepted'], typeof decided?.['decided_by']], [true, 'string'])
  refusedAs(await second.post(`/api/appraisals/${run}/rewards/decision`, decision), 'already_decided')
  const { rows } = await db.batch.query('SELECT unit, government, benefit_year, heads, amount_fen::integer FROM subsidy_due WHERE book || $1 || fact = $2', [
    ' ',
    decided?.['fact'],
  ])
  assert.deepEqual(rows, [{ unit: COUNTY_A, government: 'county', benefit_year: 2026, heads: 0, amount_fen: 5_000 }])
}

test('a county objects, a correction is judged by two and computed anew, and the new run is approved and handed on', async () => {
  const [officer, second, own] = [await fund(), await director(), await county(COUNTY_B)]
  const runs = (await officer.get(`/api/appraisals?year=${YEAR}`)).body as unknown as { run: string }[]
  const first = runs[0]?.run
  const step = (caller: Caller, run: unknown, kind: string, more = {}) => caller.post(`/api/appraisals/${run}/steps`, { kind, ...more })
  refusedAs(await step(second, first, 'approved'), 'not_its_turn')
  refusedAs(await step(officer, first, 'objections_opened'), 'until_missing')
  done(await step(officer, first, 'objections_opened', { until: '2026-03-20' }))
  refusedAs(await step(own, first, 'objected', { unit: COUNTY_A, remark: '不是我们的' }), 'elsewhere')
  refusedAs(await step(own, first, 'objected', { unit: COUNTY_B, remark: '补助已于二月全部到位', indicator: 'nonsense' }), 'no_such_indicator')
  const objected = done(await step(own, first, 'objected', { unit: COUNTY_B, remark: '补助已于二月全部到位', indicator: 'subsidy' }))
  assert.equal((objected['steps'] as { indicator_name: string }[]).at(-1)?.indicator_name, '财政补助到位率')
  const neighbours = done(await (await county(COUNTY_A)).get(`/api/appraisals/${first}`))['steps'] as { kind: string }[]
  assert.deepEqual(
    neighbours.map(({ kind }) => kind),
    ['objections_opened'],
  )
  const correction = { year: YEAR, unit: COUNTY_B, indicator: 'subsidy', actual: '1000', target: '1000', count: '2', evidence: '国库凭证二月全部到账' }
  const recorded = String(done(await officer.post('/api/appraisal-judgements', correction))['recorded'])
  done(await second.post(`/api/appraisal-judgements/${recorded}/finding`, { accepted: true }))
  done(await step(officer, first, 'answered', { unit: COUNTY_B, remark: '采纳，另行计算' }))
  done(await step(officer, first, 'withdrawn', { remark: '按异议更正' }))
  const body = done(await officer.post('/api/appraisals', { year: YEAR }))
  assert.deepEqual([one(body, COUNTY_B).total, one(body, COUNTY_B).rank, one(body, COUNTY_A).rank], ['98.00', 2, 3])
  const run = body['run']
  done(await step(officer, run, 'objections_opened', { until: '2026-03-20' }))
  refusedAs(await step(second, run, 'approved'), 'objections_open')
  refusedAs(
    await officer.post(`/api/appraisals/${run}/rewards`, { unit: COUNTY_A, kind: 'penalty', text: '约谈', document: '示医保〔2026〕3号' }),
    'invalid_field',
  )
  clock.pass(12 * 24 * 60)
  const [officer2, second2] = [await fund(), await director()]
  refusedAs(
    await officer2.post(`/api/appraisals/${run}/rewards`, { unit: COUNTY_A, kind: 'penalty', text: '约谈县级负责人', document: '示医保〔2026〕3号' }),
    'not_approved',
  )
  done(await step(second2, run, 'approved'))
  done(await step(officer2, run, 'published'))
  const seen = done(await (await county(COUNTY_B)).get(`/api/appraisals/${run}`))
  assert.deepEqual([one(seen, COUNTY_A).total, one(seen, COUNTY_A).values.length, seen['only_own']], ['78.00', 0, false])
  await penalised(String(run), officer2, second2)
  const { rows } = await db.batch.query('SELECT unit, coefficient::text FROM appraisal_coefficient WHERE year = $1 ORDER BY unit', [YEAR])
  assert.deepEqual(rows, [
    { unit: COUNTY_A, coefficient: '0.825' },
    { unit: COUNTY_B, coefficient: '1' },
    { unit: OWN_LEVEL, coefficient: '1' },
  ])
  const trend = (await officer2.get('/api/appraisals/trend')) as unknown as { body: unknown }
  assert.equal((trend.body as { year: number }[]).filter(({ year }) => year === YEAR).length, 3)
  const excel = await officer2.download(`/api/appraisals/${run}/appraisal.xlsx`)
  assert.equal(excel.bytes.subarray(0, 2).toString(), 'PK')
})

test('what was approved is corrected only with a reason and a document, and nothing is fined twice', async () => {
  const [officer, second] = [await fund(), await director()]
  const before = unitsOf(done(await officer.get(`/api/appraisals/${await newestRun(officer)}`)))
  refusedAs(await officer.post('/api/appraisals', { year: 2024, correction: { reason: '没有可更正的', document: '示医保〔2026〕4号' } }), 'nothing_to_correct')
  refusedAs(await officer.post('/api/appraisals', { year: YEAR }), 'already_approved')
  const found = { year: YEAR, unit: COUNTY_A, indicator: 'policy_deviations', count: '2', evidence: '审计又查出一项不一致' }
  const recorded = String(done(await officer.post('/api/appraisal-judgements', found))['recorded'])
  done(await second.post(`/api/appraisal-judgements/${recorded}/finding`, { accepted: true }))
  // A judgement by itself moves nothing that was published.
  assert.deepEqual(unitsOf(done(await officer.get(`/api/appraisals/${await newestRun(officer)}`))), before)
  const correction = { reason: '审计结果改变了一项得分', document: '示医保〔2026〕4号' }
  const body = done(await officer.post('/api/appraisals', { year: YEAR, correction }))
  const { corrects, ...why } = body['correction'] as { corrects: string }
  assert.deepEqual([why, typeof corrects], [correction, 'string'])
  assert.deepEqual(body['changes'], [{ unit: COUNTY_A, name: '甲县', total_before: '78.00', total: '76.00', rank_before: 3, rank: 3 }])
  const step = (caller: Caller, kind: string, more = {}) => caller.post(`/api/appraisals/${String(body['run'])}/steps`, { kind, ...more })
  done(await step(officer, 'objections_opened', { until: '2026-03-30' }))
  clock.pass(10 * 24 * 60)
  done(await step(await director(), 'approved'))
  const of = { unit: COUNTY_A, kind: 'penalty', text: '约谈县级负责人，补缴责任资金', document: '示医保〔2026〕5号' }
  const officer2 = await fund()
  refusedAs(await officer2.post(`/api/appraisals/${corrects}/rewards`, of), 'newer_run')
  const words = done(await officer2.post(`/api/appraisals/${String(body['run'])}/rewards`, of))
  assert.deepEqual(
    (one(words, COUNTY_A) as unknown as { rewards: { amount_fen: number | null }[] }).rewards.map(({ amount_fen }) => amount_fen),
    [null],
  )
})

async function newestRun(caller: Caller): Promise<string> {
  return ((await caller.get(`/api/appraisals?year=${YEAR}`)).body as unknown as { run: string }[])[0]?.run ?? ''
}

test('money of a scheme without a plan is not held against the plan of the other; what came after the subsidy was whole is not late', async () => {
  const facts: BookFact[] = []
  const of = { unit: COUNTY_A, government: 'county' as const, benefitYear: YEAR }
  facts.push(await factOf(db.batch, BOOK, '2026-03-01', 'subsidy_due', { ...of, heads: 0, perHeadFen: 0n, amountFen: 400n }))
  facts.push(await factOf(db.batch, BOOK, '2026-03-02', 'subsidy_received', { ...of, amountFen: 300n, dueRecorded: true }))
  const employees = bookOf(POOL, 'employee')
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['employee'] })
  const paid = { unit: COUNTY_A, period: '2025-05-01', part: 'pool' as const, care: 'inpatient' as const, amountFen: 5_000n }
  facts.push(await factOf(db.batch, employees, '2024-12-31', 'opening_balance', opening))
  facts.push(await factOf(db.batch, employees, '2025-06-01', 'funds_granted', { unit: COUNTY_A, via: 'direct', amountFen: 5_000n, request: null }))
  facts.push(await factOf(db.batch, employees, '2025-06-03', 'outside_paid', paid))
  assert.equal((await inTransaction(db.batch, (client) => recordFacts(client, facts))).kind, 'recorded')
  await db.batch.query(
    `WITH made AS (INSERT INTO budget (budget, book, year, kind, officer) SELECT nextval('year_end_seq'), $1, $2, 'initial', min(officer) FROM officer RETURNING budget, officer),
       unit AS (INSERT INTO budget_unit (budget, unit, income_fen, expenditure_fen) SELECT budget, $3, 9000, 8000 FROM made)
     INSERT INTO budget_step (budget, step, kind, dated, officer) SELECT budget, 1, 'issued', '2025-02-01', officer FROM made`,
    [BOOK, YEAR, COUNTY_A],
  )
  const values = await inTransaction(db.batch, async (client) => computedValues(client, await poolMembers(client, POOL, YEAR), YEAR, '2026-03-10'))
  const told = (indicator: string) => {
    const found = values.find((value) => value.unit === COUNTY_A && value.indicator === indicator)
    return [found?.actual, found?.target, found?.count]
  }
  assert.deepEqual(told('budget_deviation'), [8_000n, 8_000n, null])
  assert.deepEqual(told('subsidy'), [1_000n, 1_000n, '0'])
  assert.deepEqual(told('responsibility'), [300n, 400n, null])
})

const opening = {
  unit: COUNTY_A,
  accounts: ['1003', '3001'],
  details: ['', ''],
  amounts: [9_000n, -9_000n],
  memoAccounts: [],
  memoAmounts: [],
}

test('how offices did their daily work is told by its own facts: in time, of what was due', async () => {
  const { batch } = db
  await batch.query(
    `INSERT INTO filing_application (person, application, area, infno, kind, decided_by, institution, in_force, message, known_at, booked_on)
       SELECT 1, n, $1, '2501', 'emergency', 'office', $2, '2025-06-02', 'M' || n, t::timestamptz, '2025-06-02'
         FROM (VALUES (1, '2025-06-02 09:00+08'), (2, '2025-06-02 10:00+08'), (3, '2025-06-02 11:00+08')) AS v(n, t)`,
    [OWN_LEVEL, HOSPITAL],
  )
  // One on the second working day, one a week later, one never.
  await batch.query(
    `INSERT INTO filing_step (person, application, step, area, kind, known_at) VALUES (1, 1, 1, $1, 'confirmed', '2025-06-04 16:00+08'), (1, 2, 1, $1, 'confirmed', '2025-06-11 16:00+08')`,
    [OWN_LEVEL],
  )
  await batch.query(
    `INSERT INTO review_finding (person, finding, area, institution, institution_area, infno, msgid, stage, scene, hospital_visit, patient_at, encounter_at, rule, rule_code, rule_name,
         point, severity, sentence, basis, source, certainty, amount_fen, lines, doctor, department, in_force, known_at, booked_on)
       SELECT 0, n, $1, $2, $1, '3101', 'M', 'pre', '1', '', 0, 0, '1', '', '示范规则', '点', s, '句', '据', '源', 'illustrative', 100, '[]', '', '', '2025-07-01', '2025-07-01 09:00+08', '2025-07-01'
         FROM (VALUES (1, 'violation'), (2, 'suspect'), (3, 'hint')) AS v(n, s)`,
    [COUNTY_A, HOSPITAL],
  )
  await batch.query(
    `INSERT INTO review_answer (person, finding, answer, area, institution_area, stage, decision, reason, operator, operator_name, in_force, known_at, booked_on)
       VALUES (0, 1, 1, $1, $1, 'pre', 'amended', '', '', '', '2025-07-02', '2025-07-02 09:00+08', '2025-07-02')`,
    [COUNTY_A],
  )
  const values = await inTransaction(batch, async (client) => computedValues(client, await poolMembers(client, POOL, YEAR), YEAR, '2026-03-10'))
  const of = (unit: string, indicator: string) => {
    const found = values.find((value) => value.unit === unit && value.indicator === indicator)
    return found === undefined ? undefined : [found.actual, found.target]
  }
  assert.deepEqual(of(OWN_LEVEL, 'filings_in_time'), [1n, 3n])
  assert.deepEqual(of(COUNTY_A, 'findings_answered'), [1n, 2n])
  assert.equal(of(COUNTY_B, 'filings_in_time'), undefined)
})
