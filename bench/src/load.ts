// A closed loop of clients over kept-alive connections: each sends its next message when the last is answered.
import http from 'node:http'

export interface Message {
  readonly body: string
  /** Told the reply's text. */
  readonly then?: (reply: string) => void
}

export interface LoadOptions {
  readonly port: number
  readonly clients: number
  readonly seconds: number
  /** The next message of a client. */
  readonly next: (client: number) => Message
}

export interface Load {
  readonly count: number
  readonly refused: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

export async function runLoad(options: LoadOptions): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.clients })
  const times: number[] = []
  let refused = 0
  const began = performance.now()
  const end = began + options.seconds * 1000
  const client = async (number: number): Promise<void> => {
    while (performance.now() < end) {
      const message = options.next(number)
      const sent = performance.now()
      const reply = await send(agent, options.port, message.body)
      times.push(performance.now() - sent)
      if (!reply.includes('"infcode":0')) refused++
      message.then?.(reply)
    }
  }
  await Promise.all(Array.from({ length: options.clients }, (_, number) => client(number)))
  const took = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { count: times.length, refused, perSecond: times.length / took, p50: at(0.5), p99: at(0.99) }
}

function send(agent: http.Agent, port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      agent,
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/fsi/api/rsfComIfsService/callService',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    request.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.once('end', () => resolve(text))
    })
    request.once('error', reject)
    request.end(body)
  })
}
