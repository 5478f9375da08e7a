import assert from 'node:assert/strict'
import * as fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import { sessionRoutes } from '../access/session-routes.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { insertPeople } from '../testing/persons.js'
import { makeLog } from './log.js'
import { type Route, route } from './route.js'

// Routes that do what the desk's own never should: what becomes of it is the test.
const Echo = Type.Object({
  name: Type.String({ title: '姓名', minLength: 1, maxLength: 5 }),
  count: Type.Optional(Type.Integer({ title: '数量', minimum: 1, maximum: 9 })),
  scheme: Type.Optional(Type.Union([Type.Literal('employee'), Type.Literal('resident')], { title: '险种' })),
  day: Type.Optional(Type.String({ title: '日期', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '年-月-日' })),
  lines: Type.Optional(Type.Array(Type.Object({ fen: Type.Integer({ title: '金额' }) }), { maxItems: 2 })),
})
const access = 'signed_in'
const summary = ''
const TABLE: readonly Route[] = [
  route({ method: 'POST', url: '/api/echo', access, summary, schema: { body: Echo, response: Echo }, handler: async ({ body }) => body }),
  route({
    method: 'GET',
    url: '/api/page',
    access,
    summary,
    schema: { querystring: Type.Object({ page: Type.Optional(Type.Integer({ title: '页码', minimum: 1 })) }), response: Type.Object({ page: Type.Integer() }) },
    handler: async ({ query }) => ({ page: query.page ?? 0 }),
  }),
  route({
    method: 'GET',
    url: '/api/bigint',
    access,
    summary,
    schema: { response: Type.Object({ fen: Type.Unknown() }) },
    handler: async () => ({ fen: 5n }),
  }),
  route({
    method: 'GET',
    url: '/api/undeclared',
    access,
    summary,
    schema: { response: Type.Object({ shown: Type.Boolean() }) },
    handler: async () => ({ shown: true, secret: 'x' }),
  }),
  route({
    method: 'GET',
    url: '/api/broken',
    access,
    summary,
    schema: { response: Type.Object({}) },
    handler: async (_request, desk) => desk.read((client) => client.query('SELECT * FROM no_such_table WHERE certificate = 000000195803020014')),
  }),
  route({
    method: 'POST',
    url: '/api/half',
    access,
    summary,
    schema: { response: Type.Object({}) },
    handler: async (_request, desk) =>
      desk.write(async (client) => {
        await client.query('UPDATE officer SET failures = 3 WHERE officer = $1', [desk.officer.officer])
        await desk.audit('job.stop', {})
        return refused('half_way', '只做了一半。')
      }),
  }),
]

let db: TestDatabase
let desk: TestDesk
let clerk: Caller
let folder: string
const logged: string[] = []

before(async () => {
  db = await testDatabase()
  await insertPeople(db, 2026, [])
  const log = makeLog('info', { write: (line: string) => void logged.push(line) })
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'console-'))
  await fs.mkdir(path.join(folder, 'assets'))
  await fs.writeFile(path.join(folder, 'index.html'), '<!doctype html><title>统筹</title>')
  await fs.writeFile(path.join(folder, 'assets', 'entry-Ab3dEf9h.js'), 'export {}')
  desk = await testDesk(db)
  await desk.close()
  desk = await testDesk(db, { log, consoleFolder: folder }, { table: [...sessionRoutes(desk.context), ...TABLE] })
  clerk = await desk.as('agency', 'benefit_clerk')
})
after(async () => {
  await desk.close()
  await db.drop()
  await fs.rm(folder, { recursive: true })
})

const sentenceOf = async (body: unknown): Promise<unknown> => (await clerk.post('/api/echo', body)).body['sentence']

test('a fault in the body is one sentence that names the field', async () => {
  assert.deepEqual((await clerk.post('/api/echo', { name: '王', count: 2 })).body, { name: '王', count: 2 })
  assert.equal(await sentenceOf({}), '缺少“姓名”（name）。')
  assert.equal(await sentenceOf({ name: '' }), '“姓名”（name）不能为空。')
  assert.equal(await sentenceOf({ name: '一二三四五六' }), '“姓名”（name）最多 5 个字。')
  assert.equal(await sentenceOf({ name: null }), '“姓名”（name）应为文字，收到的是空。')
  assert.equal(await sentenceOf({ name: '王', count: 10 }), '“数量”（count）不能大于 9。')
  assert.equal(await sentenceOf({ name: '王', scheme: 'both' }), '“险种”（scheme）只能是 employee、resident 之一。')
  assert.equal(await sentenceOf({ name: '王', day: '21/11/2026' }), '“日期”（day）格式不对：应为年-月-日。')
  assert.equal(await sentenceOf({ name: '王', lines: [{ fen: 1.5 }] }), '“金额”（lines.0.fen）应为整数，收到的是数字。')
  assert.equal(await sentenceOf({ name: '王', lines: [{ fen: 1 }, { fen: 2 }, { fen: 3 }] }), '“lines”最多 2 项。')
  assert.equal(await sentenceOf({ name: '王\u0000' }), '内容里含有无法识别的字符（空字符），请删去后再提交。')
  assert.equal(await sentenceOf([]), '提交的内容应为一组字段，收到的是列表。')
})

test('nothing is coerced: texts are no numbers, and an unknown field is refused', async () => {
  for (const count of ['1', '1e3', true, null]) assert.match(String(await sentenceOf({ name: '王', count })), /^“数量”（count）应为整数，收到的是/)
  assert.equal(await sentenceOf({ name: '王', extra: 1 }), '不认识的字段“extra”，请去掉后再提交。')
  assert.equal(await sentenceOf({ name: '王', lines: [{ fen: 1, note: '' }] }), '不认识的字段“lines.0.note”，请去掉后再提交。')
  assert.deepEqual((await clerk.get('/api/page?page=12')).body, { page: 12 })
  for (const page of ['1e3', '0x10', '1.0', '', '%2B1']) assert.equal((await clerk.get(`/api/page?page=${page}`)).body['field'], 'page', page)
  assert.equal((await clerk.get('/api/page?pages=1')).body['sentence'], '不认识的字段“pages”，请去掉后再提交。')
})

test('malformed, foreign and oversized bodies each get their own sentence', async () => {
  const send = (payload: string, type: string) => clerk.call({ method: 'POST', url: '/api/echo', payload, headers: { 'content-type': type } })
  const json = 'application/json'
  assert.deepEqual([(await send('{"name":', json)).status, (await send('{"name":', json)).body['sentence']], [400, '提交的内容不是正确的 JSON。'])
  assert.equal((await send('', json)).status, 400)
  assert.equal((await send('<a/>', 'text/xml')).status, 415)
  assert.equal((await send(JSON.stringify({ name: 'x'.repeat(5_000_000) }), json)).status, 413)
  assert.equal((await send('{"name":"王","__proto__":{"a":1}}', json)).status, 400)
})

test('an unexpected error gives a trace id and nothing of the inside, to the caller or about a person to the log', async () => {
  logged.length = 0
  const broken = await clerk.get('/api/broken')
  assert.equal(broken.status, 500)
  assert.deepEqual(Object.keys(broken.body).sort(), ['code', 'sentence', 'trace_id'])
  assert.doesNotMatch(JSON.stringify(broken.body), /no_such_table|SELECT/)
  const log = logged.join('')
  assert.match(log, new RegExp(`"trace_id":"${String(broken.body['trace_id'])}"`))
  assert.doesNotMatch(log, /000000195803020014/)
})

test('a bigint or an undeclared field in a reply is our own fault, never sent', async () => {
  assert.equal((await clerk.get('/api/bigint')).status, 500)
  const undeclared = await clerk.get('/api/undeclared')
  assert.equal(undeclared.status, 500)
  assert.ok(!JSON.stringify(undeclared.body).includes('secret'))
})

test('a refusal inside a transaction leaves nothing behind but its trace', async () => {
  const half = await clerk.post('/api/half')
  assert.deepEqual([half.status, half.body], [422, { code: 'half_way', sentence: '只做了一半。' }])
  const { rows } = await db.batch.query(`SELECT count(*) AS changed FROM officer WHERE account = 'agency.benefit-clerk.990100' AND active AND officer IN
    (SELECT officer FROM audit_event WHERE action = 'job.stop' AND outcome = 'refused')`)
  assert.equal(rows[0]?.changed, 1n)
  const { rows: failures } = await db.desk.query('SELECT DISTINCT failures FROM officer')
  assert.deepEqual(failures, [{ failures: 0 }])
})

test('an unknown address is JSON under /api and the console anywhere else', async () => {
  const unknown = await clerk.get('/api/nothing?q=1')
  assert.deepEqual([unknown.status, unknown.body['code']], [404, 'unknown_route'])
  assert.equal((await clerk.get('/api/%zz')).status, 400)
  const page = await desk.nobody.call({ method: 'GET', url: '/persons?page=2', headers: { accept: 'text/html' } })
  assert.deepEqual([page.status, page.headers['cache-control']], [200, 'no-cache'])
  assert.match(String(page.body['text']), /统筹/)
  const asset = await desk.nobody.get('/assets/entry-Ab3dEf9h.js')
  assert.deepEqual([asset.status, asset.headers['cache-control']], [200, 'public, max-age=31536000, immutable'])
  assert.equal((await desk.nobody.call({ method: 'GET', url: '/assets/gone.js', headers: { accept: 'text/html' } })).status, 404)
  assert.equal((await desk.nobody.get('/..%2f..%2fpackage.json')).status, 404)
})

test('every answer carries the security headers; the desk is never cached', async () => {
  for (const answer of [await clerk.get('/api/page'), await clerk.get('/api/nothing'), await desk.nobody.get('/')]) {
    assert.match(String(answer.headers['content-security-policy']), /default-src 'self'.*frame-ancestors 'none'/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['x-frame-options'], 'DENY')
    assert.equal(answer.headers['referrer-policy'], 'no-referrer')
  }
  assert.equal((await clerk.get('/api/page')).headers['cache-control'], 'no-store')
})

test('the log holds pattern, status and account, and neither address nor body', async () => {
  logged.length = 0
  await clerk.get(`/api/page?page=${encodeURIComponent('王小明')}`)
  await clerk.post('/api/echo', { name: '王小明' })
  await new Promise((resolve) => setImmediate(resolve))
  const log = logged.join('')
  assert.match(log, /"route":"GET \/api\/page","status":400/)
  assert.match(log, /"officer":"agency.benefit-clerk.990100"/)
  assert.doesNotMatch(log, /王小明|%E7/)
})
