// What came of a trial: the effect on the funds, whether benefits hold, and everybody who loses.
import { useQuery } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import { useParams } from 'react-router'
import { trialResultQuery } from '../../api/change-queries.js'
import type { Trial } from '../../api/trial-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import { TrialEffect } from './trial-effect.js'
import { TrialHeading } from './trial-heading.js'
import { TrialLevel } from './trial-level.js'
import { TrialLosers } from './trial-losers.js'
import { TrialSums } from './trial-sums.js'
import '../../style/pages.css'
import '../../style/trial.css'

export function TrialPage() {
  const { trial = '' } = useParams()
  return (
    <Guarded permission="policy.try">
      <Question trial={trial} />
    </Guarded>
  )
}

function Question({ trial }: { readonly trial: string }) {
  const answer = useQuery(trialResultQuery(trial))
  return (
    <Answer of={answer} rows={12}>
      {(result) => (
        <article className="trial">
          <TrialHeading of={result} />
          <TrialSums of={result} />
          <Sections of={result} />
        </article>
      )}
    </Answer>
  )
}

function Sections({ of }: { readonly of: Trial }) {
  const t = useText()
  const address = useAddress()
  return (
    <Tabs
      activeKey={address.of('tab') ?? 'effect'}
      onChange={(tab) => address.change({ tab: tab === 'effect' ? undefined : tab })}
      destroyOnHidden
      items={[
        { key: 'effect', label: t('基金影响'), children: <TrialEffect of={of} /> },
        { key: 'level', label: t('待遇水平'), children: <TrialLevel of={of} /> },
        { key: 'losers', label: t('减少的人（{n}）', { n: count(of.totals.losers) }), children: <TrialLosers of={of} /> },
      ]}
    />
  )
}
