// The latest bills and the year's limits, as far as the officer may see bills.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { accumulatorsQuery, historyQuery } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Answer } from '../../shell/states.js'
import { Gauges } from './gauges.js'

export function OverviewBills({ psnNo }: { readonly psnNo: string }) {
  return (
    <>
      <LatestBills psnNo={psnNo} />
      <YearLimits psnNo={psnNo} />
    </>
  )
}

function LatestBills({ psnNo }: { readonly psnNo: string }) {
  const t = useText()
  const answer = useQuery(historyQuery(psnNo, { page: 1, size: 5 }))
  return (
    <section className="panel wide">
      <header>
        <h2>{t('最近的结算')}</h2>
        <Link to={`/persons/${psnNo}?tab=history`}>{t('全部')}</Link>
      </header>
      <Answer of={answer} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('还没有结算记录')}</p>
          ) : (
            <ul className="bill-list">
              {rows.map((row) => (
                <li key={row.settlement} className={row.standing === 'settled' ? undefined : 'row-struck'}>
                  <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
                    {row.settled_on}
                  </Link>
                  <span>
                    {row.provider_name} <small className="quiet">{t(row.benefit_name)}</small>
                  </span>
                  <span className="right">
                    <Yuan fen={row.total_fen} />
                  </span>
                  <small className="quiet right">
                    {t('基金和保险')} <Yuan fen={row.fund_fen} />
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  )
}

function YearLimits({ psnNo }: { readonly psnNo: string }) {
  const t = useText()
  const answer = useQuery(accumulatorsQuery(psnNo, {}))
  const limited = answer.data?.schemes.flatMap((scheme) => scheme.counters.filter((counter) => counter.cap !== null)) ?? []
  if (limited.length === 0) return null
  return (
    <section className="panel wide">
      <header>
        <h2>{t('{year} 年度限额', { year: answer.data?.year ?? '' })}</h2>
        <Link to={`/persons/${psnNo}?tab=accumulators`}>{t('全部累计')}</Link>
      </header>
      <Gauges of={limited} />
    </section>
  )
}
