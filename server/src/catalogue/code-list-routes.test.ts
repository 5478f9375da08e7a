// Code lists, business codes, divisions and the mapping switch as the desk asks for them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { creditCheck } from '@tongchou/domain/base/credit-code.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { sheetOf } from '../testing/sheet.js'
import { furnish, HOSPITAL, POOL } from '../testing/small-city.js'

let db: TestDatabase
let desk: TestDesk
let officer: Caller
let manager: Caller
before(async () => {
  db = await testDatabase()
  await furnish(db.batch)
  await db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort, editions) VALUES
    ('med_type', '医疗类别', '11', '普通门诊', 1, 'H13,H27,J'), ('med_type', '医疗类别', '21', '普通住院', 2, 'J'), ('gend', '性别', '1', '男', 1, '')`)
  await db.batch.query(
    `UPDATE code_list SET labels = '{"J": "普通住院病房"}', written = '[{"by": "甲省", "value": "2"}]' WHERE list = 'med_type' AND value = '21'`,
  )
  await db.batch.query(`INSERT INTO area (code, name, level, parent) VALUES ('980101001', '东镇', 4, '980101'), ('980101001001', '东村', 5, '980101001')`)
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-03-20')) })
  officer = await desk.as('agency', 'benefit_clerk', '980101')
  manager = await desk.as('agency', 'provider_manager', '980101')
})
after(async () => {
  await desk?.close()
  await db?.drop()
})

test('lists are found by name, by label and by value, and paged', async () => {
  const lists = async (q: string) =>
    ((await officer.get(`/api/code-lists?q=${encodeURIComponent(q)}`)).body['rows'] as { list: string }[]).map((row) => row.list)
  assert.deepEqual(await lists('MED'), ['med_type'])
  assert.deepEqual(await lists('性别'), ['gend'])
  assert.deepEqual(await lists('住院'), ['med_type'])
  assert.deepEqual(await lists('没有'), [])
  const page = await officer.get('/api/code-lists?size=1&page=3')
  assert.deepEqual([page.body['total'], page.body['rows']], [3, [{ list: 'med_type', name: '医疗类别', values: 2 }]])
})

test('a list shows its values with the editions that print them', async () => {
  assert.deepEqual((await officer.get('/api/code-lists/med_type')).body, {
    list: 'med_type',
    name: '医疗类别',
    total: 2,
    rows: [
      { value: '11', label: '普通门诊', parent: '', editions: ['H13', 'H27', 'J'], labels: [], written: [] },
      { value: '21', label: '普通住院', parent: '', editions: ['J'], labels: [{ edition: 'J', label: '普通住院病房' }], written: [{ by: '甲省', value: '2' }] },
    ],
  })
  assert.equal((await officer.get('/api/code-lists/med_type?q=2')).body['total'], 1)
  assert.deepEqual((await officer.get('/api/code-lists/gend')).body['rows'], [{ value: '1', label: '男', parent: '', editions: [], labels: [], written: [] }])
  assert.equal((await officer.get('/api/code-lists/nothing')).status, 404)
})

test('a code is taken apart; a number that may be a person’s is turned away and not repeated', async () => {
  const kinds = async (code: string) =>
    ((await officer.get(`/api/business-codes/${code}`)).body['kinds'] as { kind: string; parts: unknown[] }[]).map((one) => one.kind)
  assert.deepEqual(await kinds('XC01EBC109B001010102049'), ['western_drug'])
  assert.deepEqual(await kinds('H98010100001'), ['hospital'])
  assert.deepEqual(await kinds('E11.900x001'), ['diagnosis'])
  assert.deepEqual(await kinds('QQ'), [])
  const body = '52000000MJ0000000'
  assert.deepEqual(await kinds(`${body}${creditCheck(body)}`), ['credit_code'])
  const turnedAway = await officer.get('/api/business-codes/000001199003070011')
  assert.equal(turnedAway.status, 422)
  assert.ok(!String(turnedAway.body['sentence']).includes('1990'))
})

test('divisions level by level down to villages, and found by name with what is above', async () => {
  const tree = (await officer.get('/api/areas/tree')).body as { parent: null; children: { code: string; children: number }[] }
  assert.deepEqual(
    [tree.parent, tree.children.map((one) => [one.code, one.children])],
    [
      null,
      [
        ['970000', 1],
        ['980000', 1],
      ],
    ],
  )
  const below = (await officer.get('/api/areas/tree?parent=980101')).body
  assert.deepEqual(below, {
    parent: { code: '980101', name: '东区', level: 3, children: 1 },
    children: [{ code: '980101001', name: '东镇', level: 4, children: 1 }],
  })
  assert.equal((await officer.get('/api/areas/tree?parent=111111')).status, 404)
  const found = (await officer.get(`/api/areas/search?q=${encodeURIComponent('东')}`)).body as unknown as { code: string; path: string[] }[]
  assert.deepEqual(
    found.map((one) => [one.code, one.path]),
    [
      ['980101', ['小省', '小城']],
      ['980101001', ['小省', '小城', '东区']],
      ['980101001001', ['小省', '小城', '东区', '东镇']],
    ],
  )
  assert.equal(((await officer.get('/api/areas/search?q=9801010')).body as unknown as unknown[]).length, 2)
})

test('the mapping switch is decided for one’s own institutions, for today or later', async () => {
  const path = `/api/institutions/${HOSPITAL}/mapping-check`
  assert.deepEqual((await manager.get(path)).body, { institution: HOSPITAL, name: '小城第一医院', mapped: 0, decisions: [] })
  assert.equal((await officer.post(path, { required: true, in_force: '2026-04-01' })).status, 403)
  assert.match(String((await manager.post(path, { required: true, in_force: '2026-03-19' })).body['sentence']), /不能早于今天/)
  const decided = await manager.post(path, { required: true, in_force: '2026-04-01' })
  const [decision] = decided.body['decisions'] as Record<string, unknown>[]
  assert.deepEqual([decision?.['required'], decision?.['in_force'], decision?.['decided_by']], [true, '2026-04-01', 'agency.provider-manager.980101'])
  const foreign = await desk.as('agency', 'provider_manager', '980102')
  assert.equal((await foreign.post(path, { required: false, in_force: '2026-04-01' })).status, 404)
  const sheet = await sheetOf((await manager.download('/api/mapping-institutions.xlsx?q=小城第一医院')).bytes)
  assert.deepEqual([sheet.rowCount, sheet.getCell(2, 1).value, sheet.getCell(2, 4).value], [2, HOSPITAL, 0])
})
