// 4507–4512: reports of a person that this institution handed in, page by page; the latest version of each, none that was taken back.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { only, type Row } from './codec.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { MOST_ROWS } from './paging.js'
import { personNamed } from './person-of.js'
import { recordsOf, type StoredRecord } from './record-store.js'
import { openSealed } from './seal-fields.js'
import type { RecordKind } from './tables.js'
import type { Written } from './write-json.js'

export const findRecords: Transaction = async (message, counter) => {
  const kind = [...counter.tables.recordKinds.values()].find((one) => one.query === message.infno)
  if (kind === undefined) throw new Error(`record-kinds.tsv has no row that ${message.infno} asks for`)
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const page = pageOf(message, row)
  if (isRefusal(page)) return page
  const found = await recordsOf(counter.database, {
    institution: message.provider.code,
    kind: kind.infno,
    person,
    node: kind.node,
    having: having(row),
    ...page,
  })
  const shown = found.rows.map((one) => recordShown(message, counter, kind, one))
  return reply({
    data: shown.flat(),
    pageNum: page.page,
    pageSize: page.size,
    total: found.total,
    pages: Math.ceil(found.total / page.size),
  })
}

function pageOf({ provider }: Message, row: Row): { readonly page: number; readonly size: number } | Refusal {
  if (row.has('fixmedins_code') && row.text('fixmedins_code') !== provider.code) {
    return refused('other_provider', '只能查询本机构上传的报告，请核对机构编号（fixmedins_code）')
  }
  const [page, size] = [row.text('pageNum'), row.text('pageSize')]
  if (!/^[1-9]\d{0,5}$/.test(page) || !/^[1-9]\d{0,3}$/.test(size) || Number(size) > MOST_ROWS) {
    return refused('bad_page', `当前页数（pageNum）应为从1起的整数，每页条数（pageSize）应为1至${MOST_ROWS}的整数`)
  }
  return { page: Number(page), size: Number(size) }
}

/** The query names bacteria by another word than the report. */
const RENAMED: Readonly<Record<string, string>> = { coly_code: 'germ_code', coly_name: 'germ_name' }
const NOT_OF_THE_ROW: ReadonlySet<string> = new Set(['psn_no', 'fixmedins_code', 'pageNum', 'pageSize'])

function having(row: Row): Record<string, string> {
  const asked = Object.entries(row.fields).filter(([field]) => !NOT_OF_THE_ROW.has(field) && !field.includes('info'))
  return Object.fromEntries(asked.map(([field, value]) => [RENAMED[field] ?? field, value]))
}

/** Reports with nodes of their own come as one object each; the others row by row. */
function recordShown({ provider }: Message, counter: Counter, { node }: RecordKind, one: StoredRecord): Written[] {
  const of = { fixmedins_code: provider.code, fixmedins_name: provider.name }
  const rows = (texts: readonly Readonly<Record<string, string>>[]) => texts.map((row) => ({ ...renamed(row), ...of }))
  const content = openSealed(counter.cipher, one)
  if (node === 'data') {
    const stamp = { rid: String(one.record), updt_time: one.known_at, crte_time: one.known_at, optins_no: provider.area, poolarea_no: counter.pool }
    return rows(content['data'] ?? []).map((row) => ({ ...row, ...stamp }))
  }
  const nodes = Object.entries(content).map(([name, texts]) => [name, name === node ? (rows(texts)[0] ?? {}) : rows(texts)])
  return [Object.fromEntries(nodes)]
}

function renamed(row: Readonly<Record<string, string>>): Record<string, string> {
  const added = Object.entries(RENAMED).flatMap(([asked, sent]) => (row[sent] === undefined ? [] : [[asked, row[sent]] as const]))
  return { ...row, ...Object.fromEntries(added) }
}
