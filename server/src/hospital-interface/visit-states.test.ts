// docs/visit-states.md is the table under test: each state of a visit × each transaction is sent over HTTP and must be accepted
// with the state that the table names, or refused with its sentence.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { admission, admitPerson, call, diagnosis, dischargeOf, done, purchase, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { HOSPITAL, type Person, PHARMACY, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

const DOCUMENT = path.resolve(import.meta.dirname, '../../../docs/visit-states.md')

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

/** A visit brought to a state. */
interface Brought {
  readonly person: Person
  readonly visit: string
  /** The bill that was settled last; a number that no bill has, where there is none. */
  readonly bill: string
}

type Row = Record<string, unknown>
const billOf = (output: Row): string => String((output['setlinfo'] as Row)['setl_id'])
const named = ({ person, visit }: Brought): Row => ({ mdtrt_id: visit, psn_no: person.number })
const NOBODY = '999999999'

const lines = (person: Person, visit: string, sn: string): Row => uploadOf(person, visit, 'B1', [{ sn, count: '90', price: '10', amount: '900' }])
const bill = (one: Pick<Brought, 'person' | 'visit'>, kind: 'outpatient' | 'inpatient', more: Row = {}): Row =>
  settlementOf(one.person, one.visit, '390', kind === 'outpatient' ? 'B1' : '', '900', more)

const outpatient = async (...steps: readonly ('charge' | 'settle' | 'unsettle' | 'cancel')[]): Promise<Brought> => {
  const person = await city.enrol('resident')
  const one = { person, visit: await registerVisit(city.app, person, '390'), bill: NOBODY }
  for (const step of steps) {
    if (step === 'charge') await done(city.app, '2204', lines(person, one.visit, '1'))
    if (step === 'settle') one.bill = billOf(await done(city.app, '2207', bill(one, 'outpatient')))
    if (step === 'unsettle') await done(city.app, '2208', { data: { ...named(one), setl_id: one.bill } })
    if (step === 'cancel') await done(city.app, '2202', { data: { ...named(one), ipt_otp_no: 'MZ1' } })
  }
  return one
}

const stay = async (...steps: readonly ('charge' | 'settle' | 'part' | 'unsettle' | 'discharge' | 'cancel')[]): Promise<Brought> => {
  const person = await city.enrol('resident')
  const one = { person, visit: await admitPerson(city.app, person, '390'), bill: NOBODY }
  for (const step of steps) {
    if (step === 'charge') await done(city.app, '2301', lines(person, one.visit, '1'))
    if (step === 'discharge') await done(city.app, '2402', dischargeOf(person, one.visit))
    if (step === 'settle') one.bill = billOf(await done(city.app, '2304', bill(one, 'inpatient')))
    if (step === 'part') one.bill = billOf(await done(city.app, '2304', bill(one, 'inpatient', { mid_setl_flag: '1' })))
    if (step === 'unsettle') await done(city.app, '2305', { data: { ...named(one), setl_id: one.bill } })
    if (step === 'cancel') await done(city.app, '2404', { data: named(one) })
  }
  return one
}

const bought = async (cancelled: boolean): Promise<Brought> => {
  const person = await city.enrol('resident')
  const output = await done(city.app, '2102', purchase(person, '390', '10.00', [{ sn: '1' }]))
  const one = { person, visit: String((output['setlinfo'] as Row)['mdtrt_id']), bill: billOf(output) }
  if (cancelled) await done(city.app, '2103', { data: { ...named(one), setl_id: one.bill } })
  return one
}

const STATES: Readonly<Record<string, () => Promise<Brought>>> = {
  '门诊/已挂号': () => outpatient(),
  '门诊/有未结算明细': () => outpatient('charge'),
  '门诊/已结算': () => outpatient('charge', 'settle'),
  '门诊/结算已撤销': () => outpatient('charge', 'settle', 'unsettle'),
  '门诊/挂号已撤销': () => outpatient('cancel'),
  '住院/已入院': () => stay(),
  '住院/有未结算明细': () => stay('charge'),
  '住院/中途已结算': () => stay('charge', 'part'),
  '住院/中途结清已出院': () => stay('charge', 'part', 'discharge'),
  '住院/已出院': () => stay('charge', 'discharge'),
  '住院/已结算': () => stay('charge', 'discharge', 'settle'),
  '住院/结算已撤销': () => stay('charge', 'discharge', 'settle', 'unsettle'),
  '住院/入院已撤销': () => stay('cancel'),
  '药店/已结算': () => bought(false),
  '药店/结算已撤销': () => bought(true),
}

const SENT: Readonly<Record<string, (one: Brought) => Row>> = {
  '2103': (one) => ({ data: { ...named(one), setl_id: one.bill } }),
  '2202': (one) => ({ data: { ...named(one), ipt_otp_no: 'MZ1' } }),
  '2203': (one) => ({ mdtrtinfo: { ...named(one), med_type: '11', begntime: `${TODAY} 09:10:00` }, diseinfo: diagnosis() }),
  '2204': (one) => lines(one.person, one.visit, '2'),
  '2205': (one) => ({ data: { ...named(one), chrg_bchno: 'B1' } }),
  '2206': (one) => bill(one, 'outpatient'),
  '2207': (one) => bill(one, 'outpatient'),
  '2208': (one) => ({ data: { ...named(one), setl_id: one.bill } }),
  '2301': (one) => lines(one.person, one.visit, '2'),
  '2302': (one) => ({ data: { ...named(one), feedetl_sn: '0000' } }),
  '2303': (one) => bill(one, 'inpatient'),
  '2304': (one) => bill(one, 'inpatient'),
  '2304中途': (one) => bill(one, 'inpatient', { mid_setl_flag: '1' }),
  '2305': (one) => ({ data: { ...named(one), setl_id: one.bill } }),
  '2401再次': (one) => admission(one.person, '390'),
  '2402': (one) => dischargeOf(one.person, one.visit),
  '2403': (one) => {
    const { mdtrtinfo, diseinfo } = admission(one.person, '390') as { mdtrtinfo: Row; diseinfo: Row[] }
    return { adminfo: { ...mdtrtinfo, ...named(one), ipt_otp_no: 'ZY1' }, diseinfo }
  },
  '2404': (one) => ({ data: named(one) }),
  '2405': (one) => ({ data: named(one) }),
}

const WORDS: Readonly<Record<string, string>> = { open: '办理中', discharged: '已出院', settled: '已结算', cancelled: '已撤销' }

async function answerTo(state: string, sent: string): Promise<string> {
  const prepare = STATES[state]
  const input = SENT[sent]
  assert.ok(prepare && input, `${state} × ${sent} cannot be sent`)
  const one = await prepare()
  const institution = state.startsWith('药店') ? PHARMACY : HOSPITAL
  const answer = await call(city.app, sent.slice(0, 4), input(one), { fixmedins_code: institution })
  if (answer.infcode !== 0) return answer.err_msg.replaceAll(/就诊ID \d+/g, '就诊ID …')
  const { rows } = await db.batch.query<{ status: string }>('SELECT status FROM visit_state WHERE person = $1 AND visit = $2', [one.person.person, one.visit])
  return `✓ ${WORDS[rows[0]?.status ?? ''] ?? '?'}`
}

interface Cell {
  readonly state: string
  readonly sent: string
  readonly said: string
}

/** The cells of the tables whose first heading is 交易; a table stands under the heading of its kind of visit. */
function cellsOf(text: string): Cell[] {
  const cells: Cell[] = []
  let kind = ''
  let states: string[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) kind = line.slice(3).trim()
    const parts = line.startsWith('|')
      ? line
          .split('|')
          .slice(1, -1)
          .map((part) => part.trim())
      : []
    if (parts[0] === '交易') states = parts.slice(1)
    else if (parts.length > 1 && /^\d{4}/.test(parts[0] ?? '') && states.length > 0) {
      const sent = (parts[0] ?? '').split(' ')[0] ?? ''
      cells.push(...states.map((state, at) => ({ state: `${kind}/${state}`, sent, said: parts[at + 1] ?? '' })))
    }
    if (line.trim() === '') states = []
  }
  return cells
}

test('each state × each transaction is answered as the table of the visit states says', async () => {
  const cells = cellsOf(readFileSync(DOCUMENT, 'utf8'))
  assert.deepEqual([...new Set(cells.map((cell) => cell.state))].sort(), Object.keys(STATES).sort(), 'every state stands in the table')
  const wrong: string[] = []
  for (const cell of cells) {
    const answer = await answerTo(cell.state, cell.sent)
    if (answer !== cell.said) wrong.push(`${cell.state} × ${cell.sent}: ${answer} ≠ ${cell.said}`)
  }
  assert.equal(wrong.length, 0, wrong.join('\n'))
  assert.ok(cells.length > 120, String(cells.length))
})
