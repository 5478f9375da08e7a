// 五年预测: the fan of what is left, by scenario; the first deficit; and how wrong the same model was on years it was not given.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import { useMemo } from 'react'
import { withQuery } from '../../api/request.js'
import { type Projection, projectionQuery } from '../../api/watch-types.js'
import { Chart } from '../../chart/chart.js'
import { fanOption } from '../../chart/fan.js'
import { WithTable } from '../../chart/with-table.js'
import { Wan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { ProjectionCells } from './projection-cells.js'
import { SchemeChoice, useScheme } from './scheme-choice.js'

export function ProjectionPage() {
  return (
    <Guarded permission="fund.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const { scheme, address } = useScheme()
  const [source, scenario] = [address.of('source') ?? 'own', address.of('scenario') ?? 'base']
  const query = { scheme, source, scenario }
  const answer = useQuery(projectionQuery(query))
  return (
    <>
      <div className="page-head">
        <h1>{t('五年预测')}</h1>
        <p>{t('按年龄、性别、参保状态分组推算；区间取同一模型推算过去各年累计收支时的最大误差，占累计支出的比例。')}</p>
        <div className="actions">
          <a className="download" href={withQuery('/api/projections.xlsx', query)} download>
            {t('导出 Excel')}
          </a>
        </div>
      </div>
      <div className="filters">
        <SchemeChoice />
        <Select
          aria-label={t('数据')}
          style={{ width: 220 }}
          value={source}
          options={[
            { value: 'own', label: t('本统筹区账上数据') },
            { value: 'example', label: t('示例城市（模拟，含冲击年）') },
            { value: 'province', label: t('示例省14市（模拟，含冲击年）') },
          ]}
          onChange={(next: string) => address.change({ source: next })}
        />
        <Select
          aria-label={t('情景')}
          style={{ width: 340 }}
          value={scenario}
          options={(answer.data?.scenarios ?? []).map(({ id, name }) => ({ value: id, label: t(name) }))}
          onChange={(next: string) => address.change({ scenario: next })}
        />
      </div>
      <Answer of={answer}>
        {(of) => (of.years.length === 0 || of.known.length === 0 ? <Empty title={t('还没有一个完整年度的收支可以推算')} /> : <Told of={of} />)}
      </Answer>
    </>
  )
}

function Told({ of }: { readonly of: Projection }) {
  const t = useText()
  const { current, cumulative, cumulative_low: low } = of.first_deficit
  const words = useMemo(() => ({ middle: t('年末累计结余'), band: t('误差区间'), unit: t('元') }), [t])
  const option = useMemo(() => {
    const start = { name: String(of.known.at(-1)?.year ?? ''), low: of.opening_fen, middle: of.opening_fen, high: of.opening_fen }
    return fanOption(
      [start, ...of.years.map(({ year, low_fen, balance_fen, high_fen }) => ({ name: String(year), low: low_fen, middle: balance_fen, high: high_fen }))],
      words,
    )
  }, [of, words])
  return (
    <div className="stack">
      <section className="panel">
        <p>
          {current === null ? t('五年内当期收支没有赤字。') : t('首个当期赤字年度：{year}。', { year: current })}{' '}
          {cumulative === null ? t('五年内累计结余不会用完。') : t('累计结余用完年度：{year}。', { year: cumulative })}{' '}
          {low !== null && low !== cumulative && t('按误差下限，用完年度：{year}。', { year: low })}
        </p>
        <p className="quiet">
          {of.basis} · {t('人均费用年增长 {cost}%（剔除年龄），人均筹资年增长 {income}%', { cost: of.cost_trend_percent, income: of.income_trend_percent })}
        </p>
        {of.struck_cost_percent !== null && (
          <p>
            {t('末年人均费用比此前各年的走势偏离 {off}%，按一次性冲击处理，不作为推算的起点；下一年仍在这一水平的，即按新的水平推算。', {
              off: of.struck_cost_percent,
            })}
          </p>
        )}
        {of.struck_income_percent !== null && (
          <p>{t('末年人均筹资比此前各年的走势偏离 {off}%，按一次性因素处理，不作为推算的起点。', { off: of.struck_income_percent })}</p>
        )}
        {!of.banded && <p className="quiet">{t('已知年度少于三年，没有回溯检验，因此不画误差区间。')}</p>}
      </section>
      <WithTable
        name="fan"
        title={t('累计结余（亿元）')}
        chart={<Chart option={option} height={320} label={t('今后各年累计结余及误差区间')} />}
        table={<YearTable of={of} />}
      />
      <ProjectionCells of={of} />
      <BackTest of={of} />
    </div>
  )
}

type Year = Projection['years'][number]

function YearTable({ of }: { readonly of: Projection }) {
  const t = useText()
  const amount = (key: 'income_fen' | 'expenditure_fen' | 'balance_fen' | 'low_fen' | 'high_fen', title: string) => ({
    key,
    title,
    align: 'right' as const,
    render: (_: unknown, row: Year) => <Wan fen={row[key]} />,
  })
  return (
    <Table<Year>
      size="small"
      rowKey="year"
      pagination={false}
      dataSource={[...of.years]}
      columns={[
        { title: t('年度'), dataIndex: 'year', className: 'num' },
        { title: t('参保人数'), align: 'right', render: (_, row) => <span className="num">{count(row.heads)}</span> },
        amount('income_fen', t('收入')),
        amount('expenditure_fen', t('支出')),
        amount('balance_fen', t('年末累计结余')),
        amount('low_fen', t('下限')),
        amount('high_fen', t('上限')),
        { title: t('误差区间'), align: 'right', render: (_, row) => <span className="num">±{row.band_percent}%</span> },
      ]}
    />
  )
}

function Percent({ of }: { readonly of: string }) {
  return <span className={of.startsWith('-') ? 'num negative' : 'num'}>{of}%</span>
}

function BackTest({ of }: { readonly of: Projection }) {
  const t = useText()
  if (of.back_test.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('回溯检验')}</h2>
        <span className="quiet">
          {t('只给模型起点及以前的年度，让它推算以后的支出，再与实际相比')}
          {of.held.told > 0 && `；${t('用当时能画出的区间，其后五年内的累计收支有 {held}/{told} 次落在区间内', { held: of.held.held, told: of.held.told })}`}
        </span>
      </header>
      <Table<Projection['back_test'][number]>
        size="small"
        rowKey={({ origin, year }) => `${origin}-${year}`}
        pagination={{ pageSize: 12, showSizeChanger: false }}
        dataSource={[...of.back_test]}
        columns={[
          {
            title: t('已知到'),
            className: 'num',
            render: (_, row) => (
              <>
                {row.origin} {row.struck && <Tag color="gold">{t('冲击年，不作起点')}</Tag>}
              </>
            ),
          },
          { title: t('推算年度'), dataIndex: 'year', className: 'num' },
          { title: t('推算支出'), align: 'right', render: (_, row) => <Wan fen={row.projected_fen} /> },
          { title: t('实际支出'), align: 'right', render: (_, row) => <Wan fen={row.actual_fen} /> },
          {
            title: t('支出误差'),
            align: 'right',
            sorter: (a, b) => Number(a.error_percent) - Number(b.error_percent),
            render: (_, row) => <Percent of={row.error_percent} />,
          },
          { title: t('推算收入'), align: 'right', render: (_, row) => <Wan fen={row.projected_income_fen} /> },
          { title: t('实际收入'), align: 'right', render: (_, row) => <Wan fen={row.actual_income_fen} /> },
          {
            title: t('累计收支误差占支出'),
            align: 'right',
            sorter: (a, b) => Number(a.balance_error_percent) - Number(b.balance_error_percent),
            render: (_, row) => <Percent of={row.balance_error_percent} />,
          },
        ]}
      />
    </section>
  )
}
