// Pharmacy settlements over HTTP (2102, 30 lines, committed with facts and memo entries) beside pgbench TPC-B on the same
// PostgreSQL, slice by slice in turn; then the five messages of an outpatient visit. The server runs in a process of its own.
import path from 'node:path'
import { startEmbedded } from '@tongchou/server/database/embedded.js'
import { cpuOfChildren, cpuOfPostgres, cpuOfProcess } from './cpu.js'
import { type Load, runLoad } from './load.js'
import { outpatientChain, purchaseOf } from './messages.js'
import { preparePgbench, runPgbench } from './pgbench.js'
import { analyse, prepareCity } from './prepare-city.js'
import { type ServerProcess, startServer } from './server-process.js'

const ROOT = path.resolve(import.meta.dirname, '../..')
const CLIENTS = [1, 8, 32]
const PEOPLE = 20_000

export interface BenchOptions {
  readonly seconds: number
}

interface Slice {
  readonly clients: number
  readonly tpcB: { readonly tps: number; readonly micros: number }
  readonly settled: Load & { readonly app: number; readonly postgres: number }
}

export async function benchSettle(options: BenchOptions): Promise<string> {
  const given = process.env['DATABASE_URL']
  const embedded = given === undefined || given === '' ? await startEmbedded({ folder: path.join(ROOT, '.cache', 'bench') }) : undefined
  const adminUrl = embedded?.adminUrl ?? given ?? ''
  try {
    await preparePgbench(adminUrl)
    const url = await prepareCity(adminUrl, PEOPLE)
    const server = await startServer(url)
    try {
      await runLoad({ port: server.port, clients: 8, seconds: 5, next: purchaseOf(PEOPLE) })
      await runLoad({ port: server.port, clients: 8, seconds: 2, next: outpatientChain(PEOPLE) })
      await analyse(url)
      return await measured(adminUrl, server, options.seconds)
    } finally {
      server.process.kill()
    }
  } finally {
    await embedded?.stop()
  }
}

async function measured(adminUrl: string, server: ServerProcess, seconds: number): Promise<string> {
  const slices: Slice[] = []
  for (const clients of CLIENTS) slices.push(await sliceOf(adminUrl, server, clients, seconds))
  const chain = await runLoad({ port: server.port, clients: 8, seconds, next: outpatientChain(PEOPLE) })
  return table(slices, chain)
}

async function sliceOf(adminUrl: string, server: ServerProcess, clients: number, seconds: number): Promise<Slice> {
  const before = { postgres: await cpuOfPostgres(adminUrl), clients: cpuOfChildren() }
  const tpcB = await runPgbench(adminUrl, clients, seconds)
  const between = { postgres: await cpuOfPostgres(adminUrl), clients: cpuOfChildren(), app: cpuOfProcess(server.pid) }
  const load = await runLoad({ port: server.port, clients, seconds, next: purchaseOf(PEOPLE) })
  const after = { postgres: await cpuOfPostgres(adminUrl), app: cpuOfProcess(server.pid) }
  return {
    clients,
    tpcB: { tps: tpcB.tps, micros: (between.postgres - before.postgres + between.clients - before.clients) / tpcB.transactions },
    settled: { ...load, app: (after.app - between.app) / load.count, postgres: (after.postgres - between.postgres) / load.count },
  }
}

function table(slices: readonly Slice[], chain: Load): string {
  const rows = slices.map(({ clients, tpcB, settled }) => {
    const ratio = (settled.perSecond / tpcB.tps).toFixed(2)
    const ours = `${settled.app.toFixed(0)} + ${settled.postgres.toFixed(0)}`
    return `| ${clients} | ${tpcB.tps.toFixed(0)} | ${settled.perSecond.toFixed(0)} | ${ratio} | ${settled.p50.toFixed(1)} | ${settled.p99.toFixed(1)} | ${ours} | ${tpcB.micros.toFixed(0)} | ${settled.refused} |`
  })
  return [
    '| clients | TPC-B tps | settlements/s over HTTP | ratio | p50 ms | p99 ms | CPU µs per settlement (app + PostgreSQL) | CPU µs per TPC-B (client + PostgreSQL) | refused |',
    '|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
    '',
    `Outpatient chain 2201 → 2203 → 2204 → 2206 → 2207, 8 clients: ${(chain.perSecond / 5).toFixed(0)} chains/s, ${chain.perSecond.toFixed(0)} messages/s, p50 ${chain.p50.toFixed(1)} ms, p99 ${chain.p99.toFixed(1)} ms, refused ${chain.refused}.`,
    '',
    `pharmacy 2102 with 30 lines, ${PEOPLE} people; pgbench -M simple, scale 50; load generator, server and PostgreSQL share the machine. Settlements that wait together are committed together, which TPC-B does not do.`,
  ].join('\n')
}
