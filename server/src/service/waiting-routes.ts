// What waits for the officer who signed in: one question to the database for all of it, so that the start page costs one round trip.
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { WAITING, type WaitingSource } from './waiting-sources.js'

const Item = Type.Object({
  kind: Type.String(),
  group: Type.Union([Type.Literal('decide'), Type.Literal('warning'), Type.Literal('difference'), Type.Literal('running')]),
  count: Type.Integer(),
  oldest: Type.Union([Type.String(), Type.Null()], { description: 'since when the oldest waits' }),
  days: Type.Integer({ description: 'age of the oldest in days' }),
})

interface Counted {
  readonly kind: string
  readonly count: number
  readonly oldest: string | null
  readonly days: number
}

export function waitingRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/waiting',
      access: 'signed_in',
      summary: '等我办理的事项：待审批、待答复的预警、待处理的差异、进行中的任务，各有件数和最早的一件',
      schema: { response: Type.Object({ today: Type.String(), items: Type.Array(Item) }) },
      handler: async (_request, desk) => waitingFor(desk, dayIn(clock)),
    }),
  ]
}

/** Kinds that the officer may do, also where none waits: the page says that too. */
async function waitingFor(desk: Desk, today: string): Promise<unknown> {
  const own = WAITING.filter(({ permission }) => permission === undefined || desk.officer.permissions.has(permission))
  const counts = await desk.read(async (client) => (await client.query<Counted>(questionOf(own), [today])).rows)
  const of = new Map(counts.map((row) => [row.kind, row]))
  return {
    today,
    items: own.map(({ kind, group }) => ({
      kind,
      group,
      count: of.get(kind)?.count ?? 0,
      oldest: of.get(kind)?.oldest ?? null,
      days: of.get(kind)?.days ?? 0,
    })),
  }
}

function questionOf(sources: readonly WaitingSource[]): string {
  return sources
    .map(
      ({ kind, rows }) => `SELECT '${kind}' AS kind, count(*)::int AS count, to_char(min(since) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS oldest,
        greatest(0, coalesce($1::date - min(since AT TIME ZONE 'Asia/Shanghai')::date, 0)) AS days FROM (${rows}) waits`,
    )
    .join('\nUNION ALL\n')
}
