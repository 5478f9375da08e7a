// A county's way into the pool over HTTP: files with faults, differences cleared by two officers, the audit sheet of two funds that
// become one, opening entries, the parallel run to zero, rehearsal, switch, live bills, and the way back that ends with the first one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personNumber } from '../../enrolment/person-number.js'
import { registerCipher } from '../../enrolment/register-cipher.js'
import { memoBalances } from '../../fund/memo-balances.js'
import { openBooks } from '../../fund/open-books.js'
import { done, ended, refusedAs, result, uploaded } from '../../testing/bring-file.js'
import { registerVisit, done as sent, settlementOf, uploadOf } from '../../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../../testing/desk.js'
import { AS_OF, bill, bills, certificate, EMPLOYEES, FILES, fund, MINE, OLD, person, publishTakeOver, SWITCH_ON, WEST } from '../../testing/legacy-county.js'
import { type Person, POOL, type SmallCity, smallCity } from '../../testing/small-city.js'

const BOOK = `${POOL}-resident`
const clock = testClock(noon('2026-03-10'))

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let url: string
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  // The small city numbers its people itself.
  await db.batch.query(`SELECT nextval('person_seq') FROM generate_series(1, 100)`)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  desk = await testDesk(db, { pool: POOL, clock })
})
after(async () => {
  await desk.close()
  await city.close()
  await db.drop()
})

const officer = (who = ''): Promise<Caller> => desk.as('bureau', 'fund_officer', POOL, who)
const director = (): Promise<Caller> => desk.as('bureau', 'director', POOL)
const county = (who = ''): Promise<Caller> => desk.as('agency', 'finance_officer', WEST, who)

async function bring(caller: Caller, layout: string, text: string, whole = false) {
  const upload = await uploaded(caller, { unit: WEST, layout, text })
  return result(caller, await caller.post(`${url}/files`, { upload, whole }))
}
const step = (caller: Caller, kind: string) => caller.post(`${url}/steps`, { kind })
const run = (caller: Caller, kind: string) => caller.post(`${url}/runs`, { kind })
const doneTasks = async (stage: string): Promise<void> => {
  const caller = await county()
  const { task_list: tasks } = done(await caller.get(url)) as { task_list: { task: number; stage: string; done: boolean }[] }
  for (const { task } of tasks.filter((one) => one.stage === stage && !one.done)) done(await caller.post(`${url}/tasks/${task}/events`, { kind: 'done' }))
}
async function count(sql: string): Promise<number> {
  const { rows } = await db.batch.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)
  return rows[0]?.n ?? -1
}

test('a take-over is opened once for a unit and scheme, with its tasks, and each county sees its own', async () => {
  const caller = await officer()
  const body = { unit: WEST, scheme: 'resident', as_of: AS_OF, switch_on: SWITCH_ON, sources: [MINE, OLD] }
  refusedAs(await caller.post('/api/takeovers', { ...body, switch_on: AS_OF }), 'invalid_field')
  const made = done(await caller.post('/api/takeovers', body))
  refusedAs(await caller.post('/api/takeovers', body), 'already_open')
  url = `/api/takeovers/${String(made['takeover'])}`
  assert.equal(made['stage'], 'data')
  assert.ok((made['task_list'] as unknown[]).length > 10)
  assert.deepEqual((await (await desk.as('agency', 'finance_officer', '980101')).get('/api/takeovers')).body, [])
  assert.equal(((await (await county()).get('/api/takeovers')).body as unknown as unknown[]).length, 1)
  refusedAs(await step(caller, 'data_finished'), 'blocked')
})

test('a file with a strange header is refused; a faulty line is told with what to do, kept, and never shows a number', async () => {
  const caller = await county()
  const strange = await ended(
    caller,
    await caller.post(`${url}/files`, { upload: await uploaded(caller, { unit: WEST, layout: 'persons', text: '姓名,工号\n甲,1\n' }), whole: false }),
  )
  assert.equal(strange.state, 'failed')
  assert.match(String(strange.sentence), /缺少：证件类型、证件号码/)
  const wrong = certificate(9).replace(/.$/, (last) => (last === '1' ? '2' : '1'))
  const faulty = `${FILES.persons}居民身份证,${wrong},错号人,男,1970-05-01,,2026,1701,否,2026-01-01,2026-13-31,,\n${person(1)}\n`
  const told = await bring(caller, 'persons', faulty)
  assert.deepEqual([told['lines'], told['faulty'], told['added']], [5, 2, 3])
  const { rows } = done(await caller.get(`${url}/files/${String(told['file'])}/faults`)) as { rows: { line: number; sentence: string }[] }
  assert.equal(rows[0]?.line, 5)
  assert.match(rows[0]?.sentence ?? '', /待遇截止日期.*应为日期.*校验位不对/)
  assert.match(rows[1]?.sentence ?? '', /与第2行重复/)
  assert.doesNotMatch(JSON.stringify(rows), /\d{17}/)
  assert.equal(await count(`takeover_row WHERE content::text ~ '\\d{17}' OR array_to_string(faults, '') ~ '\\d{17}'`), 0)
  assert.equal(await count(`upload_piece WHERE position('${certificate(1)}'::bytea IN cipher) > 0`), 0)
})

test('the same file again is refused, the corrected one changes what it changes, an encoding of old systems is read', async () => {
  const caller = await county()
  const first = await uploaded(caller, { unit: WEST, layout: 'persons', text: FILES.persons })
  const again = await result(caller, await caller.post(`${url}/files`, { upload: first, whole: true }))
  assert.deepEqual([again['unchanged'], again['added'], again['changed'], again['faulty']], [3, 0, 0, 0])
  refusedAs(
    await caller.post(`${url}/files`, { upload: await uploaded(caller, { unit: WEST, layout: 'persons', text: FILES.persons }), whole: true }),
    'already_imported',
  )
  const gbk = Buffer.concat([Buffer.from(FILES.chronic.slice(0, 0)), Buffer.from([0xd6, 0xa4, 0xbc, 0xfe])])
  const unread = await ended(
    caller,
    await caller.post(`${url}/files`, { upload: await uploaded(caller, { unit: WEST, layout: 'chronic', text: gbk }), whole: false }),
  )
  assert.match(String(unread.sentence), /认识的列|缺少/)
  for (const layout of ['providers', 'accumulators', 'chronic', 'filings', 'stays'] as const) {
    const told = await bring(caller, layout, FILES[layout])
    assert.equal(told['faulty'], 0, `${layout}: ${JSON.stringify(told)}`)
  }
  refusedAs(await (await desk.as('agency', 'finance_officer', '980101')).post(`${url}/checks`), 'not_found')
})

test('differences are found, cleared by two officers, and only then is the data stage finished', async () => {
  const caller = await county()
  const more = await bring(
    caller,
    'accumulators',
    `证件类型,证件号码,待遇年度,就医类别,住院次数,政策范围内费用,已付起付线,统筹基金已支付\n居民身份证,${certificate(8)},2026,普通住院,1,10.00,0,5.00\n`,
  )
  assert.equal(more['added'], 1)
  const told = await result(caller, await caller.post(`${url}/checks`))
  assert.deepEqual([told['total'], (told['found'] as Record<string, number>)['no_person']], [1, 1])
  const { rows } = done(await caller.get(`${url}/differences`)) as { rows: { matter: string; sentence: string; line: number }[] }
  const matter = rows[0]?.matter ?? ''
  assert.match(rows[0]?.sentence ?? '', /不在参保人员文件里/)
  const act = (by: Caller, kind: string, more_ = {}) => by.post(`${url}/differences/acts`, { matter, kind, text: '原系统注销人员', ...more_ })
  refusedAs(await act(caller, 'confirmed'), 'not_its_turn')
  refusedAs(await act(caller, 'carry_proposed'), 'owner_missing')
  done(await act(caller, 'carry_proposed', { owner: '西县经办中心' }))
  refusedAs(await act(caller, 'confirmed'), 'same_officer')
  await doneTasks('data')
  assert.match(refusedAs(await step(caller, 'data_finished'), 'blocked'), /1条差异/)
  assert.equal(done(await act(await county('b'), 'confirmed'))['standing'], 'carried')
  await assert.rejects(
    db.batch.query(
      `INSERT INTO matter_event (desk, subject, matter, event, unit, kind, text, officer) SELECT desk, subject, 'x', 1, unit, 'confirmed', '直接确认', officer FROM matter_event LIMIT 1`,
    ),
    /second_officer/,
  )
  done(await step(caller, 'data_finished'))
  assert.equal((await caller.download(`${url}/differences.xlsx`)).bytes.subarray(0, 2).toString(), 'PK')
})

test('the audit sheet waits for verified figures, the area’s rule and three parties; a later figure voids what was confirmed', async () => {
  const caller = await county()
  await bring(caller, 'fund', fund(false))
  const open = done(await caller.get(`${url}/sheet`)) as Record<string, unknown>
  assert.match(String(open['rule_missing']), /没有生效的文件规定/)
  assert.equal((open['faults'] as string[]).length, 1)
  await bring(caller, 'fund', fund(true), true)
  await publishTakeOver(db, 'frozen', 'accrual')
  const sheet = done(await caller.get(`${url}/sheet`)) as Record<string, unknown>
  // Cash 1,200.00 without the mutual 100.00; owed to hospitals 300.00, subsidy outstanding 50.00.
  assert.deepEqual([sheet['cash_fen'], sheet['certified_fen'], sheet['frozen_fen'], sheet['gap_fen']], [120_000, 95_000, 95_000, 0])
  assert.deepEqual(sheet['mutual'], [{ from: OLD, to: MINE, claim_fen: 10_000, debt_fen: 10_000 }])
  const confirm = async (by: Caller, hash: unknown) => by.post(`${url}/confirmations`, { sheet_hash: hash, agreed: true, document: '西县清查〔2026〕1号' })
  done(await confirm(caller, sheet['hash']))
  const items = sheet['items'] as { key: string; item: string }[]
  const debt = items.find(({ item }) => item === '欠付定点医药机构')?.key ?? ''
  done(await caller.post(`${url}/figures`, { key: debt, verified_fen: 32_000, basis: '与西县医院对账单' }))
  refusedAs(await confirm(await desk.as('finance', 'finance_officer', WEST), sheet['hash']), 'sheet_changed')
  const now = done(await caller.get(`${url}/sheet`)) as Record<string, unknown>
  assert.deepEqual(
    (now['confirmations'] as { current: boolean }[]).map(({ current }) => current),
    [false, false, false],
  )
  await doneTasks('audit')
  for (const by of [caller, await desk.as('finance', 'finance_officer', WEST), await desk.as('audit', 'auditor', WEST)]) {
    assert.equal((await step(caller, 'audit_finished')).status, 422)
    done(await confirm(by, now['hash']))
  }
  done(await step(caller, 'audit_finished'))
  refusedAs(await caller.post(`${url}/figures`, { key: debt, verified_fen: 1, basis: '与西县医院对账单' }), 'not_its_turn')
})

test('the opening is asked for by one and posted by another: surplus frozen, debts and claims beside the cash', async () => {
  const caller = await officer()
  refusedAs(await step(await director(), 'transferred'), 'not_asked')
  done(await step(caller, 'transfer_asked'))
  refusedAs(await step(caller, 'transferred'), 'not_permitted')
  done(await step(await director(), 'transferred'))
  const { rows } = await db.batch.query<{ account: string; detail: string; amount_fen: bigint }>(
    'SELECT account, detail, amount_fen FROM cash_balance WHERE book = $1 AND unit = $2 ORDER BY 1, 2',
    [BOOK, WEST],
  )
  assert.deepEqual(
    rows.map(({ account, detail, amount_fen }) => [account, detail, amount_fen]),
    [
      ['1003', '', 120_000n],
      ['3001', '', -27_000n],
      ['3001', 'frozen', -93_000n],
    ],
  )
  const memo = (await memoBalances(db.batch, '2026-03-31')).get(BOOK)?.get(WEST)
  assert.deepEqual([memo?.get('payable_providers'), memo?.get('receivable_subsidies')], [-32_000n, 5_000n])
})

test('the parallel run tells each bill that differs and by whom; corrected, it comes to zero', async () => {
  const caller = await county()
  // 1,000.00: deductible 200.00, the rest at the level's ratio; the first person's year stands behind it.
  const wrong = bills(bill('B1', 1, '2026-03-02', ['1000.00', '700.00', '300.00']), bill('B2', 7, '2026-03-02', ['100.00', '0', '100.00']))
  await bring(caller, 'bills', wrong)
  const first = await result(caller, await caller.post(`${url}/parallel`))
  assert.deepEqual([first['bills'], first['equal'], first['differs'], first['not_possible']], [2, 0, 1, 1])
  const { rows } = done(await caller.get(`${url}/parallel/differences`)) as { rows: { kind: string; theirs_fen: number; ours_fen: number; sentence: string }[] }
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['basic', 'no_person'],
  )
  assert.match(rows[0]?.sentence ?? '', /原系统700\.00元、本系统/)
  const ours = BigInt(rows[0]?.ours_fen ?? 0)
  const yuan = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
  await bring(caller, 'bills', bills(bill('B1', 1, '2026-03-02', ['1000.00', yuan(ours), yuan(100_000n - ours)])), true)
  assert.match(refusedAs(await step(await officer(), 'switch_asked'), 'blocked'), /另有/)
  const second = await result(caller, await caller.post(`${url}/parallel`))
  assert.deepEqual([second['bills'], second['equal']], [1, 1])
  const trend = done(await caller.get(`${url}/parallel`)) as { runs: { equal: number }[] }
  assert.deepEqual(
    trend.runs.map(({ equal }) => equal),
    [1, 0],
  )
})

test('a rehearsal tells what would happen and leaves nothing; the switch waits for its day and a second officer', async () => {
  const caller = await officer()
  const people = await count('person')
  const told = await result(caller, await run(caller, 'rehearsed'))
  const applied = told['applied'] as { kind: string; given: number; made: number; left_out: number }[]
  assert.deepEqual(
    applied.map(({ kind, given, made, left_out }) => [kind, given, made, left_out]),
    [
      ['accumulators', 2, 1, 1],
      ['chronic', 1, 1, 0],
      ['filings', 1, 1, 0],
      ['persons', 3, 3, 0],
      ['providers', 2, 2, 0],
      ['stays', 1, 1, 0],
    ],
  )
  assert.deepEqual([await count('person'), await count('takeover_taken'), await count('accumulator_opening')], [people, 0, 0])
  await doneTasks('transfer')
  await doneTasks('run')
  done(await step(caller, 'switch_asked'))
  refusedAs(await run(await director(), 'switched'), 'too_early')
  clock.pass(60 * 24 * 10)
  refusedAs(await run(await officer(), 'switched'), 'not_permitted')
  await result(await director(), await run(await director(), 'switched'))
  assert.equal(await count(`enrolment WHERE area = '${WEST}' AND reason = '接管'`), 3)
  const { rows } = await db.batch.query<{ keys: string[]; amounts: bigint[] }>(
    `SELECT keys, amounts FROM accumulator a JOIN person p USING (person) WHERE p.name = '接管人1'`,
  )
  assert.equal(rows[0]?.amounts[rows[0].keys.indexOf('paid/basic')], 300_000n)
  for (const [what, where] of CAME_ALONG) assert.equal(await count(where), 1, what)
})

/** What was in the old system stands in this one after the switch, each once. */
const CAME_ALONG: readonly (readonly [what: string, where: string])[] = [
  [
    'the chronic list',
    `filing f JOIN person p USING (person) WHERE p.name = '接管人2' AND f.kind = 'chronic' AND f.disease = 'M03900' AND f.in_force = '2025-01-01'`,
  ],
  [
    'the filing for long-term care elsewhere',
    `filing f JOIN person p USING (person) WHERE p.name = '接管人3' AND f.kind = 'long_term' AND f.place_area = '970101'`,
  ],
  [
    'the status that the civil affairs office confirmed',
    `identity i JOIN person p USING (person) WHERE p.name = '接管人3' AND i.kind = 'minimum_living' AND i.confirmed_by = '民政局'`,
  ],
  ['the designated hospital that was not known', `provider WHERE code = 'H98010200077' AND area = '${WEST}' AND designated_from = '2024-01-01'`],
  [
    'the open stay',
    `visit v JOIN visit_state s USING (person, visit) JOIN person p USING (person) WHERE p.name = '接管人2' AND s.status = 'open' AND v.opened_on = '2026-03-15'`,
  ],
  ['the year so far', `accumulator_opening o JOIN person p USING (person) WHERE p.name = '接管人1'`],
  ['the debt to the hospital', `memo_movement WHERE book = '${BOOK}' AND unit = '${WEST}' AND array_to_string(accounts, ' ') LIKE '%payable_providers%'`],
]

async function taken(n: number): Promise<Person> {
  const { rows } = await db.batch.query<{ person: bigint; name: string }>('SELECT person, name FROM person WHERE cert_hash = $1', [
    registerCipher(TEST_KEY).certHash('01', certificate(n)),
  ])
  const key = rows[0]?.person ?? 0n
  return { person: key, number: personNumber(POOL, key), name: rows[0]?.name ?? '', certificate: certificate(n) }
}

test('it goes back by counter-facts before the first bill, and comes again', async () => {
  const caller = await officer()
  done(await step(caller, 'roll_back_asked'))
  refusedAs(await run(caller, 'rolled_back'), 'not_permitted')
  const told = await result(await director(), await run(await director(), 'rolled_back'))
  assert.deepEqual(told['went'], { enrolments: 3, filings: 2, accounts: 0, accumulators: 1, stays: 1 })
  assert.equal(await count(`visit_state WHERE area = '${WEST}' AND status = 'open'`), 0)
  const refusedVisit = await registerVisit(city.app, await taken(3), '390').then(() => 'registered', String)
  assert.notEqual(refusedVisit, 'registered')
  done(await step(caller, 'switch_asked'))
  await result(await director(), await run(await director(), 'switched'))
  assert.equal(await count(`visit_state WHERE area = '${WEST}' AND status = 'open'`), 1)
})

test('after the first live settlement only forward corrections are left: the verb refuses, and so does the database', async () => {
  const someone = await taken(3)
  const visit = await registerVisit(city.app, someone, '390')
  await sent(city.app, '2204', uploadOf(someone, visit, 'B1', [{ sn: '1', price: '300.00' }]))
  await sent(city.app, '2207', settlementOf(someone, visit, '390', 'B1', '300.00'))
  const caller = await officer()
  assert.match(refusedAs(await step(caller, 'roll_back_asked'), 'live_already'), /向前更正/)
  refusedAs(await step(caller, 'transfer_reversal_asked'), 'not_its_turn')
  const takeover = url.split('/').at(-1)
  const { rows } = await db.batch.query<{ officer: bigint }>(`SELECT officer FROM officer WHERE role IN ('fund_officer', 'director') ORDER BY role LIMIT 2`)
  await db.batch.query(`INSERT INTO takeover_step (takeover, step, unit, kind, officer) VALUES ($1, 90, $2, 'roll_back_asked', $3)`, [
    takeover,
    WEST,
    rows[0]?.officer,
  ])
  await assert.rejects(
    db.batch.query(`INSERT INTO takeover_step (takeover, step, unit, kind, officer) VALUES ($1, 91, $2, 'rolled_back', $3)`, [
      takeover,
      WEST,
      rows[1]?.officer,
    ]),
    /live_already/,
  )
  assert.equal((await caller.download('/api/takeovers.xlsx')).bytes.subarray(0, 2).toString(), 'PK')
})

test('employees come the same way, with the balances of their accounts, premiums paid ahead and debts; and go back with them', async () => {
  const [caller, second] = [await officer(), await director()]
  const body = { unit: WEST, scheme: 'employee', as_of: AS_OF, switch_on: '2026-04-01', sources: ['职工医保'] }
  url = `/api/takeovers/${String(done(await caller.post('/api/takeovers', body))['takeover'])}`
  for (const layout of ['persons', 'accounts', 'fund'] as const) {
    const told = await bring(await county(), layout, EMPLOYEES[layout])
    assert.equal(told['faulty'], 0, `${layout}: ${JSON.stringify(told)}`)
  }
  await publishTakeOver(db, 'frozen', 'accrual', 'employee')
  await result(caller, await caller.post(`${url}/checks`))
  await doneTasks('data')
  done(await step(caller, 'data_finished'))
  const sheet = done(await caller.get(`${url}/sheet`)) as Record<string, unknown>
  assert.deepEqual(sheet['faults'], [])
  for (const by of [await county(), await desk.as('finance', 'finance_officer', WEST), await desk.as('audit', 'auditor', WEST)])
    done(await by.post(`${url}/confirmations`, { sheet_hash: sheet['hash'], agreed: true, document: '西县清查〔2026〕2号' }))
  await doneTasks('audit')
  for (const kind of ['audit_finished', 'transfer_asked']) done(await step(caller, kind))
  done(await step(second, 'transferred'))
  const memo = (await memoBalances(db.batch, '2026-03-31')).get(`${POOL}-employee`)?.get(WEST)
  assert.deepEqual([memo?.get('payable_providers'), memo?.get('next_year_premiums')], [-60_000n, -20_000n])
  const old = (paid: string, cash: string) => bills(bill('E1', 11, '2026-03-02', ['1000.00', paid, cash]))
  await bring(caller, 'bills', old('0', '1000.00'))
  await result(caller, await caller.post(`${url}/parallel`))
  const { rows } = done(await caller.get(`${url}/parallel/differences`)) as { rows: { kind: string; ours_fen: number }[] }
  const ours = rows.find(({ kind }) => kind === 'basic')?.ours_fen ?? 0
  // A deductible of the hospital's grade, then 85 of a hundred.
  assert.ok(ours > 0 && ours % 85 === 0, JSON.stringify(rows))
  await bring(caller, 'bills', old(`${ours / 100}.00`, `${(100_000 - ours) / 100}.00`), true)
  await result(caller, await caller.post(`${url}/checks`))
  assert.equal((await result(caller, await caller.post(`${url}/parallel`)))['equal'], 1)
  await result(caller, await run(caller, 'rehearsed'))
  assert.equal(await count(`individual_account WHERE area = '${WEST}'`), 0)
  await doneTasks('transfer')
  await doneTasks('run')
  done(await step(caller, 'switch_asked'))
  clock.pass(60 * 24 * 15)
  await result(await director(), await run(await director(), 'switched'))
  const balances = async () =>
    (
      await db.batch.query<{ name: string; current_fen: bigint; history_fen: bigint; retired: boolean }>(
        `SELECT p.name, a.current_fen, a.history_fen, e.retired FROM individual_account a JOIN person p USING (person)
           JOIN enrolment e ON e.person = p.person AND e.scheme = 'employee' AND e.reason = '接管' WHERE a.area = $1 ORDER BY 1`,
        [WEST],
      )
    ).rows.map(({ name, current_fen, history_fen, retired }) => [name, current_fen, history_fen, retired])
  assert.deepEqual(await balances(), [
    ['接管人11', 12_050n, 80_000n, false],
    ['接管人12', 7_950n, 0n, true],
  ])
  done(await step(await officer(), 'roll_back_asked'))
  const told = await result(await director(), await run(await director(), 'rolled_back'))
  assert.deepEqual((told['went'] as Record<string, number>)['accounts'], 2)
  assert.deepEqual(
    (await balances()).map(([, current, history]) => [current, history]),
    [
      [0n, 0n],
      [0n, 0n],
    ],
  )
})
