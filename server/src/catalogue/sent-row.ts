// Rows of a catalogue file as an office or the nation sends them. What a file does not say is undefined and stays as it was.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { CatalogueClass } from '@tongchou/domain/settlement/bill.js'
import type { PriceTier } from '@tongchou/domain/settlement/split-line.js'

export interface SentRow {
  /** Line or row in the file, as its editor counts. */
  readonly row: number
  readonly code: string
  readonly name?: string
  readonly class?: CatalogueClass
  readonly unit?: string
  readonly chargeType?: string
  /** Decimal texts with four places. */
  readonly shares?: Readonly<Partial<Record<Scheme, string>>>
  /** null: the file says there is none. */
  readonly ceilings?: Readonly<Partial<Record<PriceTier, Fen | null>>>
  readonly restricted?: boolean
  readonly negotiated?: boolean
  readonly remark?: string
  /** Later than the day of the import, or it does not matter. */
  readonly from?: Day
  readonly until?: Day
  /** False: the item ends. */
  readonly valid: boolean
  readonly asPrinted: Readonly<Record<string, string>>
}

/** What is wrong with a row, for the person who has the file open. */
export interface RowFault {
  readonly row: number
  readonly sentence: string
}

export interface SentFile {
  /** `price_list`, or the number of an official download. */
  readonly layout: string
  readonly rows: readonly SentRow[]
  readonly faults: readonly RowFault[]
  /** What was left unread, for the person who brings the file. */
  readonly notices?: readonly string[]
}

export function classNamed(text: string): CatalogueClass | undefined {
  const found = /^(?:0?[123]$|[甲乙丙])/.exec(text.trim())?.[0]
  if (found === undefined) return /^自费/.test(text.trim()) ? '丙' : undefined
  const classes: Readonly<Record<string, CatalogueClass>> = { 1: '甲', 2: '乙', 3: '丙', 甲: '甲', 乙: '乙', 丙: '丙' }
  return classes[found.slice(-1)]
}

const YES = /^(1|是|有|Y|true|√|有效|限制|谈判)$/i
const NO = /^(0|否|无|N|false|×|无效|不限)$/i

export function yesOrNo(text: string): boolean | undefined {
  return YES.test(text.trim()) ? true : NO.test(text.trim()) ? false : undefined
}
