// A worker thread that draws the smallest of cities: each part is one resident with one stay, dearer from part to part and with the
// seed. What it settles and adds up is settled and added up by the trial's own code.
import { answerParts } from '../jobs/threads.js'
import { NOBODY_SPECIAL } from '../policy/scenario-person.js'
import type { DrawnAsked, SyntheticThread } from '../trial/synthetic-city.js'
import { tallyPersons } from '../trial/tally.js'
import type { TrialPerson } from '../trial/trial-bill.js'

const UNIT = '980101'
const DAY = '2026-03-12'

await answerParts<SyntheticThread, DrawnAsked>(async ({ request, rules }) => (part, wanted) => {
  const seed = BigInt(request.seed)
  const answer = wanted === null ? tallyPersons(rules, [resident(BigInt(part), seed)]) : resident(BigInt(wanted - 1), seed).bills
  return { answer, transfer: [] }
})

function resident(part: bigint, seed: bigint): TrialPerson {
  const cost = 1_000_000n + (part + seed) * 100_000n
  const bill = {
    scheme: 'resident',
    kind: 'inpatient',
    level: '3',
    provider: 'H1',
    place: 'local',
    filing: 'none',
    admitted: DAY,
    discharged: DAY,
    settledOn: DAY,
    total: cost,
    lines: [],
    parts: { inScope: cost, itemPreSelfPay: 0n, aboveStandard: 0n, outOfCatalogue: 0n, specialList: 0n },
    useAccount: false,
  } as const
  return { person: -1n - part, bills: [{ settlement: part + 1n, visit: part + 1n, area: UNIT, year: 2026, person: NOBODY_SPECIAL, bill, counters: {} }] }
}
