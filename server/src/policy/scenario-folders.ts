// The folders of worked cases and the rules that each is held against: the demonstration city's, one for each other area by its code
// (both under the policies of `policies/`), and below `shapes/` the folders that bring a small policy of their own.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import { checkPolicies } from './check.js'
import type { CheckedPolicies } from './compose-texts.js'
import type { Scenario } from './scenario-form.js'
import { readScenarios } from './scenarios.js'

export interface ScenarioFolder {
  /** Path below `scenarios/`. */
  readonly name: string
  readonly area: string
  readonly cases: readonly Scenario[]
  /** Versions of the folder's area, oldest first; none where the area has no rules for the scheme. */
  versionsOf(scheme: Scheme): readonly BenefitPolicy[]
}

export interface ScenarioFolders {
  readonly folders: readonly ScenarioFolder[]
  /** What is wrong in the policies that the cases stand on. */
  readonly faults: readonly PolicyFault[]
}

const SHAPES = 'shapes'

/** `root` holds `policies/` and `scenarios/`; `areaOf` names the area of a folder that is not named by its code. */
export function scenarioFolders(root: string, areaOf: Readonly<Record<string, string>>): ScenarioFolders {
  const scenarios = path.join(root, 'scenarios')
  const places = checkPolicies(path.join(root, 'policies'))
  const shapes = checkPolicies(path.join(scenarios, SHAPES))
  const ofPlaces = foldersIn(scenarios).flatMap((name) => {
    const area = areaOf[name] ?? (/^\d{6}$/.test(name) ? name : undefined)
    return area === undefined ? [] : [folderOf(scenarios, name, area, places)]
  })
  const ofShapes = foldersIn(path.join(scenarios, SHAPES)).map((name) => folderOf(scenarios, path.join(SHAPES, name), ownArea(shapes, name), shapes))
  return { folders: [...ofPlaces, ...ofShapes], faults: [...places.faults, ...shapes.faults] }
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function folderOf(scenarios: string, name: string, area: string, { rules }: CheckedPolicies): ScenarioFolder {
  const files = readdirSync(path.join(scenarios, name)).filter((file) => file.endsWith('.yaml'))
  return {
    name,
    area,
    cases: files.sort().flatMap((file) => readScenarios(path.join(scenarios, name, file))),
    versionsOf: (scheme) => rules.find((one) => one.area === area && one.scheme === scheme)?.versions ?? [],
  }
}

/** The area that the folder's own `policy.md` names. */
function ownArea({ documents }: CheckedPolicies, name: string): string {
  const file = `${SHAPES}/${name}/policy.md`
  const area = documents.find((document) => document.file === file)?.frontMatter.find(({ key }) => key === 'area')?.value
  if (area?.kind !== 'text') throw new Error(`${file} names no area`)
  return area.text
}
