// One bill of a trial: the present rules and the draft side by side, and the step at which they part.
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { trialBillQuery } from '../../api/change-queries.js'
import type { TrialBill } from '../../api/trial-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import { BesideHead } from '../beside/beside-head.js'
import { TwoStatements } from '../beside/two-statements.js'
import '../../style/pages.css'
import '../../style/trial.css'

export function TrialBillPage() {
  const { trial = '', psnNo = '', settlement = '' } = useParams()
  return (
    <Guarded permission="policy.try">
      <Question trial={trial} psnNo={psnNo} settlement={settlement} />
    </Guarded>
  )
}

function Question({ trial, psnNo, settlement }: { readonly trial: string; readonly psnNo: string; readonly settlement: string }) {
  const answer = useQuery(trialBillQuery(trial, psnNo, settlement))
  return (
    <Answer of={answer} rows={12}>
      {(bill) => <Bill of={bill} />}
    </Answer>
  )
}

function Bill({ of }: { readonly of: TrialBill }) {
  const t = useText()
  return (
    <article>
      <BesideHead title={t('同一张单，现行与草案')} back={{ to: `/trials/${of.trial}?tab=losers`, label: t('回到减少的人') }} bill={of}>
        {t(of.scheme_name)} · {t(of.benefit_name)} · {t(of.level_name)} ·{' '}
        <span className="num">{of.admitted === of.discharged ? of.admitted : `${of.admitted} — ${of.discharged}`}</span>
      </BesideHead>
      <Verdict of={of} />
      <section className="panel">
        <TwoStatements of={of} before={t('现行规则')} after={t('草案')} />
      </section>
    </article>
  )
}

function Verdict({ of }: { readonly of: TrialBill }) {
  const t = useText()
  const more = of.difference_fen > 0
  return (
    <p className="trial-verdict">
      {of.difference_fen === 0 ? (
        t('按草案，个人负担不变。')
      ) : (
        <>
          {more ? t('按草案，个人多负担') : t('按草案，个人少负担')} <Yuan fen={Math.abs(of.difference_fen)} strong /> {t('元')}
          {of.why !== null && (
            <>
              {t('；从“{step}”起减少。', { step: t(of.why.step_name) })}
              <span className="quiet">
                {of.why.article_before} → {of.why.article_after}
              </span>
            </>
          )}
        </>
      )}
    </p>
  )
}
