// What may be written by hand: the kinds of catalogues/fund/manual-vouchers.tsv, and the two corrections.
import type { ManualKind } from '@tongchou/domain/fund/manual-voucher.js'
import { readTable } from './read-table.js'

export const CORRECTIONS = { red_letter: '红字冲销', supplement: '补充更正' } as const
export type Correction = keyof typeof CORRECTIONS

export function isCorrection(purpose: string): purpose is Correction {
  return Object.hasOwn(CORRECTIONS, purpose)
}

export async function manualKinds(): Promise<ManualKind[]> {
  const rows = await readTable('manual-vouchers.tsv', ['purpose', 'name', 'debit', 'credit'])
  return rows.map(({ purpose, name, debit, credit }) => ({ purpose, name, debit: debit.split(' '), credit: credit.split(' ') }))
}

export async function purposeName(purpose: string): Promise<string> {
  if (isCorrection(purpose)) return CORRECTIONS[purpose]
  return (await manualKinds()).find((kind) => kind.purpose === purpose)?.name ?? purpose
}
