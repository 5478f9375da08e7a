// The proof of the fund: a province's year, drawn from a seed, through the real verbs on a real database, with everything that goes wrong in
// a year. Every step is checked; at the end all facts are decided again and must give the same ledgers.
import type { Day } from '@tongchou/domain/base/day.js'
import { loadPaymentTables } from '@tongchou/server/payment/load-payment-tables.js'
import { verify } from '@tongchou/server/verify/verify.js'
import { dayIn, type FactNumbers } from '../money-year/year-context.js'
import { randomFrom } from '../random/random.js'
import { openAccounts } from './bills.js'
import { openCounter } from './counter.js'
import { issueBudget, type Run, yearEnd } from './desk-decisions.js'
import { deskBookOf, openAccounts as openPayees } from './desk-payments.js'
import { released } from './income.js'
import { tellLastYear } from './levels.js'
import { openOffice } from './office.js'
import { opening } from './opening.js'
import { type Counts, type Proof, ProofFailed, perform, Reached, restart, type Site } from './perform.js'
import { citiesOf, hasCounter, makePlaces, SCHEMES, YEAR } from './places.js'
import { draft, nothingOwed, type Plan, type Planner } from './plan.js'
import { closeMonth, type Local, monthOfProvince, refused, step } from './province-month.js'
import { replayBooks, resettled } from './replay-books.js'
import type { World } from './world.js'
import type { WrongFile } from './wrong-files.js'

export interface ProvinceRequest {
  readonly seed: number
  readonly cities: number
  readonly counties: number
  /** Months of the year that are lived through, in order; the close and what follows it are made where December is among them. */
  readonly months: readonly number[]
  /** Cities that pay one of their books at the desk, hospital by hospital. */
  readonly desks: number
  /** Nothing is made after this step. */
  readonly until?: number
  readonly progress?: (line: string) => void
  readonly afterStep?: Proof['afterStep']
}

export interface ProvinceProved {
  readonly counts: Counts
  readonly replayedFacts: number
  readonly digest: string
  /** Who holds what at the end. */
  readonly world: World
}

export async function proveProvince(site: Site, request: ProvinceRequest): Promise<ProvinceProved> {
  const { seed, months, progress } = request
  const cities = citiesOf(request.cities, request.counties)
  const counts: Counts = {
    steps: 0,
    facts: 0,
    killed: 0,
    answersLost: 0,
    restarts: 0,
    wrongFiles: 0,
    twice: 0,
    lateSubsidies: 0,
    bounced: 0,
    cancelled: 0,
    redLetters: 0,
    acts: 0,
    policies: 0,
    settled: 0,
    underNewRules: 0,
    checks: 0,
    closedDays: 0,
  }
  const numbers = freshNumbers(site)
  const world: World = new Map()
  const proof: Proof = { seed, site, world, numbers, office: openOffice(site), counts, afterStep: request.afterStep, until: request.until, at: '' }
  const locals = cities.map((city): Local => {
    const desk = city.index < request.desks ? deskBookOf(city) : undefined
    return {
      planner: {
        ...{ world, numbers, city, owed: nothingOwed(), random: randomFrom('province', seed, city.code), atDesk: desk?.book },
        fate: counts,
        last: city === cities.at(-1),
      },
      bills: [],
      desk,
      comes: desk && city.units.at(-1),
      deductibles: hasCounter(city) ? new Map() : undefined,
    }
  })
  try {
    await makePlaces(site.batch(), cities)
    await loadPaymentTables(site.batch())
    for (const city of cities.filter(hasCounter)) await openCounter(site.batch(), site.key, city)
    await begin(proof, locals)
    const runs: Run[] = []
    for (const number of months) {
      const month: Day = `${YEAR}-${String(number).padStart(2, '0')}-01`
      await monthOfProvince(proof, locals, month, runs)
      progress?.(`${month.slice(0, 7)}：${counts.steps} 步，${counts.facts} 项事实，${counts.checks} 次核对`)
    }
    if (months.includes(12)) await afterYear(proof, locals)
    return await atTheEnd(proof)
  } catch (error) {
    if (error instanceof Reached) return { counts, replayedFacts: 0, digest: '', world }
    throw error instanceof ProofFailed ? error : new ProofFailed(proof, error instanceof Error ? String(error.stack) : String(error))
  } finally {
    await proof.office.leave()
  }
}

/** Numbers for the facts of one plan; what a plan did not use is left out, so that numbers rise in the order of recording. */
function freshNumbers(site: Site): FactNumbers {
  let [next, last] = [1n, 0n]
  return {
    next: () => {
      if (next > last) throw new Error('no fact number is left; refill before making facts')
      next += 1n
      return next - 1n
    },
    refill: async (count) => {
      // Nobody else records while a plan is drawn, so the numbers are one range.
      const { rows } = await site.batch().query<{ first: bigint; last: bigint }>({
        name: 'numbers',
        text: `SELECT min(n) AS first, max(n) AS last FROM (SELECT nextval('fact_seq') AS n FROM generate_series(1, $1)) AS taken`,
        values: [count],
      })
      const [taken] = rows
      if (taken === undefined || taken.last - taken.first !== BigInt(count - 1)) throw new Error('somebody else takes fact numbers')
      ;[next, last] = [taken.first, taken.last]
    },
  }
}

async function begin(proof: Proof, locals: readonly Local[]): Promise<void> {
  const eve: Day = `${YEAR - 1}-12-31`
  for (const { planner, comes } of locals) await step(proof, planner, () => opening(planner, eve, comes))
  const cities = locals.map(({ planner }) => planner.city)
  await perform(proof, { name: '个人账户期初', day: eve, books: [], facts: [], moves: [], write: (client) => openAccounts(client, cities, eve) })
  for (const { planner } of locals) {
    // Every third city planned too little and has to ask again.
    const planned = planner.city.index % 3 === 0 ? 20_000_000n : 200_000_000n
    for (const scheme of SCHEMES) await issueBudget(proof, planner.city, scheme, `${YEAR}-01-02`, planned)
  }
  for (const { planner, desk } of locals) if (desk !== undefined) await openPayees({ proof, planner, desk }, `${YEAR}-01-02`)
  await perform(proof, tellLastYear(cities, `${YEAR}-01-02`, BigInt(cities[0]?.units.length ?? 1) * 60_000_000n))
}

/** The year that follows: what was collected early becomes its own, the closed year takes nothing more in, gaps are settled in the open one. */
async function afterYear(proof: Proof, locals: readonly Local[]): Promise<void> {
  const january: Day = `${YEAR + 1}-01-01`
  for (const { planner } of locals) {
    await step(proof, planner, () => released(planner, january))
    await refused(proof, planner, () => lateForTheYear(planner))
    for (const scheme of SCHEMES) await yearEnd(proof, planner.city, scheme, dayIn(january, 20))
  }
  await closeMonth(proof, locals, january)
}

function lateForTheYear(planner: Planner): { plan: Plan; wrong: WrongFile } {
  const made = draft(planner, `${YEAR}-12-30`)
  const fields = { unit: planner.city.ownLevel, government: 'county', benefitYear: YEAR, amountFen: 100n, dueRecorded: false } as const
  made.add('subsidy_received', planner.city.books.resident, fields)
  return { plan: made.plan(`${planner.city.code} 结账后补记`), wrong: { facts: made.facts, codes: ['closed_period'] } }
}

async function atTheEnd(proof: Proof): Promise<ProvinceProved> {
  proof.at = '年终重放'
  await restart(proof)
  const { facts, found, digest } = await replayBooks(proof.site.batch())
  const wrong = [...found, ...(await resettled(proof.site.batch())), ...(await verify(proof.site.batch()))]
  if (wrong.length > 0) throw new ProofFailed(proof, wrong.map(({ rule, sentence }) => `${rule}: ${sentence}`).join('；'))
  return { counts: proof.counts, replayedFacts: facts, digest, world: proof.world }
}
