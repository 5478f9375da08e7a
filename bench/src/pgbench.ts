// pgbench TPC-B as the yardstick, on a database of its own in the same server.
import { spawn } from 'node:child_process'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import pg from 'pg'

const SCALE = 50
const NAME = 'bench_tpcb'

function run(args: readonly string[], adminUrl: string): Promise<string> {
  const url = new URL(adminUrl)
  const env = {
    ...process.env,
    PGHOST: url.searchParams.get('host') ?? url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
  }
  return new Promise((resolve, reject) => {
    const child = spawn('pgbench', args, { env })
    let out = ''
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString()
    })
    child.stderr.on('data', (bytes: Buffer) => {
      out += bytes.toString()
    })
    child.once('error', () =>
      reject(new PlainError('pgbench is not on the PATH. It comes with PostgreSQL: on Debian and Ubuntu `apt-get install postgresql-contrib`.')),
    )
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new PlainError(`pgbench ended with ${code}: ${out.slice(-400)}`))))
  })
}

export async function preparePgbench(adminUrl: string): Promise<void> {
  await run(['--version'], adminUrl)
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME])
  if (rowCount === 0) {
    await client.query(`CREATE DATABASE ${NAME}`)
    await run(['-i', '-q', '-s', String(SCALE), NAME], adminUrl)
  }
  await client.query('CHECKPOINT')
  await client.end()
}

export async function runPgbench(adminUrl: string, clients: number, seconds: number): Promise<{ tps: number; transactions: number }> {
  const out = await run(['-M', 'simple', '-n', '-c', String(clients), '-j', String(Math.min(clients, 2)), '-T', String(seconds), NAME], adminUrl)
  const tps = Number(/tps = ([\d.]+)/.exec(out)?.[1])
  const transactions = Number(/actually processed: (\d+)/.exec(out)?.[1])
  if (!(tps > 0)) throw new PlainError(`pgbench said nothing of its speed: ${out.slice(-400)}`)
  return { tps, transactions }
}
