// Which party is held against which, and within how many days two entries are the same money; catalogues/files/reconcile-pairs.tsv.
import { cell, readTable } from '../../catalogue/table.js'

export type OtherParty = 'tax' | 'treasury' | 'finance' | 'bank'
export type Party = OtherParty | 'bureau'

export const PARTY_NAMES: Readonly<Record<Party, string>> = { tax: '税务', treasury: '国库', finance: '财政', bank: '银行', bureau: '医保' }

export interface Pair {
  readonly pair: string
  readonly name: string
  readonly left: Party
  readonly right: Party
  readonly stream: string
  readonly toleranceDays: number
  readonly about: string
}

let known: readonly Pair[] | undefined

export function pairs(): readonly Pair[] {
  known ??= readTable('files/reconcile-pairs.tsv').map((row) => ({
    pair: cell(row, 'pair'),
    name: cell(row, 'name'),
    left: cell(row, 'left') as Party,
    right: cell(row, 'right') as Party,
    stream: cell(row, 'stream'),
    toleranceDays: Number(cell(row, 'tolerance_days')),
    about: cell(row, 'about'),
  }))
  return known
}

export function pairNamed(pair: string): Pair | undefined {
  return pairs().find((one) => one.pair === pair)
}
