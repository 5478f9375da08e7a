// Plays so many institutions' working days against a running centre, and tells what came of it.
import { type Centre, type Institution, PlainFault } from '../centre.js'
import { chanceOf } from '../chance.js'
import { openLine } from '../wire/send.js'
import { openSigner } from '../wire/sign.js'
import { WORKING_DAY } from './act.js'
import { CaseBroken, clerkOf, signIn, signOut } from './clerk.js'
import { dealPersons, type PlanOptions, planInstitution } from './plan-institution.js'
import { startClock } from './play-clock.js'
import { playInstitution } from './play-institution.js'
import { newTally, type Tally } from './tally.js'

export interface PlayOptions {
  readonly url: string
  readonly hospitals: number
  readonly pharmacies: number
  readonly speed: number
  readonly days: number
  readonly seed: number
  /** Cases that begin at each institution on each day; where `rate` is given, as many as that asks for. */
  readonly casesPerDay: number
  /** Settlements a second, over all institutions. */
  readonly rate?: number
  /** Share of writing messages whose reply gets lost. */
  readonly losses: number
  readonly stays: number
  /** Messages under way at once. */
  readonly windows: number
  /** No new case begins while more messages than this wait for a window; without it, everything planned is done, however late. */
  readonly mostWaiting?: number
  /** Told once a second. */
  readonly progress?: (tally: Tally, seconds: number) => void
}

export interface Played {
  readonly tally: Tally
  readonly seconds: number
  readonly institutions: number
  readonly days: number
}

export async function play(centre: Centre, options: PlayOptions): Promise<Played> {
  const institutions = chosen(centre, options)
  const run = runMark()
  const tally = newTally()
  const line = openLine(options.url, options.windows)
  const signer = openSigner()
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  const ticking = options.progress === undefined ? undefined : setInterval(() => options.progress?.(tally, seconds()), 1000)
  try {
    const clerks = institutions.map((institution) =>
      clerkOf({ centre, institution, line, tally, run, signer, chance: chanceOf(options.seed, institution.code, 'losses') }),
    )
    const today = await dayAtCentre(clerks[0], tally)
    const clock = startClock({ today, days: options.days, speed: options.speed })
    const planned = { ...options, casesPerDay: casesPerDay(centre, institutions, options) }
    const persons = dealPersons(centre.persons, institutions.length)
    await Promise.all(
      clerks.map((clerk, at) => {
        const plan = planInstitution(centre, clerk.institution, persons[at] ?? [], planned)
        return playInstitution({
          desk: { clerk, clock, tally, journal: [] },
          plan,
          office: centre.area,
          today,
          overwhelmed: () => line.waiting() > (options.mostWaiting ?? Number.POSITIVE_INFINITY),
        })
      }),
    )
    return { tally, seconds: seconds(), institutions: institutions.length, days: options.days }
  } finally {
    clearInterval(ticking)
    line.close()
  }
}

function chosen(centre: Centre, { hospitals, pharmacies }: PlayOptions): readonly Institution[] {
  const of = (kind: Institution['kind'], many: number): readonly Institution[] => centre.institutions.filter((one) => one.kind === kind).slice(0, many)
  const found = [...of('hospital', hospitals), ...of('pharmacy', pharmacies)]
  if (found.length === 0) throw new PlainFault('The centre file names no institution that could play.')
  if (centre.persons.length < found.length * 2)
    throw new PlainFault(`${found.length} institutions need at least ${found.length * 2} persons; the file has ${centre.persons.length}.`)
  return found
}

/** Message numbers of two runs never meet. */
function runMark(): string {
  return Date.now().toString(36).slice(-8).padStart(8, '0')
}

/** Played days end today, as the centre dates it. */
async function dayAtCentre(clerk: ReturnType<typeof clerkOf> | undefined, tally: Tally): Promise<string> {
  if (clerk === undefined) throw new PlainFault('Nobody to play.')
  try {
    const time = await signIn(clerk, new Date().toISOString().slice(0, 19).replace('T', ' '))
    await signOut(clerk, time)
    return time.slice(0, 10)
  } catch (error) {
    if (!(error instanceof CaseBroken)) throw error
    throw new PlainFault(`The centre did not let ${clerk.institution.code} sign in: ${[...tally.faults.keys()].join('; ')}`)
  }
}

const SAMPLE = 400

/** As many cases as make the rate, told by what a sample of planned days settles. */
function casesPerDay(centre: Centre, institutions: readonly Institution[], options: PlayOptions): number {
  const { rate } = options
  if (rate === undefined) return options.casesPerDay
  const secondsOfDay = (WORKING_DAY * 60) / options.speed
  const perCase = institutions.reduce((sum, one) => sum + settledPerCase(centre, one, options), 0) / institutions.length
  return Math.max(1, Math.round((rate * secondsOfDay) / institutions.length / perCase))
}

function settledPerCase(centre: Centre, institution: Institution, options: PlanOptions): number {
  const cases = planInstitution(centre, institution, centre.persons, { ...options, casesPerDay: SAMPLE }).day(0)
  return cases.flatMap(({ steps }) => steps).filter(({ act }) => act === 'settle').length / cases.length
}
