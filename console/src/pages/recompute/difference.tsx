// One difference: the sentence, the bill as it stands and as it would be now, and the decision.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { differenceQuery } from '../../api/change-queries.js'
import type { DifferenceDetail } from '../../api/change-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import { BesideHead } from '../beside/beside-head.js'
import { TwoStatements } from '../beside/two-statements.js'
import { DecideDialog, type Deciding } from './decide-dialog.js'
import { State } from './difference-columns.js'
import { APPROVERS } from './words.js'
import '../../style/pages.css'
import '../../style/differences.css'

export function DifferencePage() {
  const { difference = '' } = useParams()
  return (
    <Guarded permission="settlement.see">
      <Question difference={difference} />
    </Guarded>
  )
}

function Question({ difference }: { readonly difference: string }) {
  const answer = useQuery(differenceQuery(difference))
  return (
    <Answer of={answer} rows={12}>
      {(found) => <One of={found} />}
    </Answer>
  )
}

function One({ of }: { readonly of: DifferenceDetail }) {
  const t = useText()
  return (
    <article>
      <BesideHead title={t('差额：一张单的现在和应有')} back={{ to: `/differences?change=${of.change}`, label: t('这次重算的差额') }} bill={of}>
        <Link to={`/persons/${of.psn_no}`}>{of.person_name}</Link> · {of.area_name} · {t(of.scheme_name)} · {of.provider_name} · {t(of.benefit_name)} ·{' '}
        <span className="num">{of.in_force}</span>
      </BesideHead>
      <section className="panel difference-sum">
        <p>
          {of.person_fen >= 0 ? t('应补付个人') : t('个人应退回')} <Yuan fen={Math.abs(of.person_fen)} strong /> {t('元')}
        </p>
        <p>{of.reason}</p>
        <p>
          <State of={of} t={t} />
          {of.posted_on !== null && <small className="quiet"> {t('记入 {day}', { day: of.posted_on })}</small>}
        </p>
        {of.state === 'pending' && <Decide of={of} />}
      </section>
      <section className="panel">
        <TwoStatements of={of} before={t('现在的结算')} after={t('应有的结算')} />
      </section>
    </article>
  )
}

function Decide({ of }: { readonly of: DifferenceDetail }) {
  const t = useText()
  const may = useMay()('difference.approve')
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const close = () => setDeciding(null)
  const decide = (decision: Deciding['decision']) => setDeciding({ decision, differences: [of.difference] })
  return (
    <p className="decide-line no-print">
      <AllowedButton permission="difference.approve" who={APPROVERS} type="primary" onClick={() => decide('approved')}>
        {t('同意')}
      </AllowedButton>
      <Button disabled={!may} onClick={() => decide('declined')}>
        {t('不同意')}
      </Button>
      {deciding !== null && <DecideDialog of={deciding} close={close} done={close} />}
    </p>
  )
}
