// What somebody should look at today.
import type { Cockpit } from '../../api/types.js'
import { useText } from '../../language/language.js'

const MARKS: Readonly<Record<string, string>> = {
  red: '须处理',
  critical: '须处理',
  high: '须处理',
  amber: '请关注',
  warning: '请关注',
  notice: '提示',
  info: '提示',
}

export function Warnings({ of }: { readonly of: Cockpit }) {
  const t = useText()
  if (of.warnings.length === 0) return <p className="no-warning">{t('没有预警。')}</p>
  return (
    <ul className="warnings">
      {of.warnings.map((warning) => (
        <li key={`${warning.unit ?? ''}${warning.text}`} className={`level-${MARKS[warning.level] === '须处理' ? 'red' : 'amber'}`}>
          <strong>{t(MARKS[warning.level] ?? '提示')}</strong>
          <span>{warning.text}</span>
        </li>
      ))}
    </ul>
  )
}
