// Holds the plans of the person search under row-level security, with enough rows that a wrong plan would show.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { COUNTY, insertPeople, OTHER_COUNTY } from '../testing/persons.js'
import { readSearch } from './person-search.js'
import { type ListQuery, listStatements } from './person-store.js'
import { registerCipher } from './register-cipher.js'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await insertPeople(db, 2026, [])
  await db.batch.query(
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
     SELECT i, CASE WHEN i % 10 = 0 THEN $1 ELSE $2 END, chr(19968 + (i * 7919 % 400)) || chr(20000 + (i * 31 % 900)) || chr(21000 + i % 700),
            '1', date '1940-01-01' + i % 20000, '01', '\\x00', int8send(i), int8send(i), int8send(i % 10000), 1
     FROM generate_series(1, 30000) AS i`,
    [COUNTY, OTHER_COUNTY],
  )
  const owner = new pg.Client({ connectionString: db.adminUrl })
  await owner.connect()
  await owner.query('ANALYZE tongchou.person')
  await owner.end()
})
after(() => db.drop())

interface Plan {
  'Node Type': string
  'Index Name'?: string
  Plans?: Plan[]
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

async function planOf(areas: readonly string[], query: Partial<ListQuery>, which: 'count' | 'page' = 'page'): Promise<{ scans: string[]; indexes: string[] }> {
  const statements = listStatements({ search: { kind: 'all' }, year: 2026, sort: 'psn_no', size: 20, offset: 0, ...query })
  const client = await db.desk.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('tongchou.areas', $1, true), set_config('tongchou.officer', '1', true)`, [`{${areas.join(',')}}`])
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${statements[which].text}`, statements[which].values)
    const nodes = flat(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none' })
    return { scans: nodes.map((node) => node['Node Type']), indexes: nodes.flatMap((node) => node['Index Name'] ?? []) }
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

const byName = (text: string): Partial<ListQuery> => {
  const search = readSearch('990100', text)
  assert.ok(!isRefusal(search))
  return { search, sort: 'name' }
}

test('a name or its beginning is found by the index, for the city and for a county', async () => {
  for (const areas of [[COUNTY, OTHER_COUNTY], [COUNTY]]) {
    for (const which of ['page', 'count'] as const) {
      const { scans, indexes } = await planOf(areas, byName('一丁'), which)
      assert.ok(!scans.includes('Seq Scan'), `${which} of ${areas}: ${scans}`)
      assert.ok(
        indexes.some((index) => index.endsWith('name_prefix')),
        `${which} of ${areas}: ${indexes}`,
      )
    }
  }
})

test('last four and number go by their own indexes; a page of all persons walks the key', async () => {
  const last4 = registerCipher(Buffer.alloc(32)).last4Hash('0007')
  const byLast4 = await planOf([COUNTY], { search: { kind: 'last_four', text: '0007' }, last4 })
  assert.ok(!byLast4.scans.includes('Seq Scan') && byLast4.indexes.some((index) => index.includes('last4')), String(byLast4.indexes))
  const byNumber = await planOf([COUNTY], { search: { kind: 'number', person: 5n } })
  assert.ok(byNumber.indexes.includes('person_pkey'))
  const all = await planOf([COUNTY, OTHER_COUNTY], {})
  assert.ok(!all.scans.includes('Seq Scan') && all.indexes.includes('person_pkey'), String(all.scans))
})

test('the search gives exactly the names that begin so', async () => {
  const statements = listStatements({ search: { kind: 'all' }, year: 2026, sort: 'name', size: 200, offset: 0, ...byName('一') })
  const client = await db.desk.connect()
  await client.query('BEGIN')
  await client.query(`SELECT set_config('tongchou.areas', $1, true)`, [`{${COUNTY}}`])
  const { rows: found } = await client.query<{ person: bigint }>(statements.page)
  await client.query('ROLLBACK')
  client.release()
  const { rows: expected } = await db.batch.query<{ person: bigint }>(`SELECT person FROM person WHERE area = $1 AND left(name, 1) = '一'`, [COUNTY])
  assert.ok(expected.length > 1)
  assert.deepEqual(new Set(found.map(({ person }) => person)), new Set(expected.map(({ person }) => person)))
})
