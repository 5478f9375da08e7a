// Settlement lists at the office: those of the officer's areas, one with all that was found in it, and the review of what was submitted.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedContent, maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { type Clock, timeText } from '../http/clock.js'
import { cutOf, likeText, orderBy } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import type { ListDetail, ListQuery, Lists, Review, Reviewed } from './settlement-list-schemas.js'

type Row = Static<typeof Lists>['rows'][number]
interface Found extends Omit<Row, 'psn_no'> {
  readonly person: bigint
  readonly total: number
}

const STATE = `CASE s.kind WHEN 'submitted' THEN 'submitted' WHEN 'passed' THEN 'passed' WHEN 'failed' THEN 'failed' ELSE 'uploaded' END`
const FOUND = `
SELECT l.person, l.settlement::text, l.list::text, l.version, p.name AS person_name, l.institution, i.name AS institution_name, t.settled_on, ${STATE} AS state,
       l.errors, l.warnings, to_char(l.known_at, 'YYYY-MM-DD HH24:MI:SS') AS uploaded_at, coalesce(s.reason, '') AS reason, count(*) OVER ()::integer AS total
  FROM settlement_list l
  JOIN person p ON p.person = l.person JOIN provider i ON i.code = l.institution JOIN settlement t ON t.person = l.person AND t.settlement = l.settlement
  LEFT JOIN LATERAL (SELECT x.kind, x.reason FROM settlement_list_step x WHERE x.person = l.person AND x.list = l.list ORDER BY x.step DESC LIMIT 1) s ON true
 WHERE NOT EXISTS (SELECT 1 FROM settlement_list n WHERE n.person = l.person AND n.settlement = l.settlement AND n.version > l.version)`

const FOUND_WHERE = `AND l.area = ANY ($1::text[]) AND ($2::text IS NULL OR ${STATE} = $2) AND ($3::text IS NULL OR l.institution = $3)
  AND CASE $4::text WHEN 'errors' THEN l.errors > 0 WHEN 'warnings' THEN l.warnings > 0 WHEN 'clean' THEN l.errors + l.warnings = 0 ELSE true END
  AND ($5::date IS NULL OR t.settled_on >= $5) AND ($6::date IS NULL OR t.settled_on <= $6)
  AND ($7::text IS NULL OR l.person = $8::bigint OR l.settlement::text = $7 OR p.name LIKE $7 || '%' OR i.name LIKE '%' || $7 || '%')`
const ORDER = { uploaded_at: 'l.known_at', settled_on: 't.settled_on', errors: 'l.errors', warnings: 'l.warnings', institution: 'i.name' }

export async function readLists(query: Static<typeof ListQuery>, desk: Desk): Promise<Static<typeof Lists>> {
  const { pool, areas } = desk.officer
  const { state = null, institution = null, found = null, from = null, to = null, q = null } = query
  const { limit, offset } = cutOf(query)
  const person = q === null ? null : (personOf(pool, q) ?? null)
  const values = [areas, state, institution, found, from, to, q === null ? null : likeText(q), person, limit, offset]
  const order = orderBy(query.sort, ORDER, 'l.known_at DESC, l.list DESC')
  const rows = await desk.read(async (client) => (await client.query<Found>(`${FOUND} ${FOUND_WHERE} ORDER BY ${order} LIMIT $9 OFFSET $10`, values)).rows)
  for (const { person: of } of rows) await desk.audit('settlement_list.listed', { person: of })
  return { total: rows[0]?.total ?? 0, rows: rows.map((row) => shown(pool, row)) }
}

function shown(pool: string, { person, total: _total, ...row }: Found): Row {
  return { ...row, psn_no: personNumber(pool, person), person_name: maskedName(row.person_name) }
}

const NO_LIST = refused('not_in_register', '这张结算单没有上传结算清单，或者它不属于您的区域；请核对编号。')

interface Named {
  readonly psn_no: string
  readonly settlement: string
}

async function findOne(client: pg.PoolClient, desk: Desk, { psn_no, settlement }: Named): Promise<Found | Refusal> {
  const seen = await visiblePerson(client, desk.officer, psn_no)
  if (isRefusal(seen)) return seen
  const values = [personOf(desk.officer.pool, psn_no), settlement]
  return (await client.query<Found>(`${FOUND} AND l.person = $1 AND l.settlement = $2`, values)).rows[0] ?? NO_LIST
}

export interface ListWords {
  /** `node.field` → its name as printed. */
  readonly labels: Record<string, string>
  /** Fields whose values are of a code list. */
  readonly coded: readonly { readonly node: string; readonly field: string; readonly list: string }[]
}

/** Names of the codes that stand in a list, by `node.field=value`. */
async function namedCodes(client: pg.PoolClient, content: Static<typeof ListDetail>['content'], { coded }: ListWords): Promise<Record<string, string>> {
  const sent = coded.flatMap(({ node, field, list }) =>
    (content[node] ?? []).flatMap((row) => (row[field] ? [{ key: `${node}.${field}=${row[field]}`, list, value: row[field] }] : [])),
  )
  const { rows } = await client.query<{ key: string; label: string }>(
    `SELECT DISTINCT ON (s.key) s.key, l.label FROM jsonb_to_recordset($1::jsonb) AS s(key text, list text, value text)
       JOIN code_list l ON l.list = s.list AND l.value = s.value ORDER BY s.key, l.sort`,
    [JSON.stringify(sent)],
  )
  return Object.fromEntries(rows.map(({ key, label }) => [key, label]))
}

export async function readList(params: Named, desk: Desk, words: ListWords): Promise<Static<typeof ListDetail> | Refusal> {
  return desk.read(async (client) => {
    const found = await findOne(client, desk, params)
    if (isRefusal(found)) return found
    await desk.audit('settlement_list.see', { person: found.person, detail: { settlement: params.settlement } })
    const of = [found.person, found.list]
    const content = await client.query<{ content: Static<typeof ListDetail>['content'] }>(
      'SELECT content FROM settlement_list WHERE person = $1 AND list = $2',
      of,
    )
    const faults = await client.query<Static<typeof ListDetail>['faults'][number]>(
      'SELECT field, level, sentence, value FROM settlement_list_fault WHERE person = $1 AND list = $2 ORDER BY ordinal',
      of,
    )
    const versions = await client.query<Static<typeof ListDetail>['versions'][number]>(
      `SELECT list::text, version, to_char(known_at, 'YYYY-MM-DD HH24:MI:SS') AS uploaded_at, errors, warnings FROM settlement_list
        WHERE person = $1 AND settlement = $2 ORDER BY version`,
      [found.person, params.settlement],
    )
    return {
      ...shown(desk.officer.pool, found),
      labels: words.labels,
      named: await namedCodes(client, content.rows[0]?.content ?? {}, words),
      faults: faults.rows,
      content: maskedContent(content.rows[0]?.content ?? {}, desk.officer.permissions),
      versions: versions.rows,
    }
  })
}

export async function reviewList(
  params: Named,
  { decision, reason = '' }: Static<typeof Review>,
  desk: Desk,
  clock: Clock,
): Promise<Static<typeof Reviewed> | Refusal> {
  if (decision === 'fail' && reason.trim().length < 2) return refused('reason_missing', '审核不通过须写明理由，机构据此修改清单。')
  return desk.write(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`list/${params.settlement}`])
    const found = await findOne(client, desk, params)
    if (isRefusal(found)) return found
    if (found.state !== 'submitted') return refused('list_state', '只有已提交的清单可以审核；请让机构先提交。')
    const state = decision === 'pass' ? 'passed' : 'failed'
    await client.query(
      `INSERT INTO settlement_list_step (person, list, step, area, kind, officer, reason, known_at)
       SELECT l.person, l.list, nextval('fact_seq'), l.area, $3, $4, $5, $6::timestamptz FROM settlement_list l WHERE l.person = $1 AND l.list = $2`,
      [found.person, found.list, state, desk.officer.officer, reason, timeText(clock.now())],
    )
    await desk.audit('settlement_list.review', { person: found.person, detail: { settlement: params.settlement, state } })
    return { list: found.list, state } as const
  })
}
