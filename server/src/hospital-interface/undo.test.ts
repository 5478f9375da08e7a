// Any prefix of any legal order of messages, followed by its undo, leaves no trace but history: accumulators, account, memo ledger,
// visit states and open lines are as before. Each step is undone by its own cancelling transaction or by the reversal of its message.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { admission, call, diagnosis, dischargeOf, done, envelope, newMsgid, post, purchase, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { testDesk } from '../testing/desk.js'
import { listOf, settledStayIn } from '../testing/settled-stay.js'
import { DRUG, FAR, HOSPITAL, NOON, type Person, PHARMACY, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

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

type Row = Record<string, unknown>

/** Everything derived of a person that a cashier's message can move; a visit that was opened and undone is cancelled, hence not listed. */
async function standing(person: Person): Promise<unknown> {
  const { rows } = await db.batch.query<Row>(
    `SELECT (SELECT coalesce(json_agg(json_build_array(a.benefit_year, c.key, c.fen) ORDER BY 1, c.key), '[]') FROM accumulator a, unnest(a.keys, a.amounts) AS c(key, fen)
              WHERE a.person = $1 AND c.fen <> 0)::text AS accumulators,
            (SELECT json_build_array(current_fen, history_fen) FROM individual_account WHERE person = $1)::text AS account,
            (SELECT coalesce(json_agg(x ORDER BY x.book, x.account), '[]') FROM (SELECT m.book, l.account, sum(l.amount) AS fen FROM memo_entry m, unnest(m.accounts, m.amounts) AS l(account, amount)
              WHERE m.person = $1 GROUP BY 1, 2 HAVING sum(l.amount) <> 0) x)::text AS memo,
            (SELECT coalesce(json_agg(json_build_array(visit, kind, status, med_type, disease, diagnosis, admitted, discharged, open_fen) ORDER BY visit), '[]') FROM visit_state
              WHERE person = $1 AND status <> 'cancelled')::text AS visits,
            (SELECT coalesce(json_agg(json_build_array(f.kind, f.disease) ORDER BY f.filing), '[]') FROM filing f WHERE f.person = $1 AND f.withdraws IS NULL
              AND NOT EXISTS (SELECT 1 FROM filing w WHERE w.person = f.person AND w.withdraws = f.filing))::text AS filings`,
    [person.person],
  )
  return rows[0]
}

interface Sent {
  readonly infno: string
  readonly msgid: string
  readonly institution: string
  /** The cancelling transaction and its input; undefined where only a reversal undoes the message. */
  readonly cancel: { readonly infno: string; readonly input: unknown } | undefined
}

class Cashier {
  readonly person: Person
  readonly scheme: string
  readonly sent: Sent[] = []
  visit = ''
  private sn = 0
  private charge = ''
  private open = 0

  constructor(person: Person, scheme: string) {
    this.person = person
    this.scheme = scheme
  }

  get named(): Row {
    return { mdtrt_id: this.visit, psn_no: this.person.number }
  }

  private async send(infno: string, input: unknown, cancel?: (output: Row) => Sent['cancel']): Promise<Row> {
    const institution = infno.startsWith('21') ? PHARMACY : HOSPITAL
    const msgid = newMsgid(institution)
    const output = await done(city.app, infno, input, { fixmedins_code: institution, msgid })
    this.sent.push({ infno, msgid, institution, cancel: cancel?.(output) })
    return output
  }

  private readonly steps: Readonly<Record<string, () => Promise<unknown>>> = {
    register: async () => {
      const { data } = (await this.send(
        '2201',
        {
          data: {
            psn_no: this.person.number,
            insutype: this.scheme,
            begntime: `${TODAY} 09:00:00`,
            mdtrt_cert_type: '02',
            mdtrt_cert_no: this.person.certificate,
            ipt_otp_no: 'MZ1',
            atddr_no: 'D1',
            dr_name: '医师一',
            dept_code: 'A01',
            dept_name: '内科',
            caty: 'A03',
          },
        },
        (output) => ({ infno: '2202', input: { data: { ...(output['data'] as Row), ipt_otp_no: 'MZ1' } } }),
      )) as { data: { mdtrt_id: string } }
      this.visit = data.mdtrt_id
    },
    diagnose: () =>
      this.send('2203', {
        mdtrtinfo: { ...this.named, med_type: this.sn % 2 === 0 ? '11' : '13', begntime: `${TODAY} 09:10:00` },
        diseinfo: diagnosis({ diag_code: `J1${this.sn % 9}.900` }),
      }),
    charge: () => this.upload('2204', `B${this.sn + 1}`),
    uncharge: async () => {
      await this.send('2205', { data: { ...this.named, chrg_bchno: '0000' } })
      this.open = 0
    },
    settle: () => this.settle('2207', '2208', this.charge, '11'),
    admit: async () => {
      const { result } = (await this.send('2401', admission(this.person, this.scheme), (output) => ({
        infno: '2404',
        input: { data: { ...(output['result'] as Row), psn_no: this.person.number } },
      }))) as { result: { mdtrt_id: string } }
      this.visit = result.mdtrt_id
    },
    change: () => {
      const { mdtrtinfo, diseinfo } = admission(this.person, this.scheme, { begntime: '2026-03-12 08:00:00', dscg_maindiag_code: 'K35.900' }) as {
        mdtrtinfo: Row
        diseinfo: Row[]
      }
      return this.send('2403', {
        adminfo: { ...mdtrtinfo, ...this.named, ipt_otp_no: 'ZY1' },
        diseinfo: diseinfo.map((one) => ({ ...one, diag_code: 'K35.900' })),
      })
    },
    day: () => this.upload('2301', ''),
    undo_day: async () => {
      await this.send('2302', { data: { ...this.named, feedetl_sn: '0000' } })
      this.open = 0
    },
    discharge: () => this.send('2402', dischargeOf(this.person, this.visit), () => ({ infno: '2405', input: { data: this.named } })),
    reopen: () => this.send('2405', { data: this.named }),
    settle_part: async () => {
      await this.settle('2304', '2305', '', '21', { mid_setl_flag: '1' })
      this.open = 0
    },
    settle_stay: () => this.settle('2304', '2305', '', '21'),
    buy: async () => {
      const price = `${100 + this.sn++}.50`
      const input = purchase(this.person, this.scheme, price, [{ sn: '1', price }], { acct_used_flag: this.scheme === '310' ? '1' : '0' })
      await this.send('2102', input, (output) => {
        const bill = output['setlinfo'] as Row
        return { infno: '2103', input: { data: { setl_id: bill['setl_id'], mdtrt_id: bill['mdtrt_id'], psn_no: this.person.number } } }
      })
    },
  }

  private async upload(infno: string, batch: string): Promise<void> {
    const sn = `L${++this.sn}`
    const cancel = {
      infno: infno === '2204' ? '2205' : '2302',
      input: { data: { ...this.named, ...(infno === '2204' ? { chrg_bchno: batch } : { feedetl_sn: sn }) } },
    }
    await this.send(infno, uploadOf(this.person, this.visit, batch, [{ sn, count: '100', price: '10', amount: '1000' }]), () => cancel)
    this.charge = batch
    this.open += 1
  }

  private async settle(infno: string, undo: string, batch: string, medType: string, sent: Row = {}): Promise<void> {
    const total = batch === '' ? `${this.open * 1000}` : '1000'
    const more = { med_type: medType, acct_used_flag: this.scheme === '310' ? '1' : '0', ...sent }
    await this.send(infno, settlementOf(this.person, this.visit, this.scheme, batch, total, more), (output) => ({
      infno: undo,
      input: { data: { ...this.named, setl_id: (output['setlinfo'] as Row)['setl_id'] } },
    }))
  }

  async do(step: string): Promise<void> {
    const run = this.steps[step]
    assert.ok(run, step)
    await run()
  }

  /** Undoes the last message, by its own transaction or by 2601; then it is off the list. */
  async undo(byReversal: boolean): Promise<void> {
    const last = this.sent.pop()
    assert.ok(last)
    const at = { fixmedins_code: last.institution }
    if (!byReversal && last.cancel !== undefined) {
      await done(city.app, last.cancel.infno, withPerson(last.cancel.input, this.person), at)
      return
    }
    const reverse = { data: { psn_no: this.person.number, omsgid: last.msgid, oinfno: last.infno } }
    const message = envelope('2601', reverse, at)
    const answer = await post(city.app, message)
    assert.equal(answer.infcode, 0, `2601 of ${last.infno}: ${answer.err_msg}`)
    assert.equal((await post(city.app, message)).infcode, 0, 'the same reversal again')
    assert.equal((await call(city.app, '2601', reverse, at)).infcode, 0, 'another reversal of the same message')
  }
}

function withPerson(input: unknown, person: Person): unknown {
  const { data } = input as { data: Row }
  return { data: { psn_no: person.number, ...data } }
}

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  outpatient: ['buy', 'register', 'diagnose', 'charge', 'diagnose', 'uncharge', 'charge', 'settle'],
  parts: ['admit', 'day', 'day', 'settle_part', 'day', 'settle_part', 'discharge', 'reopen', 'day', 'settle_part', 'discharge'],
  stay: ['buy', 'admit', 'change', 'day', 'undo_day', 'day', 'day', 'discharge', 'reopen', 'change', 'discharge', 'settle_stay'],
}

test('any prefix of a legal order, undone from its end, leaves no trace but history', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('outpatient', 'stay', 'parts'),
      fc.nat({ max: 100 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.boolean(),
      async (order, cut, reversals, employee) => {
        const steps = ORDERS[order] ?? []
        const person = await city.enrol(employee ? 'employee' : 'resident', employee ? 50_000n : 0n)
        const cashier = new Cashier(person, employee ? '310' : '390')
        const stood: unknown[] = [await standing(person)]
        for (const step of steps.slice(0, 1 + (cut % steps.length))) {
          await cashier.do(step)
          stood.push(await standing(person))
        }
        while (cashier.sent.length > 0) {
          const at = cashier.sent.length
          await cashier.undo(reversals[at - 1] ?? true)
          assert.deepEqual(await standing(person), stood[at - 1], `${order}: after undoing ${steps[at - 1]}`)
        }
      },
    ),
    {
      includeErrorInReport: true,
      numRuns: 18,
      examples: [
        ['stay', 11, Array.from({ length: 12 }, () => true), true],
        ['outpatient', 7, Array.from({ length: 12 }, () => true), true],
        ['stay', 11, Array.from({ length: 12 }, () => false), false],
        ['parts', 10, Array.from({ length: 12 }, () => true), true],
        ['parts', 10, Array.from({ length: 12 }, () => false), false],
      ],
    },
  )
})

test('a reversal waits until what followed is undone, and says so', async () => {
  const person = await city.enrol('resident')
  const cashier = new Cashier(person, '390')
  for (const step of ['admit', 'change', 'day', 'discharge']) await cashier.do(step)
  const reverse = (infno: string) => {
    const original = cashier.sent.find((one) => one.infno === infno)
    return call(city.app, '2601', { data: { psn_no: person.number, omsgid: original?.msgid, oinfno: infno } })
  }
  assert.match((await reverse('2403')).err_msg, /之后该就诊又办理了其他业务，请先逐笔撤销或冲正/)
  assert.match((await reverse('2301')).err_msg, /已办理出院，不能再撤销费用明细/)
  assert.match((await reverse('2401')).err_msg, /已办理出院，请先撤销出院/)
  assert.match((await call(city.app, '2601', { data: { psn_no: person.number, omsgid: 'x', oinfno: '1101' } })).err_msg, /交易1101（人员基本信息获取）不能冲正/)
  const other = await city.enrol('resident')
  assert.match((await call(city.app, '2601', { data: { psn_no: other.number, omsgid: cashier.sent[0]?.msgid, oinfno: '2401' } })).err_msg, /不是该人员/)
})

/** What an institution is shown of what it told of itself and of a person. */
async function toldOf(person: Person): Promise<unknown> {
  const ask = async (infno: string, data: Row): Promise<Row> => done(city.app, infno, { data })
  const { rows: stock } = await db.batch.query<Row>(
    `SELECT r.kind, r.batch_no, (SELECT count(*)::integer FROM trace_event e WHERE e.institution = r.institution AND e.record = r.record) AS traces
       FROM stock_record r WHERE r.institution = $1 AND r.own_code = 'UNDO'
        AND NOT EXISTS (SELECT 1 FROM stock_withdrawal w WHERE w.institution = r.institution AND w.record = r.record) ORDER BY r.batch_no`,
    [HOSPITAL],
  )
  const { rows } = await db.batch.query<Row>(
    `SELECT a.infno FROM filing_application a WHERE a.person = $1 AND coalesce((SELECT s.kind FROM filing_step s
        WHERE s.person = a.person AND s.application = a.application ORDER BY s.step DESC LIMIT 1), 'pending') <> 'cancelled' ORDER BY a.application`,
    [person.person],
  )
  return [
    (await ask('1317', { updt_time: '2020-01-01', page_num: '1', page_size: '100' }))['data'],
    (await ask('5101', {}))['feedetail'],
    stock,
    await ask('5301', { psn_no: person.number }),
    (await ask('5304', { psn_no: person.number, begntime: '2026-01-01 00:00:00' }))['refmedin'],
    rows,
  ]
}

interface Deed {
  readonly infno: string
  readonly input: unknown
  /** Only a reversal (2601) takes it back. */
  readonly reversed?: boolean
  /** The message that takes it back, from what it answered. */
  readonly back: (output: Row) => readonly [infno: string, input: unknown]
}

const GOODS = { med_list_codg: DRUG, fixmedins_hilist_id: 'UNDO', fixmedins_hilist_name: '甲类药', rx_flag: '0', manu_lotnum: 'L1' }
const DATED = { ...GOODS, manu_date: '2025-06-01', expy_end: '2027-05-31' }
const SOLD = { ...DATED, trdn_flag: '0', sel_retn_cnt: '1', sel_retn_time: `${TODAY} 10:00:00`, sel_retn_opter_name: '店员', mdtrt_sn: 'M1', rtal_docno: 'R1' }
const BOUGHT = { ...DATED, spler_name: '供应商', aprvno: 'H1', purc_retn_cnt: 1, purc_retn_stoin_time: `${TODAY} 08:00:00`, purc_retn_opter_name: '库管' }

type Goods = readonly (readonly [infno: string, node: string, type: string, row: Row])[]

const goods = (code: string): Goods => {
  const trace = { drugtracinfo: [{ drug_trac_codg: code }] }
  return [
    ['3501', 'invinfo', '1', { ...DATED, invdate: TODAY, inv_cnt: '5' }],
    ['3502', 'invinfo', '2', { ...GOODS, inv_chg_type: '103', pric: '1.5', cnt: 1, inv_chg_time: `${TODAY} 09:00:00` }],
    ['3503', 'purcinfo', '3', { ...BOUGHT, ...trace }],
    ['3504', 'purcinfo', '3', { ...BOUGHT, purc_invo_no: 'F1' }],
    ['3505', 'selinfo', '4', { ...SOLD, ...trace, prsc_dr_name: '医师一', phar_name: '药师一', phar_prac_cert_no: 'Y1' }],
    ['3506', 'selinfo', '4', { ...SOLD, ...trace }],
  ]
}

function goodsDeeds(): Deed[] {
  return goods('81999999999999990001').map(([infno, node, type, row]) => {
    const batch = { fixmedins_bchno: `UNDO${infno}` }
    return { infno, input: { [node]: { ...row, ...batch } }, back: () => ['3507', { data: { ...batch, inv_data_type: type } }] }
  })
}

/** The lettered forms: two rows of one message, taken back together, or one by one by the form without a letter. */
function goodsTogetherDeeds(): Deed[] {
  const second = goods('81999999999999990003')
  return goods('81999999999999990002').flatMap(([infno, node, type, row], at) => {
    const kinds = ['A', 'B'].map((mark) => ({ fixmedins_bchno: `UNDO${infno}${mark}`, inv_data_type: type }))
    const rows = [row, second[at]?.[3]].map((one, index) => ({ ...one, fixmedins_bchno: kinds[index]?.fixmedins_bchno }))
    return [{ infno: `${infno}A`, input: { [`${node}Detail`]: rows }, back: () => ['3507A', { goodDetail: kinds }] as const }]
  })
}

function ownDeeds(): Deed[] {
  const mapping = { fixmedins_hilist_id: 'UNDO', list_type: '101', med_list_codg: DRUG }
  const department = {
    ...{ hosp_dept_codg: 'UNDO', hosp_dept_name: '考察科', caty: 'A03', begntime: '2026-01-01 00:00:00', itro: '一', dept_resper_name: '主任' },
    ...{ dept_resper_tel: '000', dept_estbdat: '2001-01-01 00:00:00', aprv_bed_cnt: '4', hi_crtf_bed_cnt: '2', poolarea_no: '980100' },
    ...{ dr_psncnt: '1', phar_psncnt: '1', nurs_psncnt: '1', tecn_psncnt: '1' },
  }
  const { hosp_dept_codg, hosp_dept_name } = department
  return [
    {
      infno: '3301',
      input: { data: { ...mapping, fixmedins_hilist_name: '甲类药', begndate: '2026-01-01', enddate: '2026-12-31' } },
      back: () => ['3302', { data: { ...mapping, fixmedins_code: HOSPITAL } }],
    },
    { infno: '3401', input: { deptinfo: department }, back: () => ['3403', { data: { hosp_dept_codg, hosp_dept_name, begntime: '2026-01-01' } }] },
    {
      infno: '3402',
      input: { deptinfo: { ...department, aprv_bed_cnt: '9' } },
      back: () => ['3402', { deptinfo: department }],
    },
  ]
}

function filingDeeds(person: Person): Deed[] {
  const back = (infno: string) => (output: Row) =>
    [infno, { data: { psn_no: person.number, trt_dcla_detl_sn: (output['result'] as Row)['trt_dcla_detl_sn'], memo: '撤销' } }] as const
  const place = { reflin_medins_no: FAR, reflin_medins_name: '远省医院', mdtrtarea_admdvs: '970101', refl_type: '3', refl_date: '2026-03-01' }
  const doctor = { diag_dr_codg: 'D980101000001', diag_dr_name: '医师一', hosp_ide_date: '2026-03-01', insu_optins: '980101' }
  const disease = { opsp_dise_code: 'M01600', opsp_dise_name: '糖尿病', ide_fixmedins_no: HOSPITAL, ide_fixmedins_name: '小城第一医院' }
  const choice = { biz_appy_type: '03', fix_srt_no: 1, fixmedins_code: HOSPITAL, fixmedins_name: '小城第一医院' }
  const hurt = { trum_time: '2026-03-09', trum_site: '家中', trum_rea: '摔倒', chk_pay_flag: '1', dcla_souc: '01', insu_admdvs: '980101' }
  const accident = { ...hurt, psn_cert_type: '01', certno: person.certificate, psn_name: person.name }
  const of = { psn_no: person.number, insutype: '390', begndate: '2026-03-01' }
  return [
    {
      infno: '2501',
      input: { refmedin: { ...of, ...place, diag_code: 'C16.900', diag_name: '胃恶性肿瘤', refl_rea: '病情需要', refl_opnn: '同意' } },
      back: back('2502'),
    },
    { infno: '2503', input: { data: { ...of, ...doctor, ...disease } }, back: back('2504') },
    { infno: '2505', input: { data: { ...of, ...choice } }, back: back('2506') },
    { infno: '2507', input: { data: { ...of, ...accident } }, back: () => ['2601', {}], reversed: true },
  ]
}

const DEEDS: Readonly<Record<string, (person: Person) => Deed[]>> = { goods: goodsDeeds, together: goodsTogetherDeeds, own: ownDeeds, filings: filingDeeds }

/** Takes a deed back; a filing's cancellation may be reversed and sent again on the way. */
async function takeBack(person: Person, deed: Deed, told: { output: Row; msgid: string }, way: 'plain' | 'reversal' | 'twice'): Promise<void> {
  const isFiling = deed.infno.startsWith('25')
  const reverse = (oinfno: string, omsgid: string) => done(city.app, '2601', { data: { psn_no: person.number, omsgid, oinfno } })
  if (deed.reversed === true || (isFiling && way === 'reversal')) {
    await reverse(deed.infno, told.msgid)
    return
  }
  const [infno, input] = deed.back(told.output)
  const msgid = newMsgid(HOSPITAL)
  await done(city.app, infno, input, { msgid })
  if (!isFiling || way !== 'twice') return
  const before = plain(await toldOf(person))
  await reverse(infno, msgid)
  assert.notDeepEqual(plain(await toldOf(person)), before, `${infno} reversed is seen`)
  await done(city.app, infno, input)
}

test('what an institution tells of itself and files for a person leaves no trace but history either', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('goods', 'together', 'own', 'filings'),
      fc.nat({ max: 100 }),
      fc.array(fc.constantFrom('plain', 'reversal', 'twice'), { minLength: 6, maxLength: 6 }),
      async (order, cut, ways) => {
        const person = await city.enrol('resident')
        const deeds = DEEDS[order]?.(person) ?? []
        const stood: unknown[] = [await toldOf(person)]
        const undone: (() => Promise<void>)[] = []
        for (const deed of deeds.slice(0, 1 + (cut % deeds.length))) {
          const msgid = newMsgid(HOSPITAL)
          const output = await done(city.app, deed.infno, deed.input, { msgid })
          undone.push(() => takeBack(person, deed, { output, msgid }, ways[undone.length] ?? 'plain'))
          stood.push(await toldOf(person))
          assert.notDeepEqual(plain(stood.at(-1)), plain(stood.at(-2)), `${deed.infno} is seen`)
        }
        for (let undo = undone.pop(); undo !== undefined; undo = undone.pop()) {
          stood.pop()
          await undo()
          assert.deepEqual(plain(await toldOf(person)), plain(stood.at(-1)), `${order}: after ${deeds[undone.length]?.infno}`)
        }
      },
    ),
    {
      includeErrorInReport: true,
      numRuns: 8,
      examples: [
        ['goods', 5, []],
        ['together', 5, []],
        ['own', 2, []],
        ['filings', 3, ['reversal', 'reversal', 'reversal']],
        ['filings', 3, ['twice', 'twice', 'twice']],
      ],
    },
  )
})

/** Numbers of records and versions are history. */
function plain(shown: unknown): unknown {
  return JSON.parse(JSON.stringify(shown, (key, value: unknown) => (/^(rid|updtTime|crteTime|optTime|updt_time|crte_time|opt_time)$/.test(key) ? '' : value)))
}

const LIST_STEPS = ['upload', 'upload', 'submit', 'fail', 'withdraw', 'upload', 'submit', 'pass'] as const

test('a settlement list, however far it came, counts no more once its bill is taken back; one that failed and was withdrawn stands as before', async () => {
  const desk = await testDesk(db, { clock: NOON, pool: POOL })
  const clerk = await desk.as('agency', 'benefit_clerk', '980101')
  const month = { fixmedins_code: HOSPITAL, stt_begntime: `${TODAY} 00:00:00`, stt_endtime: `${TODAY} 23:59:59` }
  const counts = async () => [await done(city.app, '4105', { data: month }), await done(city.app, '4105', { data: { ...month, stt_flag: true } })]
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: LIST_STEPS.length }), fc.boolean(), async (many, byReversal) => {
      const before = await counts()
      const msgid = newMsgid(HOSPITAL)
      const stay = await settledStayIn(city, msgid)
      const { person, visit, bill } = stay
      const [unlisted] = (await counts()) as [Row, Row]
      assert.equal(unlisted['needUploadCnt'], Number(before[0]?.['needUploadCnt']) + 1)
      const named = { psn_no: person.number, setl_id: bill['setl_id'] }
      const stateAsked = (stas_type: string) => call(city.app, '4102', { data: { stastinfo: [{ ...named, stas_type }] } })
      const review = async (body: Row): Promise<void> => {
        const { status, body: told } = await clerk.post(`/api/settlement-lists/${person.number}/${String(bill['setl_id'])}/review`, body)
        assert.equal(status, 200, JSON.stringify(told))
      }
      const taken = async (stas_type: string): Promise<void> => assert.equal((await stateAsked(stas_type)).err_msg, '')
      const walk = {
        upload: () => done(city.app, '4101', listOf(stay)),
        submit: () => taken('1'),
        fail: () => review({ decision: 'fail', reason: '主诊断选择有误' }),
        withdraw: () => taken('0'),
        pass: () => review({ decision: 'pass' }),
      }
      let uploaded: unknown
      for (const step of LIST_STEPS.slice(0, many)) {
        await walk[step]()
        if (step === 'upload') uploaded = await counts()
        if (step === 'withdraw') assert.deepEqual(await counts(), uploaded, 'withdrawn is as uploaded')
      }
      if (byReversal) await done(city.app, '2601', { data: { psn_no: person.number, omsgid: msgid, oinfno: '2304' } })
      else await done(city.app, '2305', { data: { ...named, mdtrt_id: visit } })
      assert.deepEqual(await counts(), before)
      if (many > 0) assert.match((await stateAsked('1')).err_msg, many === LIST_STEPS.length ? /已撤销|审核通过/ : /已撤销|已提交/)
      assert.match((await call(city.app, '4101', listOf(stay))).err_msg, /已撤销/)
    }),
    { includeErrorInReport: true, numRuns: 4, examples: LIST_STEPS.map((_, at): [number, boolean] => [at + 1, at % 2 === 0]) },
  )
  await desk.close()
})
