// Reads the catalogue of drugs, services, herbs and consumables from `catalogues/` into the rows of catalogue_item. What is
// illustrative there (shares of class 乙, prices and classes of services, consumables) stays marked so.
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import { type CatalogueRow, classOf, NO_CEILINGS, NONE } from './catalogue-row.js'
import type { PoolFile } from './pool-file.js'
import { readDrugs } from './read-drugs.js'
import { cell, type Row, readTable } from './table.js'

/** Every item once; where two tables have a code, the first wins. */
export function readItems(pool: PoolFile): CatalogueRow[] {
  const items = new Map<string, CatalogueRow>()
  for (const row of [...readDrugs(pool), ...herbs(), ...services(pool), ...consumables()]) if (!items.has(row.code)) items.set(row.code, row)
  return [...items.values()]
}

/** National list med_chrgitm_type by the names that price lists use. */
export const CHARGE_TYPES: Readonly<Record<string, string>> = {
  床位费: '01',
  诊察费: '02',
  检查费: '03',
  化验费: '04',
  治疗费: '05',
  手术费: '06',
  护理费: '07',
  材料费: '08',
  一般诊疗费: '12',
  挂号费: '13',
  其他费: '14',
}

function services(pool: PoolFile): CatalogueRow[] {
  return [...readTable('services/common-supplement.tsv'), ...readTable('services/items.tsv')].map((row) => serviceOf(row, pool))
}

function serviceOf(row: Row, pool: PoolFile): CatalogueRow {
  const itemClass = classOf(cell(row, 'class_illustrative'))
  const ceilings = ['price_tier3', 'price_tier2', 'price_tier1'].map((name) => fenOfYuan(cell(row, name)) ?? null)
  return {
    code: cell(row, 'code15'),
    edition: 'illustrative',
    kind: 'service',
    name: cell(row, 'name'),
    class: itemClass,
    chargeType: CHARGE_TYPES[cell(row, 'fee_category')] ?? '14',
    unit: cell(row, 'unit'),
    initialSelfPayment: itemClass === '乙' ? pool.initial_self_payment.service : NONE,
    ceilings: [ceilings[0] ?? null, ceilings[1] ?? null, ceilings[2] ?? null],
    restricted: false,
    negotiated: false,
    certainty: 'illustrative',
    remark: '类别与价格为演示值',
    asked: null,
  }
}

function herbs(): CatalogueRow[] {
  const coded = readTable('drugs/herb-codes.tsv')
  const names = new Set(coded.map((row) => cell(row, 'name')))
  const rules = new Map(readTable('drugs/nrdl-2024-herbs.tsv').map((row) => [cell(row, 'name'), row]))
  const others = [...rules.values()].filter((row) => !names.has(cell(row, 'name')))
  return [
    ...coded.map((row) => herbOf(cell(row, 'code'), cell(row, 'name'), cell(row, 'rule') === 'not-alone')),
    ...others.map((row) => herbOf(`DEMOT${cell(row, 'no').padStart(4, '0')}`, cell(row, 'name'), cell(row, 'remark') === '□')),
  ]
}

function herbOf(code: string, name: string, notAlone: boolean): CatalogueRow {
  return {
    code,
    edition: '2024',
    kind: 'herb',
    name,
    class: '甲',
    chargeType: '10',
    unit: '克',
    initialSelfPayment: NONE,
    ceilings: NO_CEILINGS,
    restricted: false,
    negotiated: false,
    certainty: code.startsWith('DEMO') ? 'illustrative' : 'secondary',
    remark: notAlone ? '单味使用不予支付' : '',
    asked: null,
  }
}

function consumables(): CatalogueRow[] {
  return readTable('consumables/demonstration-items.tsv').map((row) => {
    const share = cell(row, 'initial_self_payment')
    return {
      code: cell(row, 'code'),
      edition: 'illustrative',
      kind: 'consumable',
      name: cell(row, 'name'),
      class: classOf(cell(row, 'class')),
      chargeType: '08',
      unit: cell(row, 'unit'),
      initialSelfPayment: { employee: share, resident: share },
      ceilings: NO_CEILINGS,
      restricted: false,
      negotiated: false,
      certainty: 'illustrative',
      remark: '演示耗材',
      asked: fenOfYuan(cell(row, 'price_illustrative')) ?? null,
    }
  })
}
