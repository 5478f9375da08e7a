// Two settlings of one bill side by side, step by step; where they part first is marked, and said in words, not by colour alone.
import type { Beside, BesideSide, BesideStep } from '../../api/beside-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Articles } from '../settlement/article.js'
import '../../style/beside.css'

interface TwoStatementsProps {
  readonly of: Beside
  readonly before: string
  readonly after: string
}

export function TwoStatements({ of, before, after }: TwoStatementsProps) {
  return (
    <>
      <Sentences of={of} before={before} after={after} />
      {of.steps.length > 0 && <Steps of={of} before={before} after={after} />}
      <WhyNotMore of={of} before={before} after={after} />
    </>
  )
}

/** A side that has no statement says why. */
function Sentences({ of, before, after }: TwoStatementsProps) {
  return [
    { name: before, side: of.before },
    { name: after, side: of.after },
  ].map(({ name, side }) =>
    side.sentence === null ? null : (
      <p key={name} className="beside-sentence">
        <strong>{name}</strong> {side.sentence}
      </p>
    ),
  )
}

function Steps({ of, before, after }: TwoStatementsProps) {
  const t = useText()
  return (
    <div className="table-scroll">
      <table className="beside">
        <thead>
          <tr>
            <th scope="col">{t('步骤')}</th>
            <th scope="col">{before}</th>
            <th scope="col">{after}</th>
            <th scope="col" className="right">
              {t('相差')}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.steps.map((step) => (
            <StepRow key={step.step} step={step} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function StepRow({ step }: { readonly step: BesideStep }) {
  const t = useText()
  const mark = step.first ? ' first' : ''
  return (
    <tr className={`beside-${step.kind}${step.differs ? ' differs' : ''}${mark}`}>
      <th scope="row">
        {t(step.step_name)}
        {step.payer_name !== '' && <small className="quiet">{t(step.payer_name)}</small>}
        {step.first && <small className="first-mark">{t('从这一步起不同')}</small>}
      </th>
      <SideCell side={step.before} />
      <SideCell side={step.after} />
      <td className="right">{step.differs ? <Signed fen={step.difference_fen} /> : <span className="quiet">—</span>}</td>
    </tr>
  )
}

function SideCell({ side }: { readonly side: BesideSide | null }) {
  const t = useText()
  if (side === null) return <td className="quiet">{t('没有这一步')}</td>
  return (
    <td>
      <span className="beside-amount">
        {side.input_fen !== null && (
          <small className="quiet">
            {t('进入')} <Yuan fen={side.input_fen} />
          </small>
        )}
        <Yuan fen={side.fen} strong />
      </span>
      {side.rule !== null && (
        <p className="rule">
          {side.rule}
          {side.bound !== null && <span className="bound">{side.bound}</span>}
          <Articles of={side.articles} />
        </p>
      )}
    </td>
  )
}

export function Signed({ fen }: { readonly fen: number }) {
  return (
    <strong className={fen < 0 ? 'num negative' : 'num'}>
      {fen > 0 && '+'}
      <Yuan fen={fen} />
    </strong>
  )
}

function WhyNotMore({ of, before, after }: TwoStatementsProps) {
  const t = useText()
  const sides = [
    { name: before, why: of.before.statement?.why_not_more ?? [] },
    { name: after, why: of.after.statement?.why_not_more ?? [] },
  ].filter(({ why }) => why.length > 0)
  if (sides.length === 0) return null
  return (
    <section className="beside-why">
      <h2>{t('为什么不能付得更多')}</h2>
      {sides.map(({ name, why }) => (
        <div key={name}>
          <h3>{name}</h3>
          <ul className="why">
            {why.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
