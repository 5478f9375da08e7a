// 基金预算: plans of every unit, their way to issue, and execution against plan.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { performanceQuery } from '../../api/performance-types.js'
import { areasQuery, budgetQuery, budgetsQuery, executionQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import type { Budget, BudgetHead, BudgetUnitPlan, Execution, LevelLine, LevelUnit } from '../../api/year-end-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { type BookYear, ChooseBookYear } from './book-year.js'
import { BudgetLines } from './budget-lines.js'
import { LevelLines, useLevelLines } from './level-lines.js'
import { LastResult } from './performance-result.js'
import { Said } from './said.js'
import { type StepAsked, StepForm } from './step-form.js'
import { AGREED_OF, AGREED_STEP } from './year-records.js'

export function BudgetPage() {
  const t = useText()
  return (
    <Guarded permission="fund.see">
      <div className="page-head">
        <h1>{t('基金预算')}</h1>
        <p>{t('以收定支：每个核算单位一行计划；下达之后，用款申请不得超过批准的预算，患者结算不受影响。')}</p>
      </div>
      <ChooseBookYear offset={0}>{(of) => <OneYear key={`${of.book}/${of.year}`} of={of} />}</ChooseBookYear>
    </Guarded>
  )
}

function OneYear({ of }: { readonly of: BookYear }) {
  const t = useText()
  const address = useAddress()
  const budgets = useQuery(budgetsQuery(of.year))
  const execution = useQuery(executionQuery(of.book, of.year))
  return (
    <>
      <ResultBefore of={of} />
      <Answer of={execution}>{(done) => <ExecutionTable of={done} />}</Answer>
      <Answer of={budgets}>
        {(all) => {
          const own = all.filter(({ book }) => book === of.book)
          const chosen = address.of('budget') ?? own[0]?.budget
          return (
            <>
              {chosen === undefined ? (
                <Empty title={t('这一年还没有编制预算')} />
              ) : (
                <OneBudget budget={chosen} others={own} choose={(budget) => address.change({ budget })} />
              )}
              <LevelLines of={of} />
              <Propose of={of} adjustment={own.some(({ stage }) => stage === 'issued')} />
            </>
          )
        }}
      </Answer>
    </>
  )
}

/** Last year's evaluation stands above the plan that is made with it. */
function ResultBefore({ of: { book, year } }: { readonly of: BookYear }) {
  const may = useMay()('book.see')
  const { data } = useQuery({ ...performanceQuery({ book, month: `${year}-01` }), enabled: may, retry: false })
  return data === undefined ? null : <LastResult of={data} />
}

function ExecutionTable({ of }: { readonly of: Execution }) {
  const t = useText()
  const areas = useQuery(areasQuery)
  const nameOf = (unit: string): string => areas.data?.children.find(({ code }) => code === unit)?.name ?? unit
  return (
    <section className="panel">
      <header>
        <h2>{t('预算执行')}</h2>
        {!of.planned && <span className="quiet">{t('本年度还没有下达的预算')}</span>}
      </header>
      <Table<Execution['units'][number]>
        size="small"
        rowKey="unit"
        pagination={false}
        dataSource={[...of.units]}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('核算单位'), render: (_, row) => nameOf(row.unit) },
          { title: t('计划收入'), align: 'right', render: (_, row) => <Yuan fen={row.plan_income_fen} /> },
          { title: t('实际收入'), align: 'right', render: (_, row) => <Yuan fen={row.income_fen} /> },
          { title: t('收入执行率'), align: 'right', render: (_, row) => percent(row.income_percent) },
          { title: t('计划支出'), align: 'right', render: (_, row) => <Yuan fen={row.plan_expenditure_fen} /> },
          { title: t('实际支出'), align: 'right', render: (_, row) => <Yuan fen={row.expenditure_fen} /> },
          { title: t('支出执行率'), align: 'right', render: (_, row) => percent(row.expenditure_percent) },
        ]}
      />
    </section>
  )
}

function percent(text: string | null): string {
  return text === null ? '—' : `${text}%`
}

const STEPS: readonly StepAsked[] = [
  { kind: 'submitted', label: '上报' },
  { kind: 'reviewed', label: '审核通过' },
  { kind: 'government_approved', label: '登记政府批准', asks: { name: 'document', label: '批准文号', kind: 'text' } },
  { kind: 'congress_approved', label: '登记人大批准', asks: { name: 'document', label: '批准文号', kind: 'text' } },
  { kind: 'issued', label: '下达' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '理由', kind: 'text' } },
]

interface OneBudgetProps {
  readonly budget: string
  readonly others: readonly BudgetHead[]
  readonly choose: (budget: string) => void
}

function OneBudget({ budget, others, choose }: OneBudgetProps) {
  const t = useText()
  const client = useQueryClient()
  const answer = useQuery(budgetQuery(budget))
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) =>
      post<Budget>(`/api/budgets/${budget}/steps`, { kind, dated: today(), ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <Answer of={answer}>
      {(of) => (
        <section className="panel">
          <header>
            <h2>{t(of.kind === 'initial' ? '年度预算' : '预算调整')}</h2>
            <span className="quiet">
              {t(of.stage_name)}
              {of.reason === '' ? '' : ` · ${of.reason}`}
            </span>
            {others.length > 1 && (
              <Select
                className="push"
                aria-label={t('哪一份预算')}
                value={budget}
                options={others.map((one) => ({ value: one.budget, label: `${one.known_at.slice(0, 10)} · ${t(one.stage_name)}` }))}
                onChange={choose}
              />
            )}
          </header>
          <Table<BudgetUnitPlan>
            size="small"
            rowKey="unit"
            pagination={false}
            dataSource={[...of.units]}
            columns={[
              { title: t('核算单位'), dataIndex: 'name' },
              { title: t('计划收入'), align: 'right', render: (_, row) => <Yuan fen={row.income_fen} /> },
              { title: t('计划支出'), align: 'right', render: (_, row) => <Yuan fen={row.expenditure_fen} /> },
              { title: t('测算依据'), dataIndex: 'basis' },
            ]}
          />
          <Agreements of={of} />
          <ol>
            {of.steps.map(({ step, name, dated, document, remark, officer_name }) => (
              <li key={step}>{[t(name), dated, document, remark, officer_name].filter((word) => word !== '').join(' · ')}</li>
            ))}
          </ol>
          <StepForm
            steps={STEPS}
            actions={of.actions}
            pending={take.isPending}
            take={(kind, more) => take.mutate({ kind, more })}
            failure={<Said error={take.error} />}
          />
          <BudgetLines key={of.budget} budget={of.budget} />
        </section>
      )}
    </Answer>
  )
}

/** Where every unit balances itself: what its own government has to agree to, and whether it did. */
function Agreements({ of: { agreements } }: { readonly of: Budget }) {
  const t = useText()
  return agreements.map(({ unit, name, of, amount_fen, missing }) => (
    <p key={`${unit}/${of}`} className={missing === null ? 'quiet' : 'negative'}>
      {name} · {t(AGREED_OF[of] ?? of)} <Yuan fen={amount_fen} /> ·{' '}
      {missing === null ? t('已同意并报批') : t('缺{step}', { step: t(AGREED_STEP[missing] ?? missing) })}
    </p>
  ))
}

function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}

interface Draft {
  readonly income: number | null
  readonly expenditure: number | null
}

function Propose({ of, adjustment }: { readonly of: BookYear; readonly adjustment: boolean }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const may = useMay()('budget.write')
  const areas = useQuery(areasQuery)
  const [plans, setPlans] = useState<Readonly<Record<string, Draft>>>({})
  const [reason, setReason] = useState('')
  const levels = useLevelLines(of)
  const send = useMutation({
    mutationFn: (units: readonly { code: string }[]) =>
      post<Budget>('/api/budgets', {
        ...of,
        ...(adjustment ? { reason } : {}),
        units: units.map(({ code }) => ({ unit: code, income_fen: fenOf(plans[code]?.income), expenditure_fen: fenOf(plans[code]?.expenditure) })),
      }),
    onSuccess: async ({ budget }) => {
      await client.invalidateQueries()
      address.change({ budget })
    },
  })
  if (!may) return null
  const set = (unit: string, field: keyof Draft, value: number | null): void =>
    setPlans((before) => ({ ...before, [unit]: { income: null, expenditure: null, ...before[unit], [field]: value } }))
  return (
    <Answer of={areas}>
      {({ children: units }) => (
        <section className="panel">
          <header>
            <h2>{t(adjustment ? '编制预算调整' : '编制年度预算')}</h2>
            <span className="quiet">{t('单位：元')}</span>
          </header>
          {adjustment && (
            <div className="filter">
              <span id="budget-reason">{t('调整理由')}</span>
              <Input aria-labelledby="budget-reason" style={{ width: 420 }} value={reason} onChange={(event) => setReason(event.target.value)} />
            </div>
          )}
          <Table<(typeof units)[number]>
            size="small"
            rowKey="code"
            pagination={false}
            dataSource={[...units]}
            columns={[
              { title: t('核算单位'), dataIndex: 'name' },
              {
                title: t('计划收入'),
                render: (_, { code, name }) => (
                  <InputNumber
                    aria-label={`${name} ${t('计划收入')}`}
                    min={0}
                    precision={2}
                    style={{ width: 200 }}
                    value={plans[code]?.income ?? null}
                    onChange={(value) => set(code, 'income', value)}
                  />
                ),
              },
              {
                title: t('计划支出'),
                render: (_, { code, name }) => (
                  <InputNumber
                    aria-label={`${name} ${t('计划支出')}`}
                    min={0}
                    precision={2}
                    style={{ width: 200 }}
                    value={plans[code]?.expenditure ?? null}
                    onChange={(value) => set(code, 'expenditure', value)}
                  />
                ),
              },
            ]}
          />
          <div className="filters">
            <Button type="primary" loading={send.isPending} onClick={() => send.mutate(units)}>
              {t('保存预算')}
            </Button>
            {levels.some(({ account }) => account === '4402') && <Button onClick={() => setPlans(plansOf(levels))}>{t('按调剂金计划填入')}</Button>}
          </div>
          <Said error={send.error} />
        </section>
      )}
    </Answer>
  )
}

/** The province's own plan: from every area its levy, to every area its grant. */
function plansOf(levels: readonly LevelLine[]): Readonly<Record<string, Draft>> {
  const of = (account: string) => levels.find((line) => line.account === account)?.units ?? []
  const yuanOf = (units: readonly LevelUnit[], code: string): number => (units.find(({ unit }) => unit === code)?.due_fen ?? 0) / 100
  return Object.fromEntries(of('4402').map(({ unit }) => [unit, { income: yuanOf(of('4402'), unit), expenditure: yuanOf(of('5302'), unit) }]))
}

/** Yuan typed by an officer, at most two decimals, as whole fen. */
function fenOf(yuan: number | null | undefined): number {
  return Math.round((yuan ?? 0) * 100)
}
