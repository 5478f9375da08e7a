// The last nights' samples at the desk. Counts are for whoever may look at rules; single bills only for whoever may see bills, of the
// own areas.
import { Type } from 'typebox'
import { personNumber } from '../enrolment/person-number.js'
import { type Desk, type Route, route } from '../http/route.js'

const NIGHTS = 30
const FINDINGS = 200

const Night = Type.Object({
  night: Type.String(),
  job: Type.String(),
  seed: Type.String(),
  engine: Type.String(),
  equal: Type.Integer(),
  differs: Type.Integer(),
  not_possible: Type.Integer(),
  known_at: Type.String(),
})
const Finding = Type.Object({
  night: Type.String(),
  psn_no: Type.String(),
  settlement: Type.String(),
  kind: Type.Union([Type.Literal('differs'), Type.Literal('not_possible')]),
  sentence: Type.String(),
})

export const replayRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/replays',
    access: { permission: 'policy.see' },
    summary: '最近各夜抽样重算的结果，和与当时不一致的结算单',
    schema: { response: Type.Object({ nights: Type.Array(Night), findings: Type.Array(Finding) }) },
    handler: (_request, desk) => lastNights(desk),
  }),
]

interface NightRow {
  readonly night: string
  readonly job: bigint
  readonly seed: bigint
  readonly engine: string
  readonly equal: number
  readonly differs: number
  readonly not_possible: number
  readonly known_at: string
}

interface FindingRow {
  readonly night: string
  readonly person: bigint
  readonly settlement: bigint
  readonly kind: 'differs' | 'not_possible'
  readonly sentence: string
}

async function lastNights(desk: Desk) {
  const { pool, permissions } = desk.officer
  const { nights, findings } = await desk.read(async (client) => {
    const { rows } = await client.query<NightRow>(
      `SELECT night, job, seed, engine, equal, differs, not_possible, to_char(known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at FROM replay_night
        WHERE pool = $1 ORDER BY night DESC LIMIT $2`,
      [pool, NIGHTS],
    )
    const found = permissions.has('settlement.see')
      ? await client.query<FindingRow>(
          'SELECT night, person, settlement, kind, sentence FROM replay_finding WHERE night = ANY ($1) ORDER BY night DESC, kind, settlement LIMIT $2',
          [rows.map((row) => row.night), FINDINGS],
        )
      : { rows: [] }
    return { nights: rows, findings: found.rows }
  })
  if (findings.length > 0) await desk.audit('replay.list', { detail: { findings: findings.length } })
  return {
    nights: nights.map((row) => ({ ...row, job: row.job.toString(), seed: row.seed.toString() })),
    findings: findings.map(({ person, settlement, ...row }) => ({ ...row, psn_no: personNumber(pool, person), settlement: settlement.toString() })),
  }
}
