// What the office judged of a finding, by whom and why, and the two acts: confirmed as a violation, or withdrawn.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { judgementsQuery } from '../../api/hospital-queries.js'
import type { Finding, Judgements } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { Steps } from '../../session/steps.js'
import { Answer } from '../../shell/states.js'
import { JUDGE_STEPS } from './words.js'

const WHO = '基金监管岗'

export function Judging({ of }: { readonly of: Finding }) {
  const t = useText()
  const answer = useQuery(judgementsQuery(of.finding))
  const [judging, setJudging] = useState<'confirmed' | 'withdrawn' | null>(null)
  const act = (kind: 'confirmed' | 'withdrawn', label: string) =>
    of.judgement?.kind !== kind && (
      <AllowedButton permission="finding.judge" who={t(WHO)} onClick={() => setJudging(kind)}>
        {label}
      </AllowedButton>
    )
  return (
    <section>
      <h2>{t('认定经过')}</h2>
      <Answer of={answer}>{(page) => <Steps of={page.steps} words={JUDGE_STEPS} />}</Answer>
      <p className="decide-line">
        {act('confirmed', t('认定为违规'))}
        {act('withdrawn', t('撤销疑点'))}
      </p>
      {judging !== null && <Dialog of={of} kind={judging} close={() => setJudging(null)} />}
    </section>
  )
}

function Dialog({ of, kind, close }: { readonly of: Finding; readonly kind: 'confirmed' | 'withdrawn'; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const confirm = kind === 'confirmed'
  return (
    <DecisionDialog<Judgements>
      title={confirm ? t('认定为违规') : t('撤销疑点')}
      consequence={confirm ? t('这条疑点认定为违规；以前的认定和理由都保留。') : t('这条疑点不作为违规；它和以前的认定都保留，只是不再算作疑点。')}
      button={confirm ? t('认定为违规') : t('撤销疑点')}
      danger={!confirm}
      reasoned
      send={({ reason }) => post<Judgements>(`/api/findings/${of.finding}/judgements`, { kind, reason })}
      close={close}
      done={async () => {
        await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/finding') })
        close()
      }}
    />
  )
}
