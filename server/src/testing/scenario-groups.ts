// The folders of worked cases, each with the policies that are published for it.
import path from 'node:path'
import { readYaml } from '../catalogue/yaml-file.js'
import { scenarioFolders } from '../policy/scenario-folders.js'
import type { Scenario } from '../policy/scenario-form.js'

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
/** Which area the demonstration city is stands with its data. */
const AREA_OF = { 'demonstration-city': (readYaml('pools/demonstration.yaml') as { readonly pool: string }).pool }

/** Cases of an area stand on policies/, the others on documents beside them, which are published together. */
export function scenarioGroups(): readonly ScenarioGroup[] {
  return scenarioFolders(ROOT, AREA_OF).folders.map(({ name, area, cases }) => {
    const beside = name.includes(path.sep)
    return { name, policies: beside ? path.join(ROOT, 'scenarios', path.dirname(name)) : path.join(ROOT, 'policies'), area, cases }
  })
}
