// Drafts tried on bills that were settled through the hospital interface: sums checked by hand, losers named with their reason.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import exceljs from 'exceljs'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { jobRoutes } from '../jobs/job-routes.js'
import { insertJob } from '../jobs/job-store.js'
import { type Progress, Stopped } from '../jobs/run-job.js'
import { publishPolicies } from '../policy/publish.js'
import { sha256 } from '../policy/rule-set.js'
import { admitPerson, dischargeOf, done, settlementOf, uploadOf } from '../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { NOON, type Person, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { type FindDraft, rulesToTry } from './draft.js'
import { DIMENSION_NAMES } from './groups.js'
import type { Summary } from './read-trial.js'
import { runTrial, type TrialAsked } from './run-trial.js'
import { trialRoutes } from './trial-routes.js'
import { rulesOn } from './trial-rules.js'

const LAW = `---
document: 小城医保办〔2025〕1号
area: "980100"
status: published
---

## 第三条 住院

\`\`\`policy
scheme: resident
in_force: 2025-01-01
certainty: illustrative
inpatient.deductible: { mode: by_level, table: { township: 200, "1": 200, "2": 500, "3": 800, "3_province": 800 }, period: per_bill }
inpatient.bands: { mode: by_level, position: above_deductible, table: { township: 85%, "1": 85%, "2": 80%, "3": 75%, "3_province": 75% } }
inpatient.offsite: silent
caps.basic_year: { on: fund_paid, amount: 200000, kinds: [inpatient], period: year }
major_illness:
  kind: yearly_burden
  kinds: [inpatient]
  deductible: 15000
  burden_includes: [basic_deductible, in_scope_rest]
  when_guaranteed: in_scope_minus_paid
  position: above_deductible
  table: [{ from: 0, ratio: 60% }]
  cap: none
assistance:
  kind: by_class
  kinds: [inpatient]
  base_includes_basic_deductible: yes
  when_guaranteed: in_scope_minus_paid
  classes:
    minimum_living: { deductible: 0, ratio: 70%, cap: 50000 }
settlement:
  version_by: discharge
  year_by: discharge
  entitlement_day: admission
  pre_self_pay_rounding: per_line
  layer_order: [basic, major, assistance]
  levels: [township, "1", "2", "3", "3_province"]
  reversal: subtract_own
silent_kinds: [outpatient, pharmacy, emergency, chronic_outpatient, special_outpatient, two_diseases_outpatient, birth, birth_complicated, maternity_outpatient, day_surgery, outpatient_surgery, accident, home_bed, special_drug]
\`\`\`
`

const draftOf = (rule: string, more = ''): string => `---
document: 小城住院待遇调整方案（征求意见稿）
area: "980100"
status: consultation_draft
---

## 第一条 住院待遇调整

\`\`\`policy
scheme: resident
in_force: 2027-01-01
certainty: illustrative
${rule}
\`\`\`
${more}`

/** Ten points less for those on minimum living allowance. */
const LOWER_FOR_CLASS = draftOf('inpatient.ratio_steps: [{ when: { identity: minimum_living }, points: -10% }]')
/** Level 3 pays 70 % instead of 75 %. */
const LOWER_LEVEL = draftOf(
  'inpatient.bands: { mode: by_level, position: above_deductible, table: { township: 85%, "1": 85%, "2": 80%, "3": 70%, "3_province": 75% } }',
)
const FAULTY = draftOf('inpatient.bands: { mode: by_level, position: above_deductible, table: { "3": 170% } }')

const DOCUMENT = 'policies/small/draft.md'
const drafts: Readonly<Record<string, { name: string; text: string; file: string }>> = {
  '1': { name: '二级以下不变，三级下调', text: LOWER_LEVEL, file: 'policies/small/new.md' },
  '2': { name: '比例写错', text: FAULTY, file: 'policies/small/new.md' },
  '3': { name: '现行规定原样', text: LAW, file: 'policies/small/law.md' },
}
const find: FindDraft = async (_db, _pool, draft) => {
  const found = drafts[String(draft)]
  return found === undefined ? undefined : { draft: String(draft), name: found.name, texts: [{ file: found.file, text: found.text }] }
}

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let officer: Caller
let stays: readonly string[]

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'trial-')), 'policies')
  mkdirSync(path.join(folder, 'small'), { recursive: true })
  writeFileSync(path.join(folder, 'small/law.md'), LAW)
  writeFileSync(path.join(folder, 'small/draft.md'), LOWER_FOR_CLASS)
  await publishPolicies(db.batch, folder, 'test')
  rmSync(path.dirname(folder), { recursive: true })
  await moveToWest(city.resident)
  stays = [await stay(city.needy, '10000.00'), await stay(city.needy, '20000.00'), await stay(city.resident, '6000.00')]
  await cancelled(city.resident, '3000.00')
  const context = { databases: db, key: TEST_KEY, clock: NOON, pool: POOL }
  desk = await testDesk(db, context, { table: [...jobRoutes(context), ...trialRoutes(context, find)] })
  officer = await desk.as('bureau', 'policy_officer')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

async function moveToWest({ person }: Person): Promise<void> {
  await db.batch.query(`UPDATE person SET area = '980102' WHERE person = $1`, [person])
  await db.batch.query(
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
     VALUES ($1, nextval('fact_seq'), 'resident', '980102', 2026, '1701', false, '2026-01-01', '2026-12-31', '2026-01-01', '2026-01-01')`,
    [person],
  )
}

async function settledStay(person: Person, total: string): Promise<{ visit: string; settlement: string }> {
  const visit = await admitPerson(city.app, person, '390')
  await done(city.app, '2301', uploadOf(person, visit, '', [{ sn: `S${visit}`, price: total, amount: total }]))
  await done(city.app, '2402', dischargeOf(person, visit))
  const settled = await done(city.app, '2304', settlementOf(person, visit, '390', '', total, { med_type: '21' }))
  return { visit, settlement: (settled['setlinfo'] as { setl_id: string }).setl_id }
}

async function stay(person: Person, total: string): Promise<string> {
  return (await settledStay(person, total)).settlement
}

async function cancelled(person: Person, total: string): Promise<void> {
  const { visit, settlement } = await settledStay(person, total)
  await done(city.app, '2305', { data: { psn_no: person.number, setl_id: settlement, mdtrt_id: visit } })
}

const YEAR = { from: '2026-01-01', to: '2026-12-31' }

async function jobEnd(job: string): Promise<Record<string, unknown>> {
  for (let asked = 0; asked < 600; asked += 1) {
    const { body } = await officer.get(`/api/jobs/${job}`)
    if (body['state'] !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`job ${job} did not end`)
}

async function started(body: object): Promise<string> {
  const answer = await officer.post('/api/trials', body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return String(answer.body['job'])
}

async function tried(body: object): Promise<Summary> {
  const end = await jobEnd(await started(body))
  assert.equal(end['state'], 'done', JSON.stringify(end))
  const answer = await officer.get(`/api/trials/${(end['result'] as { trial: string }).trial}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as unknown as Summary
}

async function losersOf(caller: Caller, trial: string, query = ''): Promise<Answer> {
  return caller.get(`/api/trials/${trial}/losers${query}`)
}

test('a draft that lowers the ratio of one class: the funds spend less, and the class alone bears it', async () => {
  const summary = await tried({ document: DOCUMENT, ...YEAR })
  const { totals } = summary
  // Basic 6,900 + 14,400 + 3,900 becomes 5,980 + 12,480 + 3,900; assistance 70 % of what is left: 6,090 becomes 8,078.
  assert.deepEqual([totals.bills, totals.persons, totals.total_fen], [3, 2, 3_600_000])
  assert.deepEqual([totals.fund_before_fen, totals.fund_after_fen, totals.difference_fen], [3_129_000, 3_043_800, -85_200])
  assert.deepEqual([totals.losers, totals.gainers, totals.loss_fen], [1, 0, 85_200])
  assert.equal(totals.per_head_fen, -42_600)
  assert.equal(summary.rules_on, '2027-01-01')
  assert.deepEqual(summary.draft_hashes, [sha256(LOWER_FOR_CLASS)])
  assert.deepEqual(summary.left_out, [])
  const payers = summary.groups
    .filter(({ dimension }) => dimension === 'payer')
    .map(({ key, bills, fund_before_fen, fund_after_fen }) => [key, bills, fund_before_fen, fund_after_fen])
  assert.deepEqual(payers, [
    ['assistance', 2, 609_000, 807_800],
    ['basic', 3, 2_520_000, 2_236_000],
  ])
  const units = summary.units.map(({ unit, bills, difference_fen, losers }) => [unit, bills, difference_fen, losers])
  assert.deepEqual(units, [
    ['980101', 2, -85_200, 1],
    ['980102', 1, 0, 0],
  ])
})

test('the level of benefits is judged by scheme, class and level', async () => {
  const { level_holds, standards } = await tried({ document: DOCUMENT, ...YEAR })
  assert.equal(level_holds, false)
  assert.deepEqual(
    standards.map(({ key, of_scope_before, of_scope_after, verdict }) => [key, of_scope_before, of_scope_after, verdict]),
    [
      ['minimum_living/3', 9_130, 8_846, 'fallen'],
      ['ordinary/3', 6_500, 6_500, 'held'],
    ],
  )
})

test('a loser is named with the step that pays less and the articles of both sides', async () => {
  const { trial, causes } = await tried({ document: DOCUMENT, ...YEAR })
  const { body } = await losersOf(officer, trial)
  const [row] = body['rows'] as Record<string, unknown>[]
  assert.deepEqual([body['total'], row?.['psn_no'], row?.['person_name'], row?.['class']], [1, city.needy.number, '测*', 'minimum_living'])
  assert.deepEqual([row?.['bills'], row?.['worse_bills'], row?.['loss_fen'], row?.['settlement']], [2, 2, 85_200, stays[1]])
  const why = row?.['why'] as Record<string, string>
  assert.equal(why['step'], 'basic')
  assert.equal(why['article_before'], '小城医保办〔2025〕1号 第三条 住院')
  assert.match(why['article_after'] ?? '', /小城住院待遇调整方案（征求意见稿） 第一条 住院待遇调整/)
  assert.match(why['rule_before'] ?? '', /19200\.00元×75%/)
  assert.match(why['rule_after'] ?? '', /19200\.00元×65%/)
  assert.deepEqual(
    causes.map(({ step, persons, loss_fen }) => [step, persons, loss_fen]),
    [['basic', 1, 85_200]],
  )
  assert.equal((await losersOf(officer, trial, '?identity=minimum_living&order=share')).body['total'], 1)
  assert.equal((await losersOf(officer, trial, '?unit=980102')).body['total'], 0)
})

test('a bill stands side by side under both rules, with the counters that the trial carried', async () => {
  const { trial } = await tried({ document: DOCUMENT, ...YEAR })
  const { status, body } = await officer.get(`/api/trials/${trial}/bills/${city.needy.number}/${stays[1]}`)
  assert.equal(status, 200, JSON.stringify(body))
  const side = (name: string): { cash_fen: number; admission_number: number; layers: { layer: string; paid_fen: number }[] } =>
    (body[name] as { statement: never }).statement
  assert.deepEqual([side('before').cash_fen, side('after').cash_fen, body['difference_fen']], [168_000, 225_600, 57_600])
  assert.deepEqual([side('before').admission_number, side('after').admission_number], [2, 2])
  assert.deepEqual(
    side('after').layers.map(({ layer, paid_fen }) => [layer, paid_fen]),
    [
      ['basic', 1_248_000],
      ['major', 0],
      ['assistance', 526_400],
    ],
  )
  assert.equal((body['why'] as { step: string }).step, 'basic')
  assert.equal((await officer.get(`/api/trials/${trial}/bills/${city.needy.number}/999999`)).status, 404)
})

test('nobody loses when the draft says what the rules say', async () => {
  const { totals, level_holds, rules_on } = await tried({ draft: '3', ...YEAR })
  assert.deepEqual([totals.bills, totals.difference_fen, totals.losers, totals.gainers, level_holds, rules_on], [3, 0, 0, 0, true, null])
})

test('an officer of a county sees the sums and the losers of the own county only', async () => {
  const { trial } = await tried({ draft: '1', ...YEAR })
  assert.equal((await losersOf(officer, trial)).body['total'], 2)
  await db.batch.query(`UPDATE desk_role SET permissions = permissions || ARRAY['policy.try'] WHERE department = 'agency' AND role = 'benefit_clerk'`)
  const west = await desk.as('agency', 'benefit_clerk', '980102')
  const { body } = await losersOf(west, trial)
  assert.deepEqual([body['total'], body['loss_fen']], [1, 26_000])
  assert.deepEqual(
    (body['rows'] as { psn_no: string }[]).map(({ psn_no }) => psn_no),
    [city.resident.number],
  )
  const { units, totals } = (await west.get(`/api/trials/${trial}`)).body as unknown as Summary
  assert.deepEqual([units.map(({ unit }) => unit), totals.losers, totals.difference_fen], [['980102'], 1, -26_000])
  assert.equal((await west.get(`/api/trials/${trial}/bills/${city.needy.number}/${stays[1]}`)).status, 403)
})

test('the whole trial is a workbook', async () => {
  const { trial, groups, totals, units } = await tried({ draft: '1', ...YEAR })
  const { bytes } = await officer.download(`/api/trials/${trial}/export.xlsx`)
  const book = new exceljs.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  assert.deepEqual(
    book.worksheets.map(({ name }) => name),
    ['测算说明', '核算单位', '分组', '待遇水平', '可支付月数', '待遇减少的人'],
  )
  // Each way of cutting the bills has rows of its own, here and on the sheet, and comes to the whole.
  const onSheet = book.getWorksheet('分组')?.getColumn(1).values ?? []
  for (const dimension of ['scheme', 'level', 'age', 'class', 'benefit', 'month', 'identity'] as const) {
    const own = groups.filter((group) => group.dimension === dimension)
    assert.ok(own.length > 0 && onSheet.includes(DIMENSION_NAMES[dimension]), dimension)
    const sum = (of: 'bills' | 'fund_before_fen' | 'fund_after_fen' | 'self_after_fen'): number => own.reduce((all, group) => all + group[of], 0)
    assert.deepEqual(
      [sum('bills'), sum('fund_before_fen'), sum('fund_after_fen'), sum('self_after_fen')],
      [totals.bills, totals.fund_before_fen, totals.fund_after_fen, totals.self_after_fen],
      dimension,
    )
  }
  assert.equal(
    units.reduce((all, unit) => all + unit.fund_after_fen, 0),
    totals.fund_after_fen,
  )
  // 426.00 of the needy person first, then 260.00.
  const losses = book.getWorksheet('待遇减少的人')?.getColumn(18).values.slice(2)
  assert.deepEqual(losses, [426, 260])
})

test('months of cover are counted from what the funds hold and what the bills would cost', async () => {
  await openWith(6_000_000n)
  const { cover, months, cover_definition, balances_on } = await tried({ document: DOCUMENT, ...YEAR })
  assert.deepEqual([months, balances_on], [12, TODAY])
  assert.match(cover_definition, /可支付月数 = 可动用结余 ÷ 月均支出/)
  // 60,000.00 × 12 ÷ 25,200.00 = 28.57 months; ÷ 22,360.00 = 32.20.
  assert.deepEqual(
    cover.filter(({ fund }) => fund === 'resident').map(({ fund: _fund, fund_name: _name, ...figures }) => figures),
    [{ free_fen: 6_000_000, before_fen: 2_520_000, after_fen: 2_236_000, months_before: 28.57, months_after: 32.2 }],
  )
})

async function openWith(fen: bigint): Promise<void> {
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident'] })
  const answer = await inTransaction(db.batch, async (client) => {
    const [fact = 0n] = await nextFacts(client, 1)
    const opening = { unit: '980101', accounts: ['1003', '3001'], details: ['', ''], amounts: [fen, -fen], memoAccounts: [], memoAmounts: [] }
    return recordFacts(client, [{ kind: 'opening_balance', book: bookOf(POOL, 'resident'), fact, inForce: '2026-01-01', bookedOn: '2026-01-01', ...opening }])
  })
  assert.equal(answer.kind, 'recorded')
}

test('what cannot be tried is refused with a sentence', async () => {
  const refused = async (body: object): Promise<string> => {
    const answer = await officer.post('/api/trials', body)
    assert.ok(answer.status >= 400, JSON.stringify(answer.body))
    return String(answer.body['sentence'])
  }
  assert.match(await refused({ draft: '99', ...YEAR }), /没有编号为99的草案/)
  assert.match(await refused({ document: 'policies/small/none.md', ...YEAR }), /政策库里没有/)
  assert.match(await refused({ document: 'policies/small/law.md', ...YEAR }), /不是征求意见稿/)
  assert.match(await refused({ draft: '2', ...YEAR }), /草案有\d+处问题.*policies\/small\/new\.md:\d+/)
  assert.match(await refused({ draft: '1', from: '2020-01-01', to: '2020-12-31' }), /没有可以测算的结算单/)
  assert.match(await refused({ draft: '1', scheme: 'employee', ...YEAR }), /没有可以测算的结算单/)
  assert.match(await refused({ draft: '1', from: '2026-12-31', to: '2026-01-01' }), /截止日期早于起始日期/)
  assert.match(await refused(YEAR), /请选一份草案/)
  assert.match(await refused({ draft: '1' }), /起止日期要写真实的日期/)
  assert.match(await refused({ draft: '1', ...YEAR, people: 2_000, seed: 1 }), /人数和种子只用于合成城市/)
  assert.match(await refused({ draft: '1', population: 'synthetic', people: 2_000, seed: 1 }), /没有装本统筹区的合成城市/)
  assert.match(await refused({ draft: '1', population: 'synthetic', people: 10, seed: 1 }), /不能小于 1000/)
  assert.deepEqual((await officer.get('/api/trial-populations')).body, { synthetic: null })
  assert.equal((await officer.get('/api/trials/4711')).status, 404)
})

async function stored(): Promise<readonly number[]> {
  const { rows } = await db.batch.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM trial UNION ALL SELECT count(*)::int FROM trial_loser UNION ALL SELECT count(*)::int FROM trial_cell`,
  )
  return rows.map(({ n }) => n)
}

test('a trial that is stopped half-way leaves nothing behind', async () => {
  const before = await stored()
  const found = await rulesToTry(db.batch, POOL, { draft: '1' }, find)
  assert.ok(!isRefusal(found))
  const job = await insertJob(db.batch, { kind: 'trial', pool: POOL, officer: null, about: {} }, new Date())
  const asked: TrialAsked = {
    pool: POOL,
    officer: null,
    draft: '1',
    draftName: found.draft.name,
    draftHashes: [],
    population: { units: ['980101', '980102'], ...YEAR, scheme: null },
    city: null,
    rules: rulesOn(found.rules, '2027-01-01'),
    rulesOn: '2027-01-01',
    tried: found.tried,
    today: TODAY,
    now: new Date(),
  }
  const phases: string[] = []
  const stopping: Progress = {
    phase: (words) => void phases.push(words),
    step: () => undefined,
    stopIfAsked: () => {
      throw new Stopped()
    },
  }
  await assert.rejects(runTrial(db, asked, job, stopping), Stopped)
  assert.deepEqual(phases, ['清点参保人', '逐人逐单重新结算'])
  assert.deepEqual(await stored(), before)
})
