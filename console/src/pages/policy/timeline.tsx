// The versions of an area's rules on a line of time: when each began, what it changed, by which document.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { policyAreasQuery, versionsQuery } from '../../api/policy-queries.js'
import type { PolicyArea, Scheme, Versions } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { useSession } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/policy.css'
import { areaAsked, areaChoices, OneOf, SchemeSwitch, schemeAsked } from './choices.js'
import { Switched } from './compare-choices.js'
import { CertaintyMarks } from './marks.js'
import { TimelineStrip } from './timeline-strip.js'
import { VersionCard } from './version-card.js'

export function PolicyTimeline() {
  return (
    <Guarded permission="policy.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const areas = useQuery(policyAreasQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('版本时间线')}</h1>
        <p>{t('一个统筹区一个险种的规定怎样一版一版变过来：何时生效，改了什么，依据哪份文件。')}</p>
        <div className="actions no-print">
          <PrintButton />
        </div>
      </div>
      <Answer of={areas}>{(list) => (list.length === 0 ? <Empty title={t('还没有任何地区的政策')} /> : <OneArea areas={list} />)}</Answer>
    </>
  )
}

const SUBJECTS = [
  { value: 'benefits', name: '待遇' },
  { value: 'fund', name: '筹资与基金' },
  { value: 'entitlement', name: '待遇享受' },
] as const

function OneArea({ areas }: { readonly areas: readonly PolicyArea[] }) {
  const t = useText()
  const address = useAddress()
  const { pool } = useSession()
  const area = areaAsked(areas, address.of('area'), pool)
  const scheme = schemeAsked(address)
  const answer = useQuery(versionsQuery(area, scheme))
  return (
    <>
      <search className="filters no-print">
        <OneOf address={address} name="area" label={t('统筹区')} choices={areaChoices(areas)} otherwise={area} />
        <SchemeSwitch address={address} />
        <OneOf address={address} name="subject" label={t('方面')} choices={SUBJECTS.map(({ value, name }) => ({ value, label: t(name) }))} width={150} />
        <Switched address={address} name="restated" on="yes" label={t('也列出重申的规定')} />
      </search>
      <Known area={areas.find((one) => one.area === area)} scheme={scheme} />
      <Answer of={answer}>{(versions) => <Line of={versions} address={address} />}</Answer>
    </>
  )
}

/** What is known of the area's scheme today, and what nobody has settled. */
function Known({ area, scheme }: { readonly area: PolicyArea | undefined; readonly scheme: Scheme }) {
  const t = useText()
  const known = area?.schemes.find((one) => one.scheme === scheme)
  if (area === undefined || known === undefined) return null
  return (
    <div className="known">
      <CertaintyMarks of={known.certainty} />
      {known.awaiting.length > 0 && <p>{t('待另定：{names}', { names: known.awaiting.map(({ key_name }) => key_name).join('、') })}</p>}
      {known.silent_kinds.length > 0 && <p>{t('没有规定：{names}', { names: known.silent_kinds.map(({ name }) => name).join('、') })}</p>}
      {area.drafts.map(({ hash, document }) => (
        <p key={hash}>
          {t('征求意见稿（不生效）：')}
          <Link to={`/policy/documents/${hash}`}>{document}</Link>
        </p>
      ))}
    </div>
  )
}

function Line({ of, address }: { readonly of: Versions; readonly address: Address }) {
  const t = useText()
  const subject = address.of('subject')
  const shown = of.versions.filter((version) => subject === undefined || version.subject === subject)
  if (shown.length === 0) return <Empty title={t('这个方面还没有版本')} />
  const newestFirst = [...shown].sort((one, other) => (one.in_force < other.in_force ? 1 : -1))
  return (
    <>
      <TimelineStrip of={shown} />
      <ol className="versions">
        {newestFirst.map((version) => (
          <VersionCard key={`${version.subject} ${version.in_force}`} of={version} place={of} restated={address.of('restated') === 'yes'} />
        ))}
      </ol>
    </>
  )
}
