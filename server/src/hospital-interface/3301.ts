// 3301 目录对照上传: an institution says under which national code each of its own codes is billed, and from when to when.
import { type BusinessCodeKind, businessCodeFault } from '@tongchou/domain/base/business-code.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { CatalogueKind } from '@tongchou/domain/settlement/split-line.js'
import { attributesOf, type Row } from './codec.js'
import { actOnce } from './institution-act.js'
import { insertMappings, type Mapping, mappingsOf, type NewMapping } from './mapping-store.js'
import type { Message, Transaction } from './message.js'

const TAKEN = ['fixmedins_hilist_id', 'fixmedins_hilist_name', 'list_type', 'med_list_codg', 'begndate', 'enddate'] as const
const MOST = 2000

/** National list list_type: the first digit tells drugs, services and consumables apart; editions number the drugs differently. */
const FAMILIES: Readonly<Record<string, { readonly items: readonly CatalogueKind[]; readonly codes: readonly BusinessCodeKind[] }>> = {
  1: { items: ['western_drug', 'patent_drug', 'herb', 'other'], codes: ['western_drug', 'patent_drug', 'herb'] },
  2: { items: ['service', 'other'], codes: ['service'] },
  3: { items: ['consumable', 'other'], codes: ['consumable', 'consumable_item'] },
}

export const uploadMapping: Transaction = async (message, counter) => {
  const sent = message.input['data'] ?? []
  if (sent.length > MOST) return refused('bad_input', `一次最多上传${MOST}条对照，请分次上传`)
  const rows = sent.map(mappingOf)
  for (const [at, row] of rows.entries()) {
    const fault = faultOf(message, row)
    if (fault !== undefined) return refused('bad_mapping', `第${at + 1}条（院内编码${row.own_code.slice(0, 30)}）：${fault}`)
  }
  return actOnce(counter, message, async (client) => {
    const ownCodes = rows.map((row) => row.own_code)
    const clash = clashOf(await mappingsOf(client, message.provider.code, ownCodes), rows)
    if (clash !== undefined) return clash
    await insertMappings(client, { institution: message.provider.code, operator: message.operator, day: message.today }, rows)
    return undefined
  })
}

function mappingOf(row: Row): NewMapping {
  return {
    own_code: row.text('fixmedins_hilist_id'),
    own_name: row.text('fixmedins_hilist_name'),
    list_type: row.text('list_type'),
    national_code: row.text('med_list_codg'),
    in_force: row.day('begndate'),
    until: row.day('enddate') || null,
    withdrawn: false,
    attributes: attributesOf(row, TAKEN),
  }
}

function faultOf({ reference }: Message, row: NewMapping): string | undefined {
  const family = FAMILIES[row.list_type[0] ?? '']
  if (family === undefined || !/^\d{3}$/.test(row.list_type)) return `目录类别（list_type）${row.list_type.slice(0, 6)}不在码表中`
  if (row.until !== null && row.until < row.in_force) return `结束日期（enddate）${row.until}早于开始日期（begndate）${row.in_force}`
  const item = reference.catalogue.item(row.national_code, row.in_force)
  if (item !== undefined) return family.items.includes(item.kind) ? undefined : `医疗目录编码${row.national_code}（${item.name}）与目录类别${row.list_type}不符`
  const faults = family.codes.map((kind) => businessCodeFault(kind, row.national_code))
  return faults.includes(undefined) ? undefined : `医疗目录编码（med_list_codg）${row.national_code.slice(0, 30)}不正确：${faults[0]}`
}

/** On one day an own code stands for one national code. The same pair again replaces the dates of its row. */
function clashOf(stored: readonly Mapping[], rows: readonly NewMapping[]): Refusal | undefined {
  const standing: Mapping[] = [...stored]
  for (const row of rows) {
    const other = standing.find((one) => one.own_code === row.own_code && one.national_code !== row.national_code && overlap(one, row))
    if (other !== undefined) {
      const period = `${other.in_force}至${other.until ?? '长期'}`
      return refused('mapped_already', `院内编码${row.own_code.slice(0, 40)}在${period}已对照${other.national_code}，请先用3302撤销再上传`)
    }
    standing.push(row)
  }
  return undefined
}

function overlap(a: Mapping, b: Mapping): boolean {
  return (a.until === null || b.in_force <= a.until) && (b.until === null || a.in_force <= b.until)
}
