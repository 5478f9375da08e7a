// The claims desk's work list: injuries of the officer's areas that wait for a finding or for the decision to pay first, and advance
// payments whose liable party still owes.
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import type { Desk } from '../http/route.js'
import { type AdvanceRow, advancesOf, type DeclarationRow, newestDeclarations } from './accident-store.js'
import type { AccidentList } from './exclusion-schema.js'
import { advanceJson, CAUSES, GROUNDS, liablePercent, standingOf } from './read-accidents.js'
import { wordOf } from './words.js'

type Answer = Static<typeof AccidentList>
type Stage = Answer['declarations'][number]['stage']

const NEWEST = 500

export async function listAccidents(desk: Desk): Promise<Answer> {
  const { pool, areas } = desk.officer
  await desk.audit('accident.list', {})
  return desk.read(async (client) => {
    const declarations = await newestDeclarations(client, areas, NEWEST)
    const advances = await advancesOf(client, await paidFirst(client, areas))
    const names = await namesOf(
      client,
      [...declarations, ...advances].map(({ person }) => person),
    )
    const whose = ({ person, area }: { readonly person: bigint; readonly area: string }) => ({
      psn_no: personNumber(pool, person),
      person_name: maskedName(names.get(person) ?? ''),
      area,
    })
    return {
      declarations: declarations.map((row) => ({ ...whose(row), ...declarationJson(row) })),
      advances: advances.map((row: AdvanceRow) => ({ ...whose(row), ...advanceJson(row) })),
    }
  })
}

function declarationJson(row: DeclarationRow): Omit<Answer['declarations'][number], 'psn_no' | 'person_name' | 'area'> {
  const [found, decided] = [row.findings.at(-1), row.decisions.at(-1)]
  return {
    declaration: String(row.declaration),
    happened_on: row.happened_on,
    happened_at: row.happened_at,
    claimed_name: wordOf(CAUSES, row.claimed),
    found_name: found === undefined ? null : wordOf(CAUSES, found.found),
    liable_percent: found === undefined ? null : liablePercent(found),
    ground_name: decided === undefined ? null : decided.ground === null ? '不予先行支付' : wordOf(GROUNDS, decided.ground),
    booked_on: row.booked_on,
    stage: stageOf(row),
    standing: standingOf(row),
  }
}

/** Paying first may be decided where somebody else is liable, or nobody knows who is. */
function stageOf({ findings, decisions }: DeclarationRow): Stage {
  const found = findings.at(-1)?.found
  if (found === undefined) return 'to_find'
  return found !== 'no_other_party' && decisions.length === 0 ? 'to_decide' : 'decided'
}

async function paidFirst(client: pg.ClientBase, areas: readonly string[]): Promise<readonly bigint[]> {
  const { rows } = await client.query<{ person: bigint }>(
    'SELECT DISTINCT person FROM advance_decision WHERE area = ANY ($1) AND ground IS NOT NULL ORDER BY person DESC LIMIT $2',
    [areas, NEWEST],
  )
  return rows.map(({ person }) => person)
}

async function namesOf(client: pg.ClientBase, persons: readonly bigint[]): Promise<ReadonlyMap<bigint, string>> {
  const { rows } = await client.query<{ person: bigint; name: string }>('SELECT person, name FROM person WHERE person = ANY ($1::bigint[])', [persons])
  return new Map(rows.map(({ person, name }) => [person, name]))
}
