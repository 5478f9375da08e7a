// Many bills at once: one message settles once, and one person's bills come out as if they had come one after the other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import { envelope, newMsgid, post, purchase } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { PHARMACY, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
after(async () => {
  await city?.close()
  await db?.drop()
})

const bill = (person: SmallCity['employee'], sn: string, price: string, account = '0') =>
  purchase(person, '310', price, [{ sn, price }], { acct_used_flag: account })

test('the same message ten times at once settles once and is answered ten times the same', async () => {
  const person = await city.enrol('employee')
  const message = envelope('2102', bill(person, '1', '500.00'))
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(city.app, message)))
  for (const answer of answers) {
    assert.equal(answer.infcode, 0, answer.err_msg)
    assert.deepEqual(answer.output, answers[0]?.output)
  }
  const { rows } = await db.batch.query('SELECT count(*)::int AS n FROM settlement WHERE person = $1', [String(person.person)])
  assert.equal(rows[0]?.n, 1)
})

test('one msgid for two persons at once settles one of them and refuses the other', async () => {
  const [a, b] = [await city.enrol('employee'), await city.enrol('employee')]
  const msgid = newMsgid(PHARMACY)
  const answers = await Promise.all([a, b].map((person) => post(city.app, envelope('2102', bill(person, '1', '10.00'), { msgid }))))
  assert.deepEqual(answers.map((answer) => answer.infcode).sort(), [-1, 0])
})

test('sixty-four bills of one person at once give what replay in the order of commit gives', async () => {
  const person = await city.enrol('employee', 50_000n)
  const second = await smallApp()
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, index) => post(index % 2 === 0 ? city.app : second.app, envelope('2102', bill(person, '1', `${20 + index}.37`, '1')))),
  )
  await second.app.close()
  assert.deepEqual([...new Set(answers.map((answer) => answer.err_msg))], [''])
  await replays(person.person, 50_000n)
})

/** Another process of the same installation: its own write path on the same database. */
async function smallApp() {
  const { default: fastify } = await import('fastify')
  const { registerHospitalInterface } = await import('../hospital-interface/register.js')
  const { NOON, POOL } = await import('../testing/small-city.js')
  const app = fastify()
  await registerHospitalInterface(app, { databases: db, clock: NOON, pool: POOL, cipher: city.cipher, loadRules: city.loadRules, demonstration: true })
  return { app }
}

interface Settled {
  readonly settlement: bigint
  readonly in_scope_fen: bigint
  readonly deductible_fen: bigint
  readonly fund_fen: bigint
  readonly account_fen: bigint
  readonly cash_fen: bigint
  readonly account_balance_fen: bigint
  readonly counter_keys: string[]
  readonly counter_amounts: bigint[]
}

/** Deductible 300 yuan a year, then 60 % up to 3000 yuan a year, then the account: worked out again by hand. */
async function replays(person: bigint, account: bigint): Promise<void> {
  const { rows } = await db.batch.query<Settled>('SELECT * FROM settlement WHERE person = $1 ORDER BY account_balance_fen DESC, settlement', [String(person)])
  assert.equal(rows.length, 64)
  const { rows: sums } = await db.batch.query<{ keys: string[]; amounts: bigint[]; version: bigint }>(
    'SELECT keys, amounts, version FROM accumulator WHERE person = $1',
    [String(person)],
  )
  let counters: Record<string, bigint> = {}
  for (const row of rows)
    counters = { ...withContributions(counters, Object.fromEntries(row.counter_keys.map((key, at) => [key, row.counter_amounts[at] ?? 0n]))) }
  assert.deepEqual(Object.fromEntries((sums[0]?.keys ?? []).map((key, at) => [key, sums[0]?.amounts[at]])), counters)
  assert.equal(sums[0]?.version, 64n)
  const total = (column: keyof Settled): bigint => rows.reduce((sum, row) => sum + (row[column] as bigint), 0n)
  assert.equal(total('deductible_fen'), 30_000n)
  const { rows: order } = await db.batch.query<Settled>(
    'SELECT s.* FROM settlement s JOIN message m ON m.fact = s.settlement WHERE s.person = $1 ORDER BY s.settlement',
    [String(person)],
  )
  let [left, fund, balance] = [30_000n, 0n, account]
  for (const row of await inCommitOrder(order, person)) {
    const deducted = row.in_scope_fen < left ? row.in_scope_fen : left
    left -= deducted
    const due = ((row.in_scope_fen - deducted) * 60n * 2n + 100n) / 200n
    const paid = due < 300_000n - fund ? due : 300_000n - fund
    fund += paid
    const own = row.in_scope_fen - paid
    const fromAccount = own < balance ? own : balance
    balance -= fromAccount
    assert.deepEqual(
      [row.deductible_fen, row.fund_fen, row.account_fen, row.cash_fen, row.account_balance_fen],
      [deducted, paid, fromAccount, own - fromAccount, balance],
    )
  }
}

/** Commits are ordered by the transaction that wrote them; two processes number settlements apart from their order of commit. */
async function inCommitOrder(rows: readonly Settled[], person: bigint): Promise<readonly Settled[]> {
  const { rows: order } = await db.batch.query<{ settlement: bigint }>(
    `SELECT settlement FROM settlement WHERE person = $1 ORDER BY (receipt->'counters'->>'in_scope')::bigint NULLS FIRST, settlement`,
    [String(person)],
  )
  const byNumber = new Map(rows.map((row) => [row.settlement, row]))
  return order.flatMap(({ settlement }) => byNumber.get(settlement) ?? [])
}
