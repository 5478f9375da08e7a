// The differences of two versions as a sheet.
import { percentText, ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import type { Sheet } from '../http/workbook.js'
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

export function comparisonSheet(differences: readonly Difference[]): Sheet {
  const headers = ['编码', '名称', '种类', '变化', ...FIGURES.flatMap(([name]) => [`${name}·前`, `${name}·后`])]
  return { name: '目录版本对比', columns: headers.map((header, at) => ({ header, width: at < 2 ? 30 : 14 })), rows: differences.map(cells) }
}

function cells({ code, name, kind, changes, before, after }: Difference): string[] {
  const figures = FIGURES.flatMap(([, figure]) => [before === null ? '' : figure(before), after === null ? '' : figure(after)])
  return [code, name, KINDS[kind] ?? kind, changes.map((change) => CHANGE_NAMES[change]).join('、'), ...figures]
}

function percentOf(share: string): string {
  const ratio = ratioOf(share)
  return ratio === undefined ? share : percentText(ratio)
}

function yuanOf(fen: Side['tier1']): string {
  return fen === null ? '无' : yuanText(fen)
}
