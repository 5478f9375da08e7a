// Points that somebody judges, and corrections of what was computed: with evidence and the file, and only after a second officer's word.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { AppraisalIndicator } from '@tongchou/domain/policy/watch-rule.js'
import type { Static } from 'typebox'
import { formOf, poolMembers } from '../fund/pool-members.js'
import { type Desk, type Route, route } from '../http/route.js'
import * as shape from './appraisal-schema.js'
import { judgementNumbered, judgementsOf } from './appraisal-store.js'
import { appraisalRule } from './compute-appraisal.js'
import { figuresOf, formulaText } from './formula-text.js'
import { indicatorMeanings, meaningOf } from './indicator-catalogue.js'

const SEE = { permission: 'fund.see' } as const
const NO_SUCH = refused('not_found', '没有这条评定；请核对编号。')
const FILE_LIMIT = 5 * 1024 * 1024

export const judgementRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/appraisal-judgements',
    access: SEE,
    summary: '一年的评定及复核情况',
    schema: { querystring: shape.JudgementQuery, response: shape.Judgements },
    handler: ({ query }, desk) => listed(desk, query.year),
  }),
  route({
    method: 'POST',
    url: '/api/appraisal-judgements',
    access: { permission: 'appraisal.compute' },
    summary: '评定一项指标，或更正一项数据，附依据和文件',
    bodyLimit: 8_000_000,
    schema: { body: shape.JudgementBody, response: shape.Recorded },
    handler: ({ body }, desk) => judge(desk, body),
  }),
  route({
    method: 'POST',
    url: '/api/appraisal-judgements/:judgement/finding',
    access: { permission: 'appraisal.approve' },
    summary: '由第二人采纳或否定一条评定',
    schema: { params: shape.JudgementParams, body: shape.FindingBody, response: shape.Recorded },
    handler: ({ params, body }, desk) => find(desk, BigInt(params.judgement), body),
  }),
  route({
    method: 'GET',
    url: '/api/appraisal-judgements/:judgement/file',
    access: SEE,
    summary: '评定所附的文件',
    schema: { params: shape.JudgementParams, response: shape.File },
    handler: ({ params }, desk) => file(desk, BigInt(params.judgement)),
  }),
]

async function listed(desk: Desk, year: number): Promise<unknown> {
  return desk.read(async (client) => {
    const { pool, officer } = desk.officer
    const meanings = await indicatorMeanings()
    const rows = await judgementsOf(client, pool, await formOf(client, pool), year)
    return rows.map(({ officer: by, judgement, ...row }) => ({
      ...row,
      judgement: judgement.toString(),
      indicator_name: meaningOf(meanings, row.indicator).name,
      own: by === officer,
    }))
  })
}

async function judge(desk: Desk, body: Static<typeof shape.JudgementBody>): Promise<unknown> {
  const { year, unit, indicator, actual, target, count, evidence, file } = body
  const bytes = file === undefined ? undefined : Buffer.from(file.base64, 'base64')
  if (bytes !== undefined && bytes.length > FILE_LIMIT) return refused('file_too_big', '文件超过5兆字节；请压缩后再附。')
  const { pool, officer } = desk.officer
  const made = await desk.write(async (client) => {
    const form = await formOf(client, pool)
    const members = await poolMembers(client, pool, year)
    if (!members.listed.some((one) => one.unit === unit)) return refused('no_such_unit', '这个单位不在考核范围；请核对。')
    const found = await appraisalRule(client, pool, form, year)
    if (found === undefined) return refused('no_rule', `${year}年末没有生效的考核办法，不能评定；请先发布写明指标、权重和等次的文件。`)
    const judged = found.rule.indicators.find(({ id }) => id === indicator)
    if (judged === undefined) return refused('no_such_indicator', '本年度考核办法里没有这项指标；请从列表里选择。')
    const lacking = lackingFigures(judged, body)
    if (lacking !== undefined) return lacking
    const { rows } = await client.query<{ judgement: bigint }>(
      `INSERT INTO appraisal_judgement (judgement, pool, form, year, unit, indicator, actual, target, count, evidence, file_name, file_type, file_bytes, officer)
         VALUES (nextval('appraisal_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING judgement`,
      [
        pool,
        form,
        year,
        unit,
        indicator,
        actual ?? null,
        target ?? null,
        count ?? null,
        evidence,
        file?.name ?? null,
        file?.type ?? null,
        bytes ?? null,
        officer,
      ],
    )
    const judgement = rows[0]?.judgement ?? 0n
    await desk.audit('appraisal.judge', { detail: { judgement: String(judgement), unit, indicator, year } })
    return judgement
  })
  return typeof made === 'bigint' ? { recorded: String(made) } : made
}

/** A judgement that could not be scored would leave the unit waiting for what was said already. */
function lackingFigures({ form, ...indicator }: AppraisalIndicator, { actual, target, count }: Static<typeof shape.JudgementBody>): Refusal | undefined {
  const formula = `计分办法是“${formulaText({ form, ...indicator })}”`
  const asked = figuresOf({ form })
  if (asked.includes('count') && (count === undefined || count.startsWith('-'))) return refused('value_missing', `${formula}；请填写件数，没有的填 0。`)
  const reached = actual !== undefined && target !== undefined && Number(target) > 0
  return asked.includes('target') && !reached ? refused('value_missing', `${formula}；请填写评定值和大于 0 的目标值。`) : undefined
}

async function find(desk: Desk, judgement: bigint, { accepted, remark = '' }: Static<typeof shape.FindingBody>): Promise<unknown> {
  const { pool, officer } = desk.officer
  const wrong = await desk.write(async (client) => {
    const found = await judgementNumbered(client, pool, judgement)
    if (found === undefined) return NO_SUCH
    if (found.officer === officer) return refused('same_officer', '评定与复核不能是同一人；请由另一位有权限的人员复核。')
    if (found.accepted !== null) return refused('already_found', '这条评定已有结论；如有新依据，请另作一条评定。')
    await client.query('INSERT INTO appraisal_finding (judgement, accepted, remark, officer) VALUES ($1, $2, $3, $4)', [judgement, accepted, remark, officer])
    await desk.audit('appraisal.finding', { detail: { judgement: String(judgement), accepted } })
    return undefined
  })
  return wrong ?? { recorded: String(judgement) }
}

async function file(desk: Desk, judgement: bigint): Promise<unknown> {
  const found = await desk.read(async (client) => {
    const { rows } = await client.query<{ file_name: string; file_bytes: Buffer }>(
      'SELECT file_name, file_bytes FROM appraisal_judgement WHERE judgement = $1 AND pool = $2 AND file_bytes IS NOT NULL',
      [judgement, desk.officer.pool],
    )
    return rows[0]
  })
  if (found === undefined) return refused('not_found', '这条评定没有附文件。')
  await desk.audit('appraisal.file', { detail: { judgement: String(judgement) } })
  // Whatever was attached is handed out as bytes to keep, never shown by the browser itself.
  return new Response(new Uint8Array(found.file_bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="evidence-${judgement}"; filename*=UTF-8''${encodeURIComponent(found.file_name)}`,
    },
  })
}
