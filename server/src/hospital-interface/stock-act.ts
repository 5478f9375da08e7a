// What 3501–3506 do: keep the rows as stock records and hold every trace code against its life. A contradiction is refused, or let
// through with a warning where the office has decided so; then the doubt stays with the fact.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type TraceKind, traceFault } from '@tongchou/domain/supervision/trace-life.js'
import type pg from 'pg'
import { personOf } from '../enrolment/person-number.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import { recordOnce } from './record-once.js'
import { type StockForm, type StockRow, stockRows } from './stock-row.js'
import {
  doubtsOf,
  factNumbers,
  insertStock,
  insertTraces,
  livesOf,
  lockCodes,
  type NewStock,
  type NewTrace,
  recordsOfMessage,
  type StockBy,
  secondSaleOn,
} from './stock-store.js'
import type { Written } from './write-json.js'

export function stockTransaction(form: StockForm): Transaction {
  return (message, counter) => keepStock(message, counter, form)
}

export function stockBy({ provider, operator, msgid, now }: Message): StockBy {
  return { institution: provider.code, area: provider.area, operator, message: msgid, now }
}

async function keepStock(message: Message, counter: Counter, form: StockForm): Promise<Reply | Refusal> {
  const rows = stockRows(message, counter.cipher, form)
  if (isRefusal(rows)) return rows
  const changeType = rows.find((row) => row.kind === 'changed' && !counter.tables.hasCode('inv_chg_type', row.changeType))
  if (changeType !== undefined) return refused('bad_stock', `库存变更类型（inv_chg_type）${changeType.changeType.slice(0, 8)}不在代码表中，请用1901查询`)
  const recorded = await recordOnce(counter, message, null, (client) => record(client, message, counter, rows))
  if (isRefusal(recorded)) return recorded
  const doubts = await doubtsOf(counter.database, message.provider.code, message.msgid)
  return { ...reply(await outputOf(message, counter, form), recorded), ...(doubts.length === 0 ? {} : { warning: doubts.join('；') }) }
}

async function outputOf(message: Message, counter: Counter, { kind, node, numbers, faults }: StockForm): Promise<Written> {
  if (faults !== undefined) return { [faults]: [] }
  if (numbers === undefined) return {}
  const records = await recordsOfMessage(counter.database, message.provider.code, message.msgid, kind)
  const rows = message.input[node] ?? []
  return { [node]: rows.map(({ fields }, index) => ({ ...fields, [numbers]: String(records[index] ?? ''), retRslt: TAKEN, msgRslt: '' })) }
}

/** retRslt, for which no edition prints a list. */
const TAKEN = '1'

async function record(client: pg.ClientBase, message: Message, counter: Counter, rows: readonly StockRow[]): Promise<Refusal | undefined> {
  const numbers = await factNumbers(client, rows.length)
  const kept: NewStock[] = []
  for (const [index, row] of rows.entries()) {
    const person = await buyerOf(client, counter, message, row)
    if (isRefusal(person)) return person
    kept.push({ ...row, record: numbers[index] ?? 0n, person })
  }
  const traces = await tracesOf(client, message, kept)
  if (isRefusal(traces)) return traces
  await insertStock(client, stockBy(message), kept)
  await insertTraces(client, stockBy(message), traces)
  return undefined
}

async function tracesOf(client: pg.ClientBase, message: Message, kept: readonly NewStock[]): Promise<NewTrace[] | Refusal> {
  const codes = kept.flatMap((row) => row.traceCodes)
  if (codes.length === 0) return []
  await lockCodes(client, codes)
  const lives = await livesOf(client, codes)
  const rule = await secondSaleOn(client, message.reference.pool, message.today)
  const traces: NewTrace[] = []
  for (const { kind, record, split, happenedAt, traceCodes } of kept) {
    if (kind === 'changed') continue
    for (const code of traceCodes) {
      const doubt = traceFault(code, lives.get(code) ?? [], { kind: kind satisfies TraceKind, institution: message.provider.code, split }) ?? ''
      if (doubt !== '' && rule === 'refuse') return refused('trace_code', doubt)
      traces.push({ code, record, kind, split, happenedAt, doubt })
    }
  }
  return traces
}

interface SaleSettled {
  readonly provider: string
  readonly cancelled: boolean
}

/** The person of a sale who is registered here; a settlement that the sale names must be this institution's and the person's. */
async function buyerOf(client: pg.ClientBase, counter: Counter, message: Message, row: StockRow): Promise<bigint | null | Refusal> {
  const person = personOf(counter.pool, row.personNumber)
  if (person === undefined) return null
  const { rows } = await client.query('SELECT 1 FROM person WHERE person = $1', [person])
  if (rows.length === 0) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  if (row.settlementNamed === '') return person
  const bill = /^\d{1,18}$/.test(row.settlementNamed) ? await settledSale(client, person, row.settlementNamed) : undefined
  if (bill === undefined || bill.provider !== message.provider.code) {
    return refused('unknown_settlement', `结算ID（setl_id）${row.settlementNamed.slice(0, 20)}不是该人员在本机构的结算，请核对`)
  }
  if (bill.cancelled && row.kind === 'sold') return refused('cancelled_already', `结算ID（setl_id）${row.settlementNamed}已撤销，不能作为销售依据，请核对`)
  return person
}

async function settledSale(client: pg.ClientBase, person: bigint, settlement: string): Promise<SaleSettled | undefined> {
  const { rows } = await client.query<SaleSettled>(
    `SELECT s.provider, EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement) AS cancelled
       FROM settlement s WHERE s.person = $1 AND s.settlement = $2`,
    [person, settlement],
  )
  return rows[0]
}
