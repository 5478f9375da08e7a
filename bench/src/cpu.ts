// Processor time in microseconds, from /proc: of a process, of PostgreSQL with all its backends, of programs that ended.
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

/** USER_HZ is 100 on every Linux that Node runs on. */
const MICROS_PER_TICK = 10_000

interface Stat {
  readonly parent: number
  readonly own: number
  /** Of children that ended and were waited for. */
  readonly ended: number
}

function statOf(pid: number | 'self'): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (index: number): number => fields[index] ?? 0
    return { parent: at(1), own: (at(11) + at(12)) * MICROS_PER_TICK, ended: (at(13) + at(14)) * MICROS_PER_TICK }
  } catch {
    return undefined
  }
}

export function cpuOfProcess(pid: number): number {
  return statOf(pid)?.own ?? 0
}

/** Of programs this process started and that have ended. */
export function cpuOfChildren(): number {
  return statOf('self')?.ended ?? 0
}

/** 0 where the server runs on another machine. */
export async function cpuOfPostgres(adminUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const postmaster = statOf(rows[0]?.pid ?? 0)?.parent
  await client.end()
  if (postmaster === undefined) return 0
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const backends = all.map((name) => statOf(Number(name))).filter((stat) => stat?.parent === postmaster)
  const own = statOf(postmaster)
  return (own?.own ?? 0) + (own?.ended ?? 0) + backends.reduce((sum, stat) => sum + (stat?.own ?? 0), 0)
}
