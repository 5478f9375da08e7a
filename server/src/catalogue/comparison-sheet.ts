// The differences of two versions as columns of a sheet.
import { percentText, ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import type { RowColumn } from '../http/sheet-of-rows.js'
import type { Change, Difference, Side } from './compare-versions.js'

const KINDS: Readonly<Record<string, string>> = {
  western_drug: '西药',
  patent_drug: '中成药',
  herb: '中药饮片',
  service: '医疗服务',
  consumable: '医用耗材',
  other: '其他',
}

const CHANGE_NAMES: Readonly<Record<Change, string>> = { added: '新增', removed: '停用', class: '类别', share: '自付比例', ceiling: '限价', other: '其他' }

const FIGURES: readonly (readonly [string, (side: Side) => string])[] = [
  ['类别', (side) => side.class],
  ['职工先行自付', (side) => percentOf(side.employee)],
  ['居民先行自付', (side) => percentOf(side.resident)],
  ['三级限价（元）', (side) => yuanOf(side.tier3)],
  ['二级限价（元）', (side) => yuanOf(side.tier2)],
  ['一级限价（元）', (side) => yuanOf(side.tier1)],
]

export const COMPARISON_COLUMNS: readonly RowColumn<Difference>[] = [
  { header: '编码', width: 30, of: (row) => row.code },
  { header: '名称', width: 30, of: (row) => row.name },
  { header: '种类', width: 14, of: (row) => KINDS[row.kind] ?? row.kind },
  { header: '变化', width: 14, of: (row) => row.changes.map((change) => CHANGE_NAMES[change]).join('、') },
  ...FIGURES.flatMap(([name, figure]) => [sideColumn(`${name}·前`, figure, 'before'), sideColumn(`${name}·后`, figure, 'after')]),
]

function sideColumn(header: string, figure: (side: Side) => string, which: 'before' | 'after'): RowColumn<Difference> {
  const of = ({ [which]: side }: Difference): string => (side === null ? '' : figure(side))
  return { header, width: 14, of }
}

function percentOf(share: string): string {
  const ratio = ratioOf(share)
  return ratio === undefined ? share : percentText(ratio)
}

function yuanOf(fen: Side['tier1']): string {
  return fen === null ? '无' : yuanText(fen)
}
