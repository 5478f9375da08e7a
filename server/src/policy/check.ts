// Parses and reads the policy files of a folder and proves them complete: the rules, and all faults at once.
import { existsSync } from 'node:fs'
import { PlainError } from '../database/plain-error.js'
import { type CheckedPolicies, composeDocuments, type Reading } from './compose-texts.js'
import { parseFolder } from './parse.js'

export function checkPolicies(folder: string, reading: Reading = { withDrafts: false }): CheckedPolicies {
  if (!existsSync(folder)) throw new PlainError(`没有政策文件夹 ${folder}；请给出 policies 文件夹的路径。`)
  const { documents, faults } = parseFolder(folder)
  return composeDocuments(documents, faults, reading)
}
