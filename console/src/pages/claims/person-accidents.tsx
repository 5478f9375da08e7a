// The injuries of a person: declaration, finding, decision to pay first, and what came back from the liable party.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { Link } from 'react-router'
import { accidentsQuery } from '../../api/change-queries.js'
import type { Accidents, Advance, Declaration } from '../../api/claim-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Answer } from '../../shell/states.js'
import { type Act, ActDialog } from './act-dialog.js'
import '../../style/claims.css'

export function PersonAccidents({ psnNo }: { readonly psnNo: string }) {
  const answer = useQuery(accidentsQuery(psnNo))
  return <Answer of={answer}>{(accidents) => <Desk psnNo={psnNo} of={accidents} />}</Answer>
}

function Desk({ psnNo, of }: { readonly psnNo: string; readonly of: Accidents }) {
  const t = useText()
  const [act, setAct] = useState<Act | null>(null)
  return (
    <div className="stack">
      <p>
        <Button type="primary" onClick={() => setAct({ kind: 'declare' })}>
          {t('申报意外伤害')}
        </Button>
      </p>
      {of.declarations.length === 0 && <p className="quiet">{t('没有申报过意外伤害。')}</p>}
      {of.declarations.map((one) => (
        <DeclarationPanel key={one.declaration} of={one} open={setAct} />
      ))}
      {of.advances.map((one) => (
        <AdvancePanel key={one.settlement} psnNo={psnNo} of={one} open={setAct} />
      ))}
      {act !== null && <ActDialog psnNo={psnNo} act={act} close={() => setAct(null)} />}
    </div>
  )
}

function DeclarationPanel({ of, open }: { readonly of: Declaration; readonly open: (act: Act) => void }) {
  const t = useText()
  const { declaration } = of
  return (
    <section className="panel claim">
      <header>
        <h2>
          <span className="num">{of.happened_on}</span> {of.happened_at}
        </h2>
        <span className="quiet">{t('{day} 申报', { day: of.booked_on })}</span>
      </header>
      <p>{of.circumstances}</p>
      <p>
        {t('本人自述：')}
        {t(of.claimed_name)}
        {of.promised && ` · ${t('已签个人承诺书')}`}
        {of.mdtrt_id !== null && ` · ${t('就诊 {n}', { n: of.mdtrt_id })}`}
      </p>
      <ol className="claim-steps">
        {of.findings.map((finding) => (
          <li key={`found ${finding.booked_on} ${finding.found} ${finding.basis}`}>
            <span className="num">{finding.booked_on}</span> {t('调查结论：')}
            <strong>
              {t(finding.found_name)}
              {finding.liable_percent !== null && ` ${t('承担 {share}', { share: finding.liable_percent })}`}
            </strong>{' '}
            <small className="quiet">{finding.basis}</small>
          </li>
        ))}
        {of.decisions.map((decision) => (
          <li key={`decided ${decision.booked_on} ${decision.ground ?? ''} ${decision.basis}`}>
            <span className="num">{decision.booked_on}</span> {t('先行支付：')}
            <strong>{t(decision.ground_name)}</strong>{' '}
            <small className="quiet">
              {decision.liable_party} · {decision.basis}
            </small>
          </li>
        ))}
      </ol>
      <p className="claim-standing">{of.standing}</p>
      <p className="claim-acts">
        <Button onClick={() => open({ kind: 'find', declaration })}>{t('录入调查结论')}</Button>
        <Button
          disabled={of.findings.length === 0}
          title={of.findings.length === 0 ? t('先录入调查结论') : ''}
          onClick={() => open({ kind: 'advance', declaration })}
        >
          {t('决定先行支付')}
        </Button>
      </p>
    </section>
  )
}

function AdvancePanel({ psnNo, of, open }: { readonly psnNo: string; readonly of: Advance; readonly open: (act: Act) => void }) {
  const t = useText()
  return (
    <section className="panel claim">
      <header>
        <h2>{t('先行支付')}</h2>
        <Link className="num" to={`/settlements/${psnNo}/${of.settlement}`}>
          {of.settled_on}
        </Link>
        <span className="quiet">{of.provider_name}</span>
      </header>
      <p>
        {t('应追回')} <Yuan fen={of.receivable_fen} />，{t('已追回')} <Yuan fen={of.recovered_fen} />，{t('还欠')} <Yuan fen={of.left_fen} strong />
      </p>
      <ol className="claim-steps">
        {of.recoveries.map((one) => (
          <li key={`${one.fact} ${one.amount_fen}`}>
            <span className="num">{one.received_on}</span> {one.payer} <Yuan fen={one.amount_fen} />
          </li>
        ))}
      </ol>
      {of.left_fen > 0 && (
        <p className="claim-acts">
          <Button onClick={() => open({ kind: 'recover', settlement: of.settlement })}>{t('记录追回')}</Button>
        </p>
      )}
    </section>
  )
}
