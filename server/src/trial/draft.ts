// Which draft is tried, and the rules it would make: the texts in force with the draft in their place, composed and proved by the
// checker that publishing uses. Other consultation drafts stay out.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { faultText } from '@tongchou/domain/policy/document.js'
import { composeTexts, type PolicyText, withTexts } from '../policy/compose-texts.js'
import { draftNumbered } from '../policy/draft-store.js'
import { type RuleSetText, ruleSetOf, ruleSetText, sha256 } from '../policy/rule-set.js'
import { newestRuleSets, type Queryable } from '../policy/store.js'
import type { SchemeRules, SideRules, TrialRules } from './trial-rules.js'

export interface Draft {
  /** Number of the draft or path of the consultation draft. */
  readonly draft: string
  readonly name: string
  /** The texts that it changes or adds. */
  readonly texts: readonly PolicyText[]
}

/** A draft being written, by its number; undefined where the pool has none. */
export type FindDraft = (db: Queryable, pool: string, draft: bigint) => Promise<Draft | undefined>

/** The newest revision of a draft that officers write at the desk. */
export const writtenDraft: FindDraft = async (db, pool, draft) => {
  const stored = await draftNumbered(db, pool, draft)
  if (stored === undefined) return undefined
  const { path, title } = stored.draft
  return { draft: String(draft), name: title, texts: [{ file: path, text: stored.text }] }
}

export type DraftAsked = { readonly draft: string } | { readonly document: string }

interface PublishedText extends PolicyText {
  readonly status: string
  readonly document: string
}

async function publishedDocuments(db: Queryable): Promise<PublishedText[]> {
  const { rows } = await db.query<PublishedText>(
    'SELECT DISTINCT ON (path) path AS file, text, status, document FROM policy_document ORDER BY path, published_at DESC, hash',
  )
  return rows
}

export interface TriedRules {
  readonly rules: TrialRules
  /** The draft's rule sets, to be kept with the trial. */
  readonly tried: readonly RuleSetText[]
  readonly draft: Draft
}

/** Both sides of the trial, or why the draft cannot be tried. */
export async function rulesToTry(db: Queryable, pool: string, asked: DraftAsked, find: FindDraft): Promise<TriedRules | Refusal> {
  const published = await publishedDocuments(db)
  const draft = await draftAsked(db, pool, asked, published, find)
  if ('code' in draft) return draft
  const before = await sideInForce(db, pool)
  if (Object.keys(before).length === 0) return refused('no_rules', '本统筹区还没有发布待遇政策，没有可以比较的现行规则；请先发布政策。')
  const base = published.filter(({ status }) => status !== 'consultation_draft').map(({ file, text }) => ({ file, text }))
  const tried = triedSets(withTexts(base, draft.texts), pool)
  if ('code' in tried) return tried
  // A scheme of which no text speaks keeps its rules.
  return { draft, tried, rules: { before, after: { ...before, ...sideOf(tried) } } }
}

async function draftAsked(db: Queryable, pool: string, asked: DraftAsked, published: readonly PublishedText[], find: FindDraft): Promise<Draft | Refusal> {
  if ('draft' in asked)
    return (await find(db, pool, BigInt(asked.draft))) ?? refused('no_such_draft', `没有编号为${asked.draft}的草案；请在草案列表里核对编号。`)
  const text = published.find(({ file }) => file === asked.document)
  if (text === undefined) return refused('no_such_draft', `政策库里没有${asked.document}；请核对文件路径。`)
  if (text.status !== 'consultation_draft') {
    return refused('not_a_draft', `${asked.document}是已发布的现行文件，不是征求意见稿；请选一份草案。`)
  }
  return { draft: asked.document, name: text.document, texts: [{ file: text.file, text: text.text }] }
}

async function sideInForce(db: Queryable, pool: string): Promise<SideRules> {
  const sets = (await newestRuleSets(db)).filter(({ area }) => area === pool)
  return Object.fromEntries(sets.map((row) => [row.scheme, { hash: row.hash, versions: ruleSetOf(row).versions }]))
}

const SHOWN = 5

/** The rule sets of the pool under the texts, or the faults that keep them from being rules. */
export function triedSets(texts: readonly PolicyText[], pool: string): TriedSet[] | Refusal {
  const { faults, rules } = composeTexts(texts, { withDrafts: true })
  if (faults.length > 0) {
    const shown = faults.slice(0, SHOWN).map(faultText).join('；')
    return refused('draft_has_faults', `草案有${faults.length}处问题，改正后才能测算：${shown}${faults.length > SHOWN ? '……' : ''}`)
  }
  const own = rules.filter(({ area, versions }) => area === pool && versions.length > 0)
  if (own.length === 0) return refused('draft_elsewhere', '按草案，本统筹区没有任何待遇规则；请核对草案的适用地区（area）。')
  const hashOf = new Map(texts.map(({ file, text }) => [file, sha256(text)]))
  return own.map((area) => ({
    ...ruleSetText(
      area,
      area.files.flatMap((file) => hashOf.get(file) ?? []),
    ),
    versions: area.versions,
  }))
}

export type TriedSet = RuleSetText & Pick<SchemeRules, 'versions'>

export function sideOf(sets: readonly TriedSet[]): SideRules {
  return Object.fromEntries(sets.map(({ scheme, hash, versions }) => [scheme, { hash, versions }]))
}
