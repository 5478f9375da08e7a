// One clearing request: its sums beside ours of today, its bills, what was done, and the decision: first review, acceptance by another, return.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { clearingPath, clearingQuery } from '../../api/hospital-queries.js'
import type { ClearingDetail } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { Steps } from '../../session/steps.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { ClearingBills } from './bills.js'
import { DECIDERS, STANDINGS, STEPS } from './words.js'

export function ClearingPage() {
  const { institution = '', request = '' } = useParams()
  return (
    <Guarded permission="provider.see">
      <Question institution={institution} request={request} />
    </Guarded>
  )
}

function Question({ institution, request }: { readonly institution: string; readonly request: string }) {
  const t = useText()
  const answer = useQuery(clearingQuery(institution, request))
  return (
    <>
      <p className="back-line">
        <Link to="/clearing">{t('全部清算申请')}</Link>
      </p>
      <Answer of={answer}>{(one) => <Clearing of={one} />}</Answer>
    </>
  )
}

function Clearing({ of }: { readonly of: ClearingDetail }) {
  const t = useText()
  return (
    <>
      <div className="page-head">
        <h1>{t('{name} {month} 清算申请', { name: of.institution_name, month: of.month.slice(0, 7) })}</h1>
        <p>
          <span className={`standing ${of.standing}`}>{t(STANDINGS.get(of.standing) ?? of.standing)}</span>
          {of.days_waiting > 0 && <span className="quiet"> {t('已等待 {n} 天', { n: of.days_waiting })}</span>}
        </p>
        <div className="actions">
          <Decisions of={of} />
        </div>
      </div>
      <div className="stack">
        <div className="cards">
          <section className="panel">
            <h2>{t('申请')}</h2>
            <TitledFacts
              of={[
                [t('申请号'), of.request],
                [t('机构编码'), of.institution],
                [t('清算类别'), `${of.clearing_type} ${of.clearing_type_name}`],
                [t('清算方式'), `${of.clearing_way} ${of.clearing_way_name}`],
                [t('期间'), `${of.begins} ~ ${of.ends}`],
                [t('申请时间'), of.requested_at],
                [t('经办人'), of.operator],
              ]}
            />
          </section>
          <section className="panel">
            <h2>{t('办理经过')}</h2>
            <Steps of={of.steps} words={STEPS} />
          </section>
        </div>
        <section>
          <h2>{t('申请的合计与中心今天的合计')}</h2>
          <Sums of={of} />
        </section>
        <section>
          <h2>{t('结算单')}</h2>
          <ClearingBills path={clearingPath(of.institution, of.request)} />
        </section>
      </div>
    </>
  )
}

function Sums({ of }: { readonly of: ClearingDetail }) {
  const t = useText()
  const rows = [
    [t('医疗费总额'), of.total_fen, of.ours.total_fen],
    [t('基金申报总额'), of.fund_fen, of.ours.fund_fen],
    [t('个人账户'), of.account_fen, of.ours.account_fen],
    [t('现金'), of.cash_fen, of.ours.cash_fen],
  ] as const
  return (
    <>
      {of.equal ? (
        <p className="quiet">{t('两边一致。')}</p>
      ) : (
        <p className="negative" role="alert">
          {t('申请之后中心的合计有变化，请退回，由机构重新对账后申请。')}
        </p>
      )}
      <table className="sums-table">
        <thead>
          <tr>
            <th scope="col">{t('项目')}</th>
            <th scope="col">{t('申请')}</th>
            <th scope="col">{t('中心')}</th>
            <th scope="col">{t('相差')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('人次')}</th>
            <td className="num">{count(of.bills)}</td>
            <td className="num">{count(of.ours.counting)}</td>
            <td className="num">{of.bills === of.ours.counting ? '—' : count(of.bills - of.ours.counting)}</td>
          </tr>
          {rows.map(([name, asked, ours]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <Yuan fen={asked} />
              </td>
              <td>
                <Yuan fen={ours} />
              </td>
              <td>{asked === ours ? '—' : <Yuan fen={asked - ours} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

type Decision = 'review' | 'accept' | 'return'

function Decisions({ of }: { readonly of: ClearingDetail }) {
  const t = useText()
  const client = useQueryClient()
  const [decision, setDecision] = useState<Decision | null>(null)
  const words: Readonly<Record<Decision, { readonly title: string; readonly consequence: string }>> = {
    review: { title: t('初审通过'), consequence: t('初审通过后由另一位经办人复审；您不能再复审这件申请。') },
    accept: { title: t('复审受理'), consequence: t('受理后按申请的合计进入拨付，机构不能再撤销。') },
    return: { title: t('退回'), consequence: t('退回后机构更正并重新申请；机构会看到理由。') },
  }
  const open = of.standing === 'requested' || of.standing === 'reviewed'
  return (
    <>
      {of.standing === 'requested' && (
        <AllowedButton permission="provider.manage" who={t(DECIDERS)} type="primary" onClick={() => setDecision('review')}>
          {t('初审通过')}
        </AllowedButton>
      )}
      {of.standing === 'reviewed' && (
        <AllowedButton
          permission="provider.manage"
          who={t(DECIDERS)}
          type="primary"
          ready={!of.reviewed_by_me}
          title={of.reviewed_by_me ? t('您做了初审，请由另一位经办人复审。') : undefined}
          onClick={() => setDecision('accept')}
        >
          {t('复审受理')}
        </AllowedButton>
      )}
      {(open || of.standing === 'accepted') && (
        <AllowedButton permission="provider.manage" who={t(DECIDERS)} onClick={() => setDecision('return')}>
          {t('退回')}
        </AllowedButton>
      )}
      {of.standing === 'reviewed' && of.reviewed_by_me && <span className="quiet">{t('您做了初审，请由另一位经办人复审。')}</span>}
      {decision !== null && (
        <DecisionDialog
          title={words[decision].title}
          consequence={words[decision].consequence}
          button={words[decision].title}
          danger={decision === 'return'}
          reasoned={decision === 'return'}
          send={(given) => post(`${clearingPath(of.institution, of.request)}/decision`, { decision, ...given })}
          close={() => setDecision(null)}
          done={async () => {
            await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => /clearing-requests/.test(String(path)) })
            setDecision(null)
          }}
        />
      )}
    </>
  )
}
