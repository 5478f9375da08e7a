// One line of a file by its layout: the values it stands for, or every fault of it in a sentence that says what to do. Identity numbers
// and telephone numbers come out apart, and never stand in a sentence.
import { certificateFault } from '@tongchou/domain/base/certificate.js'
import type { Day } from '@tongchou/domain/base/day.js'
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import { identityOf, isBenefitKind, KIND_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { dayText } from '../catalogue/read-cell.js'
import { yesOrNo } from '../catalogue/sent-row.js'
import { cell, readTable } from '../catalogue/table.js'
import type { Column, FieldType, Layout } from './layout.js'

export interface LineRead {
  readonly fields: Readonly<Record<string, string>>
  readonly secrets: { readonly certNo?: string; readonly phone?: string }
  readonly faults: readonly string[]
  /** What the line is about; the certificate's part is put in by the caller as a keyed hash. */
  readonly key: readonly string[]
}

type Parse = (text: string, column: Column) => string | undefined

const KINDS: ReadonlyMap<string, string> = new Map(Object.entries(KIND_NAMES).map(([kind, name]) => [name, kind]))
let items: ReadonlySet<string> | undefined
function fundItems(): ReadonlySet<string> {
  items ??= new Set(readTable('files/fund-items.tsv').map((row) => cell(row, 'item')))
  return items
}

const fen = (text: string): string | undefined => fenOfYuan(text.replaceAll(',', '').replace(/元$/, ''))?.toString()

const PARSE: Readonly<Record<FieldType, Parse>> = {
  text: (text) => (text.length <= 200 ? text : undefined),
  code: (text) => (/^[A-Za-z0-9._-]{1,40}$/.test(text) ? text : undefined),
  day: dayText,
  year: (text) => (/^20\d\d$/.test(text) ? text : undefined),
  count: (text) => (/^\d{1,6}$/.test(text) ? text : undefined),
  fen: (text) => (text.startsWith('-') ? undefined : fen(text)),
  signed_fen: fen,
  yesno: (text) => {
    const told = yesOrNo(text)
    return told === undefined ? undefined : String(told)
  },
  choice: (text, { choices }) => choices.get(text),
  certificate: (text) => text,
  phone: (text) => (/^[0-9+ -]{7,20}$/.test(text) ? text : undefined),
  identity: (text) => (identityOf(text) === undefined ? undefined : text),
  benefit: (text) => KINDS.get(text) ?? (isBenefitKind(text) ? text : undefined),
  provider: (text) => (/^[HP]\d{11}$/.test(text) ? text : undefined),
  area: (text) => (/^\d{6,12}$/.test(text) ? text : undefined),
  fund_item: (text) => (fundItems().has(text) ? text : undefined),
}

const WANTED: Readonly<Record<FieldType, string>> = {
  text: '应在200字以内',
  code: '应为字母和数字的代码',
  day: '应为日期，如2026-01-31',
  year: '应为四位年份，如2026',
  count: '应为整数',
  fen: '应为不带负号的金额（元，最多两位小数）',
  signed_fen: '应为金额（元，最多两位小数，退款写负数）',
  yesno: '应为“是”或“否”',
  choice: '应为列出的写法之一',
  certificate: '不是有效的证件号码',
  phone: '不是电话号码',
  identity: '不在国家身份清单里；请写清单里的代码词',
  benefit: '不是列出的就医类别',
  provider: '应为H或P加11位数字的机构编码',
  area: '应为6至12位区划代码',
  fund_item: '不在“基金余额项目”里；请对照模板的项目清单改写',
}

/** Whose text may not be repeated in a fault. */
const SECRET: ReadonlySet<FieldType> = new Set(['certificate', 'phone'])

export function readLine({ columns }: Layout, places: readonly number[], cells: readonly string[], today: Day): LineRead {
  const fields: Record<string, string> = {}
  const faults: string[] = []
  const secrets: { certNo?: string; phone?: string } = {}
  columns.forEach((column, i) => {
    const text = cells[places[i] ?? -1]?.trim() ?? ''
    if (text === '') {
      if (column.required) faults.push(`“${column.column}”没有填；请补上。`)
      return
    }
    const value = PARSE[column.type](text, column)
    if (value === undefined) faults.push(faultOf(column, text))
    else if (column.type === 'certificate') secrets.certNo = value.toUpperCase()
    else if (column.type === 'phone') secrets.phone = value
    else fields[column.field] = value
  })
  const number = secrets.certNo === undefined ? undefined : certificateFault(fields['cert_type'] ?? '', secrets.certNo, today)
  if (number !== undefined) faults.push(`${number}。`)
  return { fields, secrets, faults, key: columns.filter(({ key, type }) => key && type !== 'certificate').map(({ field }) => fields[field] ?? '') }
}

function faultOf({ column, type, choices }: Column, text: string): string {
  const shown = SECRET.has(type) ? '' : `（现为“${shortened(text)}”）`
  const words = type === 'choice' ? `：${[...choices.keys()].filter((word) => /[\u4e00-\u9fff]/.test(word)).join('、')}` : ''
  return `“${column}”${WANTED[type]}${words}${shown}。`
}

/** A number put in the wrong column may be somebody's: long runs of digits are left out. */
function shortened(text: string): string {
  return text.replace(/\d{11,}[\dXx]?/g, '…').slice(0, 20)
}
