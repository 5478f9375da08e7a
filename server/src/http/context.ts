// What every door of the server is given. Made once in start.ts (tests make their own); add a field here when a room needs one.
import type { FastifyBaseLogger } from 'fastify'
import type { Databases } from '../database/connect.js'
import type { OwnCentre } from '../hospital-interface/start-conformance.js'
import type { SyntheticCity } from '../trial/synthetic-city.js'
import type { Clock } from './clock.js'

export interface AppContext {
  readonly databases: Databases
  /** Key of the installation, 32 bytes: the register's cipher and hashes derive from it. */
  readonly key: Buffer
  readonly clock: Clock
  /** Area code of the pool (统筹区) that this installation serves. */
  readonly pool: string
  /** Built console; nothing is served where it is missing. */
  readonly consoleFolder?: string
  /** True behind TLS: the session cookie is then sent over TLS only. */
  readonly https?: boolean
  /** True for the demonstration city: messages of hospitals on this machine need no gateway signature. */
  readonly demonstration?: boolean
  /** The demonstration city's own centre, as its conformance can be examined from the desk. */
  readonly ownCentre?: OwnCentre
  /** Draws people for trials of drafts; without it a trial knows only the bills of the register. */
  readonly syntheticCity?: SyntheticCity
  /** Silent when missing. */
  readonly log?: FastifyBaseLogger
}
