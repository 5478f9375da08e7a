// Examines this very centre with the conformance suite, as a job: the suite runs as a program of its own over the loopback, with the
// demonstration's institutions and made-up persons, and takes back everything it did. Only where the demonstration city is served.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { PlainError } from '../database/plain-error.js'
import { inTransaction } from '../fund/transaction.js'
import { timeText } from '../http/clock.js'
import type { JobHouse, Progress } from '../jobs/run-job.js'
import { insertRun, type SentReport } from './conformance-store.js'

const SUITE = path.resolve(import.meta.dirname, '../../../hospital/dist/conformance/cli.js')
/** How many chains the suite walks; only for the progress it shows. */
const CHAINS = 10

export interface OwnCentre {
  /** Address on which this server listens; undefined until it does. */
  readonly url: () => string | undefined
  /** What the suite must know of the demonstration city. */
  readonly file: string
}

export interface ExaminationAsked {
  readonly profile: string
  readonly small: boolean
  readonly pool: string
  readonly officer: bigint
}

export function canExamine(own: OwnCentre | undefined): own is OwnCentre {
  return own !== undefined && existsSync(SUITE) && existsSync(own.file)
}

export async function examineOwnCentre(house: JobHouse, own: OwnCentre, asked: ExaminationAsked, progress: Progress): Promise<Record<string, unknown>> {
  const url = own.url()
  if (url === undefined) throw new PlainError('服务还没有开始受理，请稍后再发起。')
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'conformance-'))
  try {
    const given = [url, '--profile', asked.profile, '--centre', own.file, '--out', folder, ...(asked.small ? ['--small'] : [])]
    await runSuite(given, progress)
    const text = await fs.readFile(path.join(folder, 'report.json'), 'utf8')
    const report = JSON.parse(text) as SentReport
    const run = { ...asked, origin: 'started' as const, hash: hashOf(report), now: timeText(house.clock.now()), report }
    const { run: number } = await inTransaction(house.batch, (client) => insertRun(client, run))
    return { run: String(number), pass: report.totals.pass, fail: report.totals.fail, note: report.totals.note }
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

export function hashOf(report: SentReport): string {
  return createHash('sha256').update(JSON.stringify(report)).digest('hex')
}

/** Ends well where a report was written, whatever it says. */
async function runSuite(given: readonly string[], progress: Progress): Promise<void> {
  progress.phase('考察', CHAINS)
  const suite = spawn(process.execPath, [SUITE, ...given], { stdio: ['ignore', 'pipe', 'pipe'] })
  const complaint: string[] = []
  createInterface(suite.stderr).on('line', (line) => complaint.push(line))
  createInterface(suite.stdout).on('line', (line) => {
    // The report that follows is indented further.
    if (/^ {2}\S/.test(line)) progress.step()
  })
  const watch = setInterval(() => {
    try {
      progress.stopIfAsked()
    } catch {
      suite.kill()
    }
  }, 500)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      suite.once('error', reject)
      suite.once('exit', resolve)
    })
    progress.stopIfAsked()
    if (code !== 0 && code !== 1) throw new PlainError(`考察没有完成：${complaint[0]?.slice(0, 200) ?? '程序中断'}`)
  } finally {
    clearInterval(watch)
  }
}
