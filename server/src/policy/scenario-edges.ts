// Holds the worked cases against the written list of rule kinds: which kinds stand in the rules of a case, whether each kind is tried on
// its edge and on both sides of it, and which cases say the same thing twice.
import type { Bill, BillLine } from '@tongchou/domain/settlement/bill.js'
import { EDGES } from './rule-edges.js'
import { ruleKindsOf } from './rule-kinds.js'
import type { ScenarioFolder } from './scenario-folders.js'
import { type Boundary, type Scenario, SIDES } from './scenario-form.js'

/** Kinds of rules in any version that the case may be settled under, and what its own lines ask for. */
export function kindsInReach(it: Scenario, { versionsOf }: ScenarioFolder): ReadonlySet<string> {
  const ofRules = versionsOf(it.scheme).flatMap((version) => [...ruleKindsOf(version)])
  return new Set([...ofRules, ...billsOf(it).flatMap(catalogueKinds)])
}

function billsOf(it: Scenario): readonly Bill[] {
  return it.events.flatMap((event) => (event.event === 'bill' ? [event.bill] : []))
}

function catalogueKinds({ lines }: Bill): readonly string[] {
  return lines.flatMap((line) => [
    ...(line.initialSelfPayment.num > 0n ? ['catalogue.initial_self_payment'] : []),
    ...(line.aboveStandard > 0n ? ['catalogue.above_standard'] : []),
    ...(line.restrictedUse === undefined ? [] : ['catalogue.restricted_use']),
    ...(line.class === '丙' ? ['catalogue.out_of_catalogue'] : []),
  ])
}

interface Edge {
  readonly kind: string
  readonly side: Boundary['side']
  readonly where: string
  /** All that the bills come to, and what of it stands in the catalogue: an edge may be moved by either. */
  readonly sums: readonly bigint[]
}

/** What is lacking, one line each: a kind that is not tried, or not on all sides, or not by one fen. */
export function edgeFindings(folders: readonly ScenarioFolder[]): readonly string[] {
  const edges = folders.flatMap(edgesOf)
  return [...EDGES].flatMap(([kind, step]) => {
    const own = edges.filter((edge) => edge.kind === kind)
    if (step === 'choice') return own.length === 0 ? [`${kind}: no case`] : []
    const missing = SIDES.filter((side) => !own.some((edge) => edge.side === side)).map((side) => `${kind}: no case ${side}`)
    return [...missing, ...(step === 'fen' ? lonely(own) : [])]
  })
}

function edgesOf({ name, cases }: ScenarioFolder): readonly Edge[] {
  return cases.flatMap((it) => {
    const lines = billsOf(it).flatMap((bill) => bill.lines)
    const sums = [sumOf(lines), sumOf(lines.filter((line) => line.class !== '丙'))]
    return it.boundaries.map(({ kind, side }) => ({ kind, side, where: `${name}/${it.scheme}`, sums }))
  })
}

function sumOf(lines: readonly BillLine[]): bigint {
  return lines.reduce((sum, { amount }) => sum + amount, 0n)
}

const OFFSET = { at: 0n, below: 1n, above: -1n } as const

/** Cases of one kind whose trio is not complete: on the edge, a fen less, a fen more, under the same rules. */
function lonely(own: readonly Edge[]): readonly string[] {
  return own.flatMap((edge) => (edge.sums.some((_, measure) => inTrio(edge, own, measure)) ? [] : [`${edge.kind}: ${edge.where} ${edge.side} stands alone`]))
}

function inTrio(edge: Edge, own: readonly Edge[], measure: number): boolean {
  const at = edgeOf(edge, measure)
  return SIDES.every((side) => own.some((other) => other.where === edge.where && other.side === side && edgeOf(other, measure) === at))
}

/** The sum that a case would have on its edge. */
function edgeOf({ sums, side }: Edge, measure: number): bigint | undefined {
  const sum = sums[measure]
  return sum === undefined ? undefined : sum + OFFSET[side]
}

/** The same for two cases that differ only in their name, the order of their bills, their days within the year or their providers. */
export function fingerprint(it: Scenario): string {
  const events = it.events.map((event) => {
    if (event.event === 'cancel') return written({ expected: event.then })
    const { admitted: _admitted, discharged, settledOn: _settledOn, provider: _provider, ...bill } = event.bill
    return written({ bill, year: discharged.slice(0, 4), partOf: event.partOf?.link, expected: event.then })
  })
  return written({ person: it.person, events: events.sort() })
}

/** What a case comes to in amounts alone: the same for cases of different rules that happen to have the same figures. */
export function figures(it: Scenario): string {
  const events = it.events.map((event) => written([event.event === 'bill' ? event.bill.lines : [], event.then]))
  return written({ person: it.person, events: events.sort() })
}

function written(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}` : part))
}
