// Writing and reading the audit trail. The database gives each event its number, transaction and time.
import type pg from 'pg'

export type Outcome = 'ok' | 'refused' | 'denied' | 'failed'

export interface AuditEvent {
  /** Null: nobody had signed in. */
  readonly officer: bigint | null
  readonly account: string
  readonly role: string
  readonly action: string
  readonly person: bigint | null
  readonly area: string | null
  readonly route: string
  readonly outcome: Outcome
  readonly ip: string | null
  /** Never an identity number. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** Adds events; row-level security takes only those of the transaction's own officer. */
export async function insertEvents(client: pg.PoolClient, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return
  await client.query({
    name: 'insert-audit-events',
    text: `INSERT INTO audit_event (officer, account, role, action, person, area, route, outcome, ip, detail)
           SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::inet[], $10::jsonb[])`,
    values: [
      events.map((event) => event.officer),
      events.map((event) => event.account),
      events.map((event) => event.role),
      events.map((event) => event.action),
      events.map((event) => event.person),
      events.map((event) => event.area),
      events.map((event) => event.route),
      events.map((event) => event.outcome),
      events.map((event) => event.ip),
      events.map((event) => JSON.stringify(event.detail)),
    ],
  })
}

export interface TrailQuery {
  readonly from?: string
  readonly to?: string
  readonly account?: string
  readonly action?: string
  readonly person?: bigint
  readonly size: number
  readonly offset: number
}

export interface TrailRow {
  readonly event: bigint
  readonly at: string
  readonly account: string
  readonly name: string | null
  readonly role: string
  readonly action: string
  readonly person: bigint | null
  readonly area: string | null
  readonly area_name: string | null
  readonly route: string
  readonly outcome: Outcome
  readonly ip: string | null
  readonly detail: Record<string, unknown>
}

const CONDITIONS = `($1::date IS NULL OR e.at >= $1::date::timestamptz) AND ($2::date IS NULL OR e.at < ($2::date + 1)::timestamptz)
  AND ($3::text IS NULL OR e.account = $3) AND ($4::text IS NULL OR e.action = $4) AND ($5::bigint IS NULL OR e.person = $5)`

/** The trail, newest first, as far as row-level security lets the officer of this transaction read it. */
export async function selectTrail(client: pg.PoolClient, query: TrailQuery): Promise<{ total: bigint; rows: TrailRow[] }> {
  const values = [query.from ?? null, query.to ?? null, query.account ?? null, query.action ?? null, query.person ?? null]
  const total = await client.query<{ total: bigint }>(`SELECT count(*) AS total FROM audit_event e WHERE ${CONDITIONS}`, values)
  const page = await client.query<TrailRow>(
    `SELECT e.event, to_char(e.at, 'YYYY-MM-DD HH24:MI:SS') AS at, e.account, o.name, e.role, e.action, e.person, e.area, a.name AS area_name,
            e.route, e.outcome, host(e.ip) AS ip, e.detail
     FROM audit_event e LEFT JOIN officer o ON o.officer = e.officer LEFT JOIN area a ON a.code = e.area
     WHERE ${CONDITIONS} ORDER BY e.event DESC LIMIT $6 OFFSET $7`,
    [...values, query.size, query.offset],
  )
  return { total: total.rows[0]?.total ?? 0n, rows: page.rows }
}
