// The surge report: since the launch against the twelve weeks before and a year before, by area, provider or class of person.
import { useQuery } from '@tanstack/react-query'
import type { Freeze, Surges, SurgeTable } from '../../../api/draft-types.js'
import { surgesQuery } from '../../../api/policy-queries.js'
import { type Query, withQuery } from '../../../api/request.js'
import { WithTable } from '../../../chart/with-table.js'
import { yuan } from '../../../format/money.js'
import { useText } from '../../../language/language.js'
import { type Address, useAddress } from '../../../session/address.js'
import { Guarded } from '../../../shell/guarded.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer, Empty } from '../../../shell/states.js'
import { certaintyName } from '../words.js'
import { isSurge } from './is-surge.js'
import { SurgeBars } from './surge-bars.js'
import { SurgeFilters } from './surge-filters.js'
import { SurgeList } from './surge-list.js'
import { SurgeRows } from './surge-rows.js'

export function SurgeReport({ freezes }: { readonly freezes: readonly Freeze[] }) {
  const t = useText()
  const address = useAddress()
  if (freezes.length === 0)
    return (
      <Empty title={t('没有登记启动期，没有可分析的')}>
        <p>{t('登记了启动期，才知道从哪一周开始比较。')}</p>
      </Empty>
    )
  return (
    <Guarded permission="settlement.see">
      <Report freezes={freezes} address={address} />
    </Guarded>
  )
}

function Report({ freezes, address }: { readonly freezes: readonly Freeze[]; readonly address: Address }) {
  const t = useText()
  const asked: Query = { freeze: address.of('freeze'), by: address.of('by') }
  const answer = useQuery(surgesQuery(asked))
  return (
    <>
      <div className="filters no-print">
        <SurgeFilters freezes={freezes} address={address} />
        <a className="download" href={withQuery('/api/policy/surges.xlsx', asked)} download>
          {t('导出 Excel')}
        </a>
        <PrintButton />
      </div>
      <Answer of={answer}>{(report) => <Measures of={report} />}</Answer>
    </>
  )
}

function Measures({ of }: { readonly of: Surges }) {
  const t = useText()
  if (of.weeks === 0) return <Empty title={t('启动以来还不满一周')} />
  return (
    <div className="stack">
      <p className="quiet">
        {t('{area}自 {from} 启动以来 {n} 整周，与此前十二周的平均和上年同期比。', { area: of.freeze.area_name, from: of.freeze.from, n: of.weeks })}
      </p>
      {of.tables.map((table) => (
        <Measure key={table.measure} of={table} />
      ))}
    </div>
  )
}

function Measure({ of }: { readonly of: SurgeTable }) {
  const t = useText()
  const { threshold } = of
  const surged = [...of.totals, ...of.weekly].filter(isSurge).length
  const note = t('突增：增长 {growth} 以上，且每周不少于 {count} 笔、{yuan} 元（{certainty}）', {
    growth: threshold.growth,
    count: threshold.least_count,
    yuan: yuan(threshold.least_fen),
    certainty: t(certaintyName(threshold.certainty)),
  })
  if (of.totals.length === 0)
    return (
      <section className="panel">
        <header>
          <h2>{t(of.name)}</h2>
          <span className="quiet">{t('启动以来没有')}</span>
        </header>
      </section>
    )
  return (
    <WithTable
      name={of.measure}
      title={surged === 0 ? t(of.name) : t('{name}：{n} 处突增', { name: t(of.name), n: surged })}
      note={note}
      chart={
        <>
          <SurgeBars of={of} />
          <SurgeList of={of} />
        </>
      }
      table={<SurgeRows of={of} />}
    />
  )
}
