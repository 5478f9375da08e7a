// Drives the desk's routes in tests without a port: an application over a test database, and somebody signed in to it.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { insertOfficer } from '../access/create-officer.js'
import { loadRoles } from '../access/load-roles.js'
import { insertSession } from '../access/session-store.js'
import { type AppOptions, buildApp } from '../http/app.js'
import type { Clock } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { verify } from '../verify/verify.js'
import { TEST_KEY, type TestDatabase } from './database.js'
import { POOL } from './persons.js'

export interface TestClock extends Clock {
  /** Moves the clock on. */
  pass(minutes: number): void
}

/** A clock that stands still until it is moved. */
export function testClock(start: Date = new Date()): TestClock {
  let now = start
  return {
    now: () => now,
    pass: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
  }
}

export function noon(day: Day): Date {
  return new Date(`${day}T12:00:00+08:00`)
}

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, unknown>
}

export interface Caller {
  get(url: string): Promise<Answer>
  post(url: string, body?: unknown): Promise<Answer>
  call(options: InjectOptions): Promise<Answer>
  /** The session, for doors beside the desk. */
  readonly cookie: Record<string, string>
  /** The bytes of a file that a route answers with. */
  download(url: string): Promise<{ readonly type: string; readonly bytes: Buffer }>
}

export interface TestDesk {
  readonly app: FastifyInstance
  readonly context: AppContext
  /** Signs an officer in without a password and gives a caller with the cookie; the account is made where it does not exist. `who` tells two of the same role apart. */
  as(department: string, role: string, home?: string, who?: string): Promise<Caller>
  readonly nobody: Caller
  close(): Promise<void>
}

/** Loads the roles and builds the application; places and people come from `insertPeople` or the test's own. */
export async function testDesk(db: TestDatabase, given: Partial<AppContext> = {}, options: AppOptions = {}): Promise<TestDesk> {
  const context: AppContext = { databases: db, key: TEST_KEY, clock: testClock(), pool: POOL, ...given }
  await loadRoles(db.batch)
  const app = await buildApp(context, options)
  await app.ready()
  return {
    app,
    context,
    nobody: caller(app, {}),
    as: async (department, role, home = context.pool, who = '') =>
      caller(app, { cookie: `tongchou=${await sessionFor(context, { department, role, home, who })}` }),
    close: async () => {
      await app.close()
      assert.deepEqual(await verify(db.batch), [])
    },
  }
}

interface Somebody {
  readonly department: string
  readonly role: string
  readonly home: string
  readonly who: string
}

async function sessionFor(context: AppContext, { department, role, home, who }: Somebody): Promise<string> {
  const { databases, clock, pool } = context
  const account = `${department}.${role}.${home}${who === '' ? '' : `.${who}`}`.replaceAll('_', '-')
  const officer = await insertOfficer(databases.batch, clock, { account, name: `测试员${who}`, department, role, pool, area: home }, 'no password signs in')
  const token = randomBytes(32).toString('base64url')
  await insertSession(databases.desk, token, officer, clock.now(), new Date(clock.now().getTime() + 12 * 3_600_000))
  return token
}

function caller(app: FastifyInstance, headers: Record<string, string>): Caller {
  const call = async (options: InjectOptions): Promise<Answer> => {
    const reply = await app.inject({ ...options, headers: { 'x-tongchou': '1', ...headers, ...options.headers } })
    const isJson = String(reply.headers['content-type'] ?? '').includes('json')
    return { status: reply.statusCode, body: isJson ? (reply.json() as Record<string, unknown>) : { text: reply.body }, headers: reply.headers }
  }
  return {
    call,
    cookie: headers,
    get: (url) => call({ method: 'GET', url }),
    download: async (url) => {
      const reply = await app.inject({ method: 'GET', url, headers })
      return { type: String(reply.headers['content-type']), bytes: reply.rawPayload }
    },
    post: (url, body) => call({ method: 'POST', url, ...(body === undefined ? {} : { payload: body as object }) }),
  }
}
