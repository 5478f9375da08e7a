// The estimate: one sentence with the answer, then the same ladder that explains a real bill, and what was taken for granted.
import { useEffect, useRef } from 'react'
import type { Estimate } from '../../api/calculator-types.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import '../../style/bill.css'
import { AskedBar } from '../settlement/asked-bar.js'
import { Summary } from '../settlement/bill-head.js'
import { Ladder } from '../settlement/ladder.js'

/** An estimate for a hospital that was named; empty where only its level was. */
export type EstimateAt = Estimate & { readonly hospital: string }

export function EstimateResult({ of }: { readonly of: EstimateAt }) {
  const t = useText()
  const head = useRef<HTMLHeadingElement>(null)
  // The answer stands below a long form on a phone: whoever asked is brought to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is shown, even one of the same words
  useEffect(() => head.current?.focus(), [of])
  return (
    <article className="bill estimate">
      <h2 ref={head} tabIndex={-1}>
        {t('您大约要付 {cash} 元', { cash: yuan(of.cash_fen + of.account.paid_fen) })}
      </h2>
      <p className="quiet">
        {of.hospital !== '' && `${of.hospital} · `}
        {[of.scheme_name, of.benefit_name, of.level_name, of.place_name, of.filing_name]
          .filter((name) => name !== '')
          .map((name) => t(name))
          .join(' · ')}
        {of.admission_number !== null && ` · ${t('本年第 {n} 次住院', { n: of.admission_number })}`}
      </p>
      <Summary of={of} />
      <section className="bill-part">
        <header>
          <h2>{t('钱怎么付的')}</h2>
        </header>
        <AskedBar of={of} />
        <Ladder of={of} />
      </section>
      <Sentences title={t('为什么不能付得更多')} of={of.why_not_more} />
      <Sentences title={t('试算的前提')} of={of.assumptions} />
      <footer className="bill-foot">
        <p>
          {t('本单按 {day} 起施行的规则结算', { day: of.rules.in_force })} · {t('规则')} <code title={of.rules.hash}>{of.rules.hash.slice(0, 12)}</code> ·{' '}
          {t('引擎')} {of.rules.engine}
        </p>
      </footer>
    </article>
  )
}

function Sentences({ title, of }: { readonly title: string; readonly of: readonly string[] }) {
  if (of.length === 0) return null
  return (
    <section className="bill-part">
      <header>
        <h2>{title}</h2>
      </header>
      <ul className="why">
        {of.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}
