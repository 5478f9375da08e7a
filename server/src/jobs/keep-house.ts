// What an installation does by itself while it serves: seals the audit trail each minute, closes days that are over, makes the months
// of fee lines and the days of the message log ahead, drops files and log days whose time is up, settles a sample of bills again
// each night and computes the indicators of the fund when the policy says so. Each job is harmless when done twice or by two processes, and a failure is logged and tried again.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { sealAudit } from '../access/seal-audit.js'
import type { Pool } from '../database/connect.js'
import { makeMonths } from '../database/migrate.js'
import { closeDays } from '../fund/close-days.js'
import { dropOldFiles } from '../hospital-interface/file-store.js'
import { dropGateDays } from '../hospital-interface/gate-days.js'
import { loadGateSettings } from '../hospital-interface/gate-settings.js'
import { type Clock, dayIn } from '../http/clock.js'
import { watchTonight } from '../pooling/watch-nightly.js'
import { giveUpSilentJobs } from './job-store.js'
import { replayTonight } from './nightly-replay.js'

const MINUTE = 60_000
/** A bill decided just before midnight may be committed just after: a day is closed only when this has passed. */
const GRACE = 15 * MINUTE

export interface House {
  readonly batch: Pool
  readonly key: Buffer
  readonly clock: Clock
  readonly pool: string
  readonly complain: (error: unknown, what: string) => void
}

/** Starts the jobs; the answer stops them. */
export function keepHouse(house: House): () => void {
  const seal = (): void => void sealAudit(house.batch, house.key).catch((error: unknown) => house.complain(error, 'the audit trail was not sealed'))
  const days = (): void => void keepDays(house.batch, house.clock).catch((error: unknown) => house.complain(error, 'days were not closed'))
  const silent = (): void =>
    void giveUpSilentJobs(house.batch, house.clock.now()).catch((error: unknown) => house.complain(error, 'silent jobs were not given up'))
  const night = (): void => void replayTonight(house).catch((error: unknown) => house.complain(error, 'the night of sampled bills was not done'))
  const watch = (): void => void watchTonight(house).catch((error: unknown) => house.complain(error, 'the indicators of the fund were not computed'))
  days()
  const timers = [
    setInterval(seal, MINUTE),
    setInterval(silent, MINUTE),
    setInterval(days, 10 * MINUTE),
    setInterval(night, 10 * MINUTE),
    setInterval(watch, 10 * MINUTE),
  ]
  return () => timers.forEach((timer) => void clearInterval(timer))
}

/** Closes the memo ledger up to the last day that is surely over, drops old files and makes next year's months. Returns that day. */
export async function keepDays(batch: Pool, clock: Clock): Promise<Day> {
  const surely = dayIn({ now: () => new Date(clock.now().getTime() - GRACE) })
  const over = daysAfter(surely, -1)
  await closeDays(batch, over, dayIn(clock))
  await dropOldFiles(batch, surely)
  const year = Number(surely.slice(0, 4))
  await makeMonths(batch, `${year - 2}-01-01`, `${year + 1}-12-01`)
  await dropGateDays(batch, dayIn(clock), loadGateSettings().logDays)
  return over
}
