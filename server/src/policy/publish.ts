// Publishes policy documents: their texts and the rules composed of them, insert-only and by content hash. Publishing the same
// again changes nothing. Nothing is published while any document has a fault.
import { headField } from '@tongchou/domain/policy/approval-publication.js'
import { faultText, type PolicyDocument, type PolicyFault } from '@tongchou/domain/policy/document.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'
import { PlainError } from '../database/plain-error.js'
import { checkPolicies } from './check.js'
import { composeTexts, type PolicyText, publishedTexts, withTexts } from './compose-texts.js'
import { ruleSetText, sha256 } from './rule-set.js'
import { type DocumentRow, insertDocument, insertRuleSet, lockPublication, newestHash, pathsOfDrafts, type Queryable, unknownAreas } from './store.js'

export interface Publication {
  /** Documents and rule sets that were not there before. */
  readonly newDocuments: number
  readonly newRuleSets: number
  readonly ruleSets: readonly { readonly area: string; readonly scheme: string; readonly hash: string; readonly versions: number }[]
  /** Files that were left as the console published them. */
  readonly kept: readonly string[]
}

/**
 * Inside the caller's transaction, if there is one. `by` names who publishes. The database leads: a path whose text was published from a draft stays
 * as it is, and texts that the folder lacks stay in force; the folder brings what it alone has. A document without a number of its own (status
 * `stand_in`) rules nobody's money: a real installation publishes without stand-ins, the demonstration with them.
 */
export async function publishPolicies(
  db: Queryable,
  folder: string,
  by: string,
  { standIns }: { readonly standIns: boolean } = { standIns: true },
): Promise<Publication> {
  const reading = { withDrafts: false, standIns }
  const inFolder = checkPolicies(folder, reading)
  mustBeSound(inFolder.faults)
  await lockPublication(db)
  const { brought, kept } = await broughtBy(db, inFolder.documents)
  const texts = withTexts(await publishedTexts(db), brought)
  const checked = composeTexts(texts, reading)
  mustBeSound(checked.faults)
  const documents = checked.documents.map(rowOf)
  const missing = await unknownAreas(db, [...new Set([...documents.map(({ area }) => area), ...checked.rules.map(({ area }) => area)])])
  if (missing.length > 0) throw new PlainError(`行政区划表里没有 ${missing.join('、')}；请先载入行政区划，再发布政策。`)
  let newDocuments = 0
  for (const row of documents) if (await insertDocument(db, row, by)) newDocuments += 1
  const made = await insertRules(db, checked.rules, new Map(documents.map(({ path, hash }) => [path, hash])))
  return { newDocuments, ...made, kept }
}

function mustBeSound(faults: readonly PolicyFault[]): void {
  if (faults.length > 0) throw new PlainError(`政策文件有${faults.length}处问题，没有发布：\n${faults.map(faultText).join('\n')}`)
}

/** The folder's texts that the database does not lead. A file that was only renamed brings nothing. */
async function broughtBy(db: Queryable, documents: readonly PolicyDocument[]): Promise<{ readonly brought: PolicyText[]; readonly kept: string[] }> {
  const [fromDrafts, standing] = [await pathsOfDrafts(db), await publishedTexts(db)]
  const known = new Set(standing.map(({ text }) => text))
  const brought = documents.filter(({ file, text }) => !fromDrafts.has(file) && !known.has(text)).map(({ file, text }) => ({ file, text }))
  return { brought, kept: documents.filter(({ file, text }) => fromDrafts.has(file) && !known.has(text)).map(({ file }) => file) }
}

/** Stores compiled rules; `hashes` of the documents by path. */
export async function insertRules(
  db: Queryable,
  rules: readonly AreaRules[],
  hashes: ReadonlyMap<string, string>,
): Promise<Pick<Publication, 'newRuleSets' | 'ruleSets'>> {
  let newRuleSets = 0
  const ruleSets: Publication['ruleSets'][number][] = []
  for (const one of rules) {
    const row = ruleSetText(
      one,
      one.files.flatMap((file) => hashes.get(file) ?? []),
    )
    if (await insertRuleSet(db, row)) newRuleSets += 1
    else await mustBeNewest(db, row.area, row.scheme, row.hash)
    ruleSets.push({ area: row.area, scheme: row.scheme, hash: row.hash, versions: one.versions.length })
  }
  return { newRuleSets, ruleSets }
}

/** Going back to older texts would leave the newer rules in force; the way back is a new dated section. */
async function mustBeNewest(db: Queryable, area: string, scheme: string, hash: string): Promise<void> {
  if ((await newestHash(db, area, scheme)) === hash) return
  throw new PlainError(`${area} ${scheme} 的这套规则以前发布过，之后又发布了新的；恢复旧规定请新增一节并写明生效日期，不要改回旧文本。`)
}

function rowOf(document: PolicyDocument): DocumentRow {
  const { file, text } = document
  const field = (name: string): string => headField(document, name)
  return { hash: sha256(text), path: file, document: field('document'), area: field('area'), status: field('status'), text }
}
