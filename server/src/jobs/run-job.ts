// Runs long work beside the requests: the officer gets the job's number at once and asks how far it is. Work writes its own results
// in one transaction at the end, so that a job that breaks off leaves nothing behind.
import type { Pool } from '../database/connect.js'
import { PlainError } from '../database/plain-error.js'
import type { Clock } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { endJob, insertJob, type JobEnd, type NewJob, reportJob } from './job-store.js'

/** Told to the work; `step` and `phase` cost nothing between two reports. */
export interface Progress {
  phase(words: string, total?: number): void
  step(count?: number): void
  /** True once the officer asked to stop: the work throws `Stopped` or returns early by `stopIfAsked`. */
  stopIfAsked(): void
}

export class Stopped extends Error {}

export interface JobHouse {
  readonly batch: Pool
  readonly clock: Clock
  readonly complain: (error: unknown, what: string) => void
}

/** Where the routes of this process run their long work. */
export function houseOf({ databases: { batch }, clock, log }: AppContext): JobHouse {
  return { batch, clock, complain: (err, what) => log?.error({ err }, what) }
}

const EVERY = 500

/** Starts the work and gives the job's number; `finished` settles when it has ended, whatever came of it. */
export async function runJob(
  house: JobHouse,
  asked: NewJob,
  work: (progress: Progress, job: bigint) => Promise<Readonly<Record<string, unknown>>>,
): Promise<{ readonly job: bigint; readonly finished: Promise<JobEnd> }> {
  const job = await insertJob(house.batch, asked, house.clock.now())
  return { job, finished: carriedOut(house, job, work) }
}

async function carriedOut(
  house: JobHouse,
  job: bigint,
  work: (progress: Progress, job: bigint) => Promise<Readonly<Record<string, unknown>>>,
): Promise<JobEnd> {
  const state = { phase: '', done: 0, total: null as number | null, stop: false }
  const progress: Progress = {
    phase: (words, total) => Object.assign(state, { phase: words, done: 0, total: total ?? null }),
    step: (count = 1) => {
      state.done += count
    },
    stopIfAsked: () => {
      if (state.stop) throw new Stopped()
    },
  }
  const tell = (): void =>
    void reportJob(house.batch, job, state).then(
      (stop) => {
        state.stop ||= stop
      },
      (error: unknown) => house.complain(error, `job ${job} could not say how far it is`),
    )
  const timer = setInterval(tell, EVERY)
  const end = await work(progress, job).then(
    (result): JobEnd => ({ state: 'done', result }),
    (error: unknown) => endOf(house, job, error),
  )
  clearInterval(timer)
  await reportJob(house.batch, job, state).catch(() => undefined)
  await endJob(house.batch, job, end, house.clock.now()).catch((error: unknown) => house.complain(error, `the end of job ${job} could not be written`))
  return end
}

function endOf(house: JobHouse, job: bigint, error: unknown): JobEnd {
  if (error instanceof Stopped) return { state: 'stopped', sentence: '已按要求停止；没有留下结果。' }
  if (error instanceof PlainError) return { state: 'failed', sentence: error.message }
  house.complain(error, `job ${job} failed`)
  return { state: 'failed', sentence: '系统出了故障，已记入日志；请稍后重新发起，仍不成功请联系信息中心。' }
}
