// Every unit of a year end; one opened shows its waterfall and its lines with articles.
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import { useMemo } from 'react'
import type { GapLine, YearEndUnit } from '../../api/year-end-types.js'
import { Chart } from '../../chart/chart.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { waterfall } from './waterfall.js'

type AmountKey = 'income_fen' | 'expenditure_fen' | 'levy_fen' | 'plan_expenditure_fen' | 'surplus_fen' | 'gap_fen' | 'management_fen' | 'normal_fen'

export function YearEndUnits({ of }: { readonly of: readonly YearEndUnit[] }) {
  const t = useText()
  const amount = (key: AmountKey, title: string) => ({
    key,
    title: t(title),
    align: 'right' as const,
    render: (_: unknown, row: YearEndUnit) => <Yuan fen={row[key]} />,
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('各核算单位')}</h2>
        <span className="quiet">{t('单位：元')}</span>
      </header>
      <Table<YearEndUnit>
        size="small"
        rowKey="unit"
        pagination={of.length > 20 ? { pageSize: 20 } : false}
        dataSource={[...of]}
        scroll={{ x: 'max-content' }}
        expandable={{
          expandedRowRender: (unit) => <OneUnit unit={unit} />,
          rowExpandable: ({ gap_fen }) => gap_fen > 0,
          defaultExpandedRowKeys: of
            .filter(({ gap_fen }) => gap_fen > 0)
            .slice(0, 1)
            .map(({ unit }) => unit),
        }}
        columns={[
          { title: t('核算单位'), dataIndex: 'name' },
          amount('income_fen', '收入'),
          amount('plan_expenditure_fen', '计划支出'),
          amount('expenditure_fen', '支出'),
          amount('levy_fen', '上解调剂金'),
          amount('surplus_fen', '当年结余'),
          amount('gap_fen', '缺口'),
          amount('management_fen', '其中管理缺口'),
          amount('normal_fen', '一般缺口'),
          { title: t('考核系数'), align: 'right', render: (_, { coefficient }) => coefficient ?? '—' },
        ]}
      />
    </section>
  )
}

function OneUnit({ unit }: { readonly unit: YearEndUnit }) {
  const t = useText()
  const option = useMemo(() => waterfall(unit, t), [unit, t])
  return (
    <>
      <Chart option={option} height={240} label={t('{name}：缺口由谁承担', { name: unit.name })} />
      <Table<GapLine>
        size="small"
        rowKey="line"
        pagination={false}
        dataSource={[...unit.lines]}
        columns={[
          { title: t('缺口'), render: (_, row) => t(row.part_name) },
          { title: t('由谁承担'), render: (_, row) => (row.source_name === null ? '—' : t(row.source_name)) },
          { title: t('金额'), align: 'right', render: (_, row) => <Yuan fen={row.amount_fen} strong /> },
          {
            title: t('状态'),
            render: (_, row) => <Tag color={row.status === 'covered' ? 'green' : row.status === 'awaiting' ? 'gold' : 'red'}>{t(row.status_name)}</Tag>,
          },
          { title: t('还差什么'), render: (_, row) => row.needs_text.map((text) => t(text)).join('；') },
          { title: t('条款'), render: (_, row) => (row.document === null ? '—' : `${row.document} ${row.article ?? ''}`) },
        ]}
      />
    </>
  )
}
