// Brings a file to the desk as a page does: announced, sent in pieces; and waits for the job that reads it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Answer, Caller } from './desk.js'

export function done(answer: Answer): Record<string, unknown> {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

export function refusedAs(answer: Answer, code: string): string {
  assert.equal(answer.body['code'], code, JSON.stringify(answer.body))
  return String(answer.body['sentence'])
}

export async function uploaded(caller: Caller, { unit, layout, text }: { unit: string; layout: string; text: string | Buffer }): Promise<string> {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const name = `${layout}.csv`
  const { upload, piece_bytes, pieces } = done(await caller.post('/api/uploads', { unit, layout, name, sha256, bytes: bytes.length })) as {
    upload: string
    piece_bytes: number
    pieces: number
  }
  for (let piece = 0; piece < pieces; piece++) {
    const content = bytes.subarray(piece * piece_bytes, (piece + 1) * piece_bytes).toString('base64')
    done(await caller.post(`/api/uploads/${upload}/pieces`, { piece, content }))
  }
  return upload
}

export interface Ended {
  readonly state: string
  readonly sentence: string | null
  readonly result: Readonly<Record<string, unknown>> | null
}

/** Waits until the job that an answer names has ended. */
export async function ended(caller: Caller, answer: Answer): Promise<Ended> {
  const { job } = done(answer)
  for (;;) {
    const body = done(await caller.get(`/api/jobs/${String(job)}`)) as unknown as Ended
    if (body.state !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The result of a job that must have been done. */
export async function result(caller: Caller, answer: Answer): Promise<Readonly<Record<string, unknown>>> {
  const { state, sentence, result: of } = await ended(caller, answer)
  assert.equal(state, 'done', String(sentence))
  return of ?? {}
}
