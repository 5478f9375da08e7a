// Every table carries a passport, its comment: what class it is. From the class follows what the database must guarantee.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'

interface Table {
  readonly name: string
  readonly passport: string | null
  readonly partition: boolean
  readonly rowSecurity: boolean
}

let db: TestDatabase
let tables: Table[]
const ROLES = ['tongchou_settlement', 'tongchou_desk', 'tongchou_batch']

before(async () => {
  db = await testDatabase()
  tables = (
    await db.batch.query<Table>(
      `SELECT c.relname AS name, obj_description(c.oid) AS passport, c.relispartition AS partition, c.relrowsecurity AS "rowSecurity"
       FROM pg_class c WHERE c.relnamespace = 'tongchou'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
    )
  ).rows
})
after(() => db.drop())

function ofClass(word: string): Table[] {
  return tables.filter((table) => table.passport?.startsWith(word) === true)
}

test('every table says what it is', () => {
  const without = tables.filter((table) => !/^(fact|state|reference|system)( person-keyed)?( partitioned| partition of \w+)?(:|$)/.test(table.passport ?? ''))
  assert.deepEqual(
    without.map((table) => table.name),
    [],
  )
  assert.ok(tables.length > 20)
})

test('a fact is never changed or removed, a state never removed, by any role of the application', async () => {
  const { rows } = await db.batch.query<{ table: string; role: string; deed: string }>(
    `SELECT c.relname AS table, r.rolname AS role, p.deed
     FROM pg_class c, pg_roles r, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p(deed)
     WHERE c.relnamespace = 'tongchou'::regnamespace AND c.relkind IN ('r', 'p') AND r.rolname = ANY($1) AND has_table_privilege(r.oid, c.oid, p.deed)`,
    [ROLES],
  )
  const facts = new Set(ofClass('fact').map((table) => table.name))
  const states = new Set(ofClass('state').map((table) => table.name))
  const wrong = rows.filter((row) => facts.has(row.table) || (states.has(row.table) && row.deed !== 'UPDATE'))
  assert.deepEqual(wrong, [])
})

test('columns of a fact cannot be changed one by one either', async () => {
  const { rows } = await db.batch.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.column_privileges
     WHERE table_schema = 'tongchou' AND privilege_type = 'UPDATE' AND grantee = ANY($1)`,
    [ROLES],
  )
  const facts = new Set(ofClass('fact').map((table) => table.name))
  assert.deepEqual(
    rows.filter((row) => facts.has(row.table)),
    [],
  )
})

test("a person-keyed table leads its primary key with the person and hides other areas' rows", async () => {
  const keyed = tables.filter((table) => table.passport?.includes('person-keyed') === true)
  const { rows } = await db.batch.query<{ name: string; first: string }>(
    `SELECT c.relname AS name, a.attname AS first FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE i.indisprimary AND c.relnamespace = 'tongchou'::regnamespace`,
  )
  const first = new Map(rows.map((row) => [row.name, row.first]))
  assert.deepEqual(
    keyed.filter((table) => first.get(table.name) !== 'person').map((table) => table.name),
    [],
  )
  assert.deepEqual(
    keyed.filter((table) => !table.rowSecurity).map((table) => table.name),
    [],
  )
  assert.ok(keyed.length >= 10)
})

test('money is bigint, nothing is a float, no time lacks its zone', async () => {
  const { rows } = await db.batch.query<{ column: string; type: string }>(
    `SELECT table_name || '.' || column_name AS column, udt_name AS type FROM information_schema.columns WHERE table_schema = 'tongchou'`,
  )
  assert.deepEqual(
    rows.filter((row) => row.column.endsWith('_fen') && !['int8', '_int8'].includes(row.type)),
    [],
  )
  assert.deepEqual(
    rows.filter((row) => ['float4', 'float8', 'money', 'timestamp', 'time', '_timestamp'].includes(row.type)),
    [],
  )
})

// A key to a reference table needs no index of its own: references are small and no role of the application may remove their rows.
test('every foreign key has an index that begins with its columns', async () => {
  const { rows } = await db.batch.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY k.n) AS columns
     FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid, unnest(f.conkey) WITH ORDINALITY AS k(attnum, n)
     JOIN pg_attribute a ON true
     WHERE f.contype = 'f' AND a.attrelid = f.conrelid AND a.attnum = k.attnum AND c.relnamespace = 'tongchou'::regnamespace AND NOT c.relispartition
       AND (SELECT obj_description(f.confrelid)) !~ '^reference'
     GROUP BY f.oid, c.relname, f.conrelid
     HAVING NOT EXISTS (
       SELECT 1 FROM pg_index i WHERE i.indrelid = f.conrelid AND i.indpred IS NULL
         AND (SELECT array_agg(x ORDER BY x) FROM unnest((i.indkey::smallint[])[0:cardinality(array_agg(k.attnum)) - 1]) AS x) = (SELECT array_agg(y ORDER BY y) FROM unnest(array_agg(k.attnum)) AS y))`,
  )
  assert.deepEqual(rows, [])
})

test('row-level security is not switched off for the owner of nothing: no login role owns a table or may bypass it', async () => {
  const { rows } = await db.batch.query<{ rolname: string }>(
    `SELECT r.rolname FROM pg_roles r WHERE r.rolname = ANY($1) AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid))`,
    [ROLES],
  )
  assert.deepEqual(rows, [])
})
