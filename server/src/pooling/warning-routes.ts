// The warnings: listed and filtered, as Excel, and their steps: who answers until when, the answer, and a close by another officer.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { WARNING_STAGES, type WarningStepKind, warningStage, warningStepRefused } from '@tongchou/domain/pooling/warning-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { stepActions } from '../fund/run-steps.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import * as shape from './risk-schema.js'

const SEE = { permission: 'fund.see' } as const
const PERMISSION: Readonly<Record<WarningStepKind, string>> = {
  assigned: 'risk.manage',
  answered: 'risk.answer',
  returned: 'risk.close',
  closed: 'risk.close',
  reopened: 'risk.manage',
}
const NO_SUCH = refused('not_found', '没有这条预警；请在列表里核对编号。')
export const LEVEL_WORDS: Readonly<Record<string, string>> = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' }

export function warningRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/risk/warnings',
      access: SEE,
      summary: '风险预警：责任人、答复期限、答复、审结',
      schema: { querystring: shape.WarningQuery, response: shape.Warnings },
      handler: ({ query }, desk) => warnings(context, desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/risk/warnings.xlsx',
      access: SEE,
      summary: '风险预警和办理情况（Excel）',
      schema: { querystring: shape.WarningSheetQuery, response: Workbook },
      handler: ({ query }, desk) => warningSheet(context, desk, query),
    }),
    route({
      method: 'POST',
      url: '/api/risk/warnings/:warning/steps',
      access: 'signed_in',
      summary: '交办、答复、退回、审结、重新打开一条预警',
      schema: { params: shape.WarningParams, body: shape.StepBody, response: shape.Warning },
      handler: ({ params, body }, desk) => take(context, desk, BigInt(params.warning), body),
    }),
  ]
}

interface WarningRow {
  readonly warning: bigint
  readonly month: string
  readonly indicator: string
  readonly scheme: string
  readonly unit: string
  readonly unit_name: string
  readonly level: string
  readonly sentence: string
  readonly document: string
  readonly article: string
  readonly due_on: string
  readonly named_owner: string | null
}

interface StepRow {
  readonly warning: bigint
  readonly step: number
  readonly kind: WarningStepKind
  readonly owner: string | null
  readonly due_on: string | null
  readonly remark: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

const WARNING = `
  FROM risk_warning w JOIN indicator_run r USING (run) JOIN area a ON a.code = w.unit
  LEFT JOIN LATERAL (SELECT s.kind FROM risk_step s WHERE s.warning = w.warning ORDER BY s.step DESC LIMIT 1) l ON true WHERE r.pool = $1`

async function warnings(context: AppContext, desk: Desk, { open, scheme, unit, level, page = 1, size = 50 }: Static<typeof shape.WarningQuery>) {
  const standing = open === undefined ? '' : ` AND l.kind IS ${open === 'yes' ? '' : 'NOT '}DISTINCT FROM 'closed'`
  const of = `${standing} AND ($2::text IS NULL OR w.scheme = $2) AND ($3::text IS NULL OR w.unit = $3) AND ($4::text IS NULL OR w.level = $4)`
  return desk.read(async (client) => {
    const chosen = [scheme ?? null, unit ?? null, level ?? null]
    const total =
      (await client.query<{ total: number }>(`SELECT count(*)::integer AS total ${WARNING}${of}`, [desk.officer.pool, ...chosen])).rows[0]?.total ?? 0
    const rows = await found(
      client,
      desk,
      `${of} ORDER BY array_position(ARRAY['red', 'orange', 'yellow', 'blue'], w.level), w.due_on, w.warning LIMIT $5 OFFSET $6`,
      [...chosen, size, (page - 1) * size],
    )
    return { total, rows: await warningsJson(context, desk, client, rows) }
  })
}

async function warningSheet(context: AppContext, desk: Desk, query: Static<typeof shape.WarningSheetQuery>): Promise<Response | Refusal> {
  const { total, rows } = await warnings(context, desk, { ...query, page: 1, size: MOST_WARNINGS })
  if (total > MOST_WARNINGS) return refused('too_many_rows', `共 ${total} 条，超过一次导出的上限 ${MOST_WARNINGS} 条；请缩小范围后再导出。`)
  await desk.audit('risk.export', { detail: { ...query } })
  const columns = ['月份', '单位', '等级', '预警', '责任人', '答复期限', '状态', '办理情况', '依据']
  return workbookAnswer('risk-warnings', '风险预警', {
    name: '风险预警',
    columns: columns.map((header) => ({ header, width: header === '预警' || header === '办理情况' ? 50 : 16, wrapped: true })),
    rows: rows.map(({ month, unit_name, level, sentence, owner, due_on, stage_name, steps, document, article }) => [
      month,
      unit_name,
      LEVEL_WORDS[level] ?? level,
      sentence,
      owner,
      due_on,
      stage_name,
      steps.map(({ known_at, officer_name, kind, remark }) => `${known_at.slice(0, 10)} ${officer_name} ${STEP_WORDS[kind]}：${remark}`).join('；'),
      `${document} ${article}`,
    ]),
  })
}

const MOST_WARNINGS = 10_000
const STEP_WORDS: Readonly<Record<WarningStepKind, string>> = { assigned: '交办', answered: '答复', returned: '退回', closed: '审结', reopened: '重新打开' }

async function found(client: pg.ClientBase, { officer }: Desk, where: string, params: readonly unknown[]): Promise<WarningRow[]> {
  const { rows } = await client.query<WarningRow>(
    `SELECT w.warning, r.month, w.indicator, w.scheme, w.unit, a.name AS unit_name, w.level, w.sentence, w.document, w.article, w.due_on, w.owner AS named_owner ${WARNING}${where}`,
    [officer.pool, ...params],
  )
  return rows
}

async function stepsOf(client: pg.ClientBase, warnings: readonly bigint[]): Promise<StepRow[]> {
  const { rows } = await client.query<StepRow>(
    'SELECT s.warning, s.step, s.kind, s.owner, s.due_on, s.remark, s.officer, o.name AS officer_name, s.known_at FROM risk_step s JOIN officer o USING (officer) WHERE s.warning = ANY ($1) ORDER BY s.warning, s.step',
    [warnings],
  )
  return rows
}

async function warningsJson({ clock }: AppContext, desk: Desk, client: pg.ClientBase, rows: readonly WarningRow[]) {
  const steps = await stepsOf(
    client,
    rows.map(({ warning }) => warning),
  )
  return rows.map(({ named_owner, ...row }) => {
    const owned = named_owner !== null
    const own = steps.filter(({ warning }) => warning === row.warning)
    const stage = warningStage(own, owned)
    const asked = own.findLast(({ kind }) => kind === 'assigned')
    const dueOn = asked?.due_on ?? row.due_on
    return {
      ...row,
      warning: row.warning.toString(),
      month: row.month.slice(0, 7),
      due_on: dueOn,
      overdue: stage !== 'closed' && stage !== 'answered' && dueOn < dayIn(clock),
      stage,
      stage_name: WARNING_STAGES[stage],
      owner: asked?.owner ?? named_owner,
      steps: own.map(({ warning: _warning, officer: _officer, ...step }) => step),
      actions: stepActions(desk, PERMISSION, (kind) => warningStepRefused(own, kind, desk.officer.officer, owned)),
    }
  })
}

async function take(context: AppContext, desk: Desk, warning: bigint, { kind, owner, due_on, remark }: Static<typeof shape.StepBody>): Promise<unknown> {
  if (!desk.officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
  if (kind === 'assigned' && (owner === undefined || due_on === undefined)) return refused('owner_missing', '请写明责任人和答复期限。')
  return desk.write(async (client): Promise<unknown> => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('risk/' || $1::text, 0))`, [warning])
    const [row] = await found(client, desk, ' AND w.warning = $2', [warning])
    if (row === undefined) return NO_SUCH
    const steps = await stepsOf(client, [warning])
    const wrong = warningStepRefused(steps, kind, desk.officer.officer, row.named_owner !== null)
    if (wrong !== undefined) return wrong
    await client.query('INSERT INTO risk_step (warning, step, unit, kind, owner, due_on, remark, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      warning,
      steps.length + 1,
      row.unit,
      kind,
      kind === 'assigned' ? owner : null,
      kind === 'assigned' ? due_on : null,
      remark,
      desk.officer.officer,
    ])
    await desk.audit(`risk.${kind}`, { detail: { warning: String(warning) } })
    return (await warningsJson(context, desk, client, [row]))[0]
  })
}
