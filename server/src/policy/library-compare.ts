// Two areas or two days out of the database: the rule sets in force, or, where drafts are asked for, the published texts with the
// consultation drafts put in, which nobody is settled by.
import { type Day, isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type ComparedGroup, type ComparedRules, compareRules, inForceOn, type Side, sideOf, VERDICT_NAMES, type Verdict } from './compare.js'
import { composeDocuments } from './compose-texts.js'
import type { Library } from './library.js'
import { citationJson, SCHEME_NAMES } from './library-answers.js'
import { newestSet } from './library-rules.js'
import type { Queryable } from './store.js'

export interface Asked {
  readonly left: string
  readonly right: string
  readonly scheme: Scheme
  readonly drafts?: boolean
}

export type ComparisonAnswer = Exclude<Awaited<ReturnType<typeof comparisonAnswer>>, Refusal>

export async function comparisonAnswer(db: Queryable, library: Library, asked: Asked, today: Day) {
  const [left, right] = [sideAsked(asked.left, today), sideAsked(asked.right, today)]
  if (isRefusal(left)) return left
  if (isRefusal(right)) return right
  const rulesOf = asked.drafts === true ? draftRules(library, asked.scheme) : storedRules(db, library, asked.scheme)
  const [one, other] = [await rulesOf(left.area), await rulesOf(right.area)]
  if (isRefusal(one)) return one
  if (isRefusal(other)) return other
  const groups = compareRules(one, other, { left: left.day, right: right.day })
  const drafts = new Set(library.documents.filter(({ status }) => status === 'consultation_draft').map(({ document }) => document))
  return {
    scheme: asked.scheme,
    scheme_name: SCHEME_NAMES[asked.scheme],
    with_drafts: asked.drafts === true,
    left: sideJson(library, left, one),
    right: sideJson(library, right, other),
    counts: countsOf(groups),
    groups: groups.map((group) => groupJson(group, drafts)),
  }
}

function sideAsked(word: string, today: Day): Side | Refusal {
  const side = sideOf(word, today)
  return side ?? refused('invalid_field', `“${word}”里的日期不是日历上的一天；请写成 340000@2024-05-01 的样子。`)
}

export const noRules = (library: Library, area: string, scheme: Scheme): Refusal => {
  const those = [...new Set(library.ruleSets.filter((set) => set.scheme === scheme).map((set) => `${set.area}（${set.area_name}）`))]
  return refused('not_found', `没有${area}的${SCHEME_NAMES[scheme]}政策；有的是：${those.join('、')}。`)
}

const storedRules =
  (db: Queryable, library: Library, scheme: Scheme) =>
  async (area: string): Promise<ComparedRules | Refusal> =>
    (await newestSet(db, library, area, scheme)) ?? noRules(library, area, scheme)

function draftRules(library: Library, scheme: Scheme): (area: string) => Promise<ComparedRules | Refusal> {
  const documents = library.documents.filter(({ status }) => status !== 'not_adopted').map(({ parsed }) => parsed)
  const { rules } = composeDocuments(documents, [], { withDrafts: true })
  return async (area) => rules.find((one) => one.area === area && one.scheme === scheme) ?? noRules(library, area, scheme)
}

function sideJson({ ruleSets }: Library, { area, day }: Side, { versions }: ComparedRules) {
  const version = versions.find((one) => inForceOn(one, day))
  return {
    area,
    area_name: ruleSets.find((set) => set.area === area)?.area_name ?? area,
    day,
    version: version === undefined ? null : { in_force: version.inForce, until: version.until },
  }
}

function countsOf(groups: readonly ComparedGroup[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { same: 0, different: 0, left_only: 0, right_only: 0, neither: 0 }
  for (const { rows } of groups) for (const { verdict } of rows) counts[verdict] += 1
  return counts
}

function groupJson({ group, name, rows }: ComparedGroup, drafts: ReadonlySet<string>) {
  const cell = ({ text, citations }: ComparedGroup['rows'][number]['left']) => ({ text, citations: citations.map((from) => citationJson(from, drafts)) })
  return {
    group,
    name,
    rows: rows.map(({ label, left, right, verdict }) => ({ label, left: cell(left), right: cell(right), verdict, verdict_name: VERDICT_NAMES[verdict] })),
  }
}

export const isDayAsked = (day: string | undefined): boolean => day === undefined || isDay(day)
