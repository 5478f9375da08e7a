// The library's answers in the shapes of `library-schema.ts`: nothing is decided here, only written out.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { governmentLevel, inheritanceOf, LEVEL_WORDS } from '@tongchou/domain/policy/area-level.js'
import { CERTAINTIES, type Certainty, type Citation } from '@tongchou/domain/policy/citation.js'
import { STATUS_NAMES } from '@tongchou/domain/policy/document-number.js'
import { kindName } from '@tongchou/domain/policy/national-lists.js'
import type { Provision } from '@tongchou/domain/policy/provisions.js'
import { stretchesOf } from '@tongchou/domain/policy/timeline.js'
import { inForceOn } from './compare.js'
import type { Library, LibraryDocument, LibraryRuleSet } from './library.js'
import { type LiveFigure, type LiveSection, type PlaceOfRule, STANDING_NAMES } from './library-document.js'
import { CHANGE_NAMES, SUBJECT_NAMES, type VersionOnTimeline } from './library-versions.js'
import { keyName, sentencesOf } from './rule-sentences.js'
import type { RuleSet } from './rule-set.js'
import { CERTAINTY } from './show.js'

export const SCHEME_NAMES: Readonly<Record<Scheme, string>> = { employee: '职工医保', resident: '居民医保' }

export function citationJson({ document, article, certainty, inForce, reading }: Citation, drafts: ReadonlySet<string>) {
  return { document, article, certainty, certainty_name: CERTAINTY[certainty], in_force: inForce, reading: reading ?? null, draft: drafts.has(document) }
}

/** A rule counts with its own mark where it has one, else with its section's. */
const markOf = ({ rule, from }: Provision): Certainty => {
  const { value } = rule
  return typeof value === 'object' && value !== null && 'from' in value ? value.from.certainty : from.certainty
}

function countsOf(provisions: readonly Provision[]): Record<Certainty, number> {
  const counts = Object.fromEntries(CERTAINTIES.map((certainty) => [certainty, 0])) as Record<Certainty, number>
  for (const provision of provisions) counts[markOf(provision)] += 1
  return counts
}

export function documentJson(one: LibraryDocument) {
  const { hash, path, document, title, area, area_name, status, issued, source, provisions } = one
  return {
    hash,
    path,
    document,
    title,
    area,
    area_name,
    government: LEVEL_WORDS[governmentLevel(area)],
    status,
    status_name: STATUS_NAMES[status],
    issued,
    source,
    schemes: [...new Set(provisions.flatMap(({ schemes }) => schemes))].sort(),
    sections: one.parsed.sections.length,
    certainty: countsOf(provisions),
    in_use: one.inUse,
    published_at: one.published_at,
  }
}

export function detailJson(library: Library, one: LibraryDocument, sections: readonly LiveSection[], day: Day) {
  const newest = library.documents.find(({ path }) => path === one.path)
  return {
    ...documentJson(one),
    day,
    superseded_by: newest === undefined || newest.hash === one.hash ? null : newest.hash,
    text: one.text,
    parts: sections.map(({ figures, ...section }) => ({ ...section, figures: figures.map(figureJson) })),
  }
}

const placeJson = (place: PlaceOfRule) => ({ area: place.area, area_name: place.area_name, scheme: place.scheme, scheme_name: SCHEME_NAMES[place.scheme] })

function figureJson({ provision, key_name, sentences, table, standing, holdsIn, replacedBy }: LiveFigure) {
  const certainty = markOf(provision)
  return {
    key: provision.key,
    key_name,
    line: provision.line,
    sentences,
    table: table === null ? null : { head: [...table.head], rows: table.rows.map((row) => [...row]), rest: [...table.rest] },
    schemes: provision.schemes,
    in_force: provision.inForce,
    until: provision.until,
    certainty,
    certainty_name: CERTAINTY[certainty],
    reading: readingOf(provision),
    standing,
    standing_name: STANDING_NAMES[standing],
    holds_in: holdsIn.map(placeJson),
    replaced_by: replacedBy.map(({ by, hash, ...place }) => ({ ...placeJson(place), document: by.from.document, article: by.from.article, hash })),
  }
}

function readingOf({ rule, from }: Provision): string | null {
  const { value } = rule
  return (typeof value === 'object' && value !== null && 'from' in value ? value.from.reading : undefined) ?? from.reading ?? null
}

export function versionsJson(library: Library, of: LibraryRuleSet, rules: RuleSet, versions: readonly VersionOnTimeline[], day: Day) {
  return {
    ...placeJson(of),
    rule_set: of.hash,
    versions: versions.map(({ subject, inForce, until, changes }) => ({
      subject,
      subject_name: SUBJECT_NAMES[subject],
      in_force: inForce,
      until,
      current: inForceOn({ inForce, until }, day),
      settles: subject === 'fund' || rules.versions.some((one) => one.inForce === inForce),
      changes: changes.map(({ by, kind, ...change }) => ({
        ...change,
        kind,
        kind_name: CHANGE_NAMES[kind],
        from: citationJson(by.from, new Set()),
        government: LEVEL_WORDS[governmentLevel(by.area)],
        hash: library.documents.find(({ path }) => path === by.file)?.hash ?? null,
      })),
    })),
  }
}

export function areasJson(library: Library, rulesOf: ReadonlyMap<string, RuleSet>, provinces: ReadonlyMap<string, string>, day: Day) {
  const areas = [...new Map(library.ruleSets.map(({ area, area_name }) => [area, area_name]))]
  return areas.map(([area, area_name]) => {
    const province = `${area.slice(0, 2)}0000`
    const drafts = library.documents.filter((one) => one.status === 'consultation_draft' && inheritanceOf(area).includes(one.area))
    return {
      area,
      area_name,
      province,
      province_name: provinces.get(province) ?? province,
      schemes: library.ruleSets.filter((set) => set.area === area).map((set) => schemeJson(library, set, rulesOf.get(set.hash), day)),
      drafts: drafts.map(({ hash, document }) => ({ hash, document })),
    }
  })
}

function schemeJson({ provisions }: Library, { area, scheme, hash, published_at }: LibraryRuleSet, rules: RuleSet | undefined, day: Day) {
  const chosen = (['benefits', 'fund'] as const).flatMap((subject) => [
    ...(stretchesOf(provisions, area, scheme, subject)
      .find((stretch) => inForceOn(stretch, day))
      ?.chosen.values() ?? []),
  ])
  const silent = chosen.flatMap(({ rule }) => (rule.part === 'silentKinds' ? rule.value : []))
  const versions = rules?.versions ?? []
  return {
    scheme,
    scheme_name: SCHEME_NAMES[scheme],
    rule_set: hash,
    published_at,
    first: versions[0]?.inForce ?? null,
    versions: versions.length,
    in_force: versions.some((version) => inForceOn(version, day)),
    certainty: countsOf(chosen),
    awaiting: chosen.filter(({ rule }) => sentencesOf(rule).some((sentence) => /待.+另定/.test(sentence))).map(({ key }) => ({ key, key_name: keyName(key) })),
    silent_kinds: silent.map((kind) => ({ kind, name: kindName(kind) })),
  }
}
