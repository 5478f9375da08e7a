// Publishes policy documents: their texts and the rules composed of them, insert-only and by content hash. Publishing the same
// again changes nothing. Nothing is published while any document has a fault.
import { faultText, type PolicyDocument } from '@tongchou/domain/policy/document.js'
import { PlainError } from '../database/plain-error.js'
import { checkPolicies } from './check.js'
import { ruleSetText, sha256 } from './rule-set.js'
import { type DocumentRow, insertDocument, insertRuleSet, newestHash, type Queryable, unknownAreas } from './store.js'

export interface Publication {
  /** Documents and rule sets that were not there before. */
  readonly newDocuments: number
  readonly newRuleSets: number
  readonly ruleSets: readonly { readonly area: string; readonly scheme: string; readonly hash: string; readonly versions: number }[]
}

/**
 * Inside the caller's transaction, if there is one. `by` names who publishes. A document without a number of its own (status
 * `stand_in`) rules nobody's money: a real installation publishes without stand-ins, the demonstration with them.
 */
export async function publishPolicies(
  db: Queryable,
  folder: string,
  by: string,
  { standIns }: { readonly standIns: boolean } = { standIns: true },
): Promise<Publication> {
  const checked = checkPolicies(folder, { withDrafts: false, standIns })
  if (checked.faults.length > 0) throw new PlainError(`政策文件有${checked.faults.length}处问题，没有发布：\n${checked.faults.map(faultText).join('\n')}`)
  const documents = checked.documents.map(rowOf)
  const missing = await unknownAreas(db, [...new Set([...documents.map(({ area }) => area), ...checked.rules.map(({ area }) => area)])])
  if (missing.length > 0) throw new PlainError(`行政区划表里没有 ${missing.join('、')}；请先载入行政区划，再发布政策。`)
  let newDocuments = 0
  for (const row of documents) if (await insertDocument(db, row, by)) newDocuments += 1
  const hashOf = new Map(documents.map(({ path, hash }) => [path, hash]))
  let newRuleSets = 0
  const ruleSets: Publication['ruleSets'][number][] = []
  for (const rules of checked.rules) {
    const row = ruleSetText(
      rules,
      rules.files.flatMap((file) => hashOf.get(file) ?? []),
    )
    if (await insertRuleSet(db, row)) newRuleSets += 1
    else await mustBeNewest(db, row.area, row.scheme, row.hash)
    ruleSets.push({ area: row.area, scheme: row.scheme, hash: row.hash, versions: rules.versions.length })
  }
  return { newDocuments, newRuleSets, ruleSets }
}

/** Going back to older texts would leave the newer rules in force; the way back is a new dated section. */
async function mustBeNewest(db: Queryable, area: string, scheme: string, hash: string): Promise<void> {
  if ((await newestHash(db, area, scheme)) === hash) return
  throw new PlainError(`${area} ${scheme} 的这套规则以前发布过，之后又发布了新的；恢复旧规定请新增一节并写明生效日期，不要改回旧文本。`)
}

function rowOf({ file, text, frontMatter }: PolicyDocument): DocumentRow {
  const field = (name: string): string => {
    const value = frontMatter.find(({ key }) => key === name)?.value
    return value?.kind === 'text' ? value.text : ''
  }
  return { hash: sha256(text), path: file, document: field('document'), area: field('area'), status: field('status'), text }
}
