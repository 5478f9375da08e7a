// Exactly once when the server is killed (kill -9) after the database has committed and before anybody is answered: the real server
// as a process of its own; the next one answers the same message as the first would have, and 5203 tells by the msgid what became of it.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import * as fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type CashierReply, envelope, purchase } from '../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { HOSPITAL, type Person, PHARMACY, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { Wire } from '../testing/wire.js'

let db: TestDatabase
let city: SmallCity
let wire: Wire
let home: string
let through: string
const running = new Set<ChildProcess>()
before(async () => {
  home = await fs.mkdtemp(path.join(os.tmpdir(), 'tongchou-killed-'))
  db = await testDatabase()
  city = await smallCity(db)
  wire = new Wire(db.adminUrl)
  through = await wire.listen()
})
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  wire?.cut()
  wire?.server.close()
  await city?.close()
  await db?.drop()
  await fs.rm(home, { recursive: true, force: true })
})

const PROGRAM = `
  import { poolToServe, prepareInstallation, serve } from '${new URL('../start.js', import.meta.url).href}'
  const installation = await prepareInstallation(process.env)
  const serving = await serve(installation, process.env, { pool: await poolToServe(process.env, installation.databases), demonstration: true })
  process.stdout.write('at ' + serving.address + '\\n')`

interface Server {
  readonly child: ChildProcess
  send(body: unknown): Promise<CashierReply>
}

/** A server of the installation, by the wire or straight at the database. */
async function started(databaseUrl: string): Promise<Server> {
  const data = path.join(home, String(running.size))
  const env = {
    ...process.env,
    TONGCHOU_DATA: data,
    TONGCHOU_KEY: TEST_KEY.toString('hex'),
    TONGCHOU_POOL: POOL,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    LOG_LEVEL: 'silent',
  }
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => resolve(/at (\S+)/.exec(text.toString())?.[1] ?? ''))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  const send = async (body: unknown): Promise<CashierReply> => {
    const answer = await fetch(`${address}/fsi/api/rsfComIfsService/callService`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    return (await answer.json()) as CashierReply
  }
  return { child, send }
}

/** Sends the message to a server that is killed the moment the database has answered the request holding the text. */
async function killedAfter(text: string, body: unknown): Promise<void> {
  const server = await started(through)
  const ended = new Promise<unknown>((resolve) => server.child.once('exit', (_code, signal) => resolve(signal)))
  wire.keepBack = { answerTo: text, tell: () => server.child.kill('SIGKILL') }
  await assert.rejects(server.send(body), 'nobody was answered')
  assert.equal(await ended, 'SIGKILL')
}

async function count(table: 'settlement' | 'filing_application', person: Person): Promise<number> {
  const { rows } = await db.batch.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE person = $1`, [person.person])
  return rows[0]?.n ?? -1
}

test('a settlement that was committed when the server was killed is answered by the next server, once and the same', async () => {
  const person = await city.enrol('employee', 5_000n)
  const message = envelope('2102', purchase(person, '310', '400.00', [{ sn: 'killed', price: '400.00' }], { acct_used_flag: '1' }))
  // The provider's own code of the line travels in the write and nowhere else.
  await killedAfter('OWN-killed', message)
  assert.equal(await count('settlement', person), 1, 'it was committed')
  const next = await started(db.adminUrl)
  const query = { data: { psn_no: person.number, omsgid: message['msgid'], oinfno: '2102' } }
  const status = await next.send(envelope('5203', query, { fixmedins_code: PHARMACY }))
  assert.equal(status.infcode, 0, status.err_msg)
  const answers = await Promise.all([next.send(message), next.send(message), next.send(message)])
  for (const answer of answers) {
    assert.equal(answer.infcode, 0, answer.err_msg)
    assert.deepEqual([answer.output, answer.inf_refmsgid], [answers[0]?.output, answers[0]?.inf_refmsgid])
  }
  const field = (reply: CashierReply | undefined, name: string): unknown => (reply?.output['setlinfo'] as Record<string, unknown>)[name]
  for (const name of ['setl_id', 'mdtrt_id', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay']) assert.equal(field(status, name), field(answers[0], name), name)
  assert.equal(await count('settlement', person), 1)
  const never = envelope('5203', { data: { psn_no: person.number, omsgid: 'never sent' } }, { fixmedins_code: PHARMACY })
  assert.match((await next.send(never)).err_msg, /没有找到原报文.*可用原报文重发/)
  const neither = envelope('5203', { data: { psn_no: person.number } }, { fixmedins_code: PHARMACY })
  assert.match((await next.send(neither)).err_msg, /setl_id、mdtrt_id不能为空；没有收到结算回复的，可改填原报文的omsgid/)
  next.child.kill('SIGKILL')
})

test('a filing that was committed when the server was killed is filed once', async () => {
  const person = await city.enrol('resident')
  const disease = {
    psn_no: person.number,
    insutype: '390',
    opsp_dise_code: 'M01600',
    opsp_dise_name: '糖尿病',
    insu_optins: '980101',
    ide_fixmedins_no: HOSPITAL,
    ide_fixmedins_name: '小城第一医院',
    hosp_ide_date: '2026-03-01',
    diag_dr_codg: 'D980101000001',
    diag_dr_name: '医师一',
    begndate: '2026-03-01',
  }
  const message = envelope('2503', { data: disease })
  // The application is written inside a transaction; the answer to its end is what is lost.
  await killedAfter('COMMIT', message)
  assert.equal(await count('filing_application', person), 1, 'it was committed')
  const next = await started(db.adminUrl)
  const [first, again] = [await next.send(message), await next.send(message)]
  assert.equal(first.infcode, 0, first.err_msg)
  assert.deepEqual([again.output, again.inf_refmsgid], [first.output, first.inf_refmsgid])
  assert.equal(await count('filing_application', person), 1)
  next.child.kill('SIGKILL')
})
