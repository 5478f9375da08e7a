// Joins the national drug codes with the national reimbursement drug list (edition 2024): class, negotiated payment standard,
// restriction. A code that the list does not match is 丙, as the table's own match says (weak matches keep no class).
import { type Fen, fenOfYuan } from '@tongchou/domain/base/money.js'
import { type CatalogueRow, classOf, NO_CEILINGS, NONE } from './catalogue-row.js'
import { CHARGE_OF_PART, type ListEntry, readDrugList } from './drug-list.js'
import type { PoolFile } from './pool-file.js'
import { cell, type Row, readTable } from './table.js'

export function readDrugs(pool: PoolFile): CatalogueRow[] {
  const list = readDrugList()
  const entryOf = (part: string, number: string): ListEntry | undefined => list.get(`${part}${number}`)
  return [
    ...readTable('drugs/demonstration-products.tsv').map((row) => demonstrationProduct(row, entryOf(cell(row, 'nrdl_part'), cell(row, 'nrdl_no')), pool)),
    ...readTable('drugs/drug-codes.tsv').map((row) => codedDrug(row, entryOf(cell(row, 'part_2024'), cell(row, 'no_2024')), pool)),
  ]
}

function codedDrug(row: Row, entry: ListEntry | undefined, pool: PoolFile): CatalogueRow {
  const code = cell(row, 'code')
  const itemClass = classOf(cell(row, 'class_2024'))
  const known = itemClass === '丙' ? undefined : entry
  return {
    ...drug(code, cell(row, 'generic_name'), code.startsWith('Z') ? 'Z' : 'W', itemClass, known, pool),
    ceilings: known?.standard == null ? NO_CEILINGS : [known.standard, known.standard, known.standard],
    unit: known?.unit ?? '盒',
    asked: null,
  }
}

function demonstrationProduct(row: Row, entry: ListEntry | undefined, pool: PoolFile): CatalogueRow {
  const asked: Fen | null = fenOfYuan(cell(row, 'price_illustrative')) ?? null
  const product = drug(cell(row, 'code'), cell(row, 'name'), cell(row, 'nrdl_part'), classOf(cell(row, 'class')), entry, pool)
  return {
    ...product,
    ceilings: NO_CEILINGS,
    unit: cell(row, 'unit'),
    certainty: 'illustrative',
    remark: joined('演示产品，无国家编码', product.remark),
    asked,
  }
}

type Drug = Omit<CatalogueRow, 'ceilings' | 'unit' | 'asked'>

function drug(code: string, name: string, part: string, itemClass: CatalogueRow['class'], entry: ListEntry | undefined, pool: PoolFile): Drug {
  const negotiated = entry?.negotiated ?? false
  const shares = pool.initial_self_payment
  const illustrativeShare = itemClass === '乙'
  return {
    code,
    edition: '2024',
    kind: part === 'Z' ? 'patent_drug' : 'western_drug',
    name,
    class: itemClass,
    chargeType: CHARGE_OF_PART[part === 'Z' ? 'Z' : 'W'],
    initialSelfPayment: illustrativeShare ? (negotiated ? shares.negotiated_drug : shares.drug) : NONE,
    restricted: entry?.restricted ?? false,
    negotiated,
    certainty: illustrativeShare ? shares.certainty : 'secondary',
    remark: joined(entry?.remark ?? '', illustrativeShare ? '先行自付比例为演示值' : ''),
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('；')
}
