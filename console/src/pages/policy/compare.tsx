// The "six unifications": two areas, or two days of one area, side by side.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { comparisonQuery, policyAreasQuery } from '../../api/policy-queries.js'
import type { Comparison, PolicyArea } from '../../api/policy-types.js'
import { type Query, withQuery } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { useSession } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/policy.css'
import { areaAsked, schemeAsked } from './choices.js'
import { CompareChoices } from './compare-choices.js'
import { ComparedGroups } from './compare-groups.js'
import { VERDICTS } from './words.js'

export function PolicyCompare() {
  return (
    <Guarded permission="policy.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const areas = useQuery(policyAreasQuery)
  const t = useText()
  return <Answer of={areas}>{(list) => (list.length === 0 ? <Empty title={t('还没有任何地区的政策')} /> : <TwoSides areas={list} />)}</Answer>
}

/** What the address asks, in the server's words. */
function questionOf(address: Address, areas: readonly PolicyArea[], pool: string): Query & { readonly left: string; readonly right: string } {
  const left = areaAsked(areas, address.of('left'), pool)
  const right = address.of('right') ?? areas.find(({ area }) => area !== left)?.area ?? left
  const side = (area: string, day: string | undefined) => (day === undefined ? area : `${area}@${day}`)
  return {
    left: side(left, address.of('left_day')),
    right: side(right, address.of('right_day')),
    scheme: schemeAsked(address),
    drafts: address.of('drafts') === 'yes' ? 'yes' : undefined,
  }
}

function TwoSides({ areas }: { readonly areas: readonly PolicyArea[] }) {
  const t = useText()
  const address = useAddress()
  const { pool } = useSession()
  const asked = questionOf(address, areas, pool)
  const answer = useQuery(comparisonQuery(asked))
  const only = address.of('only') === 'different'
  return (
    <>
      <div className="page-head">
        <h1>{t('六统一对照')}</h1>
        <p>{t('两个地区，或同一地区的两个日期，按“六统一”逐项并列。')}</p>
        <div className="actions no-print">
          <Link className="download" to={withQuery('/policy/timeline', { area: asked.left.slice(0, 6), scheme: address.of('scheme') })}>
            {t('版本时间线')}
          </Link>
          <a className="download" href={withQuery('/api/policy/compare.xlsx', { ...asked, only: only ? 'different' : undefined })} download>
            {t('导出 Excel')}
          </a>
          <PrintButton />
        </div>
      </div>
      <CompareChoices areas={areas} address={address} left={asked.left.slice(0, 6)} right={asked.right.slice(0, 6)} />
      <Answer of={answer} rows={12}>
        {(comparison) => <Compared of={comparison} only={only} />}
      </Answer>
    </>
  )
}

function Compared({ of, only }: { readonly of: Comparison; readonly only: boolean }) {
  const t = useText()
  const differs = (verdict: string) => verdict !== 'same' && verdict !== 'neither'
  const groups = of.groups
    .map((group) => ({ ...group, rows: group.rows.filter(({ verdict }) => !only || differs(verdict)) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <>
      <p className="verdict-counts">
        {VERDICTS.map(({ verdict, name }) => (
          <span key={verdict} className={`verdict verdict-${verdict}`}>
            {t(name)} <b className="num">{of.counts[verdict]}</b>
          </span>
        ))}
        {of.with_drafts && <span className="notice-line draft">{t('并入了征求意见稿：不是现行规定')}</span>}
      </p>
      {groups.length === 0 ? <Empty title={only ? t('没有不同之处') : t('两边都没有规定')} /> : <ComparedGroups of={of} groups={groups} />}
    </>
  )
}
