import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, done, purchase } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Person, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let mother: Person
let father: Person

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  mother = await city.enrol('employee', 30_000n)
  father = await city.enrol('employee', 60_000n)
})
after(async () => {
  await city.close()
  await db.drop()
})

interface Link {
  readonly relation?: string
  readonly rank?: number
  readonly limit?: bigint
  readonly from?: string
}

async function link(owner: Person, member: Person, { relation = 'child', rank = 1, limit, from = '2026-01-01' }: Link = {}): Promise<bigint> {
  const { rows } = await db.batch.query<{ link: bigint }>(
    `INSERT INTO family_link (person, link, area, member, relation, rank, yearly_limit_fen, consented_on, in_force, officer, booked_on)
     VALUES ($1, nextval('fact_seq'), '980101', $2, $3, $4, $5, $6, $6, 1, $6) RETURNING link`,
    [String(owner.person), String(member.person), relation, rank, limit === undefined ? null : String(limit), from],
  )
  return rows[0]?.link ?? assert.fail()
}

async function withdraw(owner: Person, member: Person, withdrawn: bigint): Promise<void> {
  await db.batch.query(
    `INSERT INTO family_link (person, link, area, member, relation, rank, consented_on, in_force, withdraws, officer, booked_on)
     VALUES ($1, nextval('fact_seq'), '980101', $2, 'child', 1, '2026-01-01', '2026-03-01', $3, 1, '2026-03-01')`,
    [String(owner.person), String(member.person), String(withdrawn)],
  )
}

async function balance(person: Person): Promise<bigint> {
  const { rows } = await db.batch.query<{ fen: bigint }>('SELECT current_fen + history_fen AS fen FROM individual_account WHERE person = $1', [
    String(person.person),
  ])
  return rows[0]?.fen ?? assert.fail()
}

let sn = 0
async function buy(person: Person, insutype: string, price: string): Promise<Record<string, unknown>> {
  const output = await done(city.app, '2102', purchase(person, insutype, price, [{ sn: `f${++sn}`, price }], { acct_used_flag: '2' }))
  return output['setlinfo'] as Record<string, unknown>
}

test('the accounts of the family pay in the order of their rank, within the owner’s limit and the policy’s; cancelling returns every fen', async () => {
  const child = await city.enrol('resident')
  await link(father, child, { rank: 2 })
  await link(mother, child, { rank: 1, limit: 8_000n })
  const first = await buy(child, '390', '100.00')
  // 100 yuan are all below the yearly deductible of 100: mother pays her limit of 80, father the rest.
  assert.equal(first['acct_mulaid_pay'], 100)
  assert.equal(first['acct_pay'], 100)
  assert.equal(first['psn_cash_pay'], 0)
  assert.deepEqual([await balance(mother), await balance(father)], [22_000n, 58_000n])
  // The policy lets 500 yuan a year be used for one person: 400 are left, and mother's own limit is used up.
  const second = await buy(child, '390', '1000.00')
  assert.equal(second['acct_mulaid_pay'], 400)
  assert.deepEqual([await balance(mother), await balance(father)], [22_000n, 18_000n])
  const third = await buy(child, '390', '10.00')
  assert.equal(third['acct_mulaid_pay'], 0)
  const cancelled = await done(city.app, '2103', {
    data: { setl_id: second['setl_id'], mdtrt_id: second['mdtrt_id'], psn_no: child.number },
  })
  assert.equal((cancelled['setlinfo'] as Record<string, unknown>)['acct_mulaid_pay'], -400)
  assert.deepEqual([await balance(mother), await balance(father)], [22_000n, 58_000n])
  const again = await buy(child, '390', '10.00')
  assert.equal(again['acct_mulaid_pay'], 5)
})

test('a link that was withdrawn, begins later or is of another relation pays nothing; without one the flag is refused', async () => {
  const child = await city.enrol('resident')
  const ended = await link(mother, child)
  await withdraw(mother, child, ended)
  await link(mother, child, { from: '2026-03-21' })
  await link(mother, child, { relation: 'sibling' })
  const refused = await call(city.app, '2102', purchase(child, '390', '10.00', [{ sn: 'r1', price: '10.00' }], { acct_used_flag: '2' }))
  assert.match(refused.err_msg, /没有登记家庭共济关系/)
})

test('an employee’s own account pays before the family’s; flag 1 leaves the family alone', async () => {
  const daughter = await city.enrol('employee', 1_000n)
  await link(father, daughter)
  const before = await balance(father)
  const own = await done(city.app, '2102', purchase(daughter, '310', '6.00', [{ sn: `o1`, price: '6.00' }], { acct_used_flag: '1' }))
  assert.equal((own['setlinfo'] as Record<string, unknown>)['acct_mulaid_pay'], 0)
  const both = await buy(daughter, '310', '30.00')
  assert.deepEqual([both['acct_pay'], both['acct_mulaid_pay'], both['psn_cash_pay']], [30, 26, 0])
  assert.equal(await balance(father), before - 2_600n)
})

test('two members who draw on one account at once never draw it below zero', async () => {
  const owner = await city.enrol('employee', 5_000n)
  const members = await Promise.all(Array.from({ length: 6 }, () => city.enrol('resident')))
  for (const member of members) await link(owner, member)
  const paid = await Promise.all(members.map((member) => buy(member, '390', '20.00')))
  const drawn = paid.reduce((sum, one) => sum + BigInt(Math.round(Number(one['acct_mulaid_pay']) * 100)), 0n)
  assert.equal(drawn, 5_000n)
  assert.equal(await balance(owner), 0n)
})
