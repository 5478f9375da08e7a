// Parses and reads the policy files of a folder and proves them complete: the rules, and all faults at once.
import { existsSync } from 'node:fs'
import type { PolicyDocument, PolicyFault } from '@tongchou/domain/policy/document.js'
import { proveRules } from '@tongchou/domain/policy/prove.js'
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
  const read = [...faults, ...reading.faults]
  const proven = trial.withDrafts ? reading.provisions : reading.provisions.filter(({ draft }) => !draft)
  // Rules that could not be read are named first; a proof over what is left of them would only repeat it.
  return { documents, faults: read.length > 0 ? read : proveRules(reading.rules, proven), rules: reading.rules }
}
