// The timeline of an area and scheme: every version of its benefits and of its fund's rules, from when until when, and what changed
// against the version before, by which document.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Subject } from '@tongchou/domain/policy/keys.js'
import type { Provision } from '@tongchou/domain/policy/provisions.js'
import { type Stretch, stretchesOf } from '@tongchou/domain/policy/timeline.js'
import { keyName, sentencesOf } from './rule-sentences.js'

export const SUBJECT_NAMES: Readonly<Record<Subject, string>> = { benefits: '待遇', fund: '筹资与基金', entitlement: '待遇享受' }

/** `restated`: the same words from another section. */
export type ChangeKind = 'added' | 'changed' | 'restated' | 'removed'

export const CHANGE_NAMES: Readonly<Record<ChangeKind, string>> = { added: '新增', changed: '变更', restated: '重申', removed: '取消' }

export interface Change {
  readonly key: string
  readonly key_name: string
  readonly kind: ChangeKind
  readonly before: readonly string[] | null
  readonly after: readonly string[] | null
  /** The section that made the change; of what was removed, the section that ended. */
  readonly by: Provision
}

export interface VersionOnTimeline {
  readonly subject: Subject
  readonly inForce: Day
  readonly until: Day | null
  readonly changes: readonly Change[]
}

/** The oldest first; of one day benefits before the fund, the fund before entitlement. */
export function versionsOf(provisions: readonly Provision[], area: string, scheme: Scheme): readonly VersionOnTimeline[] {
  const versions = (['benefits', 'fund', 'entitlement'] as const).flatMap((subject) => {
    const stretches = stretchesOf(provisions, area, scheme, subject)
    return stretches.map((stretch, index) => ({
      subject,
      inForce: stretch.inForce,
      until: stretch.until,
      changes: changesBetween(stretches[index - 1], stretch),
    }))
  })
  return versions.sort((a, b) => (a.inForce === b.inForce ? 0 : a.inForce < b.inForce ? -1 : 1))
}

function changesBetween(before: Stretch | undefined, after: Stretch): readonly Change[] {
  const keys = [...new Set([...(before?.chosen.keys() ?? []), ...after.chosen.keys()])]
  return keys.flatMap((key) => {
    const change = changeOf(before?.chosen.get(key), after.chosen.get(key))
    return change === undefined ? [] : [{ key, key_name: keyName(key), ...change }]
  })
}

function changeOf(old: Provision | undefined, now: Provision | undefined): Omit<Change, 'key' | 'key_name'> | undefined {
  if (old === now) return undefined
  const [before, after] = [old === undefined ? null : sentencesOf(old.rule), now === undefined ? null : sentencesOf(now.rule)]
  if (now === undefined) return old === undefined ? undefined : { kind: 'removed', before, after, by: old }
  if (before === null) return { kind: 'added', before, after, by: now }
  return { kind: before.join('\n') === after?.join('\n') ? 'restated' : 'changed', before, after, by: now }
}
