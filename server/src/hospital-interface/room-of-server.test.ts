// The doors of one server share a room; another server has its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { TEST_KEY, testDatabase } from '../testing/database.js'
import { NOON, POOL } from '../testing/small-city.js'
import { sharedRoom } from './room-of-server.js'

test('every scope of a server is given the same room, and another server another', async () => {
  const db = await testDatabase()
  const context = { databases: db, key: TEST_KEY, clock: NOON, pool: POOL }
  const [one, other] = [fastify(), fastify()]
  const rooms: unknown[] = []
  for (const app of [one, one, other]) {
    await app.register(async (scope) => {
      rooms.push(sharedRoom(scope, context))
    })
    await app.after()
  }
  assert.equal(rooms[0], rooms[1])
  assert.notEqual(rooms[0], rooms[2])
  await one.close()
  await other.close()
  await db.drop()
})
