// Posts one message over a kept-alive connection. Its own loss of a reply is played by cutting the connection once the request is out.
import http from 'node:http'
import https from 'node:https'

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
  const secure = url.protocol === 'https:'
  const agent = secure ? new https.Agent({ keepAlive: true, maxSockets: windows }) : new http.Agent({ keepAlive: true, maxSockets: windows })
  const turn = turnstile(windows)
  const open = (posted: Posted): http.ClientRequest => (secure ? https : http).request(optionsOf(url, agent, posted))
  return {
    send: async (posted) => {
      await turn.enter()
      try {
        return await answered(open(posted), posted.body)
      } finally {
        turn.leave()
      }
    },
    sendAndLose: async (posted, afterMs) => {
      await turn.enter()
      try {
        await lost(open(posted), posted.body, afterMs)
      } finally {
        turn.leave()
      }
    },
    waiting: turn.waiting,
    close: () => agent.destroy(),
  }
}

function optionsOf(url: URL, agent: http.Agent, posted: Posted): http.RequestOptions {
  return {
    agent,
    host: url.hostname,
    port: url.port,
    method: 'POST',
    path: url.pathname.replace(/\/$/, '') + posted.path,
    headers: { ...posted.headers, 'content-length': Buffer.byteLength(posted.body) },
    timeout: PATIENCE,
  }
}

function answered(request: http.ClientRequest, body: string | Buffer): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    request.once('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('end', () => {
        const contentType = response.headers['content-type'] ?? ''
        resolve({ status: response.statusCode ?? 0, contentType, body: Buffer.concat(parts), ms: performance.now() - began })
      })
      response.once('error', reject)
    })
    request.once('timeout', () => request.destroy(new Error(`no reply within ${PATIENCE / 1000} s`)))
    request.once('error', reject)
    request.end(body)
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
