// The list of findings for the desk: what review found in the officer's areas, with filters and what was answered.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { fenJson } from '../http/json-money.js'
import { cutOf, likeText, orderBy } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import type { FindingList, FindingQuery, FindingSums, FindingSumsQuery } from './finding-schema.js'
import type { StoredLine } from './review-store.js'

type Client = Parameters<Parameters<Desk['read']>[0]>[0]

interface FindingRow {
  readonly person: bigint
  readonly finding: bigint
  readonly name: string | null
  readonly area: string
  readonly area_name: string
  readonly institution: string
  readonly institution_name: string
  readonly stage: 'pre' | 'mid'
  readonly scene: string
  readonly visit: bigint | null
  readonly hospital_visit: string
  readonly rule: string
  readonly rule_code: string
  readonly rule_name: string
  readonly point: string
  readonly severity: 'violation' | 'excess' | 'suspect' | 'hint'
  readonly sentence: string
  readonly basis: string
  readonly source: string
  readonly certainty: string
  readonly amount_fen: Fen
  readonly lines: readonly StoredLine[]
  readonly doctor: string
  readonly department: string
  readonly in_force: Day
  readonly booked_on: Day
  readonly found_at: string
  readonly decision: 'continued' | 'amended' | null
  readonly reason: string | null
  readonly operator_name: string | null
  readonly answered_at: string | null
  readonly judged: 'confirmed' | 'withdrawn' | null
  readonly judged_why: string | null
  readonly judged_by: string | null
  readonly judged_at: string | null
}

interface Where {
  readonly sql: string
  readonly values: unknown[]
}

export async function listFindings(query: Static<typeof FindingQuery>, desk: Desk): Promise<Static<typeof FindingList>> {
  await desk.audit('finding.list', {})
  return desk.read(async (client) => {
    const [total, amount] = await totalsOf(client, whereOf(query))
    const rows = await pageOf(client, whereOf(query), query)
    return { total, amount_fen: fenJson(amount), rows: rows.map((row) => rowJson(desk.officer.pool, row)) }
  })
}

const ANSWERED = { yes: 'a.decision IS NOT NULL', no: 'a.decision IS NULL', continued: "a.decision = 'continued'", amended: "a.decision = 'amended'" } as const

function whereOf(query: Omit<Static<typeof FindingQuery>, 'page' | 'size' | 'sort'>): Where {
  const values: unknown[] = []
  const parts = (
    [
      ['f.institution = $', query.institution],
      ['f.rule = $', query.rule],
      ['f.severity = $', query.severity],
      ['f.stage = $', query.stage],
      ['f.booked_on >= $', query.from],
      ['f.booked_on <= $', query.to],
    ] as const
  ).flatMap(([condition, value]) => (value === undefined ? [] : [`${condition}${values.push(value)}`]))
  if (query.answered !== undefined) parts.push(ANSWERED[query.answered])
  if (query.judged !== undefined) parts.push(query.judged === 'no' ? 'j.kind IS NULL' : `j.kind = $${values.push(query.judged)}`)
  if (query.q !== undefined) {
    const at = `$${values.push(`%${likeText(query.q)}%`)}`
    parts.push(`(f.institution LIKE ${at} OR f.rule_name LIKE ${at} OR f.sentence LIKE ${at} OR f.doctor LIKE ${at}
      OR f.institution IN (SELECT named.code FROM provider named WHERE named.name LIKE ${at}))`)
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values }
}

const FROM = `FROM review_finding f LEFT JOIN LATERAL (
    SELECT r.decision, r.reason, r.operator_name, to_char(r.known_at, 'YYYY-MM-DD HH24:MI:SS') AS answered_at FROM review_answer r
    WHERE r.person = f.person AND r.finding = f.finding ORDER BY r.answer DESC LIMIT 1) a ON true
  LEFT JOIN LATERAL (SELECT g.kind, g.reason AS judged_why, o.name AS judged_by, to_char(g.known_at, 'YYYY-MM-DD HH24:MI:SS') AS judged_at
    FROM finding_judgement g JOIN officer o ON o.officer = g.officer WHERE g.person = f.person AND g.finding = f.finding ORDER BY g.judgement DESC LIMIT 1) j ON true`

async function totalsOf(client: Client, where: Where): Promise<readonly [total: number, amount: Fen]> {
  const { rows } = await client.query<{ count: bigint; amount: Fen }>(
    `SELECT count(*)::bigint AS count, coalesce(sum(f.amount_fen), 0)::bigint AS amount ${FROM} WHERE ${where.sql}`,
    where.values,
  )
  return [Number(rows[0]?.count ?? 0n), rows[0]?.amount ?? 0n]
}

const ORDER = { booked_on: 'f.booked_on', amount_fen: 'f.amount_fen', rule: 'f.rule', institution: 'v.name', severity: 'f.severity' }

async function pageOf(client: Client, where: Where, query: Static<typeof FindingQuery>): Promise<readonly FindingRow[]> {
  const { limit, offset } = cutOf(query)
  const { rows } = await client.query<FindingRow>(
    `SELECT f.*, to_char(f.known_at, 'YYYY-MM-DD HH24:MI:SS') AS found_at, a.decision, a.reason, a.operator_name, a.answered_at, j.kind AS judged, j.judged_why, j.judged_by, j.judged_at,
       p.name, n.name AS area_name, v.name AS institution_name
     ${FROM} LEFT JOIN person p ON p.person = f.person JOIN area n ON n.code = f.area JOIN provider v ON v.code = f.institution
     WHERE ${where.sql} ORDER BY ${orderBy(query.sort, ORDER, 'f.booked_on DESC, f.finding DESC')} LIMIT $${where.values.push(limit)} OFFSET $${where.values.push(offset)}`,
    where.values,
  )
  return rows
}

function rowJson(pool: string, row: FindingRow): Static<typeof FindingList>['rows'][number] {
  const { person, finding, name, visit, amount_fen, lines, decision, reason, operator_name, answered_at, judged, judged_why, judged_by, judged_at, ...rest } =
    row
  const { area, area_name, institution, institution_name, stage, scene, hospital_visit, rule, rule_code, rule_name, point, severity } = rest
  const { sentence, basis, source, certainty, doctor, department, in_force, booked_on, found_at } = rest
  return {
    finding: String(finding),
    psn_no: person === 0n ? null : personNumber(pool, person),
    person_name: name === null ? null : maskedName(name),
    visit: visit === null ? null : String(visit),
    amount_fen: fenJson(amount_fen),
    lines: lines.map((line) => ({ ...line, amount_fen: fenJson(BigInt(line.amount)) })).map(({ amount: _text, ...line }) => line),
    answer: decision === null ? null : { decision, reason: reason ?? '', operator: operator_name ?? '', answered_at: answered_at ?? '' },
    judgement: judged === null ? null : { kind: judged, reason: judged_why ?? '', officer: judged_by ?? '', at: judged_at ?? '' },
    ...{ area, area_name, institution, institution_name, stage, scene, hospital_visit, rule, rule_code, rule_name, point, severity },
    ...{ sentence, basis, source, certainty, doctor, department, in_force, booked_on, found_at },
  }
}

type Sum = Static<typeof FindingSums>[number]

const KEYS = {
  rule: ['f.rule', 'max(f.rule_name)'],
  institution: ['f.institution', '(SELECT v.name FROM provider v WHERE v.code = f.institution)'],
} as const

/** What was found by rule or by institution, the most money first, with how it was answered. */
export async function sumFindings({ by, ...query }: Static<typeof FindingSumsQuery>, desk: Desk): Promise<Static<typeof FindingSums>> {
  const where = whereOf(query)
  const [key, name] = KEYS[by]
  const { rows } = await desk.read((client) =>
    client.query<Omit<Sum, 'amount_fen'> & { amount_fen: Fen }>(
      `SELECT ${key} AS key, ${name} AS name, count(*)::integer AS findings, coalesce(sum(f.amount_fen), 0)::bigint AS amount_fen,
         count(*) FILTER (WHERE a.decision IS NULL)::integer AS unanswered, count(*) FILTER (WHERE a.decision = 'continued')::integer AS continued,
         count(*) FILTER (WHERE a.decision = 'amended')::integer AS amended
       ${FROM} WHERE ${where.sql} GROUP BY ${key} ORDER BY sum(f.amount_fen) DESC, ${key} LIMIT 500`,
      where.values,
    ),
  )
  return rows.map((row) => ({ ...row, amount_fen: fenJson(row.amount_fen) }))
}
