import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf, openBooks } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { inTransaction } from '../fund/transaction.js'
import { call, done, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { HOSPITAL, NOON, type Person, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { verify } from '../verify/verify.js'
import { replayStored } from './replay-stored.js'

const BOOK = bookOf(POOL, 'resident')
const UNIT = '980101'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let clerk: Caller

before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  desk = await testDesk(db, { pool: POOL, clock: NOON })
  clerk = await desk.as('agency', 'benefit_clerk', UNIT)
})
after(async () => {
  await city?.close()
  await desk?.close()
  await db?.drop()
})

async function posted(url: string, body: object): Promise<string> {
  const answer = await clerk.post(url, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return String(answer.body['fact'])
}

function refusedAs(answer: Answer, code: string): void {
  assert.equal(answer.body['code'], code, JSON.stringify(answer.body))
}

let sn = 0
async function charged(person: Person, price: string): Promise<string> {
  const visit = await registerVisit(city.app, person, '390')
  await done(city.app, '2204', uploadOf(person, visit, `B${++sn}`, [{ sn: `x${sn}`, price }]))
  return visit
}

const settle = (person: Person, visit: string, total: string) => call(city.app, '2207', settlementOf(person, visit, '390', `B${sn}`, total))

/** Where the work list has the declaration. */
async function stageOf(declared: string): Promise<readonly string[] | undefined> {
  const { declarations } = (await clerk.get('/api/accidents')).body as {
    declarations: readonly { declaration: string; stage: string; psn_no: string; person_name: string }[]
  }
  const found = declarations.find((one) => one.declaration === declared)
  return found === undefined ? undefined : [found.stage, found.psn_no, found.person_name]
}

const declaration = (more: object = {}) => ({
  happened_on: '2026-03-18',
  happened_at: '东区人民路口',
  circumstances: '骑电动车被小客车碰撞',
  claimed: 'third_party',
  promised: false,
  ...more,
})

async function pay(facts: readonly Record<string, unknown>[]): Promise<void> {
  const numbers = await nextFacts(db.batch, facts.length)
  const made = facts.map((one, index) => ({ book: BOOK, fact: numbers[index], inForce: TODAY, bookedOn: TODAY, ...one }) as unknown as BookFact)
  const recorded = await inTransaction(db.batch, (client) => recordFacts(client, made))
  assert.equal(recorded.kind, 'recorded', recorded.kind === 'recorded' ? '' : recorded.refusals.map(({ refusal }) => refusal.sentence).join())
}

async function memoOf(account: string): Promise<bigint> {
  const { rows } = await db.batch.query<{ fen: bigint }>(
    `SELECT coalesce(sum(a.fen), 0)::bigint AS fen FROM (SELECT accounts, amounts FROM memo_entry WHERE book = $1 UNION ALL SELECT accounts, amounts FROM memo_movement WHERE book = $1) e,
       unnest(e.accounts, e.amounts) AS a(account, fen) WHERE a.account = $2`,
    [BOOK, account],
  )
  return rows[0]?.fen ?? assert.fail()
}

test('an injury waits for its finding, is refused while another is liable, and is paid in advance and claimed back', async () => {
  const person = await city.enrol('resident')
  const base = `/api/persons/${person.number}/accidents`
  const visit = await charged(person, '300.00')
  const declared = await posted(base, declaration({ mdtrt_id: visit }))
  assert.match((await settle(person, visit, '300.00')).err_msg, /正在调查/)
  refusedAs(
    await clerk.post(`${base}/${declared}/advance`, { ground: 'does_not_pay', liable_party: '车主甲', basis: '交警责任认定书' }),
    'investigation_pending',
  )
  assert.deepEqual(await stageOf(declared), ['to_find', person.number, '测*'])
  await posted(`${base}/${declared}/findings`, { found: 'third_party', basis: '交警责任认定书' })
  assert.equal((await stageOf(declared))?.[0], 'to_decide')
  assert.match((await settle(person, visit, '300.00')).err_msg, /第三人负担/)
  refusedAs(
    await clerk.post(`${base}/${declared}/advance`, { ground: 'cannot_be_determined', liable_party: '车主甲', basis: '交警责任认定书' }),
    'ground_differs',
  )
  await posted(`${base}/${declared}/advance`, { ground: 'does_not_pay', liable_party: '车主甲', basis: '车主书面拒绝支付' })

  // 300 less the yearly deductible of 100, at 50%: 100 yuan are paid before the liable party.
  const settled = await settle(person, visit, '300.00')
  assert.equal(settled.infcode, 0, settled.err_msg)
  const info = settled.output['setlinfo'] as Record<string, unknown>
  assert.deepEqual([info['fund_pay_sumamt'], info['psn_cash_pay']], [100, 200])
  const settlement = String(info['setl_id'])
  assert.deepEqual([await memoOf('receivable_liable'), await memoOf('payable_providers/liable'), await memoOf('benefits_settled')], [10_000n, -10_000n, 0n])
  // The advance used nothing of the year, and replays from its receipt.
  const { rows } = await db.batch.query<{ keys: string[] }>('SELECT keys FROM accumulator WHERE person = $1', [String(person.person)])
  assert.deepEqual(rows, [{ keys: [] }])
  assert.equal((await replayStored(db.batch, person.person, BigInt(settlement))).kind, 'equal')

  await pay([
    { kind: 'opening_balance', unit: UNIT, accounts: ['1004', '3001'], details: ['', ''], amounts: [50_000n, -50_000n], memoAccounts: [], memoAmounts: [] },
    {
      kind: 'provider_paid',
      provider: HOSPITAL,
      period: '2026-03-01',
      lines: [
        {
          unit: UNIT,
          period: '2026-03-01',
          part: 'liable',
          care: 'outpatient',
          grossFen: 10_000n,
          deductionFen: 0n,
          depositFen: 0n,
          nettedThisYearFen: 0n,
          nettedEarlierFen: 0n,
          setOffFen: 0n,
        },
      ],
    },
  ])
  assert.deepEqual([await memoOf('receivable_liable'), await memoOf('payable_providers/liable')], [0n, 0n])

  const recoveries = `/api/persons/${person.number}/advances/${settlement}/recoveries`
  refusedAs(await clerk.post(recoveries, { amount_fen: 10_001, payer: '车主的保险公司', received_on: TODAY }), 'more_than_owed')
  await posted(recoveries, { amount_fen: 9_999, payer: '车主的保险公司', received_on: TODAY })
  const seen = (await clerk.get(base)).body as { advances: Record<string, unknown>[]; declarations: Record<string, unknown>[] }
  assert.deepEqual([seen.advances[0]?.['receivable_fen'], seen.advances[0]?.['recovered_fen'], seen.advances[0]?.['left_fen']], [10_000, 9_999, 1])
  assert.match(String(seen.declarations[0]?.['standing']), /已同意先行支付/)
  await posted(recoveries, { amount_fen: 1, payer: '车主的保险公司', received_on: TODAY })
  refusedAs(await clerk.post(recoveries, { amount_fen: 1, payer: '车主的保险公司', received_on: TODAY }), 'more_than_owed')
  const cash = await db.batch.query<{ fen: bigint }>(
    `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM cash_entry WHERE book = $1 AND account = '1101'`,
    [BOOK],
  )
  assert.equal(cash.rows[0]?.fen, 0n)
})

test('a third party who answers for a part: ordinary on the rest, the difference in advance, and only that is claimed back', async () => {
  const person = await city.enrol('resident')
  const base = `/api/persons/${person.number}/accidents`
  const visit = await charged(person, '400.00')
  const declared = await posted(base, declaration({ mdtrt_id: visit }))
  const finding = (more: object) => clerk.post(`${base}/${declared}/findings`, { found: 'third_party', basis: '交警责任认定书', ...more })
  refusedAs(await finding({ found: 'work_injury', liable_share: '0.6' }), 'share_without_party')
  refusedAs(await finding({ liable_share: '0.0000' }), 'bad_share')
  assert.equal((await finding({ liable_share: '1.0' })).status, 400)
  assert.equal((await finding({ liable_share: '0.6' })).status, 200)
  const seen = (await clerk.get(base)).body as { declarations: { standing: string; findings: { liable_percent: string }[] }[] }
  assert.equal(seen.declarations[0]?.findings[0]?.liable_percent, '60%')
  assert.match(seen.declarations[0]?.standing ?? '', /第三人承担60%的费用，其余按普通费用结算/)

  // 160 are the person's own: less the yearly deductible of 100, at 50%.
  const shared = await settle(person, visit, '400.00')
  assert.equal(shared.infcode, 0, shared.err_msg)
  const first = shared.output['setlinfo'] as Record<string, unknown>
  assert.deepEqual([first['medfee_sumamt'], first['inscp_scp_amt'], first['fund_pay_sumamt'], first['psn_cash_pay']], [400, 400, 30, 370])
  assert.equal((await replayStored(db.batch, person.person, BigInt(String(first['setl_id'])))).kind, 'equal')
  const statement = (await clerk.get(`/api/settlements/${person.number}/${String(first['setl_id'])}`)).body as {
    layers?: { layer: string; rule: string; input_fen: number }[]
  }
  const step = statement.layers?.find(({ layer }) => layer === 'third_party')
  assert.deepEqual([step?.input_fen, step?.rule.slice(0, 12)], [24_000, '第三人承担60%的责任：'.slice(0, 12)])

  await done(city.app, '2208', { data: { setl_id: String(first['setl_id']), mdtrt_id: visit, psn_no: person.number } })
  const owedBefore = await memoOf('receivable_liable')
  await posted(`${base}/${declared}/advance`, { ground: 'does_not_pay', liable_party: '车主甲', basis: '车主书面拒绝支付' })
  const again = await settle(person, visit, '400.00')
  assert.equal(again.infcode, 0, again.err_msg)
  const info = again.output['setlinfo'] as Record<string, unknown>
  // Were nobody liable the fund would pay 150; 30 of it on the own part.
  assert.deepEqual([info['fund_pay_sumamt'], info['psn_cash_pay']], [150, 250])
  assert.equal((await memoOf('receivable_liable')) - owedBefore, 12_000n)
  assert.equal((await replayStored(db.batch, person.person, BigInt(String(info['setl_id'])))).kind, 'equal')
  const counted = await db.batch.query<{ fen: bigint }>(
    `SELECT a.fen FROM accumulator c, unnest(c.keys, c.amounts) AS a(key, fen) WHERE c.person = $1 AND a.key = 'paid/basic'`,
    [String(person.person)],
  )
  assert.deepEqual(counted.rows, [{ fen: 3_000n }])
  const recoveries = `/api/persons/${person.number}/advances/${String(info['setl_id'])}/recoveries`
  refusedAs(await clerk.post(recoveries, { amount_fen: 12_001, payer: '车主的保险公司', received_on: TODAY }), 'more_than_owed')
  const { advances } = (await clerk.get(base)).body as { advances: Record<string, unknown>[] }
  assert.deepEqual([advances[0]?.['receivable_fen'], advances[0]?.['left_fen']], [12_000, 12_000])
  assert.deepEqual(await verify(db.batch), [])
})

test('a finding that nobody else is liable makes it an ordinary bill', async () => {
  const person = await city.enrol('resident')
  const base = `/api/persons/${person.number}/accidents`
  const visit = await charged(person, '300.00')
  const declared = await posted(base, declaration({ mdtrt_id: visit, claimed: 'no_other_party', circumstances: '在家中楼梯滑倒' }))
  await posted(`${base}/${declared}/findings`, { found: 'no_other_party', basis: '村委会证明、现场核实' })
  const settled = await settle(person, visit, '300.00')
  assert.equal(settled.infcode, 0, settled.err_msg)
  const { rows } = await db.batch.query<{ type: string }>('SELECT settlement_type AS type FROM settlement WHERE person = $1', [String(person.person)])
  assert.deepEqual(rows, [{ type: 'normal' }])
  refusedAs(await clerk.post(`${base}/${declared}/advance`, { ground: 'does_not_pay', liable_party: '无责任方', basis: '调查结论' }), 'nobody_liable')
})

test('a written promise stands for the finding; an injury after another visit does not touch this one', async () => {
  const person = await city.enrol('resident')
  const base = `/api/persons/${person.number}/accidents`
  const other = await charged(person, '30.00')
  await posted(base, declaration({ mdtrt_id: other }))
  const visit = await charged(person, '40.00')
  const ordinary = await settle(person, visit, '40.00')
  assert.equal(ordinary.infcode, 0, ordinary.err_msg)
  const third = await charged(person, '50.00')
  await posted(base, declaration({ mdtrt_id: third, claimed: 'no_other_party', promised: true, circumstances: '切菜时割伤手指' }))
  const promised = await settle(person, third, '50.00')
  assert.equal(promised.infcode, 0, promised.err_msg)
})

test('what the desk records is checked: days, persons of other areas, numbers in free text, visits and declarations that are not there', async () => {
  const person = await city.enrol('resident')
  const base = `/api/persons/${person.number}/accidents`
  refusedAs(await clerk.post(base, declaration({ happened_on: '2026-03-21' })), 'bad_day')
  refusedAs(await clerk.post(base, declaration({ circumstances: '对方电话13800000000' })), 'number_in_reason')
  refusedAs(await clerk.post(base, declaration({ mdtrt_id: '999999' })), 'unknown_visit')
  refusedAs(await clerk.post(`${base}/999999/findings`, { found: 'third_party', basis: '交警责任认定书' }), 'not_found')
  const stranger = await desk.as('agency', 'benefit_clerk', '980102')
  refusedAs(await stranger.post(base, declaration()), 'elsewhere')
})

test('the desk links and unlinks a family account; only a link with consent pays', async () => {
  const [owner, child] = [await city.enrol('employee', 5_000n), await city.enrol('resident')]
  const base = `/api/persons/${owner.number}/family-links`
  const body = { member: child.number, relation: 'child', rank: 1, consented_on: TODAY, in_force: TODAY }
  refusedAs(await clerk.post(`/api/persons/${child.number}/family-links`, { ...body, member: owner.number, relation: 'parent' }), 'no_account')
  refusedAs(await clerk.post(base, { ...body, member: owner.number }), 'own_account')
  refusedAs(await clerk.post(base, { ...body, in_force: '2026-03-19' }), 'bad_day')
  refusedAs(await clerk.post(base, { ...body, consented_on: '2026-03-21', in_force: '2026-03-21' }), 'bad_day')
  const link = await posted(base, body)
  refusedAs(await clerk.post(base, body), 'linked_already')
  const visit = await charged(child, '20.00')
  const paid = await call(city.app, '2207', settlementOf(child, visit, '390', `B${sn}`, '20.00', { acct_used_flag: '2' }))
  const info = paid.output['setlinfo'] as Record<string, unknown>
  assert.deepEqual([info['acct_mulaid_pay'], info['psn_cash_pay']], [20, 0])
  assert.equal((await replayStored(db.batch, child.person, BigInt(String(info['setl_id'])))).kind, 'equal')
  const seen = (await clerk.get(`/api/persons/${child.number}/family-links`)).body as { paid_by: Record<string, unknown>[]; pays_for: unknown[] }
  assert.deepEqual([seen.paid_by.length, seen.pays_for.length, seen.paid_by[0]?.['relation_name']], [1, 0, '子女'])
  await posted(`${base}/${link}/withdraw`, {})
  refusedAs(await clerk.post(`${base}/${link}/withdraw`, {}), 'withdrawn_already')
  const again = await charged(child, '20.00')
  assert.match((await call(city.app, '2207', settlementOf(child, again, '390', `B${sn}`, '20.00', { acct_used_flag: '2' }))).err_msg, /没有登记家庭共济关系/)
})
