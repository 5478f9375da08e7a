// The policies of this repository in a test's database: the areas that the documents name, and on request the documents themselves.
import path from 'node:path'
import { checkPolicies } from '../policy/check.js'
import { publishPolicies } from '../policy/publish.js'
import type { TestDatabase } from './database.js'

export const POLICIES = path.resolve(import.meta.dirname, '../../../policies')

/** The nation is always known. An area's name is its code. */
export async function insertPolicyAreas({ batch }: TestDatabase, folder: string = POLICIES): Promise<void> {
  const heads = checkPolicies(folder).documents.flatMap(({ frontMatter }) => frontMatter)
  const named = heads.flatMap(({ key, value }) => (key === 'area' && value.kind === 'text' && value.text !== '000000' ? [value.text] : []))
  const provinces = named.map((code) => `${code.slice(0, 2)}0000`)
  for (const code of [...new Set([...provinces, ...named])].sort()) {
    const parent = code.endsWith('0000') ? null : `${code.slice(0, 2)}0000`
    await batch.query('INSERT INTO area (code, name, level, parent) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
      code,
      code,
      parent === null ? 1 : 2,
      parent,
    ])
  }
}

export async function publishAll(db: TestDatabase, folder: string = POLICIES): Promise<void> {
  await insertPolicyAreas(db, folder)
  await publishPolicies(db.batch, folder, 'test')
}
