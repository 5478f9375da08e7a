// Doors other than the desk: interfaces with content types, validation and errors of their own. Each is registered inside a
// scope of its own, so that nothing it sets reaches the desk and no hook of the desk reaches it. This list is the only place to add one.
import type { FastifyInstance } from 'fastify'
import { fhirDoor } from '../fhir/door.js'
import { hospitalDoor } from '../hospital-interface/door.js'
import type { AppContext } from './context.js'

export type Door = (app: FastifyInstance, context: AppContext) => Promise<void>

export const DOORS: readonly Door[] = [hospitalDoor, fhirDoor]
