// What was done with something, by whom and when, oldest first.
import type { Step } from '../api/hospital-types.js'
import { useText } from '../language/language.js'

export function Steps({ of, words }: { readonly of: readonly Step[]; readonly words: Readonly<Record<string, string>> }) {
  const t = useText()
  if (of.length === 0) return <p className="quiet">{t('还没有办理记录')}</p>
  return (
    <ol className="done-steps">
      {of.map((step) => (
        <li key={`${step.at} ${step.kind}`}>
          <span className="num quiet">{step.at}</span> <strong>{t(words[step.kind] ?? step.kind)}</strong> {step.officer ?? t('医药机构')}
          {step.reason !== '' && `：${step.reason}`}
        </li>
      ))}
    </ol>
  )
}
