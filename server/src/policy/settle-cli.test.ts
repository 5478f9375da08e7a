// `npm run settle`: the example file, run as a program, and what it says where the file or the policy is wrong.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { PlainError } from '../database/plain-error.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { furnish } from '../testing/small-city.js'
import { settleAsked } from './settle-cli.js'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const EXAMPLE = path.join(ROOT, 'scenarios/example-visit.yaml')
const CITY = '340400'

let folder: string
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'visit-'))
})
after(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** As a program, from its arguments to how it ends. */
function runProgram(policy: string, file: string, env: Readonly<Record<string, string>> = {}): Ended {
  const { DATABASE_URL: _none, ...rest } = process.env
  const program = path.join(ROOT, 'server/dist/policy/settle-cli.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, policy, file], { encoding: 'utf8', env: { ...rest, ...env } })
  return { status, out: stdout, err: stderr }
}

/** The same without a program of its own. */
async function run(policy: string, file: string, databaseUrl?: string): Promise<Ended> {
  try {
    const { lines, settled } = await settleAsked([policy, file], databaseUrl)
    return { status: settled ? 0 : 1, out: lines.map((line) => `${line}\n`).join(''), err: '' }
  } catch (error) {
    if (error instanceof PlainError) return { status: 2, out: '', err: error.message }
    throw error
  }
}

function visit(change: (text: string) => string): string {
  const file = path.join(folder, 'visit.yaml')
  writeFileSync(file, change(readFileSync(EXAMPLE, 'utf8')))
  return file
}

test('the example prints every step with its rule, article and mark', () => {
  const { status, out } = runProgram(CITY, EXAMPLE)
  assert.equal(status, 0)
  // 18,000 + 6,000 × 90 % = 23,400 in scope; (23,400 − 500) × 80 % = 18,320; burden 2,800 + 5,080 = 7,880, 380 × 65 % = 247 above 7,500.
  assert.match(out, /政策范围内 23400\.00元\n {2}乙类先行自付 600\.00元\n {2}目录外 800\.50元/)
  assert.match(out, /22900\.00元×80%，支付18320\.00元\n {2}〔.+凭记忆，未核实〕/)
  assert.match(out, /大病保险 进入5080\.00元，支付247\.00元（承办保险公司），剩余4833\.00元/)
  assert.match(out, /本年第2次住院/)
  // 24,800.50 − 18,320.00 − 247.00 − 4,833.00 × 75 %.
  assert.match(out, /现金 2608\.75元/)
  assert.match(out, /为什么不能付得更多/)
})

test('every fact that a bill, a person or the year has can be written, and each is named where it is not known', async () => {
  const full = path.join(ROOT, 'scenarios/example-visit-in-full.yaml')
  const { status, out, err } = await run(CITY, full)
  assert.equal(status, 0, err)
  assert.match(out, /本年第2次住院/)
  const text = readFileSync(full, 'utf8')
  const other = (change: (whole: string) => string): Promise<Ended> => {
    const file = path.join(folder, 'full.yaml')
    writeFileSync(file, change(text))
    return run(CITY, file)
  }
  assert.match((await other((whole) => whole.replace('family_account: 0', 'family_acount: 0'))).err, /family_acount.*此处可写：.*family_account/)
  assert.match((await other((whole) => whole.replace('caps: {}', 'caps: { nothing: 1 }'))).err, /限额“nothing”在这套政策里没有；现有：/)
  assert.match((await other((whole) => whole.replace('paid: { major: 0 }', 'paid: { moon: 1 }'))).err, /支付层次“moon”在这套政策里没有/)
  assert.match((await other((whole) => whole.replace('link: mid_stay', 'link: midway'))).err, /midway/)
})

test('the accident behind a visit decides whether it is an ordinary bill', async () => {
  const said = async (accident: string): Promise<string> =>
    (
      await run(
        CITY,
        visit((text) => `${text}accident: ${accident}\n`),
      )
    ).out
  assert.match(await said('{ claimed: third_party }'), /不能结算：该意外伤害已申报，正在调查/)
  assert.match(await said('{ claimed: third_party, found: third_party }'), /第三人负担.*〔社会保险法第三十条〕/)
  assert.match(await said('{ claimed: third_party, found: third_party, advance: does_not_pay }'), /尚无定论：.*先行支付/)
  assert.match(await said('{ claimed: no_other_party, found: no_other_party }'), /现金 2608\.75元/)
})

test('sums may stand for lines, the part of the stay settled before is known, and the account may be left alone', async () => {
  const parts = (more: string): Promise<Ended> =>
    run(
      CITY,
      visit((text) => `${text.slice(0, text.indexOf('lines:'))}parts: { in_scope: 23400, item_pre_self_pay: 600, out_of_catalogue: 800.50 }\n${more}`),
    )
  assert.match((await parts('')).out, /现金 2608\.75元/)
  // The deductible of 500 was charged by the first part: 23,400 × 80 %.
  assert.match(
    (await parts('stay: { link: mid_stay, admission_number: 2, benefit_year: 2026, deductible: 500, in_scope: 1000, total: 1000 }\n')).out,
    /23400\.00元×80%，支付18720\.00元/,
  )
  // What is known of the burden stands in the place of what the sums would tell: 5,080 above nothing used stays below 7,500.
  assert.doesNotMatch(
    (
      await run(
        CITY,
        visit((text) => text.replace('fund_paid: 9200', 'fund_paid: 9200, major_burden: 0')),
      )
    ).out,
    /支付247\.00元/,
  )
})

test('an unknown field, a wrong amount and a wrong word are named with their lines, all at once', () => {
  const { status, err } = runProgram(
    CITY,
    visit((text) => `${text.replace('18000', '壹万').replace('resident', 'villager')}typo: 1\n`),
  )
  assert.equal(status, 2)
  for (const part of ['“壹万”不是金额', '“villager”不在可用的词之内', '不认识“typo”这一项']) assert.ok(err.includes(part), err)
  assert.match(err, /visit\.yaml:3/)
})

test('a file, an area and a policy that do not exist are told with what to do', async () => {
  assert.match((await run(CITY, path.join(folder, 'none.yaml'))).err, /读不到文件/)
  assert.match((await run('999999', EXAMPLE)).err, /没有区划999999.*现有：.*340400/)
  assert.match((await run('city', EXAMPLE)).err, /不是六位区划代码/)
  assert.match((await run('a'.repeat(64), EXAMPLE)).err, /请在 DATABASE_URL 中给出数据库地址/)
})

test('a visit that no rule covers is not settled and says why', () => {
  const { status, out } = runProgram(
    CITY,
    visit((text) => text.replaceAll('2026-', '1997-')),
  )
  assert.equal(status, 1)
  assert.match(out, /^不能结算：1997-03-10没有生效的待遇政策/)
})

test('a rule hash settles under the rules of the database', async () => {
  const db: TestDatabase = await testDatabase()
  try {
    await furnish(db.batch)
    const { rows } = await db.batch.query<{ hash: string; scheme: string }>('SELECT hash, scheme FROM rule_set ORDER BY scheme')
    const at = (scheme: string): string => rows.find((row) => row.scheme === scheme)?.hash ?? ''
    // The small city's second level: deductible 500.00, then 75 %.
    assert.match(runProgram(at('resident'), EXAMPLE, { DATABASE_URL: db.adminUrl }).out, /22900\.00元×75%，支付17175\.00元/)
    assert.match((await run(at('employee'), EXAMPLE, db.adminUrl)).err, /险种是employee/)
    assert.match((await run('b'.repeat(64), EXAMPLE, db.adminUrl)).err, /没有哈希为b+的规则集/)
  } finally {
    await db.drop()
  }
})
