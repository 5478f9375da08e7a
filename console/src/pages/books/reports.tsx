// 统计报表: fast, monthly and yearly reports with their versions; making one, reviewing it, signing it off.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import DatePicker from 'antd/es/date-picker'
import Select from 'antd/es/select'
import dayjs from 'dayjs'
import { useState } from 'react'
import { reportQuery, reportsQuery } from '../../api/book-desk-queries.js'
import type { FundReport, FundReportHead } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { FormFailure } from '../../session/form-failure.js'
import { PagedTable } from '../../session/paged-table.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/ledger-print.css'
import type { StepAsked } from '../pooling/step-form.js'
import { DeskPanel } from './desk-panel.js'
import { ReportTableView } from './report-table-view.js'

const KINDS: ReadonlyMap<string, string> = new Map([
  ['fast', '快报'],
  ['monthly', '月报'],
  ['yearly', '年报'],
])
const STEPS: readonly StepAsked[] = [
  { kind: 'reviewed', label: '审核通过' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '退回理由', kind: 'text' } },
  { kind: 'reported', label: '签发上报（不能撤销）' },
]

export function ReportsPage() {
  const t = useText()
  const address = useAddress()
  const report = address.of('report')
  return (
    <Guarded permission="book.see">
      <div className="page-head no-print">
        <h1>{t('统计报表')}</h1>
        <p>{t('快报可在结账前编制；月报、年报在结账后编制。每份按版本留存，审核、签发各一人。')}</p>
      </div>
      {report === undefined ? <List address={address} /> : <OneReport report={report} address={address} />}
    </Guarded>
  )
}

function List({ address }: { readonly address: Address }) {
  const t = useText()
  const answer = useQuery(reportsQuery({ kind: address.of('kind'), page: address.page, size: address.size }))
  return (
    <>
      <Make address={address} />
      <div className="filters">
        <AddressChoice address={address} name="kind" label={t('种类')} of={KINDS} width={140} />
      </div>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('还没有统计报表')} />
          ) : (
            <PagedTable<FundReportHead>
              rowKey="report"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                {
                  title: t('报表'),
                  render: (_, row) => (
                    <button type="button" className="link-button" onClick={() => address.change({ report: row.report, page: address.page })}>
                      {row.period} {t(row.kind_name)}
                    </button>
                  ),
                },
                { title: t('版本'), dataIndex: 'version', align: 'right' },
                { title: t('编制人'), dataIndex: 'officer_name' },
                { title: t('编制时间'), render: (_, row) => row.known_at.slice(0, 10) },
                { title: t('状态'), dataIndex: 'stage_name' },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}

function Make({ address }: { readonly address: Address }) {
  const t = useText()
  const client = useQueryClient()
  const may = useMay()('fund_report.prepare')
  const [kind, setKind] = useState('fast')
  const [month, setMonth] = useState(dayjs().format('YYYY-MM'))
  const make = useMutation({
    mutationFn: () => post<FundReport>('/api/fund/reports', { kind, month }),
    onSuccess: async ({ report }) => {
      await client.invalidateQueries()
      address.change({ report })
    },
  })
  if (!may) return <p className="quiet">{t('编制统计报表由基金管理岗、基金财务岗办理。')}</p>
  return (
    <section className="panel">
      <header>
        <h2>{t('编制报表')}</h2>
      </header>
      <div className="filters">
        <div className="filter">
          <span id="report-kind">{t('报表种类')}</span>
          <Select
            aria-labelledby="report-kind"
            style={{ width: 120 }}
            value={kind}
            options={[...KINDS].map(([value, label]) => ({ value, label: t(label) }))}
            onChange={setKind}
          />
        </div>
        <div className="filter">
          <span id="report-month">{t('月份')}</span>
          <DatePicker
            picker="month"
            aria-labelledby="report-month"
            allowClear={false}
            value={dayjs(`${month}-01`)}
            onChange={(next) => setMonth(next?.format('YYYY-MM') ?? month)}
          />
        </div>
        <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
          {t('编制')}
        </Button>
      </div>
      <FormFailure error={make.error} />
    </section>
  )
}

function OneReport({ report, address }: { readonly report: string; readonly address: Address }) {
  const t = useText()
  const answer = useQuery(reportQuery(report))
  return (
    <Answer of={answer}>
      {(of) => (
        <div className="stack">
          <div className="filters no-print">
            <button type="button" className="plain-button" onClick={() => address.change({ report: undefined })}>
              {t('回到列表')}
            </button>
            <strong>{t('{period} {kind} 第 {n} 版', { period: of.period, kind: t(of.kind_name), n: of.version })}</strong>
            <a className="download" href={`/api/fund/reports/${report}/tables.xlsx`} download>
              {t('导出 Excel')}
            </a>
            <a className="plain-button" href={`/api/fund/reports/${report}/tables.pdf`} download>
              PDF
            </a>
            <PrintButton />
          </div>
          {of.tables.map((table) => (
            <ReportTableView key={`${table.title} ${table.subtitle}`} of={table} />
          ))}
          <div className="no-print">
            <DeskPanel of={of} steps={STEPS} path={`/api/fund/reports/${report}`} />
          </div>
        </div>
      )}
    </Answer>
  )
}
