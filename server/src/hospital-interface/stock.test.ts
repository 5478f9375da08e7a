// Stock and trace codes over HTTP: every form in which senders write the codes, a package sold once, the office's switch, withdrawal.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, done, envelope, newMsgid, post, purchase } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { DRUG, HOSPITAL, NOON, PHARMACY, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let supervisor: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
  supervisor = await desk.as('bureau', 'supervisor', '980101')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const AT_PHARMACY = { fixmedins_code: PHARMACY }
let next = 0
/** Twenty digits, as most trace codes have. */
const freshCode = (): string => `8100000000000000${String(++next).padStart(4, '0')}`

const goods = (more: Row = {}): Row => ({
  med_list_codg: DRUG,
  fixmedins_hilist_id: 'OWN-1',
  fixmedins_hilist_name: '甲类药',
  fixmedins_bchno: 'B1',
  rx_flag: '0',
  manu_lotnum: 'L1',
  manu_date: '2025-06-01',
  expy_end: '2027-05-31',
  ...more,
})
const sale = (more: Row = {}): Row =>
  goods({
    prsc_dr_name: '医师一',
    phar_name: '药师一',
    phar_prac_cert_no: 'Y1',
    mdtrt_sn: 'M1',
    trdn_flag: '0',
    rtal_docno: 'R1',
    sel_retn_cnt: '2',
    sel_retn_time: `${TODAY} 10:00:00`,
    sel_retn_opter_name: '店员',
    ...more,
  })
const bought = (more: Row = {}): Row =>
  goods({
    spler_name: '供应商',
    aprvno: 'H1',
    purc_retn_cnt: 5,
    purc_retn_stoin_time: `${TODAY} 08:00:00`,
    purc_retn_opter_name: '库管',
    ...more,
  })
const sell = (more: Row = {}, at: Row = AT_PHARMACY) => call(city.app, '3505', { selinfo: sale(more) }, at)
const life = async (code: string) => {
  const { status, body } = await supervisor.get(`/api/trace-codes/life?code=${code}`)
  assert.equal(status, 200, JSON.stringify(body))
  return (body['events'] as Row[]).map((event) => [event['kind'], event['institution'], event['withdrawn']])
}

test('trace codes are read in every form in which senders write them', async () => {
  const codes = Array.from({ length: 7 }, freshCode)
  const forms: Row[] = [
    { drugtracinfo: [{ drug_trac_codg: codes[0] }] },
    { drugtracinfo: { drug_trac_codg: codes[1] } },
    { drugtracinfo: JSON.stringify([{ drug_trac_codg: codes[2] }]) },
    { drugtracinfo: { drug_trac_code: codes[3] } },
    { drugtracinfo: `${codes[4]}` },
    { drug_trac_codg: codes[5] },
  ]
  for (const form of forms) assert.equal((await sell(form)).err_msg, '')
  await done(city.app, '3505', { selinfo: [sale()], drugtracinfo: [{ drug_trac_codg: codes[6] }] }, AT_PHARMACY)
  for (const code of codes) assert.deepEqual(await life(code), [['sold', PHARMACY, false]])
  const scanned = freshCode()
  assert.equal((await sell({ drugtracinfo: [{ drug_trac_codg: `\u0000${scanned}` }] })).err_msg, '', 'what a scanner sends before a code is no part of it')
  assert.deepEqual(await life(scanned), [['sold', PHARMACY, false]])
  assert.match((await call(city.app, '3505', { selinfo: [sale(), sale()], drugtracinfo: [{ drug_trac_codg: 'X' }] }, AT_PHARMACY)).err_msg, /应写在各条之内/)
})

test('a package is bought, counted, sold once, returned and sold again; whoever sells it twice is told who sold it', async () => {
  const code = freshCode()
  const traced = { drugtracinfo: [{ drug_trac_codg: code }] }
  await done(city.app, '3503', { purcinfo: bought(traced) }, AT_PHARMACY)
  await done(city.app, '3501', { invinfo: goods({ invdate: TODAY, inv_cnt: '5', ...traced }) }, AT_PHARMACY)
  await done(city.app, '3502', { invinfo: goods({ inv_chg_type: '103', pric: '1.5', cnt: 1, inv_chg_time: `${TODAY} 09:00:00` }) }, AT_PHARMACY)
  assert.equal((await sell(traced)).infcode, 0)
  const again = await sell(traced, { fixmedins_code: HOSPITAL })
  assert.equal(again.infcode, -1)
  assert.match(again.err_msg, new RegExp(`追溯码${code}已于${TODAY}由平安大药房（${PHARMACY}）售出，同一码不能再次销售`))
  assert.match((await call(city.app, '3503', { purcinfo: bought(traced) }, { fixmedins_code: HOSPITAL })).err_msg, /疑似回流药/)
  assert.match((await call(city.app, '3506', { selinfo: sale(traced) }, { fixmedins_code: HOSPITAL })).err_msg, /不是本机构售出/)
  await done(city.app, '3506', { selinfo: sale(traced) }, AT_PHARMACY)
  assert.equal((await sell(traced)).infcode, 0)
  assert.deepEqual(
    (await life(code)).map(([kind]) => kind),
    ['purchased', 'counted', 'sold', 'sale_returned', 'sold'],
  )
  await done(city.app, '3504', { selinfo: bought({ purc_invo_no: 'F1' }) }, AT_PHARMACY)
})

test('parts of one package are sold under its code, and two sales at once are still one', async () => {
  const part = { trdn_flag: '1', sel_retn_cnt: '0.5', drugtracinfo: [{ drug_trac_codg: freshCode() }] }
  assert.equal((await sell(part)).infcode, 0)
  assert.equal((await sell(part)).infcode, 0)
  assert.match((await sell({ ...part, trdn_flag: '0', sel_retn_cnt: '1' })).err_msg, /不能再次销售/)
  const whole = { drugtracinfo: [{ drug_trac_codg: freshCode() }] }
  const answers = await Promise.all([1, 2, 3, 4].map(() => sell(whole)))
  assert.deepEqual(answers.map((answer) => answer.infcode).sort(), [-1, -1, -1, 0])
})

test('the office may let contradictions through with a warning; the doubt stays with the fact', async () => {
  const traced = { drugtracinfo: [{ drug_trac_codg: freshCode() }] }
  assert.equal((await sell(traced)).infcode, 0)
  const decided = await supervisor.post('/api/trace-rules', { second_sale: 'warn', reason: '推广初期，先提示后拒绝' })
  assert.equal(decided.status, 200, JSON.stringify(decided.body))
  const message = envelope('3505', { selinfo: sale(traced) }, AT_PHARMACY)
  for (const time of ['first', 'again']) {
    const answer = (await post(city.app, message)) as unknown as Row
    assert.equal(answer['infcode'], 0, time)
    assert.match(String(answer['warn_msg']), /不能再次销售/, time)
  }
  const { body } = await supervisor.get('/api/trace-codes/doubts')
  assert.equal(body['total'], 1)
  assert.match(String((body['rows'] as Row[])[0]?.['doubt']), /不能再次销售/)
  assert.equal((await supervisor.post('/api/trace-rules', { second_sale: 'refuse', reason: '恢复拒绝' })).status, 200)
  assert.equal((await sell(traced)).infcode, -1)
  const rules = (await supervisor.get('/api/trace-rules')).body
  assert.equal(rules['second_sale'], 'refuse')
  assert.equal((rules['history'] as Row[]).length, 2)
})

test('what was reported by mistake is withdrawn, and the code may be sold', async () => {
  const code = freshCode()
  const traced = { fixmedins_bchno: 'B-WRONG', drugtracinfo: [{ drug_trac_codg: code }] }
  assert.equal((await sell(traced)).infcode, 0)
  const ask = (type: string, batch = 'B-WRONG') => call(city.app, '3507', { data: { fixmedins_bchno: batch, inv_data_type: type } }, AT_PHARMACY)
  assert.match((await ask('3')).err_msg, /没有可删除的采购信息/)
  assert.match((await ask('9')).err_msg, /inv_data_type/)
  assert.equal((await ask('4')).infcode, 0)
  assert.match((await ask('4')).err_msg, /没有可删除/)
  assert.deepEqual(await life(code), [['sold', PHARMACY, true]])
  assert.equal((await sell(traced)).infcode, 0)
})

test('an insured sale names the settlement it belongs to, and 3513 finds it for its institution alone', async () => {
  const person = city.employee
  const settled = (await done(city.app, '2102', purchase(person, '310', '10.00', [{ sn: '1' }])))['setlinfo'] as Row
  const code = freshCode()
  const insured = { setl_id: settled['setl_id'], psn_no: person.number, psn_name: person.name, certno: person.certificate, hi_feesetl_type: '1' }
  const traced = { ...insured, drugtracinfo: [{ drug_trac_codg: code }] }
  assert.match((await sell({ ...traced, setl_id: '999999' })).err_msg, /不是该人员在本机构的结算/)
  assert.match((await sell(traced, { fixmedins_code: HOSPITAL })).err_msg, /不是该人员在本机构的结算/)
  assert.equal((await sell(traced)).err_msg, '')
  const found = (await done(city.app, '3513', { data: { fixmedins_code: PHARMACY, drug_trac_codg: code } }, AT_PHARMACY))['output'] as Row[]
  assert.deepEqual(
    found.map((row) => [row['drugTracCodg'], row['psnNo'], row['certno'], row['mdtrtId'], row['trdnFlag']]),
    [[code, person.number, person.certificate, 'M1', '0']],
  )
  assert.match((await call(city.app, '3513', { data: { fixmedins_code: PHARMACY } }, { fixmedins_code: HOSPITAL })).err_msg, /只能查询本机构/)
  assert.deepEqual((await done(city.app, '3513', { data: { fixmedins_code: HOSPITAL, drug_trac_codg: code } }, { fixmedins_code: HOSPITAL }))['output'], [])
  const { rows } = await db.batch.query<{ kept: string }>("SELECT attributes::text AS kept FROM stock_record WHERE attributes ? 'psn_name'")
  assert.ok(rows.length > 0 && rows.every((row) => !row.kept.includes(person.certificate)), 'identity numbers are kept encrypted only')
})

test('bad stock is refused with a sentence, and nothing of it is kept', async () => {
  const count = async () => (await db.batch.query('SELECT count(*)::int AS n FROM stock_record')).rows[0].n
  const before = await count()
  const bad: readonly (readonly [Row, RegExp])[] = [
    [{ sel_retn_cnt: '-1' }, /数量（sel_retn_cnt）应大于0/],
    [{ sel_retn_time: '2026-03-21 00:00:00' }, /晚于今天/],
    [{ expy_end: '2024-01-01' }, /早于生产日期/],
    [{ sel_retn_cnt: '1', drugtracinfo: [{ drug_trac_codg: 'A1' }, { drug_trac_codg: 'A2' }] }, /追溯码有2个，多于数量/],
    [{ drugtracinfo: [{ drug_trac_codg: 'has space' }] }, /追溯码格式不正确/],
    [{ psn_no: `${POOL}00000000999999` }, /人员编号/],
    [{ sel_retn_cnt: '1e3' }, /不是数字/],
  ]
  for (const [more, sentence] of bad) assert.match((await sell(more)).err_msg, sentence)
  assert.match((await call(city.app, '3505', { data1: sale() }, AT_PHARMACY)).err_msg, /缺少节点selinfo/)
  assert.match(
    (await call(city.app, '3502', { invinfo: goods({ inv_chg_type: '999', pric: 1, cnt: 1, inv_chg_time: TODAY }) }, AT_PHARMACY)).err_msg,
    /库存变更类型/,
  )
  const msgid = newMsgid(PHARMACY)
  await done(city.app, '3503', { purcinfo: [bought()] }, { ...AT_PHARMACY, msgid })
  assert.match((await call(city.app, '3503', { purcinfo: [bought({ fixmedins_bchno: 'B9' })] }, { ...AT_PHARMACY, msgid })).err_msg, /msgid/)
  assert.equal(await count(), before + 1)
})

test('many rows at once: each gets its number, all are kept or none, and all are withdrawn or none', async () => {
  const code = freshCode()
  const rows = [bought({ fixmedins_bchno: 'A1' }), bought({ fixmedins_bchno: 'A2', drugtracinfo: [{ drug_trac_codg: code }] })]
  const message = envelope('3503A', { purcinfoDetail: rows }, AT_PHARMACY)
  const numbers: unknown[] = []
  for (const time of ['first', 'again']) {
    const answer = await post(city.app, message)
    assert.equal(answer.infcode, 0, answer.err_msg)
    const told = answer.output['purcinfoDetail'] as Row[]
    assert.deepEqual(
      told.map((row) => [row['fixmedins_bchno'], row['retRslt']]),
      [
        ['A1', '1'],
        ['A2', '1'],
      ],
      time,
    )
    numbers.push(told.map((row) => row['medins_prod_purc_no']))
  }
  assert.deepEqual(numbers[0], numbers[1])
  assert.deepEqual(await life(code), [['purchased', PHARMACY, false]])
  const counted = { invinfoDetail: [goods({ fixmedins_bchno: 'A1', invdate: TODAY, inv_cnt: '5', pric: '1.25' })] }
  assert.deepEqual(await done(city.app, '3501A', counted, AT_PHARMACY), {})
  const changed = goods({ fixmedins_bchno: 'A1', inv_chg_type: '103', pric: '1.5', cnt: 1, inv_chg_time: `${TODAY} 09:00:00`, trdn_flag: '0' })
  assert.deepEqual(await done(city.app, '3502A', { invinfoDetail: [changed] }, AT_PHARMACY), { invinfoErrDetail: [] })
  const sold = sale({ fixmedins_bchno: 'A1', finl_trns_pric: '2', drug_prod_barc: '690', drugtracinfo: [{ drug_trac_codg: freshCode() }] })
  const [told] = (await done(city.app, '3505A', { selinfoDetail: [sold] }, AT_PHARMACY))['selinfoDetail'] as Row[]
  assert.match(String(told?.['medins_prod_sel_no']), /^\d+$/)
  assert.deepEqual(await done(city.app, '3506A', { selinfoDetail: [sold] }, AT_PHARMACY), { selinfoErrDetail: [] })
  assert.deepEqual(await done(city.app, '3504A', { purcinfoDetail: [bought({ fixmedins_bchno: 'A1', purc_invo_no: 'F1' })] }, AT_PHARMACY), {
    purcinfoErrDetail: [],
  })
  const bad = await call(city.app, '3503A', { purcinfoDetail: [bought({ fixmedins_bchno: 'A8' }), bought({ purc_retn_cnt: '0' })] }, AT_PHARMACY)
  assert.match(bad.err_msg, /第2条数量（purc_retn_cnt）应大于0/)
  const ask = (batch: string) =>
    done(
      city.app,
      '3507A',
      {
        goodDetail: [
          { fixmedins_bchno: 'A2', inv_data_type: '3' },
          { fixmedins_bchno: batch, inv_data_type: '3' },
        ],
      },
      AT_PHARMACY,
    )
  await assert.rejects(ask('A8'), /A8没有可删除的采购信息/)
  assert.deepEqual(await life(code), [['purchased', PHARMACY, false]])
  assert.deepEqual(await ask('A1'), { goodErrDetail: [] })
  assert.deepEqual(await life(code), [['purchased', PHARMACY, true]])
})

test('an institution finds what it told of its goods, and nobody else’s', async () => {
  const own = { fixmedins_bchno: 'Q1', fixmedins_hilist_id: 'OWN-Q' }
  const code = freshCode()
  await done(city.app, '3501', { invinfo: goods({ ...own, invdate: TODAY, inv_cnt: '5.5' }) }, AT_PHARMACY)
  await done(
    city.app,
    '3502',
    { invinfo: goods({ ...own, inv_chg_type: '103', pric: '1.5', cnt: 1, inv_chg_time: `${TODAY} 09:00:00`, inv_chg_opter_name: '库管' }) },
    AT_PHARMACY,
  )
  await done(city.app, '3503', { purcinfo: bought({ ...own, finl_trns_pric: '12.345678', drugtracinfo: [{ drug_trac_codg: code }] }) }, AT_PHARMACY)
  await done(city.app, '3504', { purcinfo: bought({ ...own, purc_invo_no: 'F1' }) }, AT_PHARMACY)
  await done(city.app, '3505', { selinfo: sale({ ...own, psn_name: '张三', certno: '000001199001010000' }) }, AT_PHARMACY)
  const asked = { fixmedins_code: PHARMACY, medins_list_codg: 'OWN-Q', fixmedins_bchno: 'Q1', begndate: TODAY, enddate: TODAY }
  const find = async (infno: string, more: Row = {}) => (await done(city.app, infno, { data: { ...asked, ...more } }, AT_PHARMACY))['output'] as Row[]
  const [count] = await find('3508')
  assert.deepEqual([count?.['invCnt'], count?.['invdate'], count?.['manuLotnum'], count?.['valiFlag']], [5.5, TODAY, 'L1', '1'])
  const [change] = await find('3509', { inv_chg_type: '103' })
  assert.deepEqual([change?.['cnt'], change?.['pric'], change?.['invChgType'], change?.['invChgOpterName']], [1, 1.5, '103', '库管'])
  const purchases = await find('3510')
  assert.deepEqual(
    purchases.map((row) => [row['purcRetnCnt'], row['prodRetnFlag'], row['splerName']]),
    [
      [5, '1', '供应商'],
      [5, '0', '供应商'],
    ],
  )
  assert.equal(purchases[1]?.['finlTrnsPric'], 12.345678)
  const [sold] = await find('3511', { certno: '000001199001010000' })
  assert.deepEqual([sold?.['psnName'], sold?.['certno'], sold?.['pharName'], sold?.['bilgDrName']], ['张三', '000001199001010000', '药师一', '医师一'])
  assert.deepEqual(await find('3511', { certno: 'another' }), [])
  assert.deepEqual(
    (await find('3512')).map((row) => [row['drugTracCodg'], row['medinsListCodg']]),
    [[code, 'OWN-Q']],
  )
  assert.match((await call(city.app, '3508', { data: asked }, { fixmedins_code: HOSPITAL })).err_msg, /只能查询本机构/)
  await done(city.app, '3507', { data: { fixmedins_bchno: 'Q1', inv_data_type: '3' } }, AT_PHARMACY)
  assert.deepEqual([await find('3510'), await find('3512')], [[], []])
})
