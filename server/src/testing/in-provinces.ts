// One city's installation speaking as each province does, for tests: where an institution has no profile of its own.
import fastify, { type FastifyInstance } from 'fastify'
import { registerHospitalInterface } from '../hospital-interface/register.js'
import type { TestDatabase } from './database.js'
import { NOON, POOL, type SmallCity } from './small-city.js'

export interface Provinces {
  speaking(profile: string): Promise<FastifyInstance>
  close(): Promise<void>
}

export function inProvinces(db: TestDatabase, city: SmallCity): Provinces {
  const open = new Map<string, FastifyInstance>()
  const speaking = async (profile: string): Promise<FastifyInstance> => {
    const known = open.get(profile)
    if (known !== undefined) return known
    const app = fastify()
    const { cipher, loadRules } = city
    await registerHospitalInterface(app, { databases: db, clock: NOON, pool: POOL, cipher, loadRules, demonstration: true, settings: { profile } })
    open.set(profile, app)
    return app
  }
  const close = async (): Promise<void> => {
    for (const app of open.values()) await app.close()
  }
  return { speaking, close }
}
