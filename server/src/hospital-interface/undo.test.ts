// Any prefix of any legal order of messages, followed by its undo, leaves no trace but history: accumulators, account, memo ledger,
// visit states and open lines are as before. Each step is undone by its own cancelling transaction or by the reversal of its message.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { admission, call, diagnosis, dischargeOf, done, envelope, newMsgid, post, purchase, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { HOSPITAL, type Person, PHARMACY, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

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
