// Four parties' month over HTTP: statements in (faults told, twice the same once), matched with our own books, differences cleared by two
// officers, the certificate prepared by one and issued by another.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { matchLines, type PartyLine } from '@tongchou/domain/fund/four-ways/match-lines.js'
import { done, refusedAs, result, uploaded } from '../../testing/bring-file.js'
import { type TestDatabase, testDatabase } from '../../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../../testing/desk.js'
import { COUNTY_A, COUNTY_B, makeSmallPool, OWN_LEVEL, POOL } from '../../testing/small-pool.js'
import { nextFacts } from '../fact-store.js'
import { bookOf, openBooks } from '../open-books.js'
import { recordFacts } from '../record-facts.js'
import { inTransaction } from '../transaction.js'
import { matchInDatabase, openLines, SURELY } from './match-in-sql.js'

const MONTH = '2026-03'
const HEAD = '基金,核算单位,业务,关键号,日期,金额,流水号'
const line = (unit: string, stream: string, key: string, day: string, yuan: string, serial = ''): string =>
  `城乡居民医保,${unit},${stream},${key},${day},${yuan},${serial}`

let db: TestDatabase
let desk: TestDesk
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-04-10')) })
  await money()
})
after(async () => {
  await desk.close()
  await db.drop()
})

/** Two tickets and one transfer in our books. */
async function money(): Promise<void> {
  const [a, b, c] = await nextFacts(db.batch, 3)
  const base = { book: bookOf(POOL, 'resident'), unit: COUNTY_A, inForce: '2026-03-05', bookedOn: '2026-03-05' }
  const premium = {
    kind: 'premium_received',
    ...base,
    arrives: 'treasury',
    paidBy: 'payer',
    assessed: false,
    period: '2026-03-01',
    benefitYear: 2026,
    accountFen: 0n,
  }
  const facts = [
    { ...premium, fact: a, poolFen: 40_000n, ticket: 'SP1' },
    { ...premium, fact: b, poolFen: 30_000n, ticket: 'SP2' },
    { kind: 'treasury_transferred', ...base, fact: c, inForce: '2026-03-20', bookedOn: '2026-03-20', amountFen: 70_000n, transferOrder: 'HB1' },
  ]
  const made = await inTransaction(db.batch, (client) => recordFacts(client, facts as unknown as BookFact[]))
  assert.equal(made.kind, 'recorded')
}

const office = (who = ''): Promise<Caller> => desk.as('bureau', 'fund_officer', POOL, who)
const tax = (): Promise<Caller> => desk.as('tax', 'tax_officer', POOL)
async function bring(caller: Caller, party: string, ...lines: readonly string[]) {
  const upload = await uploaded(caller, { unit: OWN_LEVEL, layout: 'four_ways', text: `${[HEAD, ...lines].join('\n')}\n` })
  return result(caller, await caller.post('/api/four-ways/files', { upload, party }))
}
const month = async (caller: Caller) =>
  done(await caller.get(`/api/four-ways?month=${MONTH}`)) as { pairs: Record<string, unknown>[]; open: number; certificate: unknown[] }

test('each party brings its lines; what cannot be read is told, what was there before stands once', async () => {
  const caller = await tax()
  const lines = [
    line(COUNTY_A, '征缴', 'SP1', '2026-03-04', '400.00'),
    line(COUNTY_A, '征缴', 'SP2', '2026-03-04', '300.00'),
    line(COUNTY_A, '征缴', 'SP3', '2026-03-06', '55.00'),
  ]
  const told = await bring(caller, 'tax', ...lines, line('110000', '征缴', 'SP9', '2026-03-04', '1.00'), line(COUNTY_A, '征缴', 'SP8', '2026-03-99', '1.00'))
  assert.deepEqual([told['lines'], told['faulty'], told['added']], [5, 2, 3])
  const faults = done(await caller.get(`/api/four-ways/files/${String(told['file'])}/faults`)) as unknown as { line: number; sentence: string }[]
  assert.deepEqual(
    faults.map(({ line: at }) => at),
    [5, 6],
  )
  assert.match(faults[0]?.sentence ?? '', /不是本统筹区的核算单位/)
  const again = await bring(caller, 'tax', ...lines)
  assert.deepEqual([again['added'], again['known']], [0, 3])
  refusedAs(await (await desk.as('bureau', 'policy_officer', POOL)).post('/api/four-ways/runs', { month: MONTH }), 'not_allowed')
})

test('the month is matched by keys, sums and days; what is left has a kind, an age and an owner', async () => {
  const caller = await office()
  refusedAs(await caller.post('/api/four-ways/certificates', { month: MONTH, kind: 'prepared' }), 'no_run')
  await bring(
    caller,
    'treasury',
    line(COUNTY_A, '征缴', 'SP1', '2026-03-05', '150.00'),
    line(COUNTY_A, '征缴', 'SP1', '2026-03-06', '250.00'),
    line(COUNTY_B, '征缴', 'SP2', '2026-03-05', '300.00'),
    line(COUNTY_A, '划转', 'HB1', '2026-03-20', '700.00'),
  )
  await bring(caller, 'finance', line(COUNTY_A, '划转', 'HB1', '2026-03-21', '700.00'), line(COUNTY_A, '专户收支', 'HB1', '2026-03-21', '700.00'))
  await result(caller, await caller.post('/api/four-ways/runs', { month: MONTH }))
  const shown = await month(caller)
  const of = (pair: string) => shown.pairs.find((one) => one['pair'] === pair) ?? {}
  assert.deepEqual([of('levy')['matched_fen'], of('levy')['differences']], [40_000, 2])
  assert.deepEqual([of('dues')['matched_fen'], of('dues')['differences']], [70_000, 1])
  assert.deepEqual([of('transfer')['differences'], of('special_account')['differences'], of('special_account')['matched_fen']], [0, 0, 70_000])
  const { rows } = done(await caller.get(`/api/four-ways/differences?month=${MONTH}`)) as {
    rows: { matter: string; kind: string; days: number; sentence: string }[]
  }
  assert.deepEqual(rows.map(({ kind }) => kind).sort(), ['left_only', 'left_only', 'wrong_unit'])
  assert.ok(rows.every(({ days }) => days >= 35))
  assert.match(rows.find(({ kind }) => kind === 'wrong_unit')?.sentence ?? '', /核算单位不符：税务2026-03-04 300\.00元；国库2026-03-05 300\.00元/)
})

test('a late line of another month closes what was open; a difference is closed with a reason and by two', async () => {
  const caller = await office()
  const { rows } = done(await caller.get(`/api/four-ways/differences?month=${MONTH}&kind=wrong_unit`)) as { rows: { matter: string }[] }
  const matter = rows[0]?.matter ?? ''
  const act = (by: Caller, kind: string, more = {}) => by.post('/api/four-ways/differences/acts', { matter, kind, text: '国库更正入库单位', ...more })
  done(await act(caller, 'close_proposed'))
  refusedAs(await act(caller, 'confirmed'), 'same_officer')
  refusedAs(await caller.post('/api/four-ways/certificates', { month: MONTH, kind: 'prepared' }), 'differences_open')
  assert.equal(done(await act(await tax(), 'confirmed'))['standing'], 'closed')
  const events = done(await caller.get(`/api/four-ways/differences/events?matter=${encodeURIComponent(matter)}`)) as unknown as { kind_name: string }[]
  assert.deepEqual(
    events.map(({ kind_name }) => kind_name),
    ['提请关闭', '复核同意'],
  )
  await bring(caller, 'treasury', line(COUNTY_A, '征缴', 'SP3', '2026-03-08', '55.00'))
  const [d] = await nextFacts(db.batch, 1)
  const late = {
    kind: 'premium_received',
    book: bookOf(POOL, 'resident'),
    unit: COUNTY_A,
    inForce: '2026-03-09',
    bookedOn: '2026-03-09',
    fact: d,
    arrives: 'treasury',
    paidBy: 'payer',
  }
  await inTransaction(db.batch, (client) =>
    recordFacts(client, [
      { ...late, assessed: false, period: '2026-03-01', benefitYear: 2026, poolFen: 5_500n, accountFen: 0n, ticket: 'SP3' } as unknown as BookFact,
    ]),
  )
  await result(caller, await caller.post('/api/four-ways/runs', { month: MONTH }))
  assert.equal((await month(caller)).open, 0)
})

test('what is beyond doubt is matched in the database, as the rules of the domain would, and by hashing or sorting, never line by line', async () => {
  const sides: Record<'l' | 'r', PartyLine[]> = { l: [], r: [] }
  // Tickets and nameless amounts of a month, some twice, some late, some wrong; drawn by a fixed rule.
  for (let n = 0; n < 4_000; n++) {
    const base = { fund: 'resident', unit: n % 3 === 0 ? COUNTY_A : COUNTY_B, key: n % 4 === 0 ? '' : `T${n % 3_500}` }
    const [day, amountFen] = [`2026-03-${String(1 + (n % 28)).padStart(2, '0')}`, BigInt(100 + ((n * 7_919) % 2_000))]
    if (n % 17 !== 0) sides.l.push({ id: `l${n}`, ...base, day, amountFen })
    if (n % 23 !== 0) sides.r.push({ id: `r${n}`, ...base, day: n % 29 === 0 ? '2026-03-30' : day, amountFen: n % 31 === 0 ? amountFen + 1n : amountFen })
  }
  // In the order in which the database gives what is left: where a choice is free, the first is taken.
  for (const side of [sides.l, sides.r]) side.sort((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1))
  const whole = matchLines(sides.l, sides.r, { days: 3 })
  await inTransaction(db.batch, async (client) => {
    const given = (lines: readonly PartyLine[]) => ({
      sql: `SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::bigint[]) AS g(id, fund, unit, key, day, amount)`,
      params: [
        lines.map(({ id }) => id),
        lines.map(({ fund }) => fund),
        lines.map(({ unit }) => unit),
        lines.map(({ key }) => key),
        lines.map(({ day }) => day),
        lines.map(({ amountFen }) => amountFen),
      ],
    })
    await matchInDatabase(client, { l: given(sides.l), r: given(sides.r) }, 3)
    const { rows: sure } = await client.query<{ kind: string; l: string; r: string }>('SELECT kind, l, r FROM four_ways_sure')
    assert.ok(sure.length > 2_000, `${sure.length} are beyond doubt`)
    const told = new Set(whole.matches.map(({ kind, left, right }) => `${kind} ${left.join()} ${right.join()}`))
    for (const { kind, l, r } of sure) assert.ok(told.has(`${kind} ${l} ${r}`), `${kind} ${l} ${r}`)
    const rest = matchLines(await openLines(client, 'l'), await openLines(client, 'r'), { days: 3 })
    assert.equal(rest.matches.length + sure.length, whole.matches.length)
    assert.deepEqual(rest.differences.map(({ matter }) => matter).sort(), whole.differences.map(({ matter }) => matter).sort())
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${SURELY[0]?.sql}`, ['exact', 3])
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /HashAggregate|GroupAggregate/)
    assert.doesNotMatch(plan, /Nested Loop|SubPlan/)
  })
})

test('the certificate is prepared by one officer and issued by another; the database says so too', async () => {
  const caller = await office()
  done(await caller.post('/api/four-ways/certificates', { month: MONTH, kind: 'prepared' }))
  refusedAs(await caller.post('/api/four-ways/certificates', { month: MONTH, kind: 'issued' }), 'same_officer')
  await assert.rejects(
    db.batch.query(`INSERT INTO four_ways_certificate SELECT pool, month, 1, run, 'issued', officer, now() FROM four_ways_certificate`),
    /second_officer/,
  )
  done(await (await office('b')).post('/api/four-ways/certificates', { month: MONTH, kind: 'issued' }))
  refusedAs(await caller.post('/api/four-ways/certificates', { month: MONTH, kind: 'prepared' }), 'already_issued')
  assert.equal((await month(caller)).certificate.length, 2)
  assert.equal((await caller.download(`/api/four-ways/differences.xlsx?month=${MONTH}`)).bytes.subarray(0, 2).toString(), 'PK')
})
