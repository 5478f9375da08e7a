// One bill of a trial: the present rules and the draft side by side, and the step at which they part.
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { drawnBillQuery, trialBillQuery } from '../../api/change-queries.js'
import type { TrialBill } from '../../api/trial-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import { BesideHead } from '../beside/beside-head.js'
import { Signed, TwoStatements } from '../beside/two-statements.js'
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

/** A bill of somebody of a synthetic city, drawn again from the seed. */
export function DrawnBillPage() {
  const { trial = '', person = '', settlement = '' } = useParams()
  return (
    <Guarded permission="policy.try">
      <DrawnQuestion trial={trial} person={person} settlement={settlement} />
    </Guarded>
  )
}

function Question({ trial, psnNo, settlement }: { readonly trial: string; readonly psnNo: string; readonly settlement: string }) {
  return <Asked answer={useQuery(trialBillQuery(trial, psnNo, settlement))} />
}

function DrawnQuestion({ trial, person, settlement }: { readonly trial: string; readonly person: string; readonly settlement: string }) {
  return <Asked answer={useQuery(drawnBillQuery(trial, person, settlement))} />
}

function Asked({ answer }: { readonly answer: UseQueryResult<TrialBill> }) {
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
        {of.drawn !== null && <>{t('合成城市第{n}人', { n: of.drawn })} · </>}
        {t(of.scheme_name)} · {t(of.benefit_name)} · {t(of.level_name)} ·{' '}
        <span className="num">{of.admitted === of.discharged ? of.admitted : `${of.admitted} — ${of.discharged}`}</span>
      </BesideHead>
      <Verdict of={of} />
      <section className="panel">
        <TwoStatements of={of} before={t('现行规则')} after={t('草案')} />
      </section>
      <OwnBills of={of} />
    </article>
  )
}

/** The person's other bills of the trial, each opened in the same way. */
function OwnBills({ of }: { readonly of: TrialBill }) {
  const t = useText()
  if (of.bills.length < 2) return null
  const whose = of.drawn === null ? `bills/${of.psn_no ?? ''}` : `drawn/${of.drawn}`
  return (
    <nav className="panel own-bills no-print" aria-label={t('这个人在测算里的单')}>
      <h2>{t('这个人在测算里的单')}</h2>
      <ul>
        {of.bills.map(({ settlement, benefit_name, discharged, difference_fen }) => (
          <li key={settlement}>
            {settlement === of.settlement ? (
              <strong>{`${discharged} ${t(benefit_name)}`}</strong>
            ) : (
              <Link to={`/trials/${of.trial}/${whose}/${settlement}`}>{`${discharged} ${t(benefit_name)}`}</Link>
            )}{' '}
            {difference_fen === null ? <span className="quiet">{t('未计入')}</span> : <Signed fen={difference_fen} />}
          </li>
        ))}
      </ul>
    </nav>
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
