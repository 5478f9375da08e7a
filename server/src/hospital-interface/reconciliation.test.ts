// Reconciliation over HTTP (3201, 3202) and at the office: every seeded difference is found, named, kept with its age, noted, closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { zipOne } from '../catalogue/zip.js'
import { call, done, envelope, post, purchase } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { sheetOf } from '../testing/sheet.js'
import { NOON, type Person, PHARMACY, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let manager: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
  manager = await desk.as('agency', 'provider_manager', '980101')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const AT = { fixmedins_code: PHARMACY }

interface Bill {
  readonly person: Person
  readonly setl: string
  readonly mdtrt: string
  readonly msgid: string
  readonly total: string
  readonly fund: string
  readonly account: string
}

const yuan = (value: unknown): string => {
  const cents = Math.round(Number(value) * 100)
  return `${Math.trunc(cents / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
}

async function buy(person: Person, price: string): Promise<Bill> {
  const message = envelope('2102', purchase(person, '310', price, [{ sn: '1', price }], { acct_used_flag: '1' }))
  const answer = await post(city.app, message)
  assert.equal(answer.infcode, 0, answer.err_msg)
  const info = answer.output['setlinfo'] as Row
  return {
    person,
    setl: String(info['setl_id']),
    mdtrt: String(info['mdtrt_id']),
    msgid: String(message['msgid']),
    total: yuan(info['medfee_sumamt']),
    fund: yuan(info['fund_pay_sumamt']),
    account: yuan(info['acct_pay']),
  }
}

const cancel = (bill: Bill) => done(city.app, '2103', { data: { setl_id: bill.setl, mdtrt_id: bill.mdtrt, psn_no: bill.person.number } })
const line = (bill: Bill, more: Partial<Bill> = {}, flag = '0'): string => {
  const one = { ...bill, ...more }
  return [one.setl, one.mdtrt, one.person.number, one.total, one.fund, one.account, flag].join('\t')
}
const refund = (bill: Bill): string => line(bill, { total: `-${bill.total}`, fund: `-${bill.fund}`, account: `-${bill.account}` }, '1')

async function totals(more: Row = {}): Promise<Row> {
  const input = {
    data: {
      insutype: '310',
      clr_type: '41',
      setl_optins: POOL,
      stmt_begndate: '2026-03-01',
      stmt_enddate: TODAY,
      medfee_sumamt: 0,
      fund_pay_sumamt: '0',
      acct_pay: 0,
      fixmedins_setl_cnt: 0,
      ...more,
    },
  }
  return (await done(city.app, '3201', input, AT))['stmtinfo'] as Row
}

async function upload(text: string, packed: boolean): Promise<string> {
  const bytes = packed ? await zipOne('mx.txt', Buffer.from(text)) : Buffer.from(text)
  const input = { fsUploadIn: { in: [...bytes].map((byte) => (byte > 127 ? byte - 256 : byte)), filename: 'mx.zip', fixmedins_code: PHARMACY } }
  return String((await done(city.app, '9101', input, AT))['file_qury_no'])
}

const detailsOf = (file: string, more: Row = {}) => ({
  data: {
    setl_optins: POOL,
    file_qury_no: file,
    stmt_begndate: '2026-03-01',
    stmt_enddate: TODAY,
    medfee_sumamt: '0',
    fund_pay_sumamt: '0',
    cash_payamt: '0',
    fixmedins_setl_cnt: '0',
    clr_type: '41',
    ...more,
  },
})

/** Rows of the answered file: psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo, three amounts. */
async function compared(lines: readonly string[], packed = true): Promise<string[][]> {
  const { fileinfo } = (await done(city.app, '3202', detailsOf(await upload(lines.join('\r\n'), packed)), AT)) as { fileinfo: Row }
  const body = envelope('9102', { fsDownloadIn: { file_qury_no: fileinfo['file_qury_no'], filename: fileinfo['filename'], fixmedins_code: PHARMACY } }, AT)
  const answer = await city.app.inject({ method: 'POST', url: '/fsi/api/rsfComIfsService/callService', payload: body })
  assert.match(String(answer.headers['content-type']), /application\/octet-stream/)
  return unzipped(answer.rawPayload)
    .split('\n')
    .map((row) => row.split('\t'))
}

/** The one file of an archive, read without the code under test. */
function unzipped(archive: Buffer): string {
  assert.throws(() => gunzipSync(archive))
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28)
  return inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(18))).toString('utf8')
}

test('equal sums are equal; each sum that differs is said with both figures', async () => {
  const [a, b] = [await buy(await city.enrol('employee', 50_000n), '400.00'), await buy(await city.enrol('employee'), '120.50')]
  await cancel(b)
  const equal = { medfee_sumamt: a.total, fund_pay_sumamt: a.fund, acct_pay: a.account, fixmedins_setl_cnt: 3 }
  assert.deepEqual(await totals(equal), { setl_optins: POOL, stmt_rslt: '0', stmt_rslt_dscr: '对账平' })
  const without = { ...equal, medfee_sumamt: '520.50', fund_pay_sumamt: a.fund, fixmedins_setl_cnt: 2, refd_setl_flag: '0' }
  assert.equal((await totals(without))['stmt_rslt'], '0')
  const wrong = await totals({ ...equal, fund_pay_sumamt: '61.00', fixmedins_setl_cnt: '4' })
  assert.equal(wrong['stmt_rslt'], '1')
  assert.match(String(wrong['stmt_rslt_dscr']), /结算笔数贵方4、中心3.*基金支付贵方61\.00元、中心60\.00元，差1\.00元；请用3202/)
  assert.equal((await totals({ insutype: '390' }))['stmt_rslt'], '0', 'the other scheme has no bills')
  assert.match((await call(city.app, '3201', { data: {} }, AT)).err_msg, /险种（insutype）不能为空/)
  const late = { insutype: '310', clr_type: '41', setl_optins: POOL, stmt_begndate: TODAY, stmt_enddate: '2027-01-01', ...equal }
  assert.match((await call(city.app, '3201', { data: late }, AT)).err_msg, /晚于今天/)
  await cancel(a)
})

test('every seeded difference is found and named, nothing else, and the office follows it to its end', async () => {
  await db.batch.query('SELECT 1')
  const bills: Bill[] = []
  for (let at = 0; at < 7; at++) bills.push(await buy(await city.enrol('employee', 5_000n), `${400 + at}.25`))
  const [good, amount, lost, twice, here, there, stranger] = bills as [Bill, Bill, Bill, Bill, Bill, Bill, Bill]
  await cancel(here)
  const earlier = await db.batch.query<Row>(
    `SELECT s.settlement::text AS setl, s.visit::text AS mdtrt, s.person, s.total_fen, s.fund_fen, s.account_fen FROM settlement s
      WHERE provider = $1 AND NOT (s.person = ANY ($2)) ORDER BY settlement`,
    [PHARMACY, bills.map((bill) => bill.person.person)],
  )
  const old = earlier.rows.map((row) => {
    const cells = ['total_fen', 'fund_fen', 'account_fen'].map((key) => yuan(Number(row[key]) / 100))
    return [row['setl'], row['mdtrt'], `${POOL}${String(row['person']).padStart(14, '0')}`, ...cells, Number(row['total_fen']) < 0 ? '1' : '0'].join('\t')
  })
  const equal = await compared([...old, ...[good, amount, lost, twice, here, there, stranger].map((bill) => line(bill)), refund(here)])
  assert.ok(
    equal.every((row) => row[4] === '0'),
    JSON.stringify(equal.filter((row) => row[4] !== '0')),
  )
  const differing = [
    'setl_id\tmdtrt_id\tpsn_no\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\trefd_setl_flag',
    ...old,
    line(good),
    line(amount, { total: '401.26' }),
    line(twice),
    line(twice),
    line(here),
    line(there),
    line(there, {}, '1'),
    line(stranger),
    line(stranger, { setl: '999999', mdtrt: '888888' }),
  ]
  const rows = await compared(differing, false)
  const wrong = rows.filter((row) => row[4] === '1')
  const said = (text: RegExp): string[] | undefined => wrong.find((row) => text.test(row[6] ?? ''))
  assert.equal(wrong.length, 6, JSON.stringify(wrong))
  assert.equal(said(/医疗费总额贵方401\.26元、中心401\.25元/)?.[2], amount.setl)
  assert.equal(said(/中心没有该结算/)?.[2], '999999')
  assert.equal(said(/贵方记了2次，中心只有1次/)?.[2], twice.setl)
  assert.equal(said(/贵方已撤销，中心没有撤销记录/)?.[2], there.setl)
  const ours = said(/中心有该结算，贵方没有/)
  assert.deepEqual(ours?.slice(0, 4), [lost.person.number, 'null', 'null', lost.msgid], 'what only the centre has can be reversed by its msgid')
  assert.equal(said(/中心已撤销，贵方没有撤销记录/)?.[0], here.person.number)

  const list = await manager.get(`/api/reconciliations/differences?provider=${PHARMACY}`)
  assert.equal(list.status, 200, JSON.stringify(list.body))
  const open = list.body['rows'] as Row[]
  assert.deepEqual(open.map((row) => row['kind']).sort(), ['amount', 'cancelled_here', 'cancelled_there', 'double', 'missing_here', 'missing_there'])
  assert.ok(open.every((row) => row['standing'] === 'open' && row['days'] === 0))
  const one = open.find((row) => row['kind'] === 'missing_there') as Row
  assert.equal(one['owner'], 'institution')
  const sheet = await sheetOf((await manager.download(`/api/reconciliations/differences.xlsx?provider=${PHARMACY}&kind=amount`)).bytes)
  assert.deepEqual(
    [2, 3, 4, 5, 11, 12].map((column) => sheet.getCell(2, column).value),
    [open[0]?.['institution_name'], '金额不一致', '未处理', 0, 401.26, 401.25],
  )
  const note = (body: Row) => manager.post(`/api/providers/${PHARMACY}/differences/notes`, { matter: one['matter'], ...body })
  assert.equal((await note({ kind: 'owner', owner: 'office', text: '经办核实原报文' })).status, 200)
  assert.equal((await note({ kind: 'owner', text: '没有写由谁' })).status, 422)
  assert.equal((await note({ kind: 'closed', text: '已核实，医院补记' })).status, 200)
  assert.match(String((await note({ kind: 'closed', text: '再关一次' })).body['sentence']), /已关闭/)
  const closed = (await manager.get(`/api/reconciliations/differences?provider=${PHARMACY}&standing=closed`)).body['rows'] as Row[]
  assert.deepEqual(
    closed.map((row) => [row['matter'], row['owner'], (row['notes'] as Row[]).length]),
    [[one['matter'], 'office', 2]],
  )
  await done(city.app, '2601', { data: { psn_no: lost.person.number, omsgid: lost.msgid, oinfno: '2102' } }, AT)
  await compared([...old, ...[good, amount, twice, there, stranger].map((bill) => line(bill))])
  const after = (await manager.get(`/api/reconciliations/differences?provider=${PHARMACY}&standing=gone`)).body['rows'] as Row[]
  assert.deepEqual(after.map((row) => row['kind']).sort(), ['amount', 'cancelled_here', 'cancelled_there', 'double', 'missing_here'])
  const runs = (await manager.get(`/api/providers/${PHARMACY}/reconciliations?kind=details`)).body
  assert.deepEqual(
    (runs['rows'] as Row[]).map((row) => [row['equal'], row['differences']]),
    [
      [false, 2],
      [false, 6],
      [true, 0],
    ],
  )
})

test('the sums alone show each kind of difference, and a refund under either number is the refund', async () => {
  const [one, two] = [await buy(await city.enrol('employee', 5_000n), '431.07'), await buy(await city.enrol('employee'), '88.20')]
  const reversal = (await cancel(two))['setlinfo'] as Row
  const { rows } = await db.batch.query<Row>(
    `SELECT count(*)::int AS n, sum(total_fen)::bigint AS total, sum(fund_fen)::bigint AS fund, sum(account_fen)::bigint AS account
       FROM settlement WHERE provider = $1`,
    [PHARMACY],
  )
  const sums = rows[0] ?? {}
  const [count, total, fund, account] = ['n', 'total', 'fund', 'account'].map((key) => Number(sums[key])) as [number, number, number, number]
  const asked = (bills: number, cents: readonly [number, number, number]): Promise<Row> => {
    const [a, b, c] = cents.map((one_) => yuan(one_ / 100))
    return totals({ medfee_sumamt: a, fund_pay_sumamt: b, acct_pay: c, fixmedins_setl_cnt: bills })
  }
  const of = (bill: Bill, sign: number): [number, number, number] => {
    const [a, b, c] = [bill.total, bill.fund, bill.account].map((text) => Math.round(Number(text) * 100) * sign) as [number, number, number]
    return [total + a, fund + b, account + c]
  }
  assert.equal((await asked(count, [total, fund, account]))['stmt_rslt'], '0')
  const seeded: [kind: string, bills: number, cents: [number, number, number], says: RegExp][] = [
    ['total', count, [total + 1, fund, account], /医疗费.*差0\.01元/],
    ['fund', count, [total, fund - 1, account], /基金支付.*差-?0\.01元/],
    ['account', count, [total, fund, account + 1], /个人账户.*差0\.01元/],
    ['missing there', count - 1, of(one, -1), /结算笔数/],
    ['double', count + 1, of(one, 1), /结算笔数/],
    ['cancelled there', count + 1, of(one, -1), /结算笔数.*医疗费/],
    ['cancelled here', count - 1, of(two, 1), /结算笔数.*医疗费/],
  ]
  for (const [kind, bills, cents, says] of seeded) {
    const told = await asked(bills, cents)
    assert.equal(told['stmt_rslt'], '1', kind)
    assert.match(String(told['stmt_rslt_dscr']), says, kind)
  }
  const under = async (setl: string): Promise<string[] | undefined> =>
    (await compared([line(one), line(two), refund({ ...two, setl })])).find((row) => row[0] === two.person.number && row[4] === '1')
  for (const setl of [two.setl, String(reversal['setl_id'])]) assert.equal(await under(setl), undefined)
})

test('the same message again answers the same file; bad files are refused with the line and column', async () => {
  const message = envelope('3202', detailsOf(await upload('', true)), AT)
  const empty = await post(city.app, { ...envelope('9101', { fsUploadIn: { in: '', filename: 'x', fixmedins_code: PHARMACY } }, AT) })
  assert.equal(empty.infcode, -1)
  const first = await post(city.app, message)
  assert.equal(first.infcode, 0, first.err_msg)
  const again = await post(city.app, message)
  assert.deepEqual([again.output, again.inf_refmsgid], [first.output, first.inf_refmsgid])
  const bad = async (text: string) => (await call(city.app, '3202', detailsOf(await upload(text, true)), AT)).err_msg
  assert.match(await bad('1\t2\t3'), /第1行只有3列，应为7列/)
  assert.match(await bad('1\t2\t3\t4.5\tx\t0\t0'), /第1行第5列不是金额：x/)
  assert.match((await call(city.app, '3202', detailsOf('nobody'), AT)).err_msg, /文件查询号（file_qury_no）不存在或不属于本机构/)
  assert.match((await call(city.app, '3202', detailsOf(await upload('x', true)))).err_msg, /不属于本机构/)
})

test('an office of another area sees no run and no difference', async () => {
  const west = await desk.as('agency', 'provider_manager', '980102')
  assert.equal((await west.get('/api/reconciliations/differences')).body['total'], 0)
  assert.equal((await sheetOf((await west.download('/api/reconciliations/differences.xlsx')).bytes)).rowCount, 1)
  assert.equal((await west.get(`/api/providers/${PHARMACY}/reconciliations`)).body['total'], 0)
})

test('comparisons that come at once leave connections to everybody else', async () => {
  const file = await upload(line(await buy(await city.enrol('employee'), '15.00')), false)
  let held = 0
  let most = 0
  const taken = (): void => {
    held += 1
    most = Math.max(most, held)
  }
  const given = (): void => {
    held -= 1
  }
  db.settlement.on('acquire', taken).on('release', given)
  await Promise.all(Array.from({ length: 16 }, () => done(city.app, '3202', detailsOf(file), AT)))
  db.settlement.off('acquire', taken).off('release', given)
  assert.ok(most <= 4, `${most} of ${db.settlement.options.max} connections were held at once`)
})
