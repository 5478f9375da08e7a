// 预算执行: by fund and unit until a month — plan, actual, how far that is beside the time that has passed, who overspends — and how the
// months went.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import dayjs from 'dayjs'
import { EXECUTION, type ExecutionRow, type MonthDone, type MonthlyExecution, monthlyExecutionQuery } from '../../api/bridge-types.js'
import { booksQuery } from '../../api/queries.js'
import { Chart } from '../../chart/chart.js'
import { WithTable } from '../../chart/with-table.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { ExcelLink, PageHead } from '../../session/list-section.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/ledger-print.css'
import { MonthChoice } from '../../session/month-choice.js'
import { AreaChoice } from '../enrolment/person-filters.js'
import { yuanColumn } from '../payment/desk/columns.js'
import { progressOption } from './progress.js'

export function ExecutionPage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="fund.see">
      <PageHead title={t('预算执行')} says={t('下达的预算与账簿逐月对照：执行率与时间进度相比，支出快于时间进度和超预算的单独标出；职工只计统筹基金。')} />
      <Question address={address} />
    </Guarded>
  )
}

function Question({ address }: { readonly address: Address }) {
  const t = useText()
  const books = useQuery(booksQuery)
  const until = address.of('until') ?? dayjs().format('YYYY-MM')
  const [book, unit] = [address.of('book'), address.of('unit')]
  const query = {
    ...{ year: Number(until.slice(0, 4)), month: Number(until.slice(5)) },
    ...(book === undefined ? {} : { book }),
    ...(unit === undefined ? {} : { unit }),
  }
  const answer = useQuery(monthlyExecutionQuery(query))
  return (
    <>
      <div className="filters no-print">
        <MonthChoice address={address} name="until" label={t('截至月份')} otherwise={until} />
        <AddressChoice address={address} name="book" label={t('基金')} of={new Map((books.data ?? []).map((one) => [one.book, one.name]))} width={260} />
        <AreaChoice address={address} name="unit" label={t('核算单位')} />
        <ExcelLink path={`${EXECUTION}.xlsx`} query={query} />
        <PrintButton />
      </div>
      <Answer of={answer}>
        {(of) => (of.rows.length === 0 ? <Empty title={t('这一年没有下达的预算，也没有收支')} /> : <Shown of={of} address={address} />)}
      </Answer>
    </>
  )
}

function Shown({ of, address }: { readonly of: MonthlyExecution; readonly address: Address }) {
  const t = useText()
  const keyOf = ({ book, unit }: ExecutionRow): string => `${book}/${unit}`
  const chosen = of.rows.find((row) => keyOf(row) === address.of('row')) ?? of.rows.find(({ plan_expenditure_fen: plan }) => plan > 0) ?? of.rows[0]
  return (
    <>
      <section className="panel">
        <header>
          <h2>{t('{year} 年 1–{month} 月', { year: of.year, month: of.month })}</h2>
          <span className="quiet">{t('时间进度 {percent}%', { percent: of.time_percent })}</span>
        </header>
        <Table<ExecutionRow>
          size="small"
          rowKey={keyOf}
          pagination={of.rows.length > 50 ? { pageSize: 50 } : false}
          dataSource={[...of.rows]}
          scroll={{ x: 'max-content' }}
          rowClassName={(row) => (row === chosen ? 'chosen-row' : '')}
          columns={[
            { title: t('基金'), dataIndex: 'book_name' },
            {
              title: t('核算单位'),
              render: (_, row) => (
                <button type="button" className="link-button" onClick={() => address.change({ row: keyOf(row) })}>
                  {row.unit_name}
                </button>
              ),
            },
            yuanColumn(t, '计划收入', ({ mark, plan_income_fen }) => (mark === 'no_plan' ? null : plan_income_fen)),
            yuanColumn(t, '实际收入', ({ income_fen }) => income_fen),
            percentColumn(t('收入执行率'), ({ income_percent }) => income_percent),
            yuanColumn(t, '计划支出', ({ mark, plan_expenditure_fen }) => (mark === 'no_plan' ? null : plan_expenditure_fen)),
            yuanColumn(t, '实际支出', ({ expenditure_fen }) => expenditure_fen),
            percentColumn(t('支出执行率'), ({ expenditure_percent }) => expenditure_percent),
            { title: t('提示'), render: (_, row) => <Mark of={row} /> },
          ]}
        />
      </section>
      {chosen !== undefined && <Months of={chosen} />}
    </>
  )
}

function percentColumn(title: string, read: (row: ExecutionRow) => string | null) {
  const shown = (row: ExecutionRow): string => {
    const percent = read(row)
    return percent === null ? '—' : `${percent}%`
  }
  return { title, align: 'right' as const, className: 'num', render: (_: unknown, row: ExecutionRow) => shown(row) }
}

const COLOURS: Readonly<Record<string, string>> = { over_plan: 'red', ahead_of_time: 'orange' }

function Mark({ of: { mark, mark_name } }: { readonly of: ExecutionRow }) {
  const t = useText()
  if (mark === '') return null
  const colour = COLOURS[mark]
  return colour === undefined ? <span className="quiet">{t(mark_name)}</span> : <Tag color={colour}>{t(mark_name)}</Tag>
}

function Months({ of }: { readonly of: ExecutionRow }) {
  const t = useText()
  const words = { plan: t('按时间的计划支出'), spent: t('累计支出'), received: t('累计收入') }
  return (
    <WithTable
      name="months"
      title={`${of.book_name} · ${of.unit_name}`}
      note={t('分月累计，单位万元')}
      chart={<Chart height={300} label={t('分月累计收支与计划')} option={progressOption(of, words)} />}
      table={
        <Table<MonthDone>
          size="small"
          rowKey="month"
          pagination={false}
          dataSource={[...of.months]}
          columns={[
            { title: t('月份'), dataIndex: 'month', align: 'right' },
            yuanColumn(t, '本月收入', ({ income_fen }) => income_fen),
            yuanColumn(t, '本月支出', ({ expenditure_fen }) => expenditure_fen),
            { title: t('累计收入'), align: 'right', render: (_, row) => <Yuan fen={row.income_so_far_fen} /> },
            { title: t('累计支出'), align: 'right', render: (_, row) => <Yuan fen={row.expenditure_so_far_fen} /> },
          ]}
        />
      }
    />
  )
}
