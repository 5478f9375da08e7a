// One filing in full: what was sent, the limit for deciding with where it comes from, and what was done.
import { useQuery } from '@tanstack/react-query'
import Drawer from 'antd/es/drawer'
import { useState } from 'react'
import { Link } from 'react-router'
import { filingQuery } from '../../api/hospital-queries.js'
import type { FilingDetail } from '../../api/hospital-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Steps } from '../../session/steps.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { Answer } from '../../shell/states.js'
import { DecideFilings, type DecidingFilings } from './decide-filings.js'
import { HANDLERS, STANDINGS, STEPS } from './words.js'

export function FilingDrawer({ address }: { readonly address: Address }) {
  const t = useText()
  const [psnNo = '', application = ''] = (address.of('open') ?? '').split('/')
  const close = () => address.change({ open: undefined, page: address.page })
  return (
    <Drawer open={application !== ''} onClose={close} size={620} title={t('备案申请 {n}', { n: application })} destroyOnHidden>
      {application !== '' && <Question psnNo={psnNo} application={application} />}
    </Drawer>
  )
}

function Question({ psnNo, application }: { readonly psnNo: string; readonly application: string }) {
  const answer = useQuery(filingQuery(psnNo, application))
  return <Answer of={answer}>{(filing) => <Filing of={filing} />}</Answer>
}

function Filing({ of }: { readonly of: FilingDetail }) {
  const t = useText()
  const [deciding, setDeciding] = useState<DecidingFilings | null>(null)
  return (
    <div className="stack">
      <TitledFacts
        of={[
          [t('类别'), t(of.kind_name)],
          [
            t('状态'),
            <span key="standing" className={`standing ${of.standing}`}>
              {t(STANDINGS.get(of.standing) ?? of.standing)}
            </span>,
          ],
          [
            t('参保人'),
            <Link key="person" to={`/persons/${of.psn_no}`}>
              {of.person_name} {of.psn_no}
            </Link>,
          ],
          [t('参保地'), of.area_name],
          [t('申请机构'), `${of.institution_name}（${of.institution}）`],
          [t('病种'), named(of.disease_name, of.disease)],
          [t('就医地'), named(of.place_name, of.place_area)],
          [t('所选机构'), named(of.provider_name, of.provider)],
          [t('备案期间'), `${of.in_force} ~ ${of.until ?? t('长期')}`],
          [t('申请时间'), of.applied_at],
          [t('办理期限'), <Limit key="limit" of={of} />],
        ]}
      />
      <Sent of={of} />
      <section>
        <h2>{t('办理经过')}</h2>
        <Steps of={of.steps} words={STEPS} />
      </section>
      {of.standing === 'pending' && (
        <p className="decide-line">
          <AllowedButton permission="filing.handle" who={t(HANDLERS)} type="primary" onClick={() => setDeciding({ decision: 'confirm', filings: [of] })}>
            {t('确认')}
          </AllowedButton>
          <AllowedButton permission="filing.handle" who={t(HANDLERS)} onClick={() => setDeciding({ decision: 'refuse', filings: [of] })}>
            {t('不予确认')}
          </AllowedButton>
        </p>
      )}
      {deciding !== null && <DecideFilings of={deciding} close={() => setDeciding(null)} done={() => setDeciding(null)} />}
    </div>
  )
}

function named(name: string | null, code: string | null): string {
  return name === null ? (code ?? '') : code === null ? name : `${name}（${code}）`
}

function Limit({ of }: { readonly of: FilingDetail }) {
  const t = useText()
  if (of.limit === null || of.due_on === null) return <span className="quiet">{t('没有规定时限')}</span>
  return (
    <span>
      <span className={of.overdue ? 'negative' : ''}>{of.due_on}</span>{' '}
      <span className="quiet">{t('{n} 个工作日；{basis}', { n: of.limit.working_days, basis: of.limit.basis })}</span>
    </span>
  )
}

function Sent({ of }: { readonly of: FilingDetail }) {
  const t = useText()
  const fields = Object.entries(of.attributes).filter(([, value]) => value !== '')
  if (fields.length === 0) return null
  return (
    <details className="more">
      <summary>{t('机构送来的其他内容（{n} 项）', { n: fields.length })}</summary>
      <TitledFacts wide of={fields.map(([field, value]) => [field, value] as const)} />
    </details>
  )
}
