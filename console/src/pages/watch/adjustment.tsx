// 调剂金: levy and allocation of a year, confirmed by a second officer, paid part by part; and rates tried over the coming years.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import { post } from '../../api/request.js'
import { type Adjustment, adjustmentQuery, adjustmentsQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { Said } from '../pooling/said.js'
import { type StepAsked, StepForm } from '../pooling/step-form.js'
import { AdjustmentUnits } from './adjustment-units.js'
import { SchemeChoice, useScheme } from './scheme-choice.js'
import { SimulationPanel } from './simulation.js'
import { useYear, YearChoice } from './year-choice.js'

export function AdjustmentPage() {
  const t = useText()
  const { scheme, address } = useScheme()
  const year = useYear(0)
  return (
    <Guarded permission="fund.see">
      <div className="page-head">
        <h1>{t('调剂金')}</h1>
        <p>{t('居民和职工分开计算；每笔上解、下拨在两边账套同时记账。')}</p>
      </div>
      <div className="filters">
        <SchemeChoice />
        <YearChoice year={year} />
      </div>
      <Tabs
        activeKey={address.of('view') ?? 'levy'}
        destroyOnHidden
        onChange={(view) => address.change({ view: view === 'levy' ? undefined : view })}
        items={[
          { key: 'levy', label: t('上解'), children: <Kind kind="levy" scheme={scheme} year={year} /> },
          { key: 'allocation', label: t('下拨'), children: <Kind kind="allocation" scheme={scheme} year={year} /> },
          { key: 'simulation', label: t('比例测算'), children: <SimulationPanel scheme={scheme} year={year} /> },
        ]}
      />
    </Guarded>
  )
}

interface KindProps {
  readonly kind: 'levy' | 'allocation'
  readonly scheme: string
  readonly year: number
}

function Kind({ kind, scheme, year }: KindProps) {
  const t = useText()
  const client = useQueryClient()
  const runs = useQuery(adjustmentsQuery(scheme, year))
  const compute = useMutation({
    mutationFn: () => post<Adjustment>('/api/adjustment/runs', { scheme, year, kind }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['/api/adjustment/runs'] }),
  })
  return (
    <>
      <AllowedButton permission="adjustment.compute" who="基金管理岗" type="primary" loading={compute.isPending} onClick={() => compute.mutate()}>
        {t(kind === 'levy' ? '计算上解' : '计算下拨')}
      </AllowedButton>
      <Said error={compute.error} />
      <Answer of={runs}>
        {(list) => {
          const run = list.find((one) => one.kind === kind && one.stage !== 'withdrawn')
          return run === undefined ? <Empty title={t('这一年还没有计算过')} /> : <OneRun run={run.run} />
        }}
      </Answer>
    </>
  )
}

const STEPS: readonly StepAsked[] = [
  { kind: 'approved', label: '确认' },
  { kind: 'withdrawn', label: '撤销本次计算', asks: { name: 'remark', label: '理由', kind: 'text' } },
]

function OneRun({ run }: { readonly run: string }) {
  const t = useText()
  const client = useQueryClient()
  const answer = useQuery(adjustmentQuery(run))
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) => post(`/api/adjustment/runs/${run}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <AdjustmentUnits of={of} />
          <section className="panel">
            <header>
              <h2>{t('办理进度')}</h2>
              <span className="quiet">
                {t(of.stage_name)} · {of.document} {of.article}
              </span>
            </header>
            <StepForm
              steps={STEPS}
              actions={of.actions}
              pending={take.isPending}
              take={(kind, more) => take.mutate({ kind, more })}
              failure={<Said error={take.error} />}
            />
          </section>
        </>
      )}
    </Answer>
  )
}
