// The rule engines that are compared, by name.
import { byJsonRulesEngine } from './by-json-rules-engine.js'
import { byPublicodes } from './by-publicodes.js'
import { bySettle } from './by-settle.js'
import { byZen } from './by-zen.js'
import type { Contender } from './small-policy.js'

export type ContenderName = 'settle' | 'zen' | 'json-rules-engine' | 'publicodes'

export const CONTENDERS: Readonly<Record<ContenderName, () => Contender>> = {
  settle: bySettle,
  zen: byZen,
  'json-rules-engine': byJsonRulesEngine,
  publicodes: byPublicodes,
}
