// Speaks to the server: JSON over the session cookie. A refusal of the server arrives as a `RequestFailed` with its sentence.
import type { Failure } from './session-types.js'

export class RequestFailed extends Error {
  readonly status: number
  readonly failure: Failure
  constructor(status: number, failure: Failure) {
    super(failure.sentence)
    this.status = status
    this.failure = failure
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>

export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return send<T>(withQuery(path, query), { ...(signal === undefined ? {} : { signal }) })
}

export function post<T>(path: string, body: unknown): Promise<T> {
  return send<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

export function remove<T>(path: string): Promise<T> {
  return send<T>(path, { method: 'DELETE' })
}

/** A file that comes as the answer of a deed, saved by the browser under the name. */
export async function download(path: string, body: unknown, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-tongchou': '1' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'same-origin' })
  if (!response.ok) throw new RequestFailed(response.status, failureOf(await response.json().catch(() => undefined), response.status))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  const headers = { accept: 'application/json', ...(init.method === undefined ? {} : { 'x-tongchou': '1' }), ...(init.headers as Record<string, string>) }
  const response = await fetch(path, { ...init, headers, credentials: 'same-origin' }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestFailed(0, { code: 'unreachable', sentence: '连接不上服务器，请检查网络后重试。' })
  })
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (!response.ok) throw new RequestFailed(response.status, failureOf(body, response.status))
  return body as T
}

function failureOf(body: unknown, status: number): Failure {
  if (typeof body === 'object' && body !== null && 'sentence' in body && typeof body.sentence === 'string') return body as Failure
  return { code: `http_${status}`, sentence: `服务器没有给出说明（HTTP ${status}），请稍后重试。` }
}
