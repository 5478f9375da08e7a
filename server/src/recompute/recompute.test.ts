// A retroactive change from end to end, with figures reckoned by hand: who is owed what, who decides, what the ledgers say after.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { closeDays } from '../fund/close-days.js'
import { memoBalances } from '../fund/memo-balances.js'
import { jobNumbered } from '../jobs/job-store.js'
import { replayStored } from '../settlement/replay-stored.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestClock, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { type Person, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { cancelStay, publishStayRatio, settleStay } from '../testing/stays.js'
import { verify } from '../verify/verify.js'
import { inBatches } from './decide-change.js'
import { changeOf, type RecomputationAsked, recomputePersons } from './recompute.js'
import type { Recomputed } from './recompute-person.js'
import { overtakenPersons } from './save-change.js'

const UNIT = '980101'
const EARLY = '2026-03-12'

let db: TestDatabase
let city: SmallCity
let clock: TestClock
let desk: TestDesk
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await db.batch.query('INSERT INTO book_state (book) SELECT book FROM book')
  clock = testClock(noon('2026-06-20'))
  desk = await testDesk(db, { pool: POOL, clock })
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

const clerk = () => desk.as('bureau', 'policy_officer')
const approver = () => desk.as('bureau', 'fund_officer')

interface Row {
  readonly difference: string
  readonly settlement: string
  readonly psn_no: string
  readonly person_name: string
  readonly person_fen: number
  readonly state: string
  readonly reason: string
  readonly overtaken: boolean
  readonly posted_on: string | null
  readonly layers: readonly { readonly layer: string; readonly before_fen: number; readonly after_fen: number }[]
}

/** Asks for a recomputation and waits for it; the job's result. */
async function recomputed(body: object, by?: Caller): Promise<Record<string, unknown>> {
  const answer = await (by ?? (await clerk())).post('/api/recomputations', { scheme: 'resident', ...body })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return ended(String(answer.body['job']))
}

async function ended(number: string): Promise<Record<string, unknown>> {
  for (;;) {
    const job = await jobNumbered(db.batch, POOL, BigInt(number))
    if (job?.state === 'running') await new Promise((wake) => setTimeout(wake, 20))
    else {
      assert.equal(job?.state, 'done', job?.sentence ?? '')
      return { ...job.result }
    }
  }
}

async function rowsOf(change: unknown, state = 'pending'): Promise<Row[]> {
  const { status, body } = await (await approver()).get(`/api/differences?change=${String(change)}&state=${state}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body['rows'] as Row[]
}

async function decide(rows: readonly Row[], decision: 'approved' | 'declined', by?: Caller) {
  return (by ?? (await approver())).post('/api/differences/decide', { differences: rows.map((row) => row.difference), decision, remark: '已核对' })
}

async function visitOf(settlement: bigint): Promise<bigint> {
  const { rows } = await db.batch.query<{ visit: bigint }>('SELECT visit FROM settlement WHERE settlement = $1', [settlement])
  return rows[0]?.visit ?? 0n
}

async function counters(person: Person): Promise<Record<string, bigint>> {
  const { rows } = await db.batch.query<{ key: string; fen: bigint }>(
    'SELECT c.key, c.fen FROM accumulator, unnest(keys, amounts) AS c(key, fen) WHERE person = $1',
    [person.person],
  )
  return Object.fromEntries(rows.map((row) => [row.key, row.fen]))
}

async function memo(account: string, fund = 'resident', day = '2027-12-31'): Promise<bigint> {
  return (await memoBalances(db.batch, day)).get(`${POOL}-${fund}`)?.get(UNIT)?.get(account) ?? 0n
}

/** Recognised late: known only now, in force since January. */
async function recognise(person: Person): Promise<void> {
  await db.batch.query(
    `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, known_at, booked_on)
     VALUES ($1, nextval('fact_seq'), '980101', 'minimum_living', '2303', '2026-01-01', '民政', '2026-06-19T09:00:00+08:00', '2026-06-19')`,
    [person.person],
  )
}

test('a person recognised as poor three months late gets assistance for the past bills', async () => {
  const person = await city.enrol('resident')
  const settlement = await settleStay(city.app, person, 10_000, EARLY)
  const [before, booked] = [await counters(person), await memo('benefits_settled', 'assistance')]
  await recognise(person)
  const result = await recomputed({ kind: 'identity' })
  assert.deepEqual([result['differences'], result['owed_to_persons_fen'], result['owed_by_persons_fen']], [1, '217000', '0'])
  assert.match(String(result['note']), /手工报销/)
  const [row, ...others] = await rowsOf(result['change'])
  assert.ok(row !== undefined && others.length === 0)
  // In scope 10 000, deductible 800, 75 %: fund 6 900, left 3 100; assistance pays 70 % of that.
  assert.deepEqual([row.settlement, row.person_fen, row.person_name], [settlement.toString(), 217_000, '测*'])
  assert.deepEqual(
    row.layers.map(({ layer, before_fen, after_fen }) => [layer, before_fen, after_fen]),
    [['assistance', 0, 217_000]],
  )
  assert.match(row.reason, /追认身份“.+”。医疗救助原支付0\.00元.*应支付2170\.00元（.+小城医保办〔2025〕1号 第三条）。应补付个人2170\.00元。/)
  const { status, body } = await decide([row], 'approved')
  assert.deepEqual([status, body], [200, { decided: 1, overtaken: [], booked_on: '2026-06-20' }])
  assert.equal((await counters(person))['paid/assistance'], 217_000n)
  assert.equal((await counters(person))['paid/basic'], before['paid/basic'])
  assert.equal((await memo('benefits_settled', 'assistance')) - booked, 217_000n)
  assert.equal(await memo('payable_persons', 'assistance'), -217_000n)
  assert.equal((await replayStored(db.batch, person.person, settlement)).kind, 'equal')
  const again = await recomputed({ kind: 'identity' })
  assert.equal(again['differences'], 0)
  const known = async (query: string) =>
    (await (await clerk()).get(`/api/persons/${person.number}/as-known?on=${EARLY}${query}`)).body['years'] as { corrected_fen: number }[]
  assert.deepEqual([(await known(''))[0]?.corrected_fen, (await known('&known_at=2026-06-19'))[0]?.corrected_fen], [217_000, 0])
  assert.deepEqual((await decide([row], 'approved')).body['code'], 'decided_already')
})

test('a bill settled after the correction stands on the corrected year, and a cancelled bill takes its difference back', async () => {
  const person = await city.enrol('resident')
  const first = await settleStay(city.app, person, 10_000, EARLY)
  await recognise(person)
  const booked = await memo('payable_persons', 'assistance')
  const { change } = await recomputed({ kind: 'identity' })
  const rows = await rowsOf(change)
  assert.equal((await decide(rows, 'approved')).status, 200)
  const second = await settleStay(city.app, person, 10_000)
  const { rows: receipts } = await db.batch.query<{ paid: string }>(
    `SELECT receipt->'counters'->>'paid/assistance' AS paid FROM settlement WHERE settlement = $1`,
    [second],
  )
  assert.equal(receipts[0]?.paid, '217000')
  await cancelStay(city.app, person, first, await visitOf(first))
  assert.equal((await rowsOf(change, 'cancelled')).length, 1)
  assert.equal((await counters(person))['paid/assistance'], 217_000n)
  assert.equal(await memo('payable_persons', 'assistance'), booked)
  assert.equal((await recomputed({ kind: 'identity' }))['differences'], 0)
})

test('an entitlement withdrawn for the past is owed back, given back it is owed again', async () => {
  const person = await city.enrol('resident')
  await settleStay(city.app, person, 10_000, EARLY)
  const enrol = (from: string, to: string, knownAt: string) =>
    db.batch.query(
      `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, reason, in_force, known_at, booked_on)
       VALUES ($1, nextval('fact_seq'), 'resident', '980101', 2026, '1701', false, $2, $3, '重复参保', '2026-01-01', $4, '2026-06-19')`,
      [person.person, from, to, knownAt],
    )
  await enrol('2026-01-01', '2025-12-31', '2026-06-19T09:00:00+08:00')
  const { change, owed_by_persons_fen } = await recomputed({ kind: 'enrolment' })
  assert.equal(owed_by_persons_fen, '690000')
  const rows = await rowsOf(change)
  assert.match(rows[0]?.reason ?? '', /参保待遇更正后不能支付：该人员居民医保待遇已暂停（重复参保）.*个人应退回6900\.00元。/)
  assert.equal((await decide(rows, 'approved')).body['decided'], 1)
  assert.deepEqual([await memo('receivable_persons'), await counters(person)], [690_000n, {}])
  await enrol('2026-01-01', '2026-12-31', '2026-06-20T09:00:00+08:00')
  const back = await recomputed({ kind: 'enrolment' })
  const restored = await rowsOf(back['change'])
  assert.deepEqual(
    restored.map((row) => row.person_fen),
    [690_000],
  )
  assert.equal((await decide(restored, 'declined')).body['decided'], 1)
  assert.equal((await recomputed({ kind: 'enrolment' }))['differences'], 0)
})

test('who asked does not approve, a county sees its own, a year is decided as a whole, and only what waits', async () => {
  const person = await city.enrol('resident')
  await settleStay(city.app, person, 10_000, EARLY)
  await settleStay(city.app, person, 20_000, EARLY)
  await recognise(person)
  const asker = await desk.as('agency', 'benefit_clerk', UNIT)
  const { change } = await recomputed({ kind: 'identity' }, asker)
  const rows = await rowsOf(change)
  assert.equal(rows.length, 2)
  assert.equal((await decide(rows.slice(0, 1), 'approved')).body['code'], 'whole_year')
  const other = await desk.as('agency', 'finance_officer', '980102')
  assert.equal((await other.get(`/api/differences?change=${String(change)}`)).body['total'], 0)
  assert.equal((await decide(rows, 'approved', other)).body['code'], 'not_found')
  assert.equal((await decide(rows, 'approved', await clerk())).body['code'], 'not_allowed')
  // Even one who has moved to the approving post meanwhile.
  const move = (role: string) => db.batch.query('UPDATE officer SET role = $1 WHERE account = $2', [role, `agency.benefit-clerk.${UNIT}`])
  await move('finance_officer')
  assert.equal((await decide(rows, 'approved', asker)).body['code'], 'same_officer')
  await move('benefit_clerk')
  const detail = (await (await approver()).get(`/api/recomputations/${String(change)}`)).body
  assert.deepEqual([detail['kind'], detail['pending'], detail['areas'], (detail['facts'] as string[]).length], ['identity', 2, [UNIT], 1])
  assert.equal((await other.get(`/api/recomputations/${String(change)}`)).status, 404)
  const sheet = await (await approver()).download(`/api/differences.xlsx?change=${String(change)}`)
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(sheet.bytes as unknown as ArrayBuffer)
  // 3 100 and 800 + 25 % of 19 200, each at 70 %.
  assert.deepEqual([book.worksheets[0]?.getCell('O2').value, book.worksheets[0]?.getCell('O3').value], [2170, 3920])
  assert.equal((await decide(rows, 'declined')).body['decided'], 2)
})

test('a rule changed for the past moves exactly the bills of its days, with the year carried along', async () => {
  const [person, early, bystander] = [await city.enrol('resident'), await city.enrol('resident'), await city.enrol('employee')]
  await settleStay(city.app, early, 10_000, EARLY)
  for (const yuan of [10_000, 20_000, 40_000]) await settleStay(city.app, person, yuan)
  assert.ok(bystander.person > 0n)
  const hash = await publishStayRatio(db.batch, 'resident', '2026-03-15', '2026-03-14', 80n)
  const result = await recomputed({ kind: 'rules' })
  const rows = (await rowsOf(result['change'])).filter((row) => row.psn_no === person.number)
  // 75 % → 80 %: 9 200 → +460; 19 200 → +960; 39 200 → +1 960. The burden of the year falls from 19 300 to 15 920, so that major
  // illness above 15 000 pays 60 % of 920 instead of 4 300: 552 instead of 2 580.
  assert.deepEqual(
    rows.map((row) => [row.person_fen, row.layers.map(({ layer, before_fen, after_fen }) => [layer, before_fen, after_fen])]),
    [
      [46_000, [['basic', 690_000, 736_000]]],
      [96_000, [['basic', 1_440_000, 1_536_000]]],
      [
        -6_800,
        [
          ['basic', 2_940_000, 3_136_000],
          ['major', 258_000, 55_200],
        ],
      ],
    ],
  )
  assert.ok((await rowsOf(result['change'])).every((row) => row.psn_no !== early.number))
  const detail = (await (await approver()).get(`/api/recomputations/${String(result['change'])}`)).body
  assert.deepEqual(
    [detail['rule_hash'], detail['stretches']],
    [
      hash,
      (detail['stretches'] as { hash: string }[]).map(({ hash: old }) => ({
        hash: old,
        from: '2026-03-15',
        until: null,
        kinds: [{ kind: 'inpatient', levels: null }],
      })),
    ],
  )
  const same = await recomputed({ kind: 'rules' })
  assert.equal(same['differences'], 0)
  assert.equal((await decide(rows, 'approved')).body['decided'], 3)
  assert.equal((await counters(person))['major_burden'], 1_592_000n)
  assert.equal((await recomputed({ kind: 'rules' }))['differences'], 0)
})

test('a second change is reckoned on top of the first', async () => {
  const person = await city.enrol('resident')
  await settleStay(city.app, person, 10_000)
  await recognise(person)
  const first = await recomputed({ kind: 'identity' })
  const rows = (await rowsOf(first['change'])).filter((row) => row.psn_no === person.number)
  assert.equal((await decide(rows, 'approved')).body['decided'], 1)
  await publishStayRatio(db.batch, 'resident', '2026-03-15', '2026-03-14', 90n)
  const second = await recomputed({ kind: 'rules' })
  const more = (await rowsOf(second['change'])).filter((row) => row.psn_no === person.number)
  const [basic, assistance] = [more[0]?.layers[0], more[0]?.layers[1]]
  // 90 % of 9 200 is 8 280, left 1 720, of which assistance pays 1 204.
  assert.deepEqual([basic?.after_fen, assistance?.layer, assistance?.after_fen], [828_000, 'assistance', 120_400])
  const { rows: stored } = await db.batch.query<{ n: bigint }>('SELECT count(*) AS n FROM settlement WHERE person = $1', [person.person])
  assert.equal(stored[0]?.n, 1n)
})

test('a touched bill that comes to the same stands on the new rules from then on', async () => {
  const person = await city.enrol('resident')
  // Below the deductible of 800, so that no ratio matters.
  const settlement = await settleStay(city.app, person, 500)
  const hash = await publishStayRatio(db.batch, 'resident', '2026-03-15', '2026-03-14', 60n)
  const { change } = await recomputed({ kind: 'rules' })
  assert.deepEqual(
    (await rowsOf(change)).filter((row) => row.psn_no === person.number),
    [],
  )
  const { rows: alike } = await db.batch.query<{ settlements: bigint[]; rule_hashes: string[] }>(
    'SELECT settlements, rule_hashes FROM difference_alike WHERE person = $1',
    [person.person],
  )
  assert.deepEqual(alike, [{ settlements: [settlement], rule_hashes: [hash] }])
  await recomputed({ kind: 'rules' })
  await recognise(person)
  const { change: second } = await recomputed({ kind: 'identity' })
  const { rows } = await db.batch.query<{ rule_hash: string; person_fen: bigint }>(
    'SELECT rule_hash, person_fen FROM difference WHERE person = $1 AND change = $2',
    [person.person, String(second)],
  )
  assert.deepEqual(rows, [{ rule_hash: hash, person_fen: 35_000n }])
  const { rows: again } = await db.batch.query<{ n: bigint }>('SELECT count(*) AS n FROM difference_alike WHERE person = $1', [person.person])
  assert.equal(again[0]?.n, 1n)
})

test('whoever is settled again while it is computed is computed again, and never approved unseen', async () => {
  const person = await city.enrol('resident')
  await settleStay(city.app, person, 10_000, EARLY)
  await recognise(person)
  const asked: RecomputationAsked = { kind: 'identity', pool: POOL, officer: 0n, scheme: 'resident', areas: [UNIT], from: null, until: null }
  const change = await changeOf(db.batch, asked)
  const found = new Map<bigint, Recomputed>()
  const silent = { step: () => undefined, stopIfAsked: () => undefined }
  await recomputePersons(db.batch, change, [person.person], found, silent)
  assert.deepEqual(await overtakenPersons(db.batch, 'resident', [...found.values()]), [])
  const { change: proposed } = await recomputed({ kind: 'identity' })
  await settleStay(city.app, person, 20_000, EARLY)
  assert.deepEqual(await overtakenPersons(db.batch, 'resident', [...found.values()]), [person.person])
  const stale = (await rowsOf(proposed)).filter((row) => row.psn_no === person.number)
  assert.deepEqual(
    stale.map((row) => row.overtaken),
    [true],
  )
  assert.deepEqual((await decide(stale, 'approved')).body, { decided: 0, overtaken: stale.map((row) => row.difference), booked_on: null })
  const fresh = await recomputed({ kind: 'identity' })
  const rows = (await rowsOf(fresh['change'])).filter((row) => row.psn_no === person.number)
  assert.equal(rows.length, 1)
  assert.equal((await rowsOf(proposed, 'superseded')).length, 1)
  assert.equal((await decide(rows, 'approved')).body['decided'], 1)
})

test('a difference is seen step by step, and the second officer decides all of a change at once', async () => {
  const person = await city.enrol('resident')
  const settlement = await settleStay(city.app, person, 10_000, EARLY)
  await recognise(person)
  const { change } = await recomputed({ kind: 'identity' })
  const [row] = await rowsOf(change)
  assert.ok(row !== undefined)
  const detail = (await (await approver()).get(`/api/differences/${row.difference}`)).body as unknown as {
    reason: string
    before: { statement: { cash_fen: number } | null }
    after: { statement: { cash_fen: number } | null }
    steps: readonly { step: string; difference_fen: number; first: boolean }[]
  }
  // 10,000 − 6,900 from the fund; then 70 % of the 3,100 left from assistance.
  assert.deepEqual([detail.before.statement?.cash_fen, detail.after.statement?.cash_fen], [310_000, 93_000])
  assert.deepEqual(
    detail.steps.filter((one) => one.difference_fen !== 0).map(({ step, difference_fen, first }) => [step, difference_fen, first]),
    [
      ['assistance', 217_000, true],
      ['cash', -217_000, false],
    ],
  )
  const ofBill = await (await approver()).get(`/api/differences?psn_no=${person.number}&settlement=${settlement}`)
  assert.equal(ofBill.body['total'], 1)
  const all = { decision: 'approved', remark: '已逐条核对' }
  assert.equal((await (await clerk()).post(`/api/recomputations/${String(change)}/decide`, all)).body['code'], 'not_allowed')
  const started = await (await approver()).post(`/api/recomputations/${String(change)}/decide`, all)
  assert.equal(started.status, 200, JSON.stringify(started.body))
  const done = await ended(String(started.body['job']))
  assert.deepEqual([done['decided'], done['overtaken'], done['left'], done['stopped']], [1, 0, 0, false])
  assert.equal((await rowsOf(change, 'approved')).length, 1)
  assert.equal((await (await approver()).post(`/api/recomputations/${String(change)}/decide`, all)).body['code'], 'nothing_waits')
  const { rows } = await db.batch.query(`SELECT FROM audit_event WHERE action = 'difference.approved' AND person = $1`, [person.person])
  assert.equal(rows.length, 1)
})

test('batches keep a person together', () => {
  const rows = [1n, 1n, 2n, 3n, 3n, 3n].map((person, index) => ({ person, difference: BigInt(index) }))
  assert.deepEqual(inBatches(rows, 3), [
    [0n, 1n, 2n],
    [3n, 4n, 5n],
  ])
})

test('what belongs to a closed year is booked in the open one', async () => {
  const person = await city.enrol('resident')
  await settleStay(city.app, person, 10_000, EARLY)
  await recognise(person)
  const { change } = await recomputed({ kind: 'identity' })
  const rows = (await rowsOf(change)).filter((row) => row.psn_no === person.number)
  await db.batch.query(
    `INSERT INTO year_closed (book, fact, year, in_force, booked_on) SELECT book, nextval('fact_seq'), 2026, '2026-12-31', '2026-12-31' FROM book WHERE pool = $1`,
    [POOL],
  )
  await closeDays(db.batch, '2026-12-31', '2027-02-01')
  const closed = await memo('payable_persons', 'assistance', '2026-12-31')
  assert.equal((await decide(rows, 'approved')).body['booked_on'], '2027-01-01')
  assert.equal(await memo('payable_persons', 'assistance', '2026-12-31'), closed)
  assert.equal(await memo('payable_persons', 'assistance', '2027-01-01'), closed - 217_000n)
})

test('a touched difference, posting or year is found', async () => {
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await owner.connect()
  const tampered = async (statement: string): Promise<string[]> => {
    await owner.query('BEGIN')
    await owner.query('SET LOCAL session_replication_role = replica')
    await owner.query(statement)
    const found = [...new Set((await verify(owner)).map((finding) => finding.rule))]
    await owner.query('ROLLBACK')
    return found
  }
  const oneApproved = `(SELECT difference FROM difference_standing WHERE state = 'approved' AND person_fen > 0 ORDER BY difference LIMIT 1)`
  assert.deepEqual(await tampered(`UPDATE difference SET after_fen[1] = after_fen[1] + 1 WHERE difference = ${oneApproved}`), ['difference_entries'])
  assert.deepEqual(await tampered(`UPDATE difference SET counter_amounts[1] = counter_amounts[1] + 1 WHERE difference = ${oneApproved}`), ['accumulators'])
  const missing = await tampered(`DELETE FROM difference_decision WHERE difference = ${oneApproved}`)
  assert.deepEqual(missing.sort(), ['accumulators', 'difference_entries'])
  await owner.end()
})
