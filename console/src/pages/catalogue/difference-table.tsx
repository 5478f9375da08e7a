// Items that differ between two versions, each figure before and after.
import type { ColumnsType } from 'antd/es/table'
import type { Comparison, Difference, ItemSide } from '../../api/catalogue-types.js'
import { type Text, useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { PagedTable } from '../../session/paged-table.js'
import { Empty } from '../../shell/states.js'
import { ceilingOf, percentOf } from './figure-columns.js'
import { CHANGES, KINDS } from './words.js'

export function DifferenceTable({ page, asking, address }: { readonly page: Comparison; readonly asking: boolean; readonly address: Address }) {
  const t = useText()
  if (page.total === 0) {
    return (
      <Empty title={t('两个版本没有差异')}>
        <p>{t('请换一个版本，或放宽条件。')}</p>
      </Empty>
    )
  }
  return <PagedTable<Difference> rowKey="code" columns={columns(t)} answer={page} asking={asking} address={address} />
}

function columns(t: Text): ColumnsType<Difference> {
  const figure = (title: string, of: (side: ItemSide) => string) => ({
    key: title,
    title,
    align: 'right' as const,
    className: 'num',
    render: (_: unknown, row: Difference) => <BeforeAfter before={row.before === null ? '' : of(row.before)} after={row.after === null ? '' : of(row.after)} />,
  })
  return [
    { key: 'code', title: t('编码'), dataIndex: 'code', className: 'num' },
    { key: 'name', title: t('名称'), dataIndex: 'name' },
    { key: 'kind', title: t('种类'), render: (_, row) => t(KINDS[row.kind] ?? row.kind) },
    { key: 'changes', title: t('变化'), render: (_, row) => row.changes.map((change) => t(CHANGES[change] ?? change)).join('、') },
    figure(t('类别'), (side) => side.class),
    figure(t('职工自付'), (side) => percentOf(side.employee)),
    figure(t('居民自付'), (side) => percentOf(side.resident)),
    figure(t('三级限价'), (side) => ceilingOf(side.tier3_fen, t)),
    figure(t('二级限价'), (side) => ceilingOf(side.tier2_fen, t)),
    figure(t('一级限价'), (side) => ceilingOf(side.tier1_fen, t)),
  ]
}

function BeforeAfter({ before, after }: { readonly before: string; readonly after: string }) {
  if (before === after) return <span className="quiet">{after}</span>
  return (
    <span>
      {before !== '' && <del className="quiet">{before}</del>} {after !== '' && <strong>{after}</strong>}
    </span>
  )
}
