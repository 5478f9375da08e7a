// The hospital interface under the play of thirty hospitals and eight pharmacies: `interface` holds a rate of settlements for some seconds
// and gives p50 and p99 of each transaction; `soak` plays for minutes and asks three things: was every answer expected, does the
// server's memory grow, do the books balance at the end. PostgreSQL, server and hospitals share the machine.
import os from 'node:os'
import path from 'node:path'
import type { Centre } from '@tongchou/hospital/centre.js'
import { WORKING_DAY } from '@tongchou/hospital/play/act.js'
import { type Played, play } from '@tongchou/hospital/play/play.js'
import { transactionTable } from '@tongchou/hospital/play/report.js'
import { openDatabases } from '@tongchou/server/database/connect.js'
import { startEmbedded } from '@tongchou/server/database/embedded.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import { TEST_KEY } from '@tongchou/server/testing/database.js'
import { DRUG, DRUG_B, DRUG_C, POOL } from '@tongchou/server/testing/small-city.js'
import { verify } from '@tongchou/server/verify/verify.js'
import { cpuOfPostgres, cpuOfProcess } from './cpu.js'
import { type Grown, growInstitutions } from './grow-institutions.js'
import { residentOf, sampleMemory, slopeOf } from './memory.js'
import { analyse, certificateOfLoad, FIRST_PERSON, prepareCity } from './prepare-city.js'
import { type ServerProcess, startServer } from './server-process.js'

const ROOT = path.resolve(import.meta.dirname, '../..')
const PEOPLE = 20_000
const HOSPITALS = 30
const PHARMACIES = 8

export interface InterfaceOptions {
  readonly seconds: number
  /** Settlements a second. */
  readonly rate: number
}

export async function benchInterface({ seconds, rate }: InterfaceOptions): Promise<string> {
  return withCity(async ({ adminUrl, url, server, centre }) => {
    await play(centre, { ...asked(server, rate, 5), seed: 1 })
    await analyse(url)
    const before = await processorTime(server, adminUrl)
    const played = await play(centre, { ...asked(server, rate, seconds), seed: 2 })
    const after = await processorTime(server, adminUrl)
    return [
      heading(played, rate),
      ...processorLines(
        after.map((micros, at) => micros - (before[at] ?? 0)),
        played.tally.messages,
      ),
      '',
      ...transactionTable(played.tally),
      '',
      ...faultsOf(played),
    ].join('\n')
  })
}

/** Microseconds, the system's among them, of server, PostgreSQL and hospitals. */
async function processorTime(server: ServerProcess, adminUrl: string): Promise<readonly number[]> {
  return [cpuOfProcess(server.pid), await cpuOfPostgres(adminUrl), cpuOfProcess(process.pid)]
}

function processorLines(micros: readonly number[], messages: number): string[] {
  const told = (of: (one: number) => string): string => ['server', 'PostgreSQL', 'hospitals'].map((who, at) => `${who} ${of(micros[at] ?? 0)}`).join(', ')
  const all = micros.reduce((sum, one) => sum + one, 0)
  const each = (one: number): string => (one / 1000 / messages).toFixed(3)
  return [`Processor seconds: ${told((one) => (one / 1_000_000).toFixed(1))}.`, `Processor milliseconds a message: ${told(each)}, together ${each(all)}.`]
}

export async function benchSoak({ minutes, rate }: { readonly minutes: number; readonly rate: number }): Promise<string> {
  return withCity(async ({ url, server, centre }) => {
    await play(centre, { ...asked(server, rate, 5), seed: 1 })
    await analyse(url)
    const held = await server.heldMegabytes()
    const first = residentOf(server.pid)
    const memory = sampleMemory(server.pid, 5)
    const played = await play(centre, { ...asked(server, rate, minutes * 60), seed: 3 })
    const samples = memory.stop()
    const last = samples.at(-1)?.megabytes ?? 0
    const stillHeld = await server.heldMegabytes()
    const databases = openDatabases(url, TEST_KEY)
    const findings = await verify(databases.batch)
    await databases.end()
    return [
      heading(played, rate),
      `Server's memory: ${first.toFixed(0)} MB at the beginning, ${last.toFixed(0)} MB at the end, highest ${Math.max(...samples.map(({ megabytes }) => megabytes)).toFixed(0)} MB; slope ${slopeOf(samples).toFixed(2)} MB a minute over the last two thirds${minutes < 10 ? ' (a short run: the heap is still finding its size)' : ''}.`,
      `Held after a collection: ${held.toFixed(1)} MB at the beginning, ${stillHeld.toFixed(1)} MB at the end, ${played.tally.messages} messages later.`,
      `Books: ${
        findings.length === 0
          ? 'verify finds no contradiction.'
          : `${findings.length} findings: ${findings
              .slice(0, 3)
              .map(({ sentence }) => sentence)
              .join('; ')}`
      }`,
      '',
      ...faultsOf(played),
    ].join('\n')
  })
}

function heading({ tally, seconds, institutions, days }: Played, rate: number): string {
  const achieved = tally.settlements / seconds
  const load = os.loadavg()[0] ?? 0
  return `Asked for ${rate} settlements/s by ${institutions} institutions over ${days} working days: ${achieved.toFixed(0)} settlements/s and ${(tally.messages / seconds).toFixed(0)} messages/s for ${seconds.toFixed(0)} s on ${os.cpus().length} cores (load of the machine ${load.toFixed(1)}); ${tally.leftOut} planned visits were left out because the queue was full.`
}

function faultsOf({ tally }: Played): string[] {
  const faults = [...tally.faults].map(([sentence, many]) => `${many} × ${sentence}`)
  return faults.length === 0 ? ['Every answer was expected.', ...tally.notes] : ['Unexpected answers:', ...faults]
}

/** A working day takes thirty seconds at least, however short the run. Seven windows an institution, as in a day of this size. */
function asked(server: ServerProcess, rate: number, seconds: number) {
  const days = Math.max(1, Math.round(seconds / 30))
  return {
    url: `http://127.0.0.1:${server.port}`,
    hospitals: HOSPITALS,
    pharmacies: PHARMACIES,
    days: Math.min(days, 60),
    speed: (Math.min(days, 60) * WORKING_DAY * 60) / seconds,
    casesPerDay: 1,
    rate,
    losses: 0.005,
    stays: 0.03,
    windows: 256,
    mostWaiting: 256,
  }
}

interface CityUnderTest {
  readonly adminUrl: string
  readonly url: string
  readonly server: ServerProcess
  readonly centre: Centre
}

async function withCity(work: (city: CityUnderTest) => Promise<string>): Promise<string> {
  const given = process.env['DATABASE_URL']
  const embedded = given === undefined || given === '' ? await startEmbedded({ folder: path.join(ROOT, '.cache', 'bench') }) : undefined
  const adminUrl = embedded?.adminUrl ?? given ?? ''
  try {
    const url = await prepareCity(adminUrl, PEOPLE)
    const databases = openDatabases(url, TEST_KEY)
    const grown = await growInstitutions(databases.batch, HOSPITALS, PHARMACIES)
    await databases.end()
    const server = await startServer(url)
    try {
      return await work({ adminUrl, url, server, centre: centreOf(grown) })
    } finally {
      server.process.kill()
    }
  } finally {
    await embedded?.stop()
  }
}

function centreOf(institutions: readonly Grown[]): Centre {
  const persons = Array.from({ length: PEOPLE }, (_, at) => {
    const person = FIRST_PERSON + at
    return { psn_no: personNumber(POOL, BigInt(person)), certificate: certificateOfLoad(person), name: `测试人${person}`, insutype: '310' }
  })
  const items = [
    { code: DRUG, name: '甲类药', price: '18.60' },
    { code: DRUG_B, name: '乙类药', price: '45.20' },
    { code: DRUG_C, name: '丙类药', price: '1.50' },
    ...Array.from({ length: 25 }, (_, at) => ({
      code: `XZ01ZZZ${String(at + 1).padStart(3, '0')}Z001010100001`,
      name: `药品${at + 1}`,
      price: `${3 + at}.50`,
    })),
  ]
  return { area: POOL, institutions, persons, items, diagnoses: [{ code: 'J18.900', name: '肺炎' }] }
}
