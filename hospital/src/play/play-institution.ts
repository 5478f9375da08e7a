// The working days of one institution: sign in, the day's cases side by side, reconcile, sign out; patients in bed stay.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Case } from './act.js'
import { WORKING_DAY } from './act.js'
import { carryOutDay, type Desk, type OpenCase, openCase } from './carry-out.js'
import { CaseBroken, signIn, signOut } from './clerk.js'
import type { InstitutionPlan } from './plan-institution.js'
import { reconcile } from './reconcile.js'

export interface Opened {
  readonly desk: Desk
  readonly plan: InstitutionPlan
  readonly office: string
  readonly today: Day
  /** True while no further patient can be seen. */
  readonly overwhelmed: () => boolean
}

export async function playInstitution(opened: Opened): Promise<void> {
  const { desk, plan } = opened
  let inBed: OpenCase[] = []
  const busy = new Map<string, Promise<unknown>>()
  for (let day = 0; day < desk.clock.days; day++) {
    await desk.clock.reach(day, 0)
    if (!(await held(() => signIn(desk.clerk, desk.clock.timeAt(day, 0))))) return
    const begun = plan.day(day).map((one) => beginInTime(opened, busy, one, day))
    const stayed = await Promise.all([...inBed.map((one) => carriedOn(desk, one, day)), ...begun])
    inBed = stayed.filter((one) => one !== undefined)
    await held(() => endDay(opened, day))
  }
}

/** The case while something of it is left for another day. */
async function carriedOn(desk: Desk, one: OpenCase, day: number): Promise<OpenCase | undefined> {
  let over = true
  await held(async () => {
    over = await carryOutDay(desk, one, day)
  })
  return over ? undefined : one
}

/** Waits for the first minute of the case, and for the person's other case to end. */
async function beginInTime({ desk, overwhelmed }: Opened, busy: Map<string, Promise<unknown>>, one: Case, day: number): Promise<OpenCase | undefined> {
  await desk.clock.reach(day, one.steps[0]?.minute ?? 0)
  if (overwhelmed()) {
    desk.tally.leftOut++
    return undefined
  }
  const before = busy.get(one.person.psn_no)
  const mine = (before ?? Promise.resolve()).then(() => carriedOn(desk, openCase(one), day))
  busy.set(one.person.psn_no, mine)
  const left = await mine
  if (busy.get(one.person.psn_no) === mine) busy.delete(one.person.psn_no)
  return left
}

async function endDay({ desk, office, today }: Opened, day: number): Promise<void> {
  const at = desk.clock.timeAt(day, WORKING_DAY)
  const { clerk, tally, journal } = desk
  await reconcile({ clerk, tally, journal, office, today, at })
  await signOut(clerk, at)
}

/** False where the case broke; the tally knows why. */
async function held(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof CaseBroken) return false
    throw error
  }
}
