// A clerk against a gateway that takes each signature once and loses the first reply.
import assert from 'node:assert/strict'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Centre, Institution } from '../centre.js'
import { chanceOf } from '../chance.js'
import { openLine } from '../wire/send.js'
import { openSigner } from '../wire/sign.js'
import { clerkOf } from './clerk.js'
import { newTally } from './tally.js'

test('a message that is sent again is the same message under a new signature, at the address of its transaction', async () => {
  const came: { path: string; signature: string; body: string }[] = []
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    came.push({ path: request.url ?? '', signature: String(request.headers['_api_signature']), body })
    if (came.length === 1) request.socket.destroy()
    else response.end('{"infcode":0,"inf_refmsgid":"1","output":{}}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const institution: Institution = { code: 'H98010100001', name: '甲', kind: 'hospital', key: { family: 'api', access: 'a', secret: 's' } }
  const centre: Centre = { area: '980100', path: '/hgs/{infno}', institutions: [institution], persons: [], items: [], diagnoses: [] }
  const line = openLine(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 1)
  try {
    const clerk = clerkOf({ centre, institution, line, tally: newTally(), chance: chanceOf('clerk'), run: 'abcdefgh', signer: openSigner(() => 1_000) })
    await clerk.say({ infno: '1201', input: {}, at: '2026-03-20 12:00:00', loss: 'repeated' })
  } finally {
    line.close()
    server.close()
  }
  assert.equal(came.length, 3)
  assert.deepEqual(new Set(came.map((one) => one.path)), new Set(['/hgs/1201']))
  assert.equal(new Set(came.map((one) => one.body)).size, 1)
  assert.equal(new Set(came.map((one) => one.signature)).size, 3)
})
