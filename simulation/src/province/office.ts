// The proof's officers at the desk: the product's own application without a port, officers of every role signed in to it, and a line to
// the database that can be cut off in the middle of what they do.
import { randomBytes } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import { CALL_SERVICE } from '@tongchou/hospital/centre.js'
import { insertOfficer } from '@tongchou/server/access/create-officer.js'
import { insertSession } from '@tongchou/server/access/session-store.js'
import { buildApp } from '@tongchou/server/http/app.js'
import type { Clock } from '@tongchou/server/http/clock.js'
import type { Site } from './perform.js'
import { PROVINCE } from './places.js'
import { type Interruptible, interruptible, type Trouble } from './trouble.js'

export interface Who {
  readonly department: 'agency' | 'bureau' | 'finance' | 'audit'
  readonly role: string
  /** Where the officer works; the pool itself for the city's own level. */
  readonly home: string
  readonly pool: string
  /** Tells two of the same role apart. */
  readonly name: string
}

export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export type SentMessage = Readonly<Record<string, unknown>>

export interface Office {
  /** Turns the clock of the desk. */
  at(day: Day): void
  get(by: Who, url: string): Promise<Reply>
  post(by: Who, url: string, body: object): Promise<Reply>
  download(by: Who, url: string): Promise<Buffer>
  /** What befalls the next request that writes. */
  arm(trouble: Trouble): Promise<void>
  struck(): Promise<boolean>
  /** A message of the hospital interface to a city's centre. */
  send(pool: string, message: object, trouble?: Trouble): Promise<{ readonly answer: SentMessage; readonly struck: boolean }>
  /** As the process ends; the next request finds a new one. */
  leave(): Promise<void>
}

interface Served {
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly line: Interruptible
}

export function openOffice(site: Site): Office {
  let today: Day = '2020-01-01'
  const clock: Clock = { now: () => new Date(`${today}T12:00:00+08:00`) }
  let served: Promise<Served> | undefined
  let tokens = new Map<string, string>()
  const centres = new Map<string, Promise<Served>>()
  const serve = (): Promise<Served> => {
    served ??= startServing(site, clock)
    return served
  }
  const call = async (by: Who, method: 'GET' | 'POST', url: string, payload?: object) => {
    const { app } = await serve()
    const account = `${by.department}.${by.role}.${by.home}.${by.name}`.replaceAll('_', '-')
    const token = tokens.get(account) ?? (await signIn(site, clock, by, account))
    tokens.set(account, token)
    return app.inject({ method, url, headers: { 'x-tongchou': '1', cookie: `tongchou=${token}` }, ...(payload === undefined ? {} : { payload }) })
  }
  const asked = async (...given: Parameters<typeof call>): Promise<Reply> => {
    const answer = await call(...given)
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
  }
  return {
    at: (day) => {
      // Sessions end with the day.
      if (day !== today) tokens = new Map()
      today = day
    },
    get: (by, url) => asked(by, 'GET', url),
    post: (by, url, body) => asked(by, 'POST', url, body),
    download: async (by, url) => (await call(by, 'GET', url)).rawPayload,
    arm: async (trouble) => (await serve()).line.arm(trouble),
    struck: async () => (await serve()).line.struck(),
    send: async (pool, message, trouble = { kind: 'none' }) => {
      const centre = centres.get(pool) ?? openCentre(site, clock, pool)
      centres.set(pool, centre)
      const { app, line } = await centre
      line.arm(trouble)
      const answer = await app.inject({ method: 'POST', url: CALL_SERVICE, payload: message })
      const struck = line.struck()
      line.arm({ kind: 'none' })
      return { answer: answer.json<SentMessage>(), struck }
    },
    leave: async () => {
      const leaving = [...(served === undefined ? [] : [served]), ...centres.values()]
      served = undefined
      centres.clear()
      for (const one of leaving) await (await one).app.close()
    },
  }
}

async function startServing(site: Site, clock: Clock): Promise<Served> {
  const databases = site.databases()
  const line = interruptible(databases.desk)
  const app = await buildApp({ databases: { ...databases, desk: line.pool }, key: site.key, clock, pool: PROVINCE })
  await app.ready()
  return { app, line }
}

/** The hospital interface of one city, over a line that can be cut off while a bill is settled. */
async function openCentre(site: Site, clock: Clock, pool: string): Promise<Served> {
  const databases = site.databases()
  const line = interruptible(databases.settlement, /./)
  const app = await buildApp({ databases: { ...databases, settlement: line.pool }, key: site.key, clock, pool, demonstration: true }, { table: [] })
  await app.ready()
  return { app, line }
}

async function signIn(site: Site, clock: Clock, by: Who, account: string): Promise<string> {
  const { department, role, pool, home, name } = by
  const { batch, desk } = site.databases()
  const officer = await insertOfficer(batch, clock, { account, name: `示范${name}`, department, role, pool, area: home }, 'no password signs in')
  const token = randomBytes(32).toString('base64url')
  await insertSession(desk, token, officer, clock.now(), new Date(clock.now().getTime() + 12 * 3_600_000))
  return token
}
