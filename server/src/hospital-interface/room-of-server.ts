// The one room of a composed server: the hospital interface and the FHIR door settle by the same write path, hold institutions to the
// same rates and marks, and read the reference data once.
import type { FastifyInstance } from 'fastify'
import { registerCipher } from '../enrolment/register-cipher.js'
import type { AppContext } from '../http/context.js'
import { publishedRules } from './published-rules.js'
import { openRoom } from './register.js'
import type { Room } from './room.js'

/** By the server behind the doors, which is one however many scopes it has. */
const rooms = new WeakMap<FastifyInstance['server'], Room>()

/** Opened by whichever door comes first; closed with the server. */
export function sharedRoom(app: FastifyInstance, context: AppContext): Room {
  const room = rooms.get(app.server) ?? openRoom(app, roomContext(context))
  rooms.set(app.server, room)
  return room
}

function roomContext({ databases, clock, pool, key, demonstration }: AppContext) {
  const loadRules = publishedRules(databases.settlement)
  return { databases, clock, pool, cipher: registerCipher(key), loadRules, demonstration: demonstration === true }
}
