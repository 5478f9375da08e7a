// The year-end desk: tasks, computation, objections, approval by a second officer, posting, publication; causes with evidence and
// findings, approvals of governments, figures from outside. Row-level security shows each unit its own lines.

import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { YEAR_END_STAGES, type YearEndLife, type YearEndStepKind, yearEndStage, yearEndStepRefused } from '@tongchou/domain/pooling/year-end-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { AuditAction } from '../access/audit-action.js'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { tasksBefore } from './year-end-inputs.js'
import { computeYearEnd, postYearEnd } from './year-end-run.js'
import * as shape from './year-end-schema.js'
import {
  insertYearEndStep,
  type LineRow,
  linesOfRun,
  newerRun,
  type RunRow,
  runNumbered,
  runsOf,
  type StepRow,
  stepsOf,
  type UnitRow,
  unitsOfRun,
} from './year-end-store.js'
import { needText, PART_NAMES, SOURCE_NAMES, STATUS_NAMES } from './year-end-words.js'

const SEE = { permission: 'fund.see' } as const
const COMPUTE = { permission: 'yearend.compute' } as const
const PERMISSION: Readonly<Record<YearEndStepKind, string>> = {
  objections_opened: 'yearend.compute',
  objected: 'yearend.object',
  answered: 'yearend.compute',
  approved: 'yearend.approve',
  withdrawn: 'yearend.compute',
  posted: 'yearend.compute',
  published: 'yearend.compute',
}
const NO_SUCH = refused('not_found', '没有这次年终清算；请在列表里核对编号。')

export function yearEndRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/year-ends/tasks',
      access: SEE,
      summary: '年终清算前要办完的事',
      schema: { querystring: shape.BookYear, response: shape.Tasks },
      handler: ({ query }, desk) =>
        desk.read(async (client) => {
          const tasks = await tasksBefore(client, query)
          return { tasks, ready: tasks.length === 0 }
        }),
    }),
    route({
      method: 'GET',
      url: '/api/year-ends',
      access: SEE,
      summary: '年终清算，新的在前',
      schema: { response: shape.Runs },
      handler: (_request, desk) =>
        desk.read(async (client) =>
          Promise.all((await runsOf(client, desk.officer.pool)).map(async (run) => headJson(run, await stepsOf(client, run.run), await newerRun(client, run)))),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/year-ends',
      access: COMPUTE,
      summary: '计算一个基金的年终清算：各核算单位缺口、原因、由谁承担',
      schema: { body: shape.BookYear, response: shape.Run },
      handler: ({ body }, desk) => compute(clock, desk, body),
    }),
    route({
      method: 'GET',
      url: '/api/year-ends/:run',
      access: SEE,
      summary: '一次年终清算：各单位的收支、缺口、承担各行及条款',
      schema: { params: shape.RunParams, response: shape.Run },
      handler: ({ params }, desk) => shown(clock, desk, BigInt(params.run)),
    }),
    route({
      method: 'POST',
      url: '/api/year-ends/:run/steps',
      access: 'signed_in',
      summary: '征求异议、提出和答复异议、批准、撤销、记账、公布',
      schema: { params: shape.RunParams, body: shape.StepBody, response: shape.Run },
      handler: ({ params, body }, desk) => take(clock, desk, BigInt(params.run), body),
    }),
    route({
      method: 'GET',
      url: '/api/gap-causes',
      access: SEE,
      summary: '缺口原因及查实情况',
      schema: { querystring: shape.BookYear, response: shape.Causes },
      handler: ({ query }, desk) => desk.read((client) => causes(client, query.book, query.year)),
    }),
    route({
      method: 'POST',
      url: '/api/gap-causes',
      access: COMPUTE,
      summary: '登记一项缺口原因及依据',
      schema: { body: shape.CauseBody, response: shape.Recorded },
      handler: ({ body }, desk) =>
        recorded(desk, 'gap.cause', (client) =>
          client.query<{ recorded: string }>(
            `INSERT INTO gap_cause (cause, book, unit, year, kind, amount_fen, evidence, officer) VALUES (nextval('year_end_seq'), $1, $2, $3, $4, $5, $6, $7) RETURNING cause::text AS recorded`,
            [body.book, body.unit, body.year, body.kind, body.amount_fen, body.evidence, desk.officer.officer],
          ),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/gap-causes/:cause/finding',
      access: { permission: 'yearend.approve' },
      summary: '由第二人查实或否定一项缺口原因',
      schema: { params: shape.CauseParams, body: shape.FindingBody, response: shape.Recorded },
      handler: ({ params, body }, desk) => find(desk, BigInt(params.cause), body),
    }),
    route({
      method: 'POST',
      url: '/api/gap-approvals',
      access: COMPUTE,
      summary: '登记政府对超支或动用结余的批准',
      schema: { body: shape.ApprovalBody, response: shape.Recorded },
      handler: ({ body }, desk) =>
        recorded(desk, 'gap.approval', (client) =>
          client.query<{ recorded: string }>(
            `INSERT INTO gap_approval (approval, book, unit, year, "of", step, dated, document, officer) VALUES (nextval('year_end_seq'), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING approval::text AS recorded`,
            [body.book, body.unit, body.year, body.of, body.step, body.dated, body.document, desk.officer.officer],
          ),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/year-figures',
      access: COMPUTE,
      summary: '登记账外数字（债券、可用财力、是否符合条件）及来源',
      schema: { body: shape.FigureBody, response: shape.Recorded },
      handler: ({ body }, desk) => {
        if ((body.amount_fen === undefined) === (body.met === undefined))
          return Promise.resolve(refused('one_figure', '请写明金额，或是否符合条件；两者只写一项。'))
        return recorded(desk, 'year.figure', (client) =>
          client.query<{ recorded: string }>(
            `INSERT INTO year_figure (figure, book, unit, year, name, amount_fen, met, source, officer) VALUES (nextval('year_end_seq'), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING figure::text AS recorded`,
            [body.book, body.unit, body.year, body.name, body.amount_fen ?? null, body.met ?? null, body.source, desk.officer.officer],
          ),
        )
      },
    }),
  ]
}

async function recorded(
  desk: Desk,
  action: AuditAction,
  insert: (client: pg.PoolClient) => Promise<pg.QueryResult<{ recorded: string }>>,
): Promise<{ recorded: string }> {
  const { rows } = await desk.write(insert)
  const number = rows[0]?.recorded ?? ''
  await desk.audit(action, { detail: { recorded: number } })
  return { recorded: number }
}

async function find(desk: Desk, cause: bigint, { established, remark = '' }: Static<typeof shape.FindingBody>): Promise<unknown> {
  return desk.write(async (client): Promise<unknown> => {
    const { rows } = await client.query<{ officer: bigint; found: boolean }>(
      'SELECT officer, EXISTS (SELECT 1 FROM gap_finding f WHERE f.cause = c.cause) AS found FROM gap_cause c WHERE c.cause = $1',
      [cause],
    )
    const [row] = rows
    if (row === undefined) return refused('not_found', '没有这项缺口原因；请核对编号。')
    if (row.officer === desk.officer.officer) return refused('same_officer', '登记与查实不能是同一人；请由另一位有权限的人员查实。')
    if (row.found) return refused('already_found', '这项原因已有结论；如有新证据，请另登记一项。')
    await client.query('INSERT INTO gap_finding (cause, established, remark, officer) VALUES ($1, $2, $3, $4)', [
      cause,
      established,
      remark,
      desk.officer.officer,
    ])
    await desk.audit('gap.finding', { detail: { cause: String(cause), established } })
    return { recorded: String(cause) }
  })
}

async function causes(client: pg.ClientBase, book: string, year: number) {
  const { rows } = await client.query<{ cause: string; amount_fen: bigint } & Record<string, unknown>>(
    `SELECT c.cause::text AS cause, c.unit, c.kind, c.amount_fen, c.evidence, f.established, o.name AS officer_name, p.name AS found_by, f.remark
       FROM gap_cause c JOIN officer o USING (officer) LEFT JOIN gap_finding f USING (cause) LEFT JOIN officer p ON p.officer = f.officer
      WHERE c.book = $1 AND c.year = $2 ORDER BY c.cause`,
    [book, year],
  )
  return rows.map((row) => ({ ...row, amount_fen: fenJson(row.amount_fen) }))
}

async function compute(clock: Clock, desk: Desk, { book, year }: Static<typeof shape.BookYear>): Promise<unknown> {
  const { officer } = desk
  const made = await desk.write((client) => computeYearEnd(client, { book, year, pool: officer.pool, officer: officer.officer }))
  if (typeof made !== 'bigint') return made
  await desk.audit('yearend.compute', { detail: { run: String(made), book, year } })
  return shown(clock, desk, made)
}

async function take(clock: Clock, desk: Desk, run: bigint, { kind, unit, until, remark = '' }: Static<typeof shape.StepBody>): Promise<unknown> {
  const { officer } = desk
  if (!officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
  const missing = whatIsMissing(desk, kind, unit, until, remark)
  if (missing !== undefined) return missing
  const today = dayIn(clock)
  const done = await desk.write(async (client): Promise<Refusal | undefined> => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('year_end/' || $1::text, 0))`, [run])
    const found = await runNumbered(client, officer.pool, run)
    if (found === undefined) return NO_SUCH
    const steps = await stepsOf(client, run)
    if (kind === 'approved' && (await newerRun(client, found))) return refused('newer_run', '这次清算之后又计算过一次；请批准最新的一次。')
    const wrong = yearEndStepRefused(lifeOf(found, steps), kind, officer.officer, today)
    if (wrong !== undefined) return wrong
    const posted = kind === 'posted' ? await postYearEnd(client, found, today) : 0
    if (typeof posted !== 'number') return posted
    await insertYearEndStep(client, { run, step: steps.length + 1, kind, unit: unit ?? null, until: until ?? null, remark, officer: officer.officer })
    return undefined
  })
  if (done !== undefined) return done
  await desk.audit(`yearend.${kind}`, { detail: { run: String(run), ...(unit === undefined ? {} : { unit }) } })
  return shown(clock, desk, run)
}

function whatIsMissing({ officer }: Desk, kind: YearEndStepKind, unit: string | undefined, until: string | undefined, remark: string): Refusal | undefined {
  if (kind === 'objections_opened' && until === undefined) return refused('until_missing', '请写明异议期截止日期。')
  if (kind !== 'objected' && kind !== 'answered') return undefined
  if (unit === undefined) return refused('unit_missing', '请写明是哪个核算单位的异议。')
  if (!officer.areas.includes(unit)) return refused('elsewhere', '只能办理本单位的异议。')
  return remark.trim().length < 4 ? refused('remark_missing', '请写明理由（至少四个字）。') : undefined
}

function lifeOf({ officer }: RunRow, steps: readonly StepRow[]): YearEndLife {
  return { computedBy: officer, steps }
}

async function shown(clock: Clock, desk: Desk, run: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await runNumbered(client, desk.officer.pool, run)
    if (found === undefined) return NO_SUCH
    const [steps, units, lines] = [await stepsOf(client, run), await unitsOfRun(client, run), await linesOfRun(client, run)]
    return {
      ...headJson(found, steps, await newerRun(client, found)),
      rule_hash: found.rule_hash,
      units: units.map((unit) => ({ ...unitJson(unit), lines: lines.filter((line) => line.unit === unit.unit).map(lineJson) })),
      steps: steps.map(({ officer: _officer, ...step }) => step),
      actions: actionsOf(clock, desk, found, steps),
    }
  })
}

function actionsOf(clock: Clock, { officer }: Desk, run: RunRow, steps: readonly StepRow[]): Record<string, string | null> {
  return Object.fromEntries(
    (Object.keys(PERMISSION) as YearEndStepKind[]).map((kind) => {
      if (!officer.permissions.has(PERMISSION[kind])) return [kind, '您的岗位不能办理这一步。']
      return [kind, yearEndStepRefused(lifeOf(run, steps), kind, officer.officer, dayIn(clock))?.sentence ?? null]
    }),
  )
}

function headJson(run: RunRow, steps: readonly StepRow[], superseded: boolean) {
  const stage = yearEndStage(lifeOf(run, steps))
  const { book, year, officer_name, known_at } = run
  return { run: run.run.toString(), book, year, stage, stage_name: YEAR_END_STAGES[stage], officer_name, known_at, superseded }
}

function unitJson({ unit, name, coefficient, ...fen }: UnitRow) {
  return {
    unit,
    name,
    coefficient,
    ...(Object.fromEntries(Object.entries(fen).map(([key, value]) => [key, fenJson(value)])) as Record<keyof typeof fen, number>),
  }
}

function lineJson({ unit: _unit, amount_fen, part, source, status, needs, ...row }: LineRow) {
  return {
    ...row,
    part,
    part_name: PART_NAMES[part],
    source,
    source_name: source === null ? null : SOURCE_NAMES[source],
    amount_fen: fenJson(amount_fen),
    status,
    status_name: STATUS_NAMES[status],
    needs: [...needs],
    needs_text: needs.map(needText),
  }
}
