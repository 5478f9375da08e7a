// Versions drawn on one axis of time, a lane for each subject; a press leads to the version's changes below.
import type { PolicyVersion } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'

const DAY = 86_400_000

/** Days since 1970. */
function dayOf(text: string): number {
  return Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY)
}

export function versionId({ subject, in_force }: PolicyVersion): string {
  return `version-${subject}-${in_force}`
}

export function TimelineStrip({ of }: { readonly of: readonly PolicyVersion[] }) {
  const t = useText()
  const starts = of.map(({ in_force }) => dayOf(in_force))
  // A rule of twenty years ago would press the recent ones together: the axis begins with the version that the last ten years still saw.
  const latest = Math.max(dayOf(new Date().toISOString().slice(0, 10)), ...starts) + 120
  const first = Math.max(Math.min(...starts), latest - 3_650)
  const at = (day: number) => (100 * (Math.max(day, first) - first)) / (latest - first)
  const lanes = [...new Map(of.map(({ subject, subject_name }) => [subject, subject_name]))]
  return (
    <nav className="strip no-print" aria-label={t('版本')}>
      {lanes.map(([subject, name]) => (
        <div key={subject} className="strip-lane">
          <span>{t(name)}</span>
          <div>
            {of
              .filter((version) => version.subject === subject && (version.until === null || dayOf(version.until) >= first))
              .map((version) => (
                <Bar
                  key={version.in_force}
                  of={version}
                  left={at(dayOf(version.in_force))}
                  right={version.until === null ? 100 : at(dayOf(version.until) + 1)}
                />
              ))}
          </div>
        </div>
      ))}
    </nav>
  )
}

function Bar({ of, left, right }: { readonly of: PolicyVersion; readonly left: number; readonly right: number }) {
  const t = useText()
  const said = t('{subject}：{from} 起，{n} 项', { subject: t(of.subject_name), from: of.in_force, n: of.changes.length })
  return (
    <a
      href={`#${versionId(of)}`}
      className={of.current ? 'current' : undefined}
      style={{ left: `${left}%`, width: `${Math.max(right - left, 0.6)}%` }}
      title={said}
    >
      <span className="sr">{said}</span>
      <span aria-hidden="true">{of.in_force.slice(0, 7)}</span>
    </a>
  )
}
