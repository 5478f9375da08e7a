// What 4301–4701 do: keep a medical record whole, with its named nodes, beside the visit it belongs to. A document handed in again is a
// new version; one with vali_flag 0 is taken back. Rows of several visits in one message become a record each.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { personOf } from '../enrolment/person-number.js'
import type { Input, Row } from './codec.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { visitNamed } from './person-of.js'
import { recordOnce } from './record-once.js'
import { insertRecord, type NewRecord } from './record-store.js'
import { sealInput } from './seal-fields.js'
import type { RecordKind } from './tables.js'

const MOST = 2000

export const keepRecord: Transaction = async (message, counter) => {
  const kind = counter.tables.recordKinds.get(message.infno)
  if (kind === undefined) throw new Error(`record-kinds.tsv has no row for ${message.infno}`)
  const rows = message.input[kind.node] ?? []
  if (rows.length > MOST) return refused('bad_input', `一次最多上传${MOST}条记录，请分次上传`)
  const recorded = await recordOnce(counter, message, null, async (client) => {
    for (const input of byVisit(message.input, kind.node)) {
      const record = await recordOf(client, counter, message, kind, input)
      if (isRefusal(record)) return record
      await insertRecord(client, record)
    }
    return undefined
  })
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

/** The input as it is, or one for each visit where a list of rows is all there is. */
function byVisit(input: Input, node: string): Input[] {
  const rows = input[node] ?? []
  const names = [...new Set(rows.map(visitKey))]
  if (names.length < 2) return [input]
  return names.map((name, index) => ({ ...(index === 0 ? input : {}), [node]: rows.filter((row) => visitKey(row) === name) }))
}

function visitKey(row: Row): string {
  return `${row.text('mdtrt_sn')}/${row.text('psn_no')}/${row.text('mdtrt_id')}`
}

async function recordOf(client: pg.ClientBase, counter: Counter, message: Message, kind: RecordKind, input: Input): Promise<NewRecord | Refusal> {
  const rows = input[kind.node] ?? []
  const [main] = rows
  if (main === undefined) throw new Error(`a record without its node ${kind.node}`)
  const of = await belongsTo(client, counter, message, main)
  if (isRefusal(of)) return of
  return {
    ...of,
    institution: message.provider.code,
    kind: kind.infno,
    visitNo: main.text('mdtrt_sn'),
    document: rows.length > 1 ? '' : (kind.document.map((field) => main.text(field)).find((text) => text !== '') ?? ''),
    happenedAt: timeOf(kind, input) ?? message.now,
    valid: rows.some((row) => row.text('vali_flag') !== '0'),
    ...sealInput(counter.cipher, input),
    operator: message.operator,
    message: message.msgid,
    now: message.now,
  }
}

const TIME = /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/

function timeOf({ node, time }: RecordKind, input: Input): string | undefined {
  for (const path of time) {
    const [field = '', of = node] = path.split('.').reverse()
    const text = input[of]?.[0]?.text(field) ?? ''
    if (TIME.test(text)) return text
  }
  return undefined
}

async function belongsTo(client: pg.ClientBase, counter: Counter, message: Message, row: Row): Promise<Pick<NewRecord, 'person' | 'area' | 'visit'> | Refusal> {
  const person = personOf(counter.pool, row.text('psn_no'))
  if (person === undefined) return { person: 0n, area: message.provider.area, visit: null }
  const visit = row.has('mdtrt_id') ? visitNamed(row) : null
  const { rows } = await client.query<{ area: string; provider: string | null }>(
    `SELECT p.area, v.provider FROM person p LEFT JOIN visit v ON v.person = p.person AND v.visit = $2 WHERE p.person = $1`,
    [person, visit],
  )
  const [known] = rows
  if (known === undefined) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  if (visit !== null && known.provider !== message.provider.code) {
    return refused('unknown_visit', `就诊ID（mdtrt_id）${row.text('mdtrt_id').slice(0, 20)}不是该人员在本机构的就诊，请核对`)
  }
  return { person, area: known.area, visit }
}
