// A centre that errs: passes every message on to an honest one, and spoils some of the replies.
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Liar {
  readonly url: string
  close(): Promise<void>
}

export async function liarBefore(honest: string): Promise<Liar> {
  let settled = 0
  const server = http.createServer((request, response) => {
    void passedOn(honest, request).then(({ text, infno }) => {
      response.setHeader('content-type', 'application/json')
      response.end(spoilt(text, infno, () => ++settled))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

async function passedOn(honest: string, request: http.IncomingMessage): Promise<{ text: string; infno: string }> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const body = Buffer.concat(parts)
  const answer = await fetch(honest + (request.url ?? ''), { method: 'POST', body, headers: { 'content-type': request.headers['content-type'] ?? '' } })
  return { text: await answer.text(), infno: /"infno":"(\w+)"/.exec(body.toString('utf8'))?.[1] ?? '' }
}

function spoilt(text: string, infno: string, next: () => number): string {
  if (infno === '9002') return text.replace('"infcode":0', '"infcode":"0"')
  if (infno === '2001') return text.replaceAll(/"trt_enjymnt_flag":"\d",/g, '')
  if (infno === '2207') return text.replace(/"psn_part_amt":[\d.]+/, '"psn_part_amt":0.01')
  if (infno === '2102') return text.replace(/"setl_id":"(\d+)"/, () => `"setl_id":"${next()}"`)
  return text
}
