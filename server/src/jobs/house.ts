// The house that an application's jobs run in.
import type { AppContext } from '../http/context.js'
import type { JobHouse } from './run-job.js'

export function houseOf({ databases, clock, log }: AppContext): JobHouse {
  return { batch: databases.batch, clock, complain: (err, what) => log?.error({ err }, what) }
}
