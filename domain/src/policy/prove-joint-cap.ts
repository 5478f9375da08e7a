// A cap over several layers must be over several, over layers and kinds of care that the area has, and no person's step may turn it
// around: anything else would be a limit that never holds.
import { compared, NOTHING } from '../base/money.js'
import type { BenefitPolicy, JointCapRule } from './benefit-policy.js'
import { kindName, layerName } from './national-lists.js'
import type { Say } from './prove.js'

export function jointCapFaults(version: BenefitPolicy, say: Say): void {
  for (const cap of version.jointCaps ?? []) for (const sentence of findings(version, cap)) say([`joint_caps.${cap.id}`], sentence)
}

function findings(version: BenefitPolicy, { id, layers, kinds, personSteps }: JointCapRule): readonly string[] {
  const named = `合计限额“${id}”`
  const said: string[] = []
  if (new Set(layers).size < 2) said.push(`${named}至少要列两个层次；只限一层的，请写在该层自己的限额里。`)
  for (const layer of layers) {
    if (!pays(version, layer)) said.push(`${named}列有${layerName(layer)}，本地没有它的规则；请删去，或写出它的规则。`)
  }
  for (const kind of kinds) {
    if (version.benefits[kind] === undefined) said.push(`${named}列有${kindName(kind)}，本地没有它的待遇；请删去。`)
  }
  if (personSteps.some(({ times }) => times !== undefined && compared(times, NOTHING) < 0)) said.push(`${named}乘以负数；请改为 0 或以上的数。`)
  return said
}

function pays({ large, major, assistance, civilServant, supplements }: BenefitPolicy, layer: string): boolean {
  const rules: Readonly<Record<string, boolean>> = {
    basic: true,
    large: large !== null,
    major: major !== null,
    assistance: assistance !== null,
    assistance_tilt: (assistance?.tilt ?? null) !== null,
    civil_servant: civilServant !== null,
  }
  return rules[layer] ?? supplements.some(({ name }) => name === layer)
}
