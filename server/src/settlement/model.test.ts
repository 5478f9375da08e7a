// Random legal and illegal orders of messages against a small model of a stay: the server accepts exactly what the model does,
// and at the end the year's counters are the sum of the bills that count.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { admission, call, dischargeOf, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Person, type SmallCity, smallCity } from '../testing/small-city.js'

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

/** What a cashier may try; each step of the model says whether it must succeed. */
const STEPS = ['admit', 'charge', 'cancel_lines', 'discharge', 'undo_discharge', 'settle', 'settle_part', 'undo_settle', 'cancel_admission'] as const
type Step = (typeof STEPS)[number]

interface Model {
  visit: string
  status: 'none' | 'open' | 'discharged' | 'settled' | 'cancelled'
  open: { sn: string; yuan: number }[]
  bills: { setl: string; part: boolean; lines: { sn: string; yuan: number }[] }[]
  next: number
}

function allowed(model: Model, step: Step): boolean {
  switch (step) {
    case 'admit':
      return model.status !== 'open' && model.status !== 'discharged'
    case 'charge':
      return model.status === 'open'
    case 'cancel_lines':
      return (model.status === 'open' || model.status === 'settled') && model.open.length > 0
    case 'discharge':
      return model.status === 'open'
    case 'undo_discharge':
      return model.status === 'discharged' || (model.status === 'settled' && model.bills.every((bill) => bill.part))
    case 'settle':
      return model.status === 'discharged' && model.open.length > 0
    case 'settle_part':
      return model.status === 'open' && model.open.length > 0
    case 'undo_settle':
      return model.bills.length > 0
    case 'cancel_admission':
      return model.status === 'open' && model.open.length === 0 && model.bills.length === 0
  }
}

const total = (lines: readonly { yuan: number }[]): string => String(lines.reduce((sum, line) => sum + line.yuan, 0))

async function send(person: Person, model: Model, step: Step) {
  const named = { mdtrt_id: model.visit, psn_no: person.number }
  switch (step) {
    case 'admit':
      return call(city.app, '2401', admission(person, '390'))
    case 'charge':
      return call(
        city.app,
        '2301',
        uploadOf(person, model.visit, '', [{ sn: `L${model.next}`, count: String(model.next), price: '100', amount: String(model.next * 100) }]),
      )
    case 'cancel_lines':
      return call(city.app, '2302', { data: { ...named, feedetl_sn: '0000' } })
    case 'discharge':
      return call(city.app, '2402', dischargeOf(person, model.visit))
    case 'undo_discharge':
      return call(city.app, '2405', { data: named })
    case 'settle':
      return call(city.app, '2304', settlementOf(person, model.visit, '390', '', total(model.open)))
    case 'settle_part':
      return call(city.app, '2304', settlementOf(person, model.visit, '390', '', total(model.open), { mid_setl_flag: '1' }))
    case 'undo_settle':
      return call(city.app, '2305', { data: { ...named, setl_id: model.bills.at(-1)?.setl ?? '1' } })
    case 'cancel_admission':
      return call(city.app, '2404', { data: named })
  }
}

function follow(model: Model, step: Step, output: Record<string, unknown>): void {
  switch (step) {
    case 'admit':
      Object.assign(model, { visit: (output['result'] as { mdtrt_id: string }).mdtrt_id, status: 'open', open: [], bills: [] })
      break
    case 'charge':
      model.open.push({ sn: `L${model.next}`, yuan: model.next * 100 })
      model.next++
      break
    case 'cancel_lines':
      model.open = []
      break
    case 'discharge':
      // A stay that was settled wholly in parts has nothing left to settle.
      model.status = model.bills.length > 0 && model.open.length === 0 ? 'settled' : 'discharged'
      break
    case 'undo_discharge':
      model.status = 'open'
      break
    case 'settle':
    case 'settle_part':
      model.bills.push({ setl: (output['setlinfo'] as { setl_id: string }).setl_id, part: step === 'settle_part', lines: model.open })
      model.open = []
      if (step === 'settle') model.status = 'settled'
      break
    case 'undo_settle':
      model.open.push(...(model.bills.pop()?.lines ?? []))
      if (model.status === 'settled') model.status = 'discharged'
      break
    case 'cancel_admission':
      model.status = 'cancelled'
  }
}

async function sumsHold(person: bigint): Promise<void> {
  const { rows } = await db.batch.query<{ key: string; sum: bigint }>(
    `SELECT key, sum(amount)::bigint AS sum FROM settlement, unnest(counter_keys, counter_amounts) AS line(key, amount) WHERE person = $1
     GROUP BY key HAVING sum(amount) <> 0 ORDER BY key`,
    [String(person)],
  )
  const { rows: kept } = await db.batch.query<{ key: string; sum: bigint }>(
    'SELECT key, amount AS sum FROM accumulator, unnest(keys, amounts) AS line(key, amount) WHERE person = $1 ORDER BY key',
    [String(person)],
  )
  assert.deepEqual(kept, rows)
}

test('a stay takes exactly the orders of messages that the model takes', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  const runs = fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { minLength: 6, maxLength: 24 }), async (steps) => {
    const person = await city.enrol('resident')
    const model: Model = { visit: '1', status: 'none', open: [], bills: [], next: 1 }
    for (const step of ['admit', ...steps] as Step[]) {
      const answer = await send(person, model, step)
      assert.equal(answer.infcode === 0, allowed(model, step), `${step} in ${JSON.stringify(model)}: ${answer.err_msg}`)
      if (answer.infcode === 0) follow(model, step, answer.output)
      else assert.ok(answer.err_msg.length > 5 && !answer.err_msg.includes('系统故障'), answer.err_msg)
    }
    await sumsHold(person.person)
  })
  await fc.assert(runs, { seed, numRuns: 12, verbose: 1 })
})

test('an outpatient visit settles its charge batches in any order, each once', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  const batches = fc.array(fc.tuple(fc.constantFrom('charge', 'settle', 'undo', 'cancel'), fc.constantFrom('B1', 'B2', 'B3')), { minLength: 4, maxLength: 16 })
  const runs = fc.asyncProperty(batches, async (steps) => {
    const person = await city.enrol('resident')
    const visit = await registerVisit(city.app, person, '390')
    const open = new Map<string, number>()
    const settled = new Map<string, { setl: string; yuan: number }[]>()
    let sn = 0
    for (const [step, batch] of steps) {
      const yuan = open.get(batch) ?? 0
      const named = { mdtrt_id: visit, psn_no: person.number }
      if (step === 'charge') {
        sn++
        assert.equal((await call(city.app, '2204', uploadOf(person, visit, batch, [{ sn: `S${sn}`, price: '10' }]))).infcode, 0)
        open.set(batch, yuan + 10)
      } else if (step === 'settle') {
        const answer = await call(city.app, '2207', settlementOf(person, visit, '390', batch, String(yuan)))
        assert.equal(answer.infcode === 0, yuan > 0, answer.err_msg)
        if (yuan > 0) settled.set(batch, [...(settled.get(batch) ?? []), { setl: (answer.output['setlinfo'] as { setl_id: string }).setl_id, yuan }])
        open.delete(batch)
      } else if (step === 'undo') {
        const last = settled.get(batch)?.pop()
        const answer = await call(city.app, '2208', { data: { ...named, setl_id: last?.setl ?? '0' } })
        assert.equal(answer.infcode === 0, last !== undefined, answer.err_msg)
        if (last !== undefined) open.set(batch, yuan + last.yuan)
      } else {
        const answer = await call(city.app, '2205', { data: { ...named, chrg_bchno: batch } })
        assert.equal(answer.infcode === 0, yuan > 0, answer.err_msg)
        open.delete(batch)
      }
    }
    await sumsHold(person.person)
  })
  await fc.assert(runs, { seed, numRuns: 12, verbose: 1 })
})
