// The office decides whether a trace code that contradicts its life is refused or let through with a warning; each decision is a fact.
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import type { RuleBody, Rules } from './trace-schemas.js'

type History = Static<typeof Rules>['history']

export async function decideTraceRule({ second_sale, reason }: Static<typeof RuleBody>, desk: Desk, clock: Clock): Promise<Static<typeof Rules>> {
  const { officer, pool } = desk.officer
  await desk.write(async (client) => {
    await client.query(
      `INSERT INTO trace_rule (pool, fact, second_sale, reason, decided_by, in_force, booked_on) VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5::date, $5::date)`,
      [pool, second_sale, reason, officer, dayIn(clock)],
    )
  })
  await desk.audit('trace.rule', { area: pool, detail: { second_sale } })
  return readTraceRules(desk)
}

export async function readTraceRules(desk: Desk): Promise<Static<typeof Rules>> {
  const history = await desk.read(async (client) => {
    const { rows } = await client.query<History[number]>(
      `SELECT t.second_sale, t.reason, t.in_force, o.name AS decided_by, to_char(t.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at
         FROM trace_rule t JOIN officer o ON o.officer = t.decided_by WHERE t.pool = $1 ORDER BY t.in_force DESC, t.fact DESC`,
      [desk.officer.pool],
    )
    return rows
  })
  return { second_sale: history[0]?.second_sale ?? 'refuse', history }
}
