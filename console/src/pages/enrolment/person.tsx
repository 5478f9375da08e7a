// One insured person: overview, enrolment, history, accumulators, household, account.
import { useQuery } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import { useParams } from 'react-router'
import type { Person } from '../../api/person-types.js'
import { personQuery } from '../../api/queries.js'
import { RequestFailed } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import { PersonAccidents } from '../claims/person-accidents.js'
import { AccessRequest } from './access-request.js'
import { PersonAccumulators } from './person-accumulators.js'
import { PersonAsKnown } from './person-as-known.js'
import { PersonEnrolment } from './person-enrolment.js'
import { PersonHead } from './person-head.js'
import { PersonHistory } from './person-history.js'
import { PersonHousehold } from './person-household.js'
import { PersonOverview } from './person-overview.js'
import '../../style/pages.css'

export function PersonPage() {
  const { psnNo = '' } = useParams()
  return (
    <Guarded permission="person.see">
      <Question psnNo={psnNo} />
    </Guarded>
  )
}

function Question({ psnNo }: { readonly psnNo: string }) {
  const answer = useQuery(personQuery(psnNo))
  const { error } = answer
  if (error instanceof RequestFailed && error.failure.code === 'elsewhere')
    return <Elsewhere psnNo={psnNo} areaName={error.failure.details?.['area_name'] ?? ''} />
  return (
    <Answer of={answer} rows={10}>
      {(person) => (
        <>
          <PersonHead of={person} key={person.psn_no} />
          <Sections of={person} />
        </>
      )}
    </Answer>
  )
}

function Elsewhere({ psnNo, areaName }: { readonly psnNo: string; readonly areaName: string }) {
  const t = useText()
  return (
    <section className="panel narrow">
      <header>
        <h1>{t('这位参保人在其他区域参保')}</h1>
      </header>
      <AccessRequest psnNo={psnNo} areaName={areaName} />
    </section>
  )
}

function Sections({ of }: { readonly of: Person }) {
  const t = useText()
  const address = useAddress()
  const may = useMay()
  const [mayBills, mayClaim] = [may('settlement.see'), may('claim.handle')]
  const why = mayBills ? {} : { disabled: true }
  const closed = (text: string, open: boolean, who: string) => (
    <span title={open ? undefined : t('您的岗位不能打开；可以打开的是：{who}', { who })}>{text}</span>
  )
  const label = (text: string) => closed(text, mayBills, t('待遇经办岗、基金管理岗、审计岗'))
  return (
    <Tabs
      activeKey={address.of('tab') ?? 'overview'}
      onChange={(tab) => address.change({ tab: tab === 'overview' ? undefined : tab, size: undefined, year: undefined, on: undefined, known_at: undefined })}
      destroyOnHidden
      items={[
        { key: 'overview', label: t('概况'), children: <PersonOverview of={of} /> },
        { key: 'enrolment', label: t('参保与身份'), children: <PersonEnrolment of={of} /> },
        { key: 'history', label: label(t('就医与结算')), ...why, children: <PersonHistory psnNo={of.psn_no} /> },
        { key: 'accumulators', label: label(t('年度累计')), ...why, children: <PersonAccumulators psnNo={of.psn_no} /> },
        { key: 'household', label: t('家庭与账户'), children: <PersonHousehold of={of} /> },
        { key: 'accidents', label: closed(t('意外伤害'), mayClaim, t('待遇经办岗')), disabled: !mayClaim, children: <PersonAccidents psnNo={of.psn_no} /> },
        { key: 'as-known', label: label(t('当时所知')), ...why, children: <PersonAsKnown psnNo={of.psn_no} /> },
      ]}
    />
  )
}
