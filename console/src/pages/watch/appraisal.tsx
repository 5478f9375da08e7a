// 年度考核: points of every unit by indicator, what stands behind each, objections, approval, trend; and a card to print.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { post } from '../../api/request.js'
import { type Appraisal, appraisalQuery, appraisalsQuery } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/watch.css'
import { Said } from '../pooling/said.js'
import { type StepAsked, StepForm } from '../pooling/step-form.js'
import { AppraisalCard } from './appraisal-card.js'
import { AppraisalCorrection, CorrectButton, type Correction } from './appraisal-correction.js'
import { AppraisalObjections } from './appraisal-objections.js'
import { AppraisalRewards } from './appraisal-rewards.js'
import { AppraisalTable } from './appraisal-table.js'
import { AppraisalTrendPanel } from './appraisal-trend.js'
import { Judgements } from './judgements.js'
import { useYear, YearChoice } from './year-choice.js'

export function AppraisalPage() {
  return (
    <Guarded permission="fund.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const address = useAddress()
  const year = useYear(-1)
  const runs = useQuery(appraisalsQuery(year))
  const client = useQueryClient()
  const compute = useMutation({
    mutationFn: (correction: Correction | undefined) => post<Appraisal>('/api/appraisals', { year, ...(correction === undefined ? {} : { correction }) }),
    onSuccess: async ({ run }) => {
      await client.invalidateQueries({ queryKey: ['/api/appraisals'] })
      address.change({ run })
    },
  })
  return (
    <>
      <div className="page-head">
        <h1>{t('年度考核')}</h1>
        <p>{t('账上和登记里有的数据直接取；其余由人员评定，附依据，经第二人复核才计分。')}</p>
      </div>
      <div className="filters no-print">
        <YearChoice year={year} />
        {runs.data?.some(({ stage }) => stage === 'approved' || stage === 'published') ? (
          <CorrectButton pending={compute.isPending} correct={compute.mutate} />
        ) : (
          <AllowedButton permission="appraisal.compute" who="基金管理岗" type="primary" loading={compute.isPending} onClick={() => compute.mutate(undefined)}>
            {t('计算考核')}
          </AllowedButton>
        )}
        <Said error={compute.error} />
      </div>
      <Answer of={runs}>
        {(list) => {
          const run = address.of('run') ?? list[0]?.run
          if (run === undefined) return <Empty title={t('这一年还没有考核')} />
          return (
            <>
              {list.length > 1 && (
                <div className="filters no-print">
                  <Select
                    aria-label={t('哪一次计算')}
                    style={{ width: 320 }}
                    value={run}
                    options={list.map((one) => ({
                      value: one.run,
                      label: `${one.known_at.slice(0, 16)} · ${one.officer_name} · ${t(one.stage_name)}${one.correction === null ? '' : ` · ${t('更正')}`}`,
                    }))}
                    onChange={(next: string) => address.change({ run: next })}
                  />
                </div>
              )}
              <OneRun run={run} />
            </>
          )
        }}
      </Answer>
      <Judgements year={year} />
      <AppraisalTrendPanel />
    </>
  )
}

function OneRun({ run }: { readonly run: string }) {
  const address = useAddress()
  const answer = useQuery(appraisalQuery(run))
  return (
    <Answer of={answer}>
      {(of) => {
        const card = of.units.find(({ unit }) => unit === address.of('card'))
        return card === undefined ? (
          <>
            <AppraisalCorrection of={of} />
            <AppraisalTable of={of} />
            <Life of={of} />
            <AppraisalRewards key={of.run} of={of} />
          </>
        ) : (
          <AppraisalCard of={of} unit={card} />
        )
      }}
    </Answer>
  )
}

const STEPS: readonly StepAsked[] = [
  { kind: 'objections_opened', label: '开始征求异议', asks: { name: 'until', label: '异议期截止', kind: 'date' } },
  { kind: 'approved', label: '批准' },
  { kind: 'published', label: '公布', final: '公布后各单位都能看到全部结果；以后只能写明理由和文号更正。' },
  { kind: 'withdrawn', label: '撤销本次计算', asks: { name: 'remark', label: '理由', kind: 'text' } },
]

function Life({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) => post(`/api/appraisals/${of.run}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel no-print">
      <header>
        <h2>{t('办理进度')}</h2>
        <span className="quiet">{t(of.stage_name)}</span>
      </header>
      <StepForm
        steps={STEPS}
        actions={of.actions}
        pending={take.isPending}
        take={(kind, more) => take.mutate({ kind, more })}
        failure={<Said error={take.error} />}
      />
      <AppraisalObjections of={of} />
    </section>
  )
}
