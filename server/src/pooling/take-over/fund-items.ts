// Items of a fund's balance and the account each goes to; catalogues/files/fund-items.tsv.
import type { ItemSide } from '@tongchou/domain/pooling/take-over/audit-sheet.js'
import { cell, readTable } from '../../catalogue/table.js'

export interface FundItem {
  readonly side: ItemSide
  readonly account: string
  readonly detail: string
}

let known: ReadonlyMap<string, FundItem> | undefined

export function fundItems(): ReadonlyMap<string, FundItem> {
  known ??= new Map(
    readTable('files/fund-items.tsv').map((row) => [
      cell(row, 'item'),
      { side: cell(row, 'side') as ItemSide, account: cell(row, 'account'), detail: cell(row, 'detail') },
    ]),
  )
  return known
}
