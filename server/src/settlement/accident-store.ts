// Statements about injuries for the desk, beneath row-level security.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { AccidentCause, AdvanceGround } from '@tongchou/domain/settlement/accident.js'
import type pg from 'pg'

export interface DeclarationRow {
  readonly person: bigint
  readonly declaration: bigint
  readonly area: string
  readonly visit: bigint | null
  readonly happened_on: Day
  readonly happened_at: string
  readonly circumstances: string
  readonly claimed: AccidentCause
  readonly promised: boolean
  readonly booked_on: Day
  /** Oldest first. */
  readonly findings: readonly { readonly found: AccidentCause; readonly liable_share: string | null; readonly basis: string; readonly booked_on: Day }[]
  readonly decisions: readonly { readonly ground: AdvanceGround | null; readonly liable_party: string; readonly basis: string; readonly booked_on: Day }[]
}

const DECLARATION = `SELECT d.person, d.declaration, d.area, d.visit, d.happened_on, d.happened_at, d.circumstances, d.claimed, d.promised, d.booked_on,
       coalesce((SELECT json_agg(json_build_object('found', f.found, 'liable_share', f.liable_share::text, 'basis', f.basis, 'booked_on', f.booked_on) ORDER BY f.finding)
                 FROM accident_finding f WHERE f.person = d.person AND f.declaration = d.declaration), '[]') AS findings,
       coalesce((SELECT json_agg(json_build_object('ground', a.ground, 'liable_party', a.liable_party, 'basis', a.basis, 'booked_on', a.booked_on) ORDER BY a.decision)
                 FROM advance_decision a WHERE a.person = d.person AND a.declaration = d.declaration), '[]') AS decisions
     FROM accident_declaration d`

export async function declarationsOf(client: pg.ClientBase, person: bigint): Promise<readonly DeclarationRow[]> {
  return (await client.query<DeclarationRow>(`${DECLARATION} WHERE d.person = $1 ORDER BY d.declaration DESC`, [person])).rows
}

/** The newest declarations of the officer's areas. */
export async function newestDeclarations(client: pg.ClientBase, areas: readonly string[], most: number): Promise<readonly DeclarationRow[]> {
  const { rows } = await client.query<DeclarationRow>(`${DECLARATION} WHERE d.area = ANY ($1) ORDER BY d.booked_on DESC, d.declaration DESC LIMIT $2`, [
    areas,
    most,
  ])
  return rows
}

export interface AdvanceRow {
  readonly person: bigint
  readonly settlement: bigint
  readonly area: string
  readonly provider_name: string
  readonly settled_on: Day
  readonly total_fen: Fen
  /** Funds that paid, in the order of the settlement. */
  readonly owed: readonly { readonly fund: string; readonly fen: string }[]
  readonly recoveries: readonly { readonly fact: string; readonly fund: string; readonly payer: string; readonly fen: string; readonly received_on: Day }[]
}

/** Advance payments that were not cancelled. Where a third party answers for a part only, what stands after its step was paid first. */
export async function advancesOf(client: pg.ClientBase, persons: readonly bigint[]): Promise<readonly AdvanceRow[]> {
  const { rows } = await client.query<AdvanceRow>(
    `SELECT s.person, s.settlement, s.area, p.name AS provider_name, s.settled_on, s.total_fen,
       coalesce((SELECT json_agg(json_build_object('fund', l.fund, 'fen', l.paid_fen::text) ORDER BY l.ordinal)
                 FROM settlement_layer l WHERE l.person = s.person AND l.settlement = s.settlement AND l.payer = 'fund' AND l.paid_fen > 0
                   AND l.ordinal > coalesce((SELECT x.ordinal FROM settlement_layer x WHERE x.person = s.person AND x.settlement = s.settlement AND x.payer = 'liable'), -1)),
                 '[]') AS owed,
       coalesce((SELECT json_agg(json_build_object('fact', r.fact::text, 'fund', b.fund, 'payer', r.payer, 'fen', r.amount_fen::text, 'received_on', r.in_force) ORDER BY r.fact)
                 FROM liable_repaid r JOIN book b ON b.book = r.book WHERE r.person = s.person AND r.settlement = s.settlement), '[]') AS recoveries
     FROM settlement s JOIN provider p ON p.code = s.provider
     WHERE s.person = ANY ($1::bigint[]) AND s.settlement_type = 'advance' AND s.cancels IS NULL
       AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement)
     ORDER BY s.settlement DESC`,
    [persons],
  )
  return rows
}

export async function visitExists(client: pg.ClientBase, person: bigint, visit: bigint): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM visit WHERE person = $1 AND visit = $2', [person, visit])
  return rowCount === 1
}

/** Inserts one fact of the desk and gives its number; `columns` hold the fact's own words. */
export async function insertDeskFact(client: pg.ClientBase, table: string, key: string, columns: Readonly<Record<string, unknown>>): Promise<bigint> {
  const names = Object.keys(columns)
  const { rows } = await client.query<{ fact: bigint }>(
    `INSERT INTO ${table} (${key}, ${names.join(', ')}) VALUES (nextval('fact_seq'), ${names.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING ${key} AS fact`,
    Object.values(columns),
  )
  const [row] = rows
  if (row === undefined) throw new Error(`${table} kept nothing`)
  return row.fact
}
