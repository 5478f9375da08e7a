// The demonstration city's offices and hospitals at work: officers signed in to the real application, and messages through its hospital
// interface. Nothing here writes a table; what the desks show was done by the product's own acts.
import { createHash } from 'node:crypto'
import { type Day, daysAfter, firstOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import type { Databases } from '@tongchou/server/database/connect.js'
import { type Clock, timeText } from '@tongchou/server/http/clock.js'
import type { FastifyInstance } from 'fastify'
import type { DemonstrationFile } from '../../city/demonstration-file.js'

type Json = Readonly<Record<string, unknown>>
/** Answers of many routes, whose schemas the server itself holds them to. */
type Loose = ReturnType<typeof JSON.parse>

/** What a desk would not do; told at the end of the load, and failed upon by the test. */
export class NotDone extends Error {}

export interface Clerk {
  get(url: string): Promise<Loose>
  post(url: string, body?: Json): Promise<Loose>
  /** Starts a job and waits for its end. */
  job(url: string, body?: Json): Promise<Loose>
  /** A file as a page sends it: announced, then in pieces. */
  upload(unit: string, layout: string, text: string): Promise<string>
}

export type Which = 'first' | 'second' | 'county'

export interface Office {
  readonly pool: string
  readonly today: Day
  /** First day of the last month that is over. */
  readonly lastMonth: Day
  readonly databases: Databases
  /** Somebody of the city's own level, a second one of the same role, or one of a county. */
  as(department: string, role: string, which?: Which): Promise<Clerk>
  /** A message of an institution; its output. */
  send(institution: string, infno: string, input: Json): Promise<Loose>
}

export interface OfficeSite {
  readonly app: FastifyInstance
  readonly databases: Databases
  readonly clock: Clock
  readonly pool: string
  readonly today: Day
  readonly officers: DemonstrationFile['officers']
}

export function openOffice(site: OfficeSite): Office {
  const { app, databases, pool, today, officers } = site
  const signed = new Map<string, Promise<Clerk>>()
  let sent = 0
  return {
    pool,
    today,
    lastMonth: monthsAfter(firstOfMonth(today), -1),
    databases,
    as: (department, role, which = 'first') => {
      const account = accountOf(site, department, role, which)
      const known = signed.get(account) ?? signIn(app, account, officers.password)
      signed.set(account, known)
      return known
    },
    send: async (institution, infno, input) => {
      sent++
      return message(site, institution, infno, input, sent)
    },
  }
}

function accountOf({ officers, pool }: OfficeSite, department: string, role: string, which: Which): string {
  const held = officers.accounts.filter((one) => one.department === department && one.role === role && (one.home === pool) === (which !== 'county'))
  const found = held[which === 'second' ? 1 : 0]
  if (found === undefined) throw new NotDone(`the demonstration has no ${which} ${department}/${role}`)
  return found.account
}

async function signIn(app: FastifyInstance, account: string, password: string): Promise<Clerk> {
  const answer = await app.inject({ method: 'POST', url: '/api/session', headers: { 'x-tongchou': '1' }, payload: { account, password } })
  const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
  if (answer.statusCode !== 200) throw new NotDone(`${account}: ${answer.body}`)
  const call = async (method: 'GET' | 'POST', url: string, payload?: Json): Promise<Loose> => {
    const reply = await app.inject({ method, url, headers: { 'x-tongchou': '1', cookie }, ...(payload === undefined ? {} : { payload }) })
    if (reply.statusCode !== 200) throw new NotDone(`${account} ${method} ${url}: ${reply.body.slice(0, 300)}`)
    return reply.json()
  }
  const clerk: Clerk = {
    get: (url) => call('GET', url),
    post: (url, body) => call('POST', url, body),
    job: async (url, body) => jobEnd(clerk, (await call('POST', url, body)).job),
    upload: (unit, layout, text) => upload(clerk, unit, layout, Buffer.from(text)),
  }
  return clerk
}

async function jobEnd(clerk: Clerk, job: string): Promise<Loose> {
  for (;;) {
    const { state, sentence, result } = await clerk.get(`/api/jobs/${job}`)
    if (state === 'done') return result
    if (state !== 'running') throw new NotDone(`job ${job}: ${state} ${sentence}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

async function upload(clerk: Clerk, unit: string, layout: string, bytes: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { upload: number, piece_bytes, pieces } = await clerk.post('/api/uploads', { unit, layout, name: `${layout}.csv`, sha256, bytes: bytes.length })
  for (let piece = 0; piece < pieces; piece++) {
    const content = bytes.subarray(piece * piece_bytes, (piece + 1) * piece_bytes).toString('base64')
    await clerk.post(`/api/uploads/${number}/pieces`, { piece, content })
  }
  return number
}

async function message({ app, clock, pool }: OfficeSite, institution: string, infno: string, input: Json, sent: number): Promise<Loose> {
  const now = timeText(clock.now())
  const payload = {
    ...{ infno, msgid: `${institution}${now.replace(/\D/g, '')}${String(sent).padStart(4, '0')}`, mdtrtarea_admvs: pool, insuplc_admdvs: pool },
    ...{ recer_sys_code: 'MBS_LOCAL', infver: 'V1.0', opter_type: '1', opter: '001', opter_name: '医保办', inf_time: now },
    ...{ fixmedins_code: institution, fixmedins_name: '演示机构', input },
  }
  const reply = (await app.inject({ method: 'POST', url: '/fsi/api/rsfComIfsService/callService', payload })).json()
  if (reply.infcode !== 0) throw new NotDone(`${infno}: ${reply.err_msg}`)
  return reply.output
}

/** So many days before today. */
export const ago = (office: Office, days: number): Day => daysAfter(office.today, -days)
