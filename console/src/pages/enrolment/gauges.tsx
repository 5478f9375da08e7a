// Counters of the year, with a gauge where a limit stands against them.
import type { Accumulator } from '../../api/types.js'
import { count, yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'

export function Gauges({ of }: { readonly of: readonly Accumulator[] }) {
  return (
    <ul className="gauges">
      {of.map((counter) => (
        <Gauge key={counter.key} of={counter} />
      ))}
    </ul>
  )
}

function Gauge({ of }: { readonly of: Accumulator }) {
  const t = useText()
  const shown = (value: number) => (of.unit === 'fen' ? yuan(value) : count(value))
  return (
    <li className="gauge">
      <span className="gauge-label">{t(of.label)}</span>
      <strong className="num">{shown(of.value)}</strong>
      {of.cap !== null && (
        <>
          <meter min={0} max={Math.max(1, of.cap)} value={of.value} aria-label={t(of.label)}>
            {shown(of.value)}
          </meter>
          <small className="quiet num" title={of.source === null ? undefined : `${of.source.document} ${of.source.article}`}>
            {t('限额 {cap}，还剩 {left}', { cap: shown(of.cap), left: shown(of.left ?? 0) })}
          </small>
        </>
      )}
    </li>
  )
}
