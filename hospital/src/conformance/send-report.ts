// Hands a report to the desk of the centre that was examined, signed in as one of its officers. The password comes from the environment.
import { PlainFault } from '../centre.js'
import type { Report } from './paper.js'

export interface Desk {
  /** Address of the desk, e.g. http://127.0.0.1:7080. */
  readonly url: string
  readonly account: string | undefined
  readonly password: string | undefined
}

/** Answers where the report can be read. */
export async function sendReport(report: Report, { url, account, password }: Desk): Promise<string> {
  if (account === undefined || password === undefined || password === '')
    throw new PlainFault('--report needs --account NAME and the password of that officer in TONGCHOU_PASSWORD.')
  const base = url.replace(/\/+$/, '')
  const cookie = await signIn(base, account, password)
  const answer = await post(`${base}/api/conformance-runs`, { origin: 'posted', report }, cookie)
  const kept = (await answer.json()) as { readonly run?: string; readonly sentence?: string }
  await fetch(`${base}/api/session`, { method: 'DELETE', headers: { 'x-tongchou': '1', cookie } }).catch(() => undefined)
  if (kept.run === undefined) throw new PlainFault(`${base}: ${kept.sentence ?? `HTTP ${answer.status}`}`)
  return `${base}/conformance/${kept.run}`
}

async function signIn(base: string, account: string, password: string): Promise<string> {
  const answer = await post(`${base}/api/session`, { account, password }, '')
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (answer.ok && cookie !== undefined) return cookie
  const { sentence } = (await answer.json().catch(() => ({}))) as { readonly sentence?: string }
  throw new PlainFault(`${base}: ${sentence ?? `HTTP ${answer.status}`}`)
}

async function post(url: string, body: object, cookie: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-tongchou': '1', ...(cookie === '' ? {} : { cookie }) }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch((error: unknown) => {
    throw new PlainFault(`${url} cannot be reached (${error instanceof Error ? error.message : 'unknown reason'}).`)
  })
}
