// Parses and reads the policy files of a folder: the rules, and all faults at once.
import { existsSync } from 'node:fs'
import type { PolicyDocument, PolicyFault } from '@tongchou/domain/policy/document.js'
import { type AreaRules, readPolicies } from '@tongchou/domain/policy/read.js'
import { PlainError } from '../database/plain-error.js'
import { parseFolder } from './parse.js'

export interface CheckedPolicies {
  readonly documents: readonly PolicyDocument[]
  readonly faults: readonly PolicyFault[]
  readonly rules: readonly AreaRules[]
}

export function checkPolicies(folder: string, trial: { readonly withDrafts: boolean } = { withDrafts: false }): CheckedPolicies {
  if (!existsSync(folder)) throw new PlainError(`没有政策文件夹 ${folder}；请给出 policies 文件夹的路径。`)
  const { documents, faults } = parseFolder(folder)
  const reading = readPolicies(documents, trial)
  return { documents, faults: [...faults, ...reading.faults], rules: reading.rules }
}
