// 预算绩效: targets with the plan, how the year stands, reports, and what last year's result was used for.
import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { type Performance, performanceQuery } from '../../api/performance-types.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/ledger-print.css'
import { MonthChoice } from '../../session/month-choice.js'
import { ChooseBook } from '../books/choose-book.js'
import { PerformanceEntries } from './performance-entries.js'
import { LastResult } from './performance-result.js'
import { PerformanceRuns } from './performance-runs.js'
import { PerformanceTargets } from './performance-targets.js'
import { PerformanceValues } from './performance-values.js'

export function PerformancePage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="book.see">
      <div className="page-head no-print">
        <h1>{t('预算绩效')}</h1>
        <p>{t('绩效目标随预算上报；年度中间监控，年终结账后评价，结果用于下一年度预算。')}</p>
      </div>
      <ChooseBook address={address} forget={['run']}>
        {({ book }) => <OneMonth key={book} book={book} address={address} />}
      </ChooseBook>
    </Guarded>
  )
}

function OneMonth({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const month = address.of('month') ?? dayjs().format('YYYY-MM')
  const answer = useQuery(performanceQuery({ book, month }))
  return (
    <>
      <div className="filters no-print">
        <MonthChoice address={address} label={t('截至月份')} otherwise={month} forgets={['run']} />
      </div>
      <Answer of={answer}>{(of) => <Standing of={of} book={book} month={month} />}</Answer>
    </>
  )
}

function Standing({ of, book, month }: { readonly of: Performance; readonly book: string; readonly month: string }) {
  const t = useText()
  const may = useMay()('budget.write')
  return (
    <>
      <LastResult of={of} />
      {of.values.length === 0 ? (
        <Empty title={t('这一年的预算还没有绩效目标')} />
      ) : (
        <section className="panel no-print">
          <header>
            <h2>{t('绩效目标完成情况')}</h2>
            {of.score !== null && <span className="quiet">{t('{score} 分，{grade}', { score: of.score, grade: of.grade ?? '' })}</span>}
          </header>
          <PerformanceValues indicators={of.indicators} values={of.values} />
        </section>
      )}
      {may && of.open_budget !== null && of.targets.length === 0 && <PerformanceTargets of={of} budget={of.open_budget} />}
      <PerformanceEntries of={of} book={book} month={month} />
      <PerformanceRuns of={of} book={book} month={month} />
    </>
  )
}
