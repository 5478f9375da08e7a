// Runs of the conformance suite at the desk: brought in once, read by transaction, held against the run before.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { furnish, POOL } from '../testing/small-city.js'

let db: TestDatabase
let desk: TestDesk
let manager: Caller
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  desk = await testDesk(db, { pool: POOL })
  manager = await desk.as('agency', 'provider_manager', POOL)
})
after(async () => {
  await desk?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
type Verdict = 'pass' | 'fail' | 'note'

const line = (what: string, verdict: Verdict, came = '') => ({
  ...{ what, says: '应答复受理', section: '2101 输入', asked: '{}', came, verdict },
  ...(verdict === 'pass' ? { passes: 3, fails: 0 } : { passes: 1, fails: 2 }),
})

const reportOf = (at: string, lines: readonly ReturnType<typeof line>[]) => ({
  ...{ kind: 'conformance', url: 'http://127.0.0.1:7080', profile: 'national', institution: 'H98010100001', at, seconds: 12 },
  totals: { pass: 0, fail: 0, note: 0, offered: 0, not_offered: 0, messages: 0 },
  chapters: [
    { infno: '2101', label: '药店预结算', offered: 'offered', messages: 9, lines },
    { infno: '2701', label: '长护', offered: 'not_offered', messages: 1, lines: [] },
  ],
})

const keep = (report: object) => manager.post('/api/conformance-runs', { origin: 'posted', report })

test('a report is kept once, its lines held against the run before', async () => {
  const first = reportOf('2026-03-01T01:00:00.000Z', [line('受理', 'pass'), line('金额', 'fail', '差一分'), line('次序', 'fail', '未按次序')])
  const second = reportOf('2026-03-02T01:00:00.000Z', [line('受理', 'fail', '没有答复'), line('金额', 'pass'), line('次序', 'fail', '未按次序')])
  const [kept, again] = [await keep(first), await keep(first)]
  assert.deepEqual([kept.status, kept.body['known'], again.body['known'], again.body['run']], [200, false, true, kept.body['run']])
  const { body } = await keep(second)
  const list = (await manager.get('/api/conformance-runs')).body
  assert.deepEqual(
    (list['rows'] as Row[]).map((row) => [
      row['run'],
      row['pass'],
      row['fail'],
      row['offered'],
      row['not_offered'],
      row['broken'],
      row['mended'],
      row['before'],
    ]),
    [
      [body['run'], 1, 2, 1, 1, 1, 1, kept.body['run']],
      [kept.body['run'], 1, 2, 1, 1, 0, 0, null],
    ],
  )
  const lines = async (query: string) =>
    ((await manager.get(`/api/conformance-runs/${body['run']}/lines?${query}`)).body['rows'] as Row[]).map((row) => row['what'])
  assert.deepEqual(await lines('change=broken'), ['受理'])
  assert.deepEqual(await lines('change=mended'), ['金额'])
  assert.deepEqual(await lines('change=still'), ['次序'])
  assert.deepEqual(await lines(`q=${encodeURIComponent('没有答复')}`), ['受理'])
  const detail = (await manager.get(`/api/conformance-runs/${body['run']}`)).body
  assert.deepEqual((detail['chapters'] as Row[])[0], {
    ...{ infno: '2101', label: '药店预结算', offered: 'offered', offered_before: 'offered', messages: 9, pass: 1, fail: 2, note: 0, broken: 1, mended: 1 },
  })
  assert.equal((await manager.download(`/api/conformance-runs/${body['run']}/lines.xlsx`)).bytes.subarray(0, 2).toString(), 'PK')
})

test('what is no report of the suite is refused, and only a demonstration examines itself', async () => {
  const good = reportOf('2026-03-03T01:00:00.000Z', [line('受理', 'pass')])
  assert.equal((await keep({ ...good, chapters: [] })).status, 400)
  assert.match(String((await keep({ ...good, chapters: [...good.chapters, ...good.chapters] })).body['sentence']), /2101出现了两次/)
  assert.equal((await manager.get('/api/conformance-runs')).body['may_start'], false)
  assert.match(String((await manager.post('/api/conformance-examinations', { profile: 'national', small: true })).body['sentence']), /只有演示城市/)
  const fund = await desk.as('bureau', 'fund_officer', POOL)
  assert.equal((await fund.post('/api/conformance-runs', { origin: 'uploaded', report: good })).status, 403)
  assert.equal((await manager.get('/api/conformance-runs/999999')).status, 404)
})
