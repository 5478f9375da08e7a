// One document as text, section by section, with the live figures beside each: what they say, whether they hold on a day, and where.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { documentQuery } from '../../api/policy-queries.js'
import type { DocumentDetail } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/policy.css'
import { DayChoice } from '../../session/day-choice.js'
import { Part } from './document-part.js'
import { CertaintyMarks, StatusMark } from './marks.js'

export function PolicyDocumentPage() {
  const { hash = '' } = useParams()
  return (
    <Guarded permission="policy.see">
      <Question hash={hash} />
    </Guarded>
  )
}

function Question({ hash }: { readonly hash: string }) {
  const address = useAddress()
  const day = address.of('day')
  const answer = useQuery(documentQuery(hash, day === undefined ? {} : { day }))
  return (
    <Answer of={answer} rows={12}>
      {(document) => <Document of={document} address={address} />}
    </Answer>
  )
}

function Document({ of, address }: { readonly of: DocumentDetail; readonly address: Address }) {
  const t = useText()
  return (
    <article className={of.status === 'consultation_draft' ? 'document is-draft' : 'document'}>
      <Head of={of} />
      <div className="filters no-print">
        <DayChoice address={address} label={t('看哪一天的现行规定')} otherwise={t('今天')} />
      </div>
      <p className="document-day">{t('以下标记按 {day} 判断。', { day: of.day })}</p>
      {of.parts.length === 0 ? (
        <Empty title={t('这份文件没有分节')} />
      ) : (
        of.parts.map((part) => <Part key={`${part.line}`} of={part} day={address.of('day')} />)
      )}
      <details className="more no-print">
        <summary>{t('原始文本（规则数据）')}</summary>
        <pre className="source-text">{of.text}</pre>
      </details>
    </article>
  )
}

function Head({ of }: { readonly of: DocumentDetail }) {
  const t = useText()
  return (
    <>
      <div className="page-head">
        <div>
          <p className="no-print">
            <Link to="/policy/documents">{t('政策库')}</Link>
          </p>
          <h1>{of.title ?? of.document}</h1>
          {of.title !== null && <p>{of.document}</p>}
        </div>
        <div className="actions no-print">
          <Revise of={of} />
          <PrintButton />
        </div>
      </div>
      <p className="document-facts">
        <StatusMark of={of} />
        <span>{t(of.status_name)}</span>
        <span>
          {of.area_name} · {t(of.government)}
        </span>
        {of.issued !== null && <span>{t('{day} 印发', { day: of.issued })}</span>}
        <span>{of.in_use ? t('现行规则引用本文件') : t('没有现行规则引用本文件')}</span>
      </p>
      <p className="document-facts">
        <CertaintyMarks of={of.certainty} />
      </p>
      {of.source !== null && of.source !== '' && <p className="quiet document-source">{t('来源：{source}', { source: of.source })}</p>}
      {of.superseded_by !== null && (
        <p className="notice-line" role="note">
          {t('这份文件后来发布了新的文本。')} <Link to={`/policy/documents/${of.superseded_by}`}>{t('查看最新文本')}</Link>
        </p>
      )}
      {of.status === 'consultation_draft' && (
        <p className="notice-line draft" role="note">
          {t('征求意见稿：没有正式文号，只能试算和对照，不作为结算依据。')}
        </p>
      )}
    </>
  )
}

function Revise({ of }: { readonly of: DocumentDetail }) {
  const t = useText()
  const navigate = useNavigate()
  if (of.superseded_by !== null) return null
  return (
    <AllowedButton permission="policy.draft" who="待遇政策岗" onClick={() => void navigate(`/policy/drafts/new?changes=${of.hash}`)}>
      {t('起草修订')}
    </AllowedButton>
  )
}
