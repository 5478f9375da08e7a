// The effect on the funds: by scheme, unit, level, age, class and identity as paired bars, by payer as a waterfall, months of cover.
import Segmented from 'antd/es/segmented'
import Table, { type ColumnsType } from 'antd/es/table'
import { useMemo } from 'react'
import type { Effect, Trial } from '../../api/trial-types.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Signed } from '../beside/two-statements.js'
import { pairedBars, payerWaterfall } from './effect-charts.js'
import { TrialCauses } from './trial-causes.js'
import { TrialCover } from './trial-cover.js'

export interface NamedEffect extends Effect {
  readonly key: string
  readonly name: string
}

/** In the order of the buttons. */
const BY = [
  { by: 'unit', label: '核算单位' },
  { by: 'scheme', label: '险种' },
  { by: 'level', label: '医疗机构级别' },
  { by: 'age', label: '年龄段' },
  { by: 'class', label: '人员类别' },
  { by: 'identity', label: '人员身份' },
  { by: 'benefit', label: '就医类别' },
  { by: 'month', label: '月份' },
] as const

export function TrialEffect({ of }: { readonly of: Trial }) {
  return (
    <div className="stack">
      <ByGroup of={of} />
      <ByPayer of={of} />
      <TrialCover of={of} />
      <TrialCauses of={of} />
    </div>
  )
}

function ByGroup({ of }: { readonly of: Trial }) {
  const t = useText()
  const address = useAddress()
  const by = BY.find((one) => one.by === address.of('by')) ?? BY[0]
  const rows = useMemo(() => effectsBy(of, by.by, t), [of, by.by, t])
  const option = useMemo(() => pairedBars(rows, t), [rows, t])
  return (
    <>
      <Segmented
        aria-label={t('分组')}
        options={BY.map((one) => ({ value: one.by, label: t(one.label) }))}
        value={by.by}
        onChange={(next) => address.change({ by: next === 'unit' ? undefined : String(next) })}
      />
      <WithTable
        name="groups"
        title={t('基金和保险支付，按{by}', { by: t(by.label) })}
        note={t('现行与草案并列，万元')}
        chart={<Chart option={option} height={60 + rows.length * 46} label={t('现行与草案的支付对照，万元')} />}
        table={<EffectTable rows={rows} />}
      />
    </>
  )
}

function effectsBy(of: Trial, by: string, t: Text): readonly NamedEffect[] {
  if (by === 'unit') {
    return of.units.map((unit) => ({ ...unit, key: `${unit.unit} ${unit.scheme}`, name: `${unit.unit_name} · ${t(unit.scheme_name)}` }))
  }
  const name = (group: Trial['groups'][number]) => (by === 'scheme' ? t(group.name) : `${t(group.scheme_name)} · ${t(group.name)}`)
  return of.groups.filter((group) => group.dimension === by).map((group) => ({ ...group, key: `${group.scheme} ${group.key}`, name: name(group) }))
}

function EffectTable({ rows }: { readonly rows: readonly NamedEffect[] }) {
  const t = useText()
  const money = (key: keyof Effect, title: string): ColumnsType<NamedEffect>[number] => ({
    key,
    title,
    align: 'right',
    render: (_, row) => <Yuan fen={row[key]} />,
  })
  const columns: ColumnsType<NamedEffect> = [
    { key: 'name', title: t('分组'), dataIndex: 'name' },
    { key: 'persons', title: t('人数'), align: 'right', className: 'num', render: (_, row) => count(row.persons) },
    { key: 'bills', title: t('结算单'), align: 'right', className: 'num', render: (_, row) => count(row.bills) },
    money('total_fen', t('医疗总费用')),
    money('fund_before_fen', t('现行支付')),
    money('fund_after_fen', t('草案支付')),
    { key: 'difference', title: t('相差'), align: 'right', render: (_, row) => <Signed fen={row.difference_fen} /> },
    money('per_head_fen', t('人均相差')),
    money('self_before_fen', t('个人负担（现行）')),
    money('self_after_fen', t('个人负担（草案）')),
  ]
  return <Table<NamedEffect> rowKey="key" size="small" scroll={{ x: 'max-content' }} pagination={false} columns={columns} dataSource={[...rows]} />
}

function ByPayer({ of }: { readonly of: Trial }) {
  const t = useText()
  const rows = useMemo(() => effectsBy(of, 'payer', t), [of, t])
  const option = useMemo(() => payerWaterfall(of, t), [of, t])
  return (
    <WithTable
      name="payers"
      title={t('从现行到草案，各层支付的增减')}
      note={t('万元；纵轴不从零起')}
      chart={<Chart option={option} height={320} label={t('各层支付从现行到草案的增减，万元')} />}
      table={<EffectTable rows={rows} />}
    />
  )
}
