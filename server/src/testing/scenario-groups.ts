// Finds the worked cases of scenarios/ and the rules that each folder stands on: documents beside the cases where there are any,
// else the areas' own policies.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { checkPolicies } from '../policy/check.js'
import type { Scenario } from '../policy/scenario-form.js'
import { readScenarios } from '../policy/scenarios.js'

export interface ScenarioGroup {
  /** Path below scenarios/. */
  readonly name: string
  /** Folder of the policy documents. */
  readonly policies: string
  /** The pooling area whose rules settle the cases. */
  readonly area: string
  readonly cases: readonly Scenario[]
}

const ROOT = path.resolve(import.meta.dirname, '../../..')
const CASES = path.join(ROOT, 'scenarios')
const POLICIES = path.join(ROOT, 'policies')
/** The demonstration city's folder bears a name, the other areas' their codes. */
const AREA_OF: Readonly<Record<string, string>> = { 'demonstration-city': '340400' }

/** Every folder below scenarios/ that holds cases; example visits at the top and the neutral cases have forms of their own. */
export function scenarioGroups(): readonly ScenarioGroup[] {
  const folders = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && file.includes(path.sep))
    .map((file) => path.dirname(file))
  return [...new Set(folders)].sort().map(groupOf)
}

function groupOf(name: string): ScenarioGroup {
  const folder = path.join(CASES, name)
  const cases = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => readScenarios(path.join(folder, file)))
  const own = readdirSync(folder).some((file) => file.endsWith('.md') && !/^(README|SOURCES)/i.test(file))
  if (!own) return { name, policies: POLICIES, area: AREA_OF[name] ?? name, cases }
  return { name, policies: folder, area: areaOfRules(folder), cases }
}

/** Of the areas that have rules, the one that inherits from the others. */
function areaOfRules(folder: string): string {
  const areas = checkPolicies(folder).rules.map(({ area }) => area)
  const narrowest = [...new Set(areas)].sort((a, b) => a.replace(/0+$/, '').length - b.replace(/0+$/, '').length).at(-1)
  if (narrowest === undefined) throw new Error(`${folder}: documents without rules`)
  return narrowest
}
