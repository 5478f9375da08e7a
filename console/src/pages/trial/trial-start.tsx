// The wizard of a trial: which draft, which bills, and in sentences what will be done. Its choices stay in the address.
import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Steps from 'antd/es/steps'
import { useNavigate } from 'react-router'
import { documentsToTryQuery, draftsToTryQuery } from '../../api/change-queries.js'
import type { Started } from '../../api/job-types.js'
import { post } from '../../api/request.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { FormFailure } from '../../session/form-failure.js'
import { Guarded } from '../../shell/guarded.js'
import { schemeName } from '../enrolment/words.js'
import { DraftChoice } from './draft-choice.js'
import { drawnCity, isSynthetic, populationAsked, populationFault } from './population.js'
import { PopulationChoice } from './population-choice.js'
import '../../style/pages.css'
import '../../style/trial.css'

export function TrialStartPage() {
  return (
    <Guarded permission="policy.try">
      <Wizard />
    </Guarded>
  )
}

const LAST = 3

function Wizard() {
  const t = useText()
  const address = useAddress()
  const reached = chosenDraft(address) === undefined ? 1 : populationFault(address) !== undefined ? 2 : LAST
  const step = Math.min(Number(address.of('step') ?? 1) || 1, reached)
  return (
    <>
      <div className="page-head">
        <h1>{t('新的测算')}</h1>
      </div>
      <section className="panel wizard">
        <Steps
          current={step - 1}
          size="small"
          onChange={(index) => address.change({ step: index + 1 })}
          items={[t('选草案'), t('选人群和日期'), t('确认并开始')].map((title, index) => ({ title, disabled: index + 1 > reached }))}
        />
        {step === 1 && <DraftChoice address={address} next={() => address.change({ step: 2 })} />}
        {step === 2 && <PopulationChoice address={address} fault={populationFault(address)} next={() => address.change({ step: 3 })} />}
        {step === 3 && <Confirm address={address} />}
      </section>
    </>
  )
}

function chosenDraft(address: Address): { readonly draft: string } | { readonly document: string } | undefined {
  const [draft, document] = [address.of('draft'), address.of('document')]
  return draft !== undefined ? { draft } : document !== undefined ? { document } : undefined
}

function Confirm({ address }: { readonly address: Address }) {
  const t = useText()
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: () => post<Started>('/api/trials', { ...chosenDraft(address), ...populationAsked(address) }),
    onSuccess: ({ job }) => navigate(`/trials?job=${job}`),
  })
  return (
    <div className="wizard-step">
      <h2>{t('将要做的事')}</h2>
      <WhatWillBeDone address={address} />
      <FormFailure error={start.error} />
      <div className="wizard-actions">
        <Button onClick={() => address.change({ step: 2 })}>{t('上一步')}</Button>
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
          {t('开始测算')}
        </Button>
      </div>
    </div>
  )
}

function WhatWillBeDone({ address }: { readonly address: Address }) {
  const t = useText()
  const name = useDraftName(address)
  const scheme = address.of('scheme')
  const rulesOn = address.of('rules_on')
  const inScheme = scheme === undefined ? t('全部险种') : t(schemeName(scheme))
  return (
    <ol className="will-do">
      <li>
        {isSynthetic(address)
          ? t('按种子 {seed} 生成 {people} 人的合成城市和它最近一年的就诊（{scheme}），不取参保库里的人。', { ...drawnTexts(address), scheme: inScheme })
          : t('取出 {from} 至 {to} 记账的结算单（{scheme}），撤销的不算。', { from: address.of('from') ?? '', to: address.of('to') ?? '', scheme: inScheme })}
      </li>
      <li>{t('每个人的结算单按先后次序结算两遍：一遍按现行规则，一遍按“{name}”；用的是日常结算的同一个程序，起付线和限额的累计也各自重走。', { name })}</li>
      <li>
        {rulesOn === undefined
          ? t('规则日：草案的生效日晚于这些结算单时，按生效那天的规则结算全部；否则按各单自己的日期。')
          : t('规则日：全部按 {day} 的规则结算。', { day: rulesOn })}
      </li>
      <li>{t('得出基金多付少付、待遇水平是否下降、可支付月数，以及每一个减少的人、少多少、因哪一条。')}</li>
      <li>{t('不改动任何结算单、累计和账；结果可以附到草案上，供复核和审批。')}</li>
    </ol>
  )
}

function drawnTexts(address: Address): { readonly seed: string; readonly people: string } {
  const { people, seed } = drawnCity(address)
  return { people: count(people), seed: String(seed) }
}

function useDraftName(address: Address): string {
  const [draft, document] = [address.of('draft'), address.of('document')]
  const drafts = useQuery(draftsToTryQuery)
  const documents = useQuery(documentsToTryQuery)
  const written = drafts.data?.find((one) => one.draft === draft)?.title
  return written ?? documents.data?.find((one) => one.path === document)?.document ?? draft ?? document ?? ''
}
