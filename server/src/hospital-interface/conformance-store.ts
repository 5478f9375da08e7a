// Runs of the conformance suite as kept: inserted whole, listed with what changed since the run before, read line by line.
import type pg from 'pg'
import type { Static } from 'typebox'
import { likeText, orderBy } from '../http/list-query.js'
import type { Queryable } from '../policy/store.js'
import type { LineList, Report, RunDetail, RunList } from './conformance-schema.js'

export type SentReport = Static<typeof Report>
export type RunRow = Static<typeof RunList>['rows'][number]
type ChapterRow = Static<typeof RunDetail>['chapters'][number]
export type LineRow = Static<typeof LineList>['rows'][number]

export interface NewRun {
  readonly pool: string
  readonly origin: 'uploaded' | 'posted' | 'started'
  readonly hash: string
  readonly officer: bigint
  readonly now: string
  readonly report: SentReport
}

/** `known`: the same report was here already. */
export async function insertRun(client: Queryable, one: NewRun): Promise<{ readonly run: bigint; readonly known: boolean }> {
  const { report } = one
  const { rows } = await client.query<{ run: bigint }>(
    `INSERT INTO conformance_run (run, pool, origin, url, profile, institution, began_at, seconds, report_hash, officer, known_at)
     VALUES (nextval('fact_seq'), $1, $2, $3, $4, $5, $6::timestamptz, $7, $8, $9, $10::timestamptz) ON CONFLICT (pool, report_hash) DO NOTHING RETURNING run`,
    [one.pool, one.origin, report.url, report.profile, report.institution, report.at, report.seconds, one.hash, String(one.officer), one.now],
  )
  const [made] = rows
  if (made === undefined) return { run: await runOfReport(client, one), known: true }
  await insertChapters(client, made.run, report)
  return { run: made.run, known: false }
}

async function runOfReport(client: Queryable, { pool, hash }: NewRun): Promise<bigint> {
  const { rows } = await client.query<{ run: bigint }>('SELECT run FROM conformance_run WHERE pool = $1 AND report_hash = $2', [pool, hash])
  if (rows[0] === undefined) throw new Error('a known report has no run')
  return rows[0].run
}

async function insertChapters(client: Queryable, run: bigint, { chapters }: SentReport): Promise<void> {
  await client.query(
    `INSERT INTO conformance_chapter (run, infno, label, offered, messages)
     SELECT $1, c.infno, c.label, c.offered, c.messages FROM jsonb_to_recordset($2::jsonb) AS c(infno text, label text, offered text, messages integer)`,
    [String(run), JSON.stringify(chapters.map(({ lines: _lines, ...chapter }) => chapter))],
  )
  const lines = chapters.flatMap(({ infno, lines: own }) => own.map((line, ordinal) => ({ ...line, infno, ordinal })))
  await client.query(
    `INSERT INTO conformance_line (run, infno, what, ordinal, says, section, passes, fails, verdict, asked, came)
     SELECT $1, l.infno, l.what, l.ordinal, l.says, l.section, l.passes, l.fails, l.verdict, l.asked, l.came
       FROM jsonb_to_recordset($2::jsonb) AS l(infno text, what text, ordinal integer, says text, section text, passes integer, fails integer, verdict text,
         asked text, came text)`,
    [String(run), JSON.stringify(lines).replaceAll('\\u0000', '')],
  )
}

const RUNS = `
SELECT r.run::text, r.origin, r.url, r.profile, r.institution, to_char(r.began_at, 'YYYY-MM-DD HH24:MI:SS') AS began_at, r.seconds, o.name AS officer,
       to_char(r.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at, l.pass, l.fail, l.note, c.offered, c.not_offered, c.messages, b.run::text AS before,
       to_char(b.began_at, 'YYYY-MM-DD HH24:MI:SS') AS before_at, coalesce(d.broken, 0) AS broken, coalesce(d.mended, 0) AS mended
  FROM conformance_run r JOIN officer o ON o.officer = r.officer
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE verdict = 'pass')::integer AS pass, count(*) FILTER (WHERE verdict = 'fail')::integer AS fail,
      count(*) FILTER (WHERE verdict = 'note')::integer AS note FROM conformance_line WHERE run = r.run) l
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE offered = 'offered' AND infno ~ '^[0-9]')::integer AS offered,
      count(*) FILTER (WHERE offered = 'not_offered' AND infno ~ '^[0-9]')::integer AS not_offered, coalesce(sum(messages), 0)::integer AS messages
      FROM conformance_chapter WHERE run = r.run) c
  LEFT JOIN LATERAL (SELECT p.run, p.began_at FROM conformance_run p WHERE p.pool = r.pool AND p.url = r.url AND p.profile = r.profile
      AND (p.began_at, p.run) < (r.began_at, r.run) ORDER BY p.began_at DESC, p.run DESC LIMIT 1) b ON true
  LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE n.verdict = 'fail' AND p.verdict <> 'fail')::integer AS broken,
      count(*) FILTER (WHERE n.verdict <> 'fail' AND p.verdict = 'fail')::integer AS mended
      FROM conformance_line n JOIN conformance_line p ON p.run = b.run AND p.infno = n.infno AND p.what = n.what WHERE n.run = r.run) d ON true
 WHERE r.pool = $1`

const RUN_ORDER = { began_at: 'r.began_at', fail: 'l.fail', broken: 'd.broken', seconds: 'r.seconds', url: 'r.url', profile: 'r.profile' }

export interface RunsAsked {
  readonly pool: string
  readonly q: string | undefined
  readonly sort: string | undefined
  readonly limit: number
  readonly offset: number
}

export async function runsOf(client: pg.ClientBase, { pool, q, sort, limit, offset }: RunsAsked): Promise<{ total: number; rows: RunRow[] }> {
  const where = `AND ($2::text IS NULL OR r.url LIKE '%' || $2 || '%' OR r.profile LIKE '%' || $2 || '%' OR r.institution = $2)`
  const values = [pool, q === undefined ? null : likeText(q)]
  const counted = await client.query<{ n: number }>(`SELECT count(*)::integer AS n FROM conformance_run r WHERE r.pool = $1 ${where}`, values)
  const order = orderBy(sort, RUN_ORDER, 'r.began_at DESC, r.run DESC')
  const { rows } = await client.query<RunRow & { before_at: string | null }>(`${RUNS} ${where} ORDER BY ${order} LIMIT $3 OFFSET $4`, [
    ...values,
    limit,
    offset,
  ])
  return { total: counted.rows[0]?.n ?? 0, rows: rows.map(({ before_at: _at, ...row }) => row) }
}

export async function runNumbered(client: pg.ClientBase, pool: string, run: bigint): Promise<Static<typeof RunDetail> | undefined> {
  const { rows } = await client.query<Omit<Static<typeof RunDetail>, 'chapters'>>(`${RUNS} AND r.run = $2`, [pool, String(run)])
  const [found] = rows
  if (found === undefined) return undefined
  const chapters = await client.query<ChapterRow>(
    `SELECT c.infno, c.label, c.offered, b.offered AS offered_before, c.messages, count(l.what) FILTER (WHERE l.verdict = 'pass')::integer AS pass,
            count(l.what) FILTER (WHERE l.verdict = 'fail')::integer AS fail, count(l.what) FILTER (WHERE l.verdict = 'note')::integer AS note,
            count(l.what) FILTER (WHERE l.verdict = 'fail' AND p.verdict <> 'fail')::integer AS broken,
            count(l.what) FILTER (WHERE l.verdict <> 'fail' AND p.verdict = 'fail')::integer AS mended
       FROM conformance_chapter c LEFT JOIN conformance_chapter b ON b.run = $2 AND b.infno = c.infno
       LEFT JOIN conformance_line l ON l.run = c.run AND l.infno = c.infno
       LEFT JOIN conformance_line p ON p.run = $2 AND p.infno = l.infno AND p.what = l.what
      WHERE c.run = $1 GROUP BY c.run, c.infno, b.offered ORDER BY c.infno ~ '^[0-9]', c.infno`,
    [String(run), found.before],
  )
  return { ...found, chapters: chapters.rows }
}

export interface LinesAsked {
  readonly run: bigint
  readonly before: string | null
  readonly infno: string | undefined
  readonly verdict: string | undefined
  readonly change: string | undefined
  readonly q: string | undefined
  readonly sort: string | undefined
  readonly limit: number
  readonly offset: number
}

const LINE_ORDER = { infno: 'l.infno', verdict: `array_position(ARRAY['fail', 'note', 'pass'], l.verdict)`, fails: 'l.fails' }

export async function linesOf(client: pg.ClientBase, asked: LinesAsked): Promise<{ total: number; rows: LineRow[] }> {
  const order = orderBy(asked.sort, LINE_ORDER, `array_position(ARRAY['fail', 'note', 'pass'], l.verdict), l.infno, l.ordinal`)
  const { rows } = await client.query<LineRow & { total: number }>(
    `SELECT l.infno, c.label, l.what, l.says, l.section, l.passes, l.fails, l.verdict, p.verdict AS verdict_before, l.asked, l.came, count(*) OVER ()::integer AS total
       FROM conformance_line l JOIN conformance_chapter c ON c.run = l.run AND c.infno = l.infno
       LEFT JOIN conformance_line p ON p.run = $2 AND p.infno = l.infno AND p.what = l.what
      WHERE l.run = $1 AND ($3::text IS NULL OR l.infno = $3) AND ($4::text IS NULL OR l.verdict = $4)
        AND CASE $5::text WHEN 'broken' THEN l.verdict = 'fail' AND p.verdict <> 'fail' WHEN 'mended' THEN l.verdict <> 'fail' AND p.verdict = 'fail'
              WHEN 'still' THEN l.verdict = 'fail' AND p.verdict = 'fail' ELSE true END
        AND ($6::text IS NULL OR l.what LIKE $6 OR l.says LIKE $6 OR l.came LIKE $6)
      ORDER BY ${order} LIMIT $7 OFFSET $8`,
    [
      ...[String(asked.run), asked.before, asked.infno ?? null, asked.verdict ?? null, asked.change ?? null],
      ...[asked.q === undefined ? null : `%${likeText(asked.q)}%`, asked.limit, asked.offset],
    ],
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}
