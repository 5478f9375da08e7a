// `npm run replay`, run as a program against the small city: equal, a receipt that somebody changed, a sample, and wrong questions.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { admitPerson, dischargeOf, done, purchase, settlementOf, uploadOf } from '../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { DRUG, type Person, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let folder: string
let bill: string
before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'replay-'))
  db = await testDatabase()
  city = await smallCity(db)
  bill = await stay(city.needy)
  await done(city.app, '2102', purchase(city.employee, '310', '450.00', [{ sn: '1', price: '450.00' }], { acct_used_flag: '1' }))
})
after(async () => {
  await city?.close()
  await db?.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function stay(person: Person): Promise<string> {
  const visit = await admitPerson(city.app, person, '390')
  await done(city.app, '2301', uploadOf(person, visit, '', [{ sn: '1', code: DRUG, price: '20000.00' }]))
  await done(city.app, '2402', dischargeOf(person, visit))
  const settled = await done(city.app, '2304', settlementOf(person, visit, '390', '', '20000.00', { med_type: '21' }))
  return (settled['setlinfo'] as { setl_id: string }).setl_id
}

interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function replay(...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: db.adminUrl, TONGCHOU_DATA: folder, TONGCHOU_KEY: TEST_KEY.toString('hex') }
  const program = spawn(process.execPath, [path.join(import.meta.dirname, 'replay-cli.js'), ...args], { env })
  const said = { out: '', err: '' }
  program.stdout.on('data', (part: Buffer) => {
    said.out += part.toString()
  })
  program.stderr.on('data', (part: Buffer) => {
    said.err += part.toString()
  })
  return new Promise((resolve) => program.on('close', (status) => resolve({ status, ...said })))
}

test('a bill settled again from its receipt is equal, and the rules and engine are named', async () => {
  const { status, out, err } = await replay(city.needy.number, bill)
  assert.equal(status, 0, err)
  assert.match(out, /结算单\d+：2026-03-20结算，规则[0-9a-f]{12}，引擎tongchou-/)
  assert.match(out, /一致：逐项金额和累计与当时相同/)
})

test('a sample counts, and its seed gives the same sample again', async () => {
  const first = await replay('--sample', '10')
  assert.equal(first.status, 0, first.err)
  assert.match(first.out, /重算2张：一致2，不一致0，不能重算0。/)
  const seed = /种子 (\d+)/.exec(first.out)?.[1] ?? ''
  assert.equal((await replay('--sample', '10', '--seed', seed)).out, first.out)
  assert.match((await replay('--sample', '1', '--seed', seed)).out, /重算1张/)
})

test('a receipt that somebody changed is found, with the first amount that differs', async () => {
  const owner = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await owner.connect()
  const change = (identities: string) =>
    owner.query(`UPDATE settlement SET receipt = jsonb_set(receipt, '{person,identities}', $2::jsonb) WHERE settlement = $1`, [bill, identities])
  try {
    await change('[]')
    const { status, out } = await replay(city.needy.number, bill)
    assert.equal(status, 1)
    // (20,000 − 800) × 75 % = 14,400 by the basic layer; assistance saw the other 5,600.
    assert.match(out, /不一致，第一处：医疗救助进入：当时5600\.00元，重算没有/)
    const sampled = await replay('--sample', '10', '--seed', '7')
    assert.equal(sampled.status, 1)
    assert.match(sampled.out, new RegExp(`${city.needy.number} ${bill} 不一致：医疗救助进入`))
    assert.match(sampled.out, /重算2张：一致1，不一致1，不能重算0。/)
  } finally {
    await change('["minimum_living"]')
    await owner.end()
  }
})

test('a wrong question is told in a sentence and ends with 2', async () => {
  for (const [args, sentence] of [
    [[], /用法/],
    [['--sample', 'many'], /--sample 后面应写一个正整数/],
    [['--sample', '0'], /--sample 后面应写一个正整数/],
    [[city.needy.number, '999999999'], /没有这张结算单/],
    [[`111111${city.needy.number.slice(6)}`, bill], /不属于本统筹区/],
  ] as const) {
    const { status, err } = await replay(...args)
    assert.equal(status, 2, args.join(' '))
    assert.match(err, sentence)
  }
})
