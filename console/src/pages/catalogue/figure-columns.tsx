// The figures of an item as columns: class, unit, what the person pays first, ceilings by the provider's tier.
import { percentText, ratioOf } from '@tongchou/domain/base/money.js'
import type { ColumnsType } from 'antd/es/table'
import type { ItemFigures } from '../../api/catalogue-types.js'
import { yuan } from '../../format/money.js'
import type { Text } from '../../language/language.js'

export function figureColumns<T extends ItemFigures>(t: Text): ColumnsType<T> {
  const figure = (key: string, title: string, of: (row: T) => string): ColumnsType<T>[number] => ({
    key,
    title,
    align: 'right',
    className: 'num',
    render: (_, row) => of(row),
  })
  return [
    { key: 'class', title: t('类别'), render: (_, row) => `${row.class}${row.restricted ? t('（限）') : ''}` },
    { key: 'unit', title: t('单位'), render: (_, row) => row.unit ?? '—' },
    figure('employee', t('职工自付'), (row) => percentOf(row.employee)),
    figure('resident', t('居民自付'), (row) => percentOf(row.resident)),
    figure('tier3', t('三级限价'), (row) => ceilingOf(row.tier3_fen, t)),
    figure('tier2', t('二级限价'), (row) => ceilingOf(row.tier2_fen, t)),
    figure('tier1', t('一级限价'), (row) => ceilingOf(row.tier1_fen, t)),
  ]
}

export function percentOf(share: string): string {
  const ratio = ratioOf(share)
  return ratio === undefined ? share : percentText(ratio)
}

export function ceilingOf(fen: number | null, t: Text): string {
  return fen === null ? t('无') : yuan(fen)
}
