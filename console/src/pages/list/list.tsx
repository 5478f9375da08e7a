// One settlement list: what the checks found, its review, and the list itself in the order of the printed form.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { listQuery } from '../../api/hospital-queries.js'
import type { ListDetail } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { ListForm } from './list-form.js'
import { REVIEWERS, STATES } from './words.js'

export function ListPage() {
  const { psnNo = '', settlement = '' } = useParams()
  return (
    <Guarded permission="settlement.see">
      <Question psnNo={psnNo} settlement={settlement} />
    </Guarded>
  )
}

function Question({ psnNo, settlement }: { readonly psnNo: string; readonly settlement: string }) {
  const t = useText()
  const answer = useQuery(listQuery(psnNo, settlement))
  return (
    <>
      <p className="back-line no-print">
        <Link to="/settlement-lists">{t('全部结算清单')}</Link>
      </p>
      <Answer of={answer}>{(list) => <SettlementList of={list} />}</Answer>
    </>
  )
}

function SettlementList({ of }: { readonly of: ListDetail }) {
  const t = useText()
  return (
    <>
      <div className="page-head no-print">
        <h1>{t('结算清单 {n}（第 {version} 版）', { n: of.list, version: of.version })}</h1>
        <p>
          <span className={`standing ${of.state}`}>{t(STATES.get(of.state) ?? of.state)}</span> {of.institution_name}{' '}
          <Link to={`/settlements/${of.psn_no}/${of.settlement}`}>{t('查看结算单')}</Link>
          {of.reason !== '' && <span className="quiet"> {of.reason}</span>}
        </p>
        <div className="actions">
          <PrintButton />
          <Review of={of} />
        </div>
      </div>
      <Faults of={of} />
      <ListForm of={of} />
    </>
  )
}

function Faults({ of }: { readonly of: ListDetail }) {
  const t = useText()
  return (
    <section className="panel no-print list-faults">
      <h2>{t('质控发现：错误 {errors} 处，提示 {warnings} 处', { errors: of.errors, warnings: of.warnings })}</h2>
      {of.faults.length === 0 ? (
        <p className="quiet">{t('没有发现问题。')}</p>
      ) : (
        <ul className="plain-list">
          {of.faults.map((fault) => (
            <li key={`${fault.field} ${fault.sentence}`} className={fault.level === 'error' ? 'negative' : ''}>
              <strong>{fault.level === 'error' ? t('错误') : t('提示')}</strong> {fault.sentence}
            </li>
          ))}
        </ul>
      )}
      {of.versions.length > 1 && (
        <p className="quiet">
          {t('历次上传：')}
          {of.versions.map((one) => t('第 {n} 版 {at} 错误 {errors}', { n: one.version, at: one.uploaded_at, errors: one.errors })).join('；')}
        </p>
      )}
    </section>
  )
}

function Review({ of }: { readonly of: ListDetail }) {
  const t = useText()
  const client = useQueryClient()
  const [decision, setDecision] = useState<'pass' | 'fail' | null>(null)
  if (of.state !== 'submitted') return null
  const pass = decision === 'pass'
  return (
    <>
      <AllowedButton permission="claim.handle" who={t(REVIEWERS)} type="primary" onClick={() => setDecision('pass')}>
        {t('审核通过')}
      </AllowedButton>
      <AllowedButton permission="claim.handle" who={t(REVIEWERS)} onClick={() => setDecision('fail')}>
        {t('审核不通过')}
      </AllowedButton>
      {decision !== null && (
        <DecisionDialog
          title={pass ? t('审核通过') : t('审核不通过')}
          consequence={pass ? t('通过后机构不能再修改这份清单。') : t('不通过的清单由机构修改后重新上传；机构会看到理由。')}
          button={pass ? t('审核通过') : t('审核不通过')}
          danger={!pass}
          reasoned={!pass}
          send={(given) => post(`/api/settlement-lists/${of.psn_no}/${of.settlement}/review`, { decision, ...given })}
          close={() => setDecision(null)}
          done={async () => {
            await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/settlement-lists') })
            setDecision(null)
          }}
        />
      )}
    </>
  )
}
