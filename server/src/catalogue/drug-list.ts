// The national reimbursement drug list, edition 2024, by part and number: what a payment standard and a remark mean for a bill.
import { type Fen, fenOfYuan, most } from '@tongchou/domain/base/money.js'
import { cell, type Row, readTable } from './table.js'

export interface ListEntry {
  readonly negotiated: boolean
  /** Official payment standard per unit; the largest where the entry has several strengths, because codes do not say theirs. */
  readonly standard: Fen | null
  readonly unit: string | undefined
  readonly restricted: boolean
  readonly remark: string
}

/** National list med_chrgitm_type: 09 western, 11 patent. */
export const CHARGE_OF_PART = { W: '09', Z: '11' } as const

export function readDrugList(): Map<string, ListEntry> {
  const list = new Map<string, ListEntry>()
  for (const row of readTable('drugs/nrdl-2024.tsv')) {
    const key = `${cell(row, 'part')}${cell(row, 'no')}`
    if (!list.has(key)) list.set(key, entryOf(row))
  }
  return list
}

function entryOf(row: Row): ListEntry {
  const standards = [...cell(row, 'pay_standard').matchAll(/(\d+(?:\.\d+)?)元\(([^；]*)\)/g)]
  const amounts = standards.map((match) => fenOfYuan(match[1] ?? '')).filter((fen) => fen !== undefined)
  const [first, ...others] = amounts
  return {
    negotiated: cell(row, 'part') === 'NW' || cell(row, 'part') === 'NZ',
    standard: first === undefined ? null : most(first, ...others),
    unit: /\/([支片粒袋瓶盒丸贴枚])/.exec(standards[0]?.[2] ?? '')?.[1],
    restricted: needsApproval(cell(row, 'rules_json'), cell(row, 'remark')),
    remark: [cell(row, 'remark'), validity(cell(row, 'valid'))].filter((part) => part !== '').join(' '),
  }
}

/**
 * Whether a hospital must approve the use line by line. Only what a hospital can attest is taken: evidence asked (a test, a
 * finding), second line, or another insurance's drug. An indication alone is left to the audit rules.
 */
function needsApproval(rules: string, remark: string): boolean {
  return /"(evidence|line)":/.test(rules) || /限(工伤|生育)保险/.test(remark)
}

function validity(text: string): string {
  return text === '' ? '' : `支付标准有效期：${text}`
}
