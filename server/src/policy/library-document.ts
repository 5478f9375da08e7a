// One document of the library: its text cut at the headings, and beside every section its live figures: which rules it sets, what
// they say, from when until when, and whether they are the ones that hold on a day, where, or what has taken their place.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import type { Provision } from '@tongchou/domain/policy/provisions.js'
import { stretchesOf } from '@tongchou/domain/policy/timeline.js'
import { inForceOn } from './compare.js'
import type { Library, LibraryDocument } from './library.js'
import { keyName, sentencesOf } from './rule-sentences.js'
import { type RuleTable, tableOf } from './rule-table.js'

export type Standing = 'in_force' | 'replaced' | 'not_yet' | 'ended' | 'unused' | 'draft' | 'not_adopted'

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  in_force: '现行',
  replaced: '已被替代',
  not_yet: '尚未生效',
  ended: '已失效',
  unused: '没有统筹区采用',
  draft: '草案，不生效',
  not_adopted: '不采用',
}

export interface PlaceOfRule {
  readonly area: string
  readonly area_name: string
  readonly scheme: Scheme
}

export interface LiveFigure {
  readonly provision: Provision
  readonly key_name: string
  readonly sentences: readonly string[]
  /** The same where a table reads better. */
  readonly table: RuleTable | null
  readonly standing: Standing
  /** Pooling areas and schemes in which it is the rule of the day. */
  readonly holdsIn: readonly PlaceOfRule[]
  /** Where another section is the rule of the day. */
  readonly replacedBy: readonly (PlaceOfRule & { readonly by: Provision; readonly hash: string | null })[]
}

export interface LiveSection {
  readonly heading: string
  readonly level: number
  readonly line: number
  /** The words under the heading, without the rule blocks. */
  readonly text: string
  readonly figures: readonly LiveFigure[]
}

export function liveSections(library: Library, document: LibraryDocument, day: Day): readonly LiveSection[] {
  const holders = holdersOn(library, day)
  return cutAtHeadings(document.text).map(({ end, ...section }) => ({
    ...section,
    figures: document.provisions
      .filter(({ line }) => line > section.line && line <= end)
      .map((provision) => liveFigure(library, document, provision, { day, holders })),
  }))
}

/** Of every pooling area and scheme: the provision of each key that rules on the day. */
interface Holder {
  readonly place: PlaceOfRule
  readonly chosen: ReadonlyMap<string, Provision>
}

function holdersOn({ ruleSets, provisions }: Library, day: Day): readonly Holder[] {
  return ruleSets.map(({ area, area_name, scheme }) => {
    const chosen = (['benefits', 'fund'] as const).flatMap((subject) => [
      ...(stretchesOf(provisions, area, scheme, subject).find((stretch) => inForceOn(stretch, day))?.chosen ?? []),
    ])
    return { place: { area, area_name, scheme }, chosen: new Map(chosen) }
  })
}

function liveFigure(
  library: Library,
  { status }: LibraryDocument,
  provision: Provision,
  { day, holders }: { readonly day: Day; readonly holders: readonly Holder[] },
): LiveFigure {
  const mine = holders.filter(({ place }) => inheritanceOf(place.area).includes(provision.area) && provision.schemes.includes(place.scheme))
  const holdsIn = mine.filter(({ chosen }) => chosen.get(provision.key) === provision).map(({ place }) => place)
  const replacedBy = mine.flatMap(({ place, chosen }) => {
    const by = chosen.get(provision.key)
    return by === undefined || by === provision ? [] : [{ ...place, by, hash: library.documents.find(({ path }) => path === by.file)?.hash ?? null }]
  })
  const standing = standingOf(provision, status, day, { holds: holdsIn.length > 0, replaced: replacedBy.length > 0 })
  return { provision, key_name: keyName(provision.key), sentences: sentencesOf(provision.rule), table: tableOf(provision.rule), standing, holdsIn, replacedBy }
}

function standingOf(
  { inForce, until }: Provision,
  status: LibraryDocument['status'],
  day: Day,
  { holds, replaced }: { readonly holds: boolean; readonly replaced: boolean },
): Standing {
  if (status === 'consultation_draft') return 'draft'
  if (status === 'not_adopted') return 'not_adopted'
  if (day < inForce) return 'not_yet'
  if (until !== null && until < day) return 'ended'
  return holds ? 'in_force' : replaced ? 'replaced' : 'unused'
}

interface CutSection {
  readonly heading: string
  readonly level: number
  readonly line: number
  readonly end: number
  readonly text: string
}

/** Headings outside of rule blocks; lines count from one, as in faults. */
function cutAtHeadings(text: string): readonly CutSection[] {
  const lines = text.split('\n')
  let inBlock = false
  const outside = lines.map((line) => {
    const fence = /^```/.test(line)
    const hidden = inBlock || fence
    if (fence) inBlock = !inBlock
    return hidden ? undefined : line
  })
  const heads = outside.flatMap((line, index) => {
    const found = /^(#{2,6})\s+(.+)$/.exec(line ?? '')
    return found === null ? [] : [{ heading: (found[2] ?? '').trim(), level: (found[1] ?? '').length, line: index + 1 }]
  })
  return heads.map((head, index) => {
    const end = (heads[index + 1]?.line ?? lines.length + 1) - 1
    const words = outside.slice(head.line, end).filter((line) => line !== undefined)
    return { ...head, end, text: words.join('\n').trim() }
  })
}
