// The server under test: the hospital interface alone, on the database named by BENCH_URL; prints its port, and answers any message
// with the bytes that it holds after a collection.
import { openDatabases } from '@tongchou/server/database/connect.js'
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { publishedRules } from '@tongchou/server/hospital-interface/published-rules.js'
import { registerHospitalInterface } from '@tongchou/server/hospital-interface/register.js'
import { TEST_KEY } from '@tongchou/server/testing/database.js'
import { NOON, POOL } from '@tongchou/server/testing/small-city.js'
import fastify from 'fastify'

const databases = openDatabases(process.env['BENCH_URL'] ?? '', TEST_KEY)
const app = fastify({ logger: false })
await registerHospitalInterface(app, {
  databases,
  clock: NOON,
  pool: POOL,
  cipher: registerCipher(TEST_KEY),
  loadRules: publishedRules(databases.settlement),
  demonstration: true,
})
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()
process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`)
