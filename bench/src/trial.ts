// How fast a trial settles again: stays without lines, four a person with the year's counters carried, on two worker threads; beside
// the same policy written as one SQL query in DuckDB, in the same run. One settle is one bill under one policy, so a bill that is
// compared counts twice on both sides. Both must give the same sums to the fen.
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { startThreads, type Threads } from '@tongchou/server/jobs/threads.js'
import { STAYS } from './trial-bills.js'
import { benchRules } from './trial-policy.js'
import { type Duck, openDuck, type Sums } from './trial-sql.js'
import type { BenchThread, SettledSums } from './trial-worker.js'

const THREADS = 2
const ROUNDS = 3

interface Timed<T> {
  readonly value: T
  readonly seconds: number
  /** CPU seconds of the whole process, threads included. */
  readonly cpu: number
}

export async function benchTrial(options: { readonly bills: number }): Promise<string> {
  const size = Math.floor(options.bills / STAYS / THREADS)
  if (!Number.isSafeInteger(size) || size < 1) throw new PlainError('npm run bench -- trial [bills, at least 8]')
  const bills = size * STAYS * THREADS
  const data: BenchThread = { rules: benchRules(), size }
  const threads = await startThreads<SettledSums & number>(new URL('trial-worker.js', import.meta.url), data, THREADS)
  const duck = await openDuck(bills)
  try {
    await round(threads, 'make')
    await round(threads, 'settle')
    const alone: Timed<SettledSums>[] = []
    const sql: Timed<SettledSums>[] = []
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      alone.push(await timed(async () => added(await round(threads, 'settle'))))
      sql.push(await timed(() => settledBy(duck)))
    }
    const whole = await timed(async () => (await round(threads, 'trial')).reduce((sum, losers) => sum + losers, 0))
    mustBeEqual(alone, sql)
    return report(bills, { alone: median(alone), sql: median(sql), whole })
  } finally {
    duck.close()
    await threads.end()
  }
}

async function round(threads: Threads<SettledSums & number>, what: 'make' | 'settle' | 'trial'): Promise<(SettledSums & number)[]> {
  const answers: (SettledSums & number)[] = []
  await threads.deal(
    THREADS,
    async () => what,
    async (answer) => void answers.push(answer),
  )
  return answers
}

async function settledBy(duck: Duck): Promise<SettledSums> {
  return { before: await duck.settle([70, 75]), after: await duck.settle([65, 70]), losers: 0 }
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  const value = await work()
  const used = process.cpuUsage(cpu)
  return { value, seconds: (performance.now() - began) / 1000, cpu: (used.user + used.system) / 1_000_000 }
}

function added(parts: readonly SettledSums[]): SettledSums {
  const sum = (a: Sums, b: Sums): Sums => ({ basic: a.basic + b.basic, major: a.major + b.major, cash: a.cash + b.cash })
  return parts.reduce((a, b) => ({ before: sum(a.before, b.before), after: sum(a.after, b.after), losers: 0 }))
}

function mustBeEqual(alone: readonly Timed<SettledSums>[], sql: readonly Timed<SettledSums>[]): void {
  const texts = new Set([...alone, ...sql].map(({ value }) => textOf(value)))
  if (texts.size !== 1) throw new Error(`the engine and DuckDB differ:\n${[...texts].join('\n')}`)
}

function textOf({ before, after }: SettledSums): string {
  return [before, after].map(({ basic, major, cash }) => `basic ${basic}, major ${major}, cash ${cash} fen`).join('; under the draft ')
}

function median<T>(runs: readonly Timed<T>[]): Timed<T> {
  const sorted = [...runs].sort((a, b) => a.seconds - b.seconds)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}

interface Measured {
  readonly alone: Timed<SettledSums>
  readonly sql: Timed<SettledSums>
  readonly whole: Timed<number>
}

function report(bills: number, { alone, sql, whole }: Measured): string {
  const row = (name: string, { seconds, cpu }: Timed<unknown>): string => {
    const settles = bills * 2
    return `| ${name} | ${Math.round(settles / seconds).toLocaleString('en')} | ${((cpu / settles) * 1_000_000).toFixed(2)} | ${seconds.toFixed(2)} |`
  }
  return [
    '| stays settled again | settles/s | CPU µs per settle | s |',
    '|--|--:|--:|--:|',
    row('the engine, two worker threads', alone),
    row('a whole trial in memory (groups, funds, losers with reasons)', whole),
    row('DuckDB, the same policy as SQL, two threads', sql),
    '',
    `${bills.toLocaleString('en')} stays without lines of ${(bills / STAYS).toLocaleString('en')} persons; one settle is one bill under one policy, so each bill counts twice. Median of ${ROUNDS} rounds in turn. ${whole.value.toLocaleString('en')} persons lose.`,
    `Same sums to the fen in both: ${textOf(alone.value)}.`,
  ].join('\n')
}
