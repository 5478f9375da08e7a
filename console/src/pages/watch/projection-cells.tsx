// One year of the projection by status, age and sex.
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { Projection } from '../../api/watch-types.js'
import { Wan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'

type Cell = Projection['years'][number]['cells'][number]

export function ProjectionCells({ of }: { readonly of: Projection }) {
  const t = useText()
  const [chosen, choose] = useState<number>()
  const year = of.years.find((one) => one.year === chosen) ?? of.years.at(-1)
  if (year === undefined) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('分年龄、性别、参保状态')}</h2>
        <Select
          aria-label={t('推算年度')}
          size="small"
          style={{ width: 110 }}
          value={year.year}
          options={of.years.map((one) => ({ value: one.year, label: String(one.year) }))}
          onChange={(next: number) => choose(next)}
        />
      </header>
      <Table<Cell>
        size="small"
        rowKey={({ status, ages, sex }) => `${status} ${ages} ${sex}`}
        pagination={{ pageSize: 17, showSizeChanger: false }}
        dataSource={[...year.cells]}
        columns={[
          { title: t('参保状态'), render: (_, row) => t(row.status) },
          { title: t('年龄'), dataIndex: 'ages' },
          { title: t('性别'), render: (_, row) => t(row.sex) },
          { title: t('人数'), align: 'right', sorter: (a, b) => a.heads - b.heads, render: (_, row) => <span className="num">{count(row.heads)}</span> },
          {
            title: t('支出（万元）'),
            align: 'right',
            sorter: (a, b) => a.expenditure_fen - b.expenditure_fen,
            render: (_, row) => <Wan fen={row.expenditure_fen} />,
          },
        ]}
      />
    </section>
  )
}
