// The year's accumulators before and after the bill.
import type { CounterStep, Statement } from '../../api/types.js'
import { count, yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'

export function Counters({ of }: { readonly of: Statement }) {
  const t = useText()
  return (
    <table className="counters">
      <thead>
        <tr>
          <th scope="col">{t('累计项目')}</th>
          <th scope="col">{t('本次之前')}</th>
          <th scope="col">{t('本次')}</th>
          <th scope="col">{t('本次之后')}</th>
          <th scope="col" className="to-cap">
            {t('限额')}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.accumulators
          .filter((step) => !step.detail || step.cap !== null)
          .map((step) => (
            <Step key={step.key} step={step} />
          ))}
      </tbody>
    </table>
  )
}

function shown(value: number | null, unit: CounterStep['unit']): string {
  if (value === null) return '—'
  return unit === 'fen' ? yuan(value) : count(value)
}

function Step({ step }: { readonly step: CounterStep }) {
  const t = useText()
  return (
    <tr>
      <th scope="row">{t(step.label)}</th>
      <td className="num" data-label={t('本次之前')}>
        {shown(step.before, step.unit)}
      </td>
      <td className={`num added${step.added < 0 ? ' negative' : ''}`} data-label={t('本次')}>
        {step.added > 0 ? '+' : ''}
        {shown(step.added, step.unit)}
      </td>
      <td className="num" data-label={t('本次之后')}>
        <strong>{shown(step.after, step.unit)}</strong>
      </td>
      <td className="to-cap">{step.cap !== null && <CapBar step={step} cap={step.cap} />}</td>
    </tr>
  )
}

function CapBar({ step, cap }: { readonly step: CounterStep; readonly cap: number }) {
  const share = (value: number) => Math.max(0, Math.min(100, (value / Math.max(1, cap)) * 100))
  const before = share(step.before ?? 0)
  const after = share(step.after ?? 0)
  return (
    <span className="cap">
      <span className="cap-track" aria-hidden="true">
        <i className="cap-before" style={{ width: `${Math.min(before, after)}%` }} />
        <i className="cap-added" style={{ left: `${Math.min(before, after)}%`, width: `${Math.abs(after - before)}%` }} />
      </span>
      <span className="num cap-figure">{shown(cap, step.unit)}</span>
    </span>
  )
}
