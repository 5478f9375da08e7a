// What a person has used of the year's deductibles and caps.
import { useQuery } from '@tanstack/react-query'
import Segmented from 'antd/es/segmented'
import { accumulatorsQuery } from '../../api/queries.js'
import type { Accumulators } from '../../api/types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Answer, Empty } from '../../shell/states.js'
import { Gauges } from './gauges.js'

export function PersonAccumulators({ psnNo }: { readonly psnNo: string }) {
  const address = useAddress()
  const year = address.of('year')
  const answer = useQuery(accumulatorsQuery(psnNo, year === undefined ? {} : { year }))
  return <Answer of={answer}>{(known) => <Years of={known} choose={(next) => address.change({ year: next })} />}</Answer>
}

function Years({ of, choose }: { readonly of: Accumulators; readonly choose: (year: number) => void }) {
  const t = useText()
  if (of.year === null) return <Empty title={t('还没有累计')} />
  return (
    <div className="stack">
      <Segmented options={[...of.years]} value={of.year} onChange={choose} aria-label={t('待遇年度')} />
      {of.schemes.map((scheme) => (
        <section key={scheme.scheme} className="panel">
          <header>
            <h2>{t(scheme.scheme_name)}</h2>
            <span className="quiet">{t('{n} 张有效结算单', { n: scheme.bills })}</span>
          </header>
          <Gauges of={scheme.counters.filter((counter) => !counter.detail)} />
          {scheme.counters.some((counter) => counter.detail) && (
            <details className="more">
              <summary>{t('分类明细')}</summary>
              <Gauges of={scheme.counters.filter((counter) => counter.detail)} />
            </details>
          )}
        </section>
      ))}
    </div>
  )
}
