// 年终清算: tasks → compute → objections → approval → posting → publication, and every unit's gap with who covers it and by which article.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Select from 'antd/es/select'
import Steps from 'antd/es/steps'
import { useState } from 'react'
import { yearEndQuery, yearEndsQuery, yearEndTasksQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import type { YearEnd, YearEndHead } from '../../api/year-end-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { LineForm } from '../../shell/line-form.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { type BookYear, ChooseBookYear } from './book-year.js'
import { GapCauses } from './gap-causes.js'
import { Said } from './said.js'
import { type StepAsked, StepForm } from './step-form.js'
import { YearEndUnits } from './year-end-units.js'
import { YearRecords } from './year-records.js'

export function YearEndPage() {
  const t = useText()
  return (
    <Guarded permission="fund.see">
      <div className="page-head">
        <h1>{t('年终清算')}</h1>
        <p>{t('先结账、再计算：每个核算单位的缺口由谁承担，逐行注明条款；文件没有规定的不猜。')}</p>
      </div>
      <ChooseBookYear offset={-1}>{(of) => <OneYear key={`${of.book}/${of.year}`} of={of} />}</ChooseBookYear>
    </Guarded>
  )
}

function OneYear({ of }: { readonly of: BookYear }) {
  const address = useAddress()
  const runs = useQuery(yearEndsQuery)
  return (
    <>
      <Prepare of={of} />
      <Answer of={runs}>
        {(all) => {
          const own = all.filter(({ book, year }) => book === of.book && year === of.year)
          const run = address.of('run') ?? own[0]?.run
          return <Runs own={own} run={run} choose={(next) => address.change({ run: next })} />
        }}
      </Answer>
      <YearRecords of={of} />
    </>
  )
}

function Prepare({ of }: { readonly of: BookYear }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const tasks = useQuery(yearEndTasksQuery(of.book, of.year))
  const compute = useMutation({
    mutationFn: () => post<YearEnd>('/api/year-ends', of),
    onSuccess: async ({ run }) => {
      await client.invalidateQueries({ queryKey: [yearEndsQuery.queryKey[0]] })
      address.change({ run })
    },
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('清算前要办完的事')}</h2>
      </header>
      <Answer of={tasks}>
        {({ tasks: open, ready }) => (
          <>
            {ready ? (
              <p>{t('都办完了，可以计算。')}</p>
            ) : (
              <ul>
                {open.map((task) => (
                  <li key={task}>{task}</li>
                ))}
              </ul>
            )}
            <AllowedButton permission="yearend.compute" who="基金管理岗" type="primary" loading={compute.isPending} onClick={() => compute.mutate()}>
              {t('计算')}
            </AllowedButton>
            <Said error={compute.error} />
          </>
        )}
      </Answer>
    </section>
  )
}

function Runs({ own, run, choose }: { readonly own: readonly YearEndHead[]; readonly run: string | undefined; readonly choose: (run: string) => void }) {
  const t = useText()
  if (run === undefined) return <Empty title={t('这一年还没有计算过')} />
  return (
    <>
      {own.length > 1 && (
        <div className="filters">
          <div className="filter">
            <span id="which-run">{t('哪一次计算')}</span>
            <Select
              aria-labelledby="which-run"
              style={{ width: 320 }}
              value={run}
              options={own.map((one) => ({ value: one.run, label: `${one.known_at.slice(0, 16)} · ${one.officer_name} · ${t(one.stage_name)}` }))}
              onChange={choose}
            />
          </div>
        </div>
      )}
      <OneRun run={run} />
    </>
  )
}

function OneRun({ run }: { readonly run: string }) {
  const answer = useQuery(yearEndQuery(run))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Life of={of} />
          <YearEndUnits of={of.units} />
          <GapCauses of={of} />
        </>
      )}
    </Answer>
  )
}

const STAGES = ['computed', 'objections_opened', 'approved', 'posted', 'published'] as const
const STAGE_LABELS = ['已计算', '征求异议', '已批准', '已记账', '已公布'] as const

const STEPS: readonly StepAsked[] = [
  { kind: 'objections_opened', label: '开始征求异议', asks: { name: 'until', label: '异议期截止', kind: 'date' } },
  { kind: 'approved', label: '批准', final: '批准后不能再计算本年度；确定批准吗？' },
  { kind: 'posted', label: '记账', final: '记账后只能在开放年度更正；确定记账吗？' },
  { kind: 'published', label: '公布', final: '公布后各核算单位都能看到结果；确定公布吗？' },
  { kind: 'withdrawn', label: '撤销本次计算', asks: { name: 'remark', label: '理由', kind: 'text' }, final: '撤销后要重新计算；确定撤销吗？' },
]

function Life({ of }: { readonly of: YearEnd }) {
  const t = useText()
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) =>
      post<YearEnd>(`/api/year-ends/${of.run}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('办理进度')}</h2>
        {of.superseded && <span className="quiet">{t('之后又计算过一次')}</span>}
      </header>
      {of.stage === 'withdrawn' ? (
        <p className="negative">{t('这次计算已撤销；请在上面重新计算。')}</p>
      ) : (
        <Steps size="small" current={STAGES.indexOf(of.stage as (typeof STAGES)[number])} items={STAGE_LABELS.map((title) => ({ title: t(title) }))} />
      )}
      <StepForm
        steps={STEPS}
        actions={of.actions}
        pending={take.isPending}
        take={(kind, more) => take.mutate({ kind, more })}
        failure={<Said error={take.error} />}
      />
      <Objections of={of} />
    </section>
  )
}

function Objections({ of }: { readonly of: YearEnd }) {
  const t = useText()
  const client = useQueryClient()
  const [unit, setUnit] = useState(of.units[0]?.unit)
  const [remark, setRemark] = useState('')
  const kind = of.actions['objected'] === null ? 'objected' : 'answered'
  const send = useMutation({
    mutationFn: () => post<YearEnd>(`/api/year-ends/${of.run}/steps`, { kind, unit, remark }),
    onSuccess: () => client.invalidateQueries(),
  })
  const said = of.steps.filter((step) => step.kind === 'objected' || step.kind === 'answered')
  return (
    <>
      {said.map(({ step, kind: what, unit: by, remark: words, officer_name }) => (
        <p key={step}>
          {t(what === 'objected' ? '异议' : '答复')} · {of.units.find((one) => one.unit === by)?.name ?? by} · {officer_name}：{words}
        </p>
      ))}
      {of.actions[kind] === null && (
        <LineForm send={() => send.mutate()}>
          <Select
            aria-label={t('核算单位')}
            style={{ width: 200 }}
            value={unit}
            options={of.units.map((one) => ({ value: one.unit, label: one.name }))}
            onChange={setUnit}
          />
          <input aria-label={t('理由')} className="ant-input" style={{ width: 320 }} value={remark} onChange={(event) => setRemark(event.target.value)} />
          <Button htmlType="submit" loading={send.isPending}>
            {t(kind === 'objected' ? '提出异议' : '答复异议')}
          </Button>
          <Said error={send.error} />
        </LineForm>
      )}
    </>
  )
}
