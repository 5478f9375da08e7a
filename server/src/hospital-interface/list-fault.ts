// What is wrong in a settlement list, field by field: an error keeps it from being submitted, a warning does not.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan, yuanText } from '@tongchou/domain/base/money.js'
import type { SettlementFact } from '../settlement/fact.js'
import type { Content } from './seal-fields.js'
import type { InterfaceTables } from './tables.js'

export interface Fault {
  readonly field: string
  readonly level: 'error' | 'warning'
  readonly sentence: string
  /** As sent; empty for identity numbers. */
  readonly value: string
}

/** The list and everything it is held against. */
export interface ListCase {
  readonly content: Content
  readonly head: Fields
  readonly fact: SettlementFact
  readonly inpatient: boolean
  readonly institution: string
  readonly pool: string
  readonly today: Day
  readonly person: { readonly name: string; readonly sex: string; readonly born: Day; readonly certificate: string }
  /** What each fund paid, by 基金支付类型. */
  readonly funds: ReadonlyMap<string, Fen>
  /** What the lines come to by 医疗收费项目类别; undefined where lines were cancelled inside an upload. */
  readonly charges: ReadonlyMap<string, Fen> | undefined
  readonly tables: InterfaceTables
}

export type Fields = Readonly<Record<string, string>>

export function rowsOf({ content }: ListCase, node: string): readonly Fields[] {
  return content[node] ?? []
}

export function error(field: string, sentence: string, value = ''): Fault {
  return { field, level: 'error', sentence, value: value.slice(0, 60) }
}

export function warning(field: string, sentence: string, value = ''): Fault {
  return { field, level: 'warning', sentence, value: value.slice(0, 60) }
}

export function fenIn(row: Fields, field: string): Fen {
  return fenOfYuan(row[field] ?? '') ?? 0n
}

export function yuan(fen: Fen): string {
  return `${yuanText(fen)}元`
}
