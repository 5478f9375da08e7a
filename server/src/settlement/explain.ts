// What a statement says beyond the stored amounts: each layer's articles one by one, the deductible's rule, why not more, and
// the year's limits. It comes from settling the bill again; where that is not possible or gives another answer, the statement
// keeps to what is stored and says so.
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { type Limit, limitsOf } from '@tongchou/domain/settlement/limits.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { insuredPersonOf, replayed, sameAmounts } from './replay.js'
import type { LayerStored, LineStored, SettlementHead } from './statement-rows.js'
import type { Article } from './statement-schema.js'
import { storedVersions } from './stored-rules.js'
import { CERTAINTIES, wordOf } from './words.js'

type ArticleJson = Static<typeof Article>

export interface Explained {
  /** By layer, in order; empty where only the stored article is known. */
  readonly articles: readonly (readonly ArticleJson[])[]
  readonly deductible: { readonly rule: string; readonly articles: readonly ArticleJson[] } | null
  readonly whyNotMore: readonly string[]
  /** By counter. */
  readonly limits: ReadonlyMap<string, Limit>
  readonly replay: 'same' | 'differs' | 'not_possible'
}

export async function explain(client: pg.PoolClient, head: SettlementHead, layers: readonly LayerStored[], lines: readonly LineStored[]): Promise<Explained> {
  const versions = await storedVersions(client, head.rule_hash)
  const limits = versions === undefined ? new Map<string, Limit>() : limitsAt(versions, head)
  const stored: Explained = { articles: [], deductible: null, whyNotMore: [], limits, replay: 'not_possible' }
  if (versions === undefined || head.cancels !== null) return stored
  const again = replayed(versions, head, lines)
  if (again === undefined) return stored
  return sameAmounts(again, head, layers) ? { ...explainedBy(again), limits } : { ...stored, replay: 'differs' }
}

function explainedBy(again: Settled): Omit<Explained, 'limits'> {
  return {
    articles: again.layers.map((layer) => articlesJson(layer.from)),
    deductible: { rule: again.deductible.rule, articles: articlesJson(again.deductible.from) },
    whyNotMore: again.whyNotMore,
    replay: 'same',
  }
}

function limitsAt(versions: readonly BenefitPolicy[], head: SettlementHead): ReadonlyMap<string, Limit> {
  const policy = versionOn(versions, head.in_force)
  const person = insuredPersonOf(head)
  return new Map(policy === undefined || person === undefined ? [] : limitsOf(policy, person).map((limit) => [limit.key, limit]))
}

/** Each article once; a reading is kept where any of its figures has one. */
export function articlesJson(citations: readonly Citation[]): readonly ArticleJson[] {
  const found = new Map<string, ArticleJson>()
  for (const citation of citations) {
    const article = articleJson(citation)
    const key = `${article.document} ${article.article} ${article.certainty}`
    found.set(key, { ...article, reading: found.get(key)?.reading ?? article.reading })
  }
  return [...found.values()]
}

export function articleJson(citation: Citation): ArticleJson {
  return {
    document: citation.document,
    article: citation.article,
    certainty: citation.certainty,
    certainty_name: wordOf(CERTAINTIES, citation.certainty),
    reading: citation.reading ?? null,
  }
}

/** The stored text names documents and articles side by side, divided by `；`, with one certainty for all. */
export function storedArticles(layer: LayerStored): readonly ArticleJson[] {
  return layer.article
    .split('；')
    .filter((part) => part !== '')
    .map((part) => {
      const space = part.indexOf(' ')
      return {
        document: space < 0 ? part : part.slice(0, space),
        article: space < 0 ? '' : part.slice(space + 1),
        certainty: layer.certainty,
        certainty_name: wordOf(CERTAINTIES, layer.certainty),
        reading: null,
      }
    })
}
