// "What would I pay": open to everybody, made for a phone. What is typed leaves this page only as the one question, without a name.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { CalculatorOptions, Estimate, VisitAsked } from '../../api/calculator-types.js'
import { calculatorQuery } from '../../api/queries.js'
import { post, RequestFailed } from '../../api/request.js'
import { useLanguage } from '../../language/language.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/calculator.css'
import { AllowancePart } from './allowance.js'
import { CalculatorForm } from './calculator-form.js'
import { type EstimateAt, EstimateResult } from './estimate.js'
import { type Faults, fieldOf } from './visit-entry.js'

export function CalculatorPage() {
  const { language, choose, text: t } = useLanguage()
  const options = useQuery(calculatorQuery)
  return (
    <main className="calculator">
      <header>
        <Link to="/sign-in">{t('统筹')}</Link>
        <button
          type="button"
          className="plain-button language"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
      </header>
      <h1>{t('我要花多少')}</h1>
      <Answer of={options} rows={10}>
        {(data) => <Calculator options={data} />}
      </Answer>
    </main>
  )
}

function Calculator({ options }: { readonly options: CalculatorOptions }) {
  const { text: t } = useLanguage()
  const [asking, setAsking] = useState(false)
  const [answer, setAnswer] = useState<EstimateAt | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [refused, setRefused] = useState<Faults>({})
  const [stale, setStale] = useState(false)
  const ask = async (visit: VisitAsked, hospital: string) => {
    setAsking(true)
    setFailure(null)
    setRefused({})
    setStale(false)
    try {
      setAnswer({ ...(await post<Estimate>('/api/calculator', visit)), hospital })
    } catch (error) {
      setAnswer(null)
      const field = error instanceof RequestFailed ? fieldOf(error.failure.details?.['field'] ?? error.failure.field ?? '') : undefined
      if (error instanceof RequestFailed && field !== undefined) setRefused({ [field]: error.failure.sentence })
      else setFailure(error instanceof RequestFailed ? error.failure.sentence : t('没有算出来，请重试。'))
    } finally {
      setAsking(false)
    }
  }
  if (options.schemes.length === 0) return <Empty title={t('目前没有生效的待遇政策，不能试算。')} />
  return (
    <>
      <p className="lead">{t('{area}医保，按今天的政策试算。不用登录，不记录您填写的内容；结果只供参考，以结算单为准。', { area: options.area_name })}</p>
      <CalculatorForm options={options} busy={asking} refused={refused} changed={() => setStale(true)} ask={(visit, hospital) => void ask(visit, hospital)} />
      <div aria-live="polite">
        {failure !== null && <p className="failure">{failure}</p>}
        {answer !== null && stale && <p className="note">{t('您改了上面的内容，下面还是改之前的结果；请重新试算。')}</p>}
        {answer !== null && <EstimateResult of={answer} />}
      </div>
      {options.schemes.some(({ value }) => value === 'employee') && <AllowancePart />}
    </>
  )
}
