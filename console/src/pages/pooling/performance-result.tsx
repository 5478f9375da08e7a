// The evaluation of the year before, as the next plan shows it.
import type { Performance } from '../../api/performance-types.js'
import { useText } from '../../language/language.js'

/** What the plan of this year is told of the year before. */
export function LastResult({ of: { last_year } }: { readonly of: Pick<Performance, 'last_year'> }) {
  const t = useText()
  if (last_year === null) return null
  const { year, score, grade, used } = last_year
  return (
    <p className="notice-line">
      {t('{year} 年度绩效评价：', { year })}
      {score === null ? t('不计分') : t('{score} 分，{grade}', { score, grade: grade ?? '' })}
      {used === null ? `；${t('还没有登记结果应用')}` : `；${t('结果应用')}：${used}`}
    </p>
  )
}
