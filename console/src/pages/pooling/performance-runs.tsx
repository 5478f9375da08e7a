// Monitoring reports and evaluations: made from the standing of a month, reviewed by another officer, their result put to use.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { PERFORMANCE, type Performance, type PerformanceRun, type PerformanceRunHead, performanceRunQuery } from '../../api/performance-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { useMay } from '../../session/session.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import { StepList } from '../books/voucher-draft.js'
import { PerformanceValues } from './performance-values.js'
import { Said } from './said.js'
import { type StepAsked, StepForm } from './step-form.js'

const KINDS: Readonly<Record<string, string>> = { monitoring: '绩效运行监控', evaluation: '年度绩效评价' }
const STEPS: readonly StepAsked[] = [
  { kind: 'reviewed', label: '审核通过' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '退回理由', kind: 'text' } },
  { kind: 'used', label: '登记结果应用', asks: { name: 'remark', label: '结果如何应用', kind: 'text' } },
]

interface PerformanceRunsProps {
  readonly of: Performance
  readonly book: string
  readonly month: string
}

export function PerformanceRuns({ of, book, month }: PerformanceRunsProps) {
  const t = useText()
  const address = useAddress()
  const may = useMay()('budget.write')
  const run = address.of('run')
  return (
    <section className="panel">
      <header>
        <h2>{t('绩效报告')}</h2>
      </header>
      <Table<PerformanceRunHead>
        className="no-print"
        size="small"
        rowKey="run"
        pagination={false}
        dataSource={[...of.runs]}
        locale={{ emptyText: t('还没有绩效报告') }}
        columns={[
          {
            title: t('报告'),
            render: (_, row) => (
              <button type="button" className="link-button" onClick={() => address.change({ run: row.run })}>
                {t(KINDS[row.kind] ?? row.kind)}
              </button>
            ),
          },
          { title: t('截至'), dataIndex: 'through' },
          { title: t('得分'), align: 'right', render: (_, row) => row.score ?? '—' },
          { title: t('等级'), render: (_, row) => row.grade ?? '—' },
          { title: t('编制人'), dataIndex: 'officer_name' },
          { title: t('状态'), render: (_, row) => t(row.stage_name) },
        ]}
      />
      {may && of.values.length > 0 && <Make of={of} book={book} month={month} />}
      {run !== undefined && <OneRun run={run} of={of} />}
    </section>
  )
}

function Make({ of, book, month }: PerformanceRunsProps) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const [kind, setKind] = useState('monitoring')
  const [remarks, setRemarks] = useState<Readonly<Record<string, string>>>({})
  const behind = of.values.filter(({ signal }) => signal !== 'green')
  const make = useMutation({
    mutationFn: () =>
      post<PerformanceRun>(`${PERFORMANCE}/runs`, {
        book,
        month,
        kind,
        remarks: behind.flatMap(({ indicator }) => ((remarks[indicator] ?? '').trim() === '' ? [] : [{ indicator, remark: remarks[indicator] }])),
      }),
    onSuccess: async ({ run }) => {
      await client.invalidateQueries()
      address.change({ run })
    },
  })
  return (
    <div className="stack no-print">
      {behind.map(({ indicator, signal_name }) => {
        const name = of.indicators.find(({ id }) => id === indicator)?.name ?? indicator
        return (
          <Input
            key={indicator}
            addonBefore={`${name} · ${t(signal_name)}`}
            aria-label={`${name} ${t('偏差原因及改进措施')}`}
            placeholder={t('偏差原因及改进措施')}
            value={remarks[indicator] ?? ''}
            onChange={(event) => setRemarks({ ...remarks, [indicator]: event.target.value })}
          />
        )
      })}
      <div className="filters">
        <Select
          aria-label={t('报告种类')}
          style={{ width: 160 }}
          value={kind}
          options={Object.entries(KINDS).map(([value, label]) => ({ value, label: t(label) }))}
          onChange={setKind}
        />
        <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
          {t('编制报告')}
        </Button>
      </div>
      <Said error={make.error} />
    </div>
  )
}

function OneRun({ run, of }: { readonly run: string; readonly of: Performance }) {
  const t = useText()
  const client = useQueryClient()
  const answer = useQuery(performanceRunQuery(run))
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) => post(`${PERFORMANCE}/runs/${run}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <Answer of={answer}>
      {(one) => (
        <div className="stack">
          <div className="filters no-print">
            <strong>
              {t(KINDS[one.kind] ?? one.kind)} {one.through}
            </strong>
            <span>{one.score === null ? t('不计分') : t('{score} 分，{grade}', { score: one.score, grade: one.grade ?? '' })}</span>
            <a className="download" href={`${PERFORMANCE}/runs/${run}/table.xlsx`} download>
              {t('导出 Excel')}
            </a>
            <a className="plain-button" href={`${PERFORMANCE}/runs/${run}/table.pdf`} download>
              PDF
            </a>
            <PrintButton />
          </div>
          <PerformanceValues indicators={of.indicators} values={one.values} />
          <StepList of={one.steps} />
          <StepForm
            steps={STEPS}
            actions={one.actions}
            pending={take.isPending}
            take={(kind, more) => take.mutate({ kind, more })}
            failure={<Said error={take.error} />}
          />
        </div>
      )}
    </Answer>
  )
}
