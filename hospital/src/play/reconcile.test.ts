// The end of the day against a centre made for the test: it compares totals, takes the file, and names each bill that differs.
import assert from 'node:assert/strict'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Centre } from '../centre.js'
import { chanceOf } from '../chance.js'
import { openLine } from '../wire/send.js'
import { openSigner } from '../wire/sign.js'
import { unzipped, zipped } from '../wire/zip.js'
import { clerkOf } from './clerk.js'
import type { JournalRow } from './journal.js'
import { reconcile } from './reconcile.js'
import { newTally, type Tally } from './tally.js'

const RUN = 'testrun1'
const HOSPITAL = { code: 'H98010100001', name: '医院', kind: 'hospital' } as const

interface Bill {
  readonly settled: string
  readonly total: string
  readonly msgid: string
}

let server: http.Server
let url: string
/** The centre's bills; `undefined` where it offers no reconciliation. */
let bills: readonly Bill[] | undefined
let upload = Buffer.alloc(0)
/** What the centre says to 9102 before it gives the file. */
let excuses: string[] = []

before(async () => {
  server = http.createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const { infno, input } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { infno: string; input: Record<string, Record<string, unknown>> }
  const excuse = infno === '9102' ? excuses.shift() : undefined
  if (infno === '9102' && excuse === undefined) {
    response.setHeader('content-type', 'application/octet-stream')
    response.end(zipped('answer.txt', Buffer.from(comparison(), 'utf8')))
    return
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(excuse === undefined ? replyTo(infno, input) : { infcode: -1, err_msg: excuse, output: {} }))
}

function replyTo(infno: string, input: Record<string, Record<string, unknown>>): object {
  if (bills === undefined) return { infcode: -1, err_msg: `本平台未开通交易${infno}`, output: {} }
  if (infno === '9101') {
    upload = Buffer.from(input['fsUploadIn']?.['in'] as number[])
    return { infcode: 0, err_msg: '', output: { file_qury_no: 'F1' } }
  }
  if (infno === '3202') return { infcode: 0, err_msg: '', output: { fileinfo: { file_qury_no: 'F2', filename: 'answer.zip' } } }
  const total = bills.reduce((sum, bill) => sum + Number(bill.total), 0)
  const equal = Number(input['data']?.['fixmedins_setl_cnt']) === bills.length && Number(input['data']?.['medfee_sumamt']) === total
  return { infcode: 0, err_msg: '', output: { stmtinfo: { setl_optins: '980100', stmt_rslt: equal ? '0' : '1' } } }
}

/** Columns as the specification prints them, from what was uploaded and what the centre has. */
function comparison(): string {
  const sent = (unzipped(upload)?.toString('utf8') ?? '').split('\n').map((line) => line.split('\t'))
  const theirs = sent.map(([settled = '', visit = '', person = '', total = '']) => {
    const same = bills?.some((bill) => bill.settled === settled && bill.total === total) === true
    return [person, visit, settled, 'null', same ? '0' : '1', '0', same ? 'null' : `金额${total}`].join('\t')
  })
  const known = new Set(sent.map(([settled]) => settled))
  const lacking = (bills ?? []).filter(({ settled }) => !known.has(settled)).map(({ msgid }) => ['P1', 'null', 'null', msgid, '1', '0', '机构没有'].join('\t'))
  return [...theirs, ...lacking].join('\n')
}

const row = (settled: string, total: bigint): JournalRow => ({
  settled,
  visit: '1',
  psn_no: 'P1',
  insutype: '310',
  clearingType: '11',
  on: '2026-03-20',
  total,
  fund: 0n,
  account: 0n,
  cash: total,
  refund: false,
  msgid: `${HOSPITAL.code}${RUN}${settled}`,
})

async function atDaysEnd(journal: readonly JournalRow[]): Promise<Tally> {
  const centre: Centre = { area: '980100', institutions: [HOSPITAL], persons: [], items: [], diagnoses: [] }
  const tally = newTally()
  const line = openLine(url, 2)
  const clerk = clerkOf({ centre, institution: HOSPITAL, line, tally, run: RUN, signer: openSigner(), chance: chanceOf('reconcile') })
  await reconcile({ clerk, tally, journal, office: '980100', today: '2026-03-20', at: '2026-03-20 17:00:00' })
  line.close()
  return tally
}

const bill = (settled: string, total: string, msgid = ''): Bill => ({ settled, total, msgid })

test('equal totals end the day without a file', async () => {
  bills = [bill('1', '10.00'), bill('2', '5.50')]
  const tally = await atDaysEnd([row('1', 1000n), row('2', 550n)])
  assert.deepEqual([...tally.faults], [])
  assert.deepEqual([...tally.transactions.keys()], ['3201'])
})

test('a bill with another amount is found in the file, and is a fault', async () => {
  bills = [bill('1', '10.00'), bill('2', '5.40')]
  const tally = await atDaysEnd([row('1', 1000n), row('2', 550n)])
  assert.deepEqual([...tally.faults.keys()], ['3202 本机构的结算与中心不一致：金额5.50'])
})

test('a bill of this run that the journal lacks is a fault; one of an earlier run is a note', async () => {
  bills = [bill('1', '10.00'), bill('2', '5.50', `${HOSPITAL.code}${RUN}0000000009`)]
  assert.deepEqual([...(await atDaysEnd([row('1', 1000n)])).faults.keys()], ['3202 中心有而本机构没有：机构没有'])
  bills = [bill('1', '10.00'), bill('2', '5.50', `${HOSPITAL.code}earlier00000000009`)]
  const tally = await atDaysEnd([row('1', 1000n)])
  assert.deepEqual([...tally.faults], [])
  assert.equal(tally.notes.size, 1)
})

test('where the centre offers no reconciliation, the day ends with a note', async () => {
  bills = undefined
  const tally = await atDaysEnd([row('1', 1000n)])
  assert.deepEqual([...tally.faults], [])
  assert.match([...tally.notes].join(), /3201/)
})

test('a file is asked for again where the centre says so; a refusal is told in its own words', async () => {
  bills = [bill('1', '10.00'), bill('2', '5.40')]
  excuses = ['医保数据库暂时不可用，本次业务未办理，请稍后用同一报文重发 [1f2e3d4c]']
  const again = await atDaysEnd([row('1', 1000n), row('2', 540n), row('3', 100n)])
  assert.deepEqual([...again.faults.keys()], ['3202 本机构的结算与中心不一致：金额1.00'])
  assert.equal(again.transactions.get('9102')?.resent, 1)
  excuses = ['文件已过期']
  assert.deepEqual([...(await atDaysEnd([row('1', 1000n)])).faults.keys()], ['9102 对账结果文件没有下载到：文件已过期'])
})
