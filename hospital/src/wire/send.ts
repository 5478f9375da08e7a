// Posts one message over a kept-alive connection. Its own loss of a reply is played by cutting a connection once the request is out.
import http from 'node:http'
import https from 'node:https'
import { type Dispatcher, Pool } from 'undici'

export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  readonly ms: number
}

export interface Line {
  send(request: Posted): Promise<Answer>
  /** Sends and does not wait for the answer; settles when the request has left and the connection is cut. */
  sendAndLose(request: Posted, afterMs: number): Promise<void>
  /** Messages that wait for a free window. */
  waiting(): number
  close(): void
}

export interface Posted {
  readonly path: string
  readonly body: string | Buffer
  readonly headers: Readonly<Record<string, string>>
}

const PATIENCE = 60_000

/** `windows`: how many messages may be under way at once. */
export function openLine(address: string, windows: number): Line {
  const url = new URL(address)
  const pool = new Pool(url.origin, { connections: windows, headersTimeout: PATIENCE, bodyTimeout: PATIENCE })
  const turn = turnstile(windows)
  return {
    send: async (posted) => {
      await turn.enter()
      try {
        return await answered(pool, { path: pathOf(url, posted), method: 'POST', headers: { ...posted.headers }, body: posted.body })
      } finally {
        turn.leave()
      }
    },
    sendAndLose: async (posted, afterMs) => {
      await turn.enter()
      try {
        await lost(ownConnection(url, posted), posted.body, afterMs)
      } finally {
        turn.leave()
      }
    },
    waiting: turn.waiting,
    close: () => void pool.destroy(),
  }
}

function pathOf(url: URL, posted: Posted): string {
  return url.pathname.replace(/\/$/, '') + posted.path
}

/** A connection that is cut is nobody else's. */
function ownConnection(url: URL, posted: Posted): http.ClientRequest {
  return (url.protocol === 'https:' ? https : http).request({
    agent: false,
    host: url.hostname,
    port: url.port,
    method: 'POST',
    path: pathOf(url, posted),
    headers: { ...posted.headers, 'content-length': Buffer.byteLength(posted.body) },
    timeout: PATIENCE,
  })
}

/** The bare dispatch: streams and promises for each piece of an answer cost a player more than the answer does. */
function answered(pool: Pool, request: Dispatcher.DispatchOptions): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let status = 0
    let contentType = ''
    pool.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, code, headers) => {
        status = code
        contentType = String(headers['content-type'] ?? '')
      },
      onResponseData: (_controller, part) => void parts.push(part),
      onResponseEnd: () => resolve({ status, contentType, body: Buffer.concat(parts), ms: performance.now() - began }),
      onResponseError: (_controller, error) => reject(error),
    })
  })
}

function lost(request: http.ClientRequest, body: string | Buffer, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    request.once('close', resolve)
    // Cutting one's own connection is no fault of the other side.
    request.on('error', () => undefined)
    request.once('response', (response) => response.resume())
    request.once('finish', () => setTimeout(() => request.destroy(), afterMs))
    request.end(body)
  })
}

interface Turnstile {
  enter(): Promise<void>
  leave(): void
  waiting(): number
}

/** Lets as many in as there are windows; the others wait in the order in which they came. */
function turnstile(windows: number): Turnstile {
  let free = windows
  const waiting: (() => void)[] = []
  return {
    enter: () => {
      if (free > 0) {
        free--
        return Promise.resolve()
      }
      return new Promise((resolve) => waiting.push(resolve))
    },
    leave: () => {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    },
    waiting: () => waiting.length,
  }
}
