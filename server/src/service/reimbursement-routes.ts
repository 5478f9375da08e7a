// Hand reimbursement (手工报销, H5): a bill that could not be settled directly is taken at the counter with its papers and fee lines,
// reviewed by two others, settled like every other, and paid to the person's account by batch.
import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { CLAIM_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { cutOf } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { STANDINGS } from '../payment/batch-json.js'
import { ListOf, Made, NumberParams, StepBody } from '../payment/desk-schemas.js'
import { lockSubject, paymentSteps, type StepRow, standingJson, takeStep } from '../payment/take-step.js'
import { wholeSheet } from '../payment/whole-list.js'
import { SCHEMES, wordOf } from '../settlement/words.js'
import { cancelReimbursement } from './cancel-reimbursement.js'
import * as shape from './reimbursement-schemas.js'
import { type ClaimRow, claimedBefore, claimNumbered, claimRows } from './reimbursement-store.js'
import { type ClaimSettler, claimSettler, makePayable, settleClaim } from './settle-reimbursement.js'

const HANDLE = { permission: 'claim.handle' } as const
const SUBJECT = 'reimbursement'
const NO_SUCH = refused('not_found', '没有这件手工报销，或不在您的区域；请在列表里核对。')
type Query = Static<typeof shape.ClaimQuery>
type Body = Static<typeof shape.ClaimBody>

export function reimbursementRoutes(context: AppContext): readonly Route[] {
  const settler = claimSettler(context)
  const today = () => dayIn(context.clock)
  return [
    route({
      method: 'GET',
      url: '/api/reimbursements',
      access: HANDLE,
      summary: '手工报销：待办的在前',
      schema: { querystring: shape.ClaimQuery, response: ListOf(shape.claimHead) },
      handler: async ({ query }, desk) => {
        const rows = await desk.read((client) => found(client, desk, query, cutOf(query)))
        return { total: rows[0]?.total ?? 0, rows: rows.map((row) => headJson(desk, settler, row)) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/reimbursements.xlsx',
      access: HANDLE,
      summary: '手工报销（Excel）',
      schema: { querystring: shape.ClaimQuery, response: Workbook },
      handler: ({ query }, desk) => sheet(desk, settler, query),
    }),
    route({
      method: 'POST',
      url: '/api/reimbursements',
      access: HANDLE,
      summary: '受理一件手工报销：票据、材料、费用明细',
      schema: { body: shape.ClaimBody, response: Made },
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => take(client, desk, settler, body, today()))
        if (isRefusal(made)) return made
        await desk.audit('reimbursement.take', { person: made.person, detail: { claim: made.claim.toString(), provider: body.provider } })
        return { number: made.claim.toString() }
      },
    }),
    route({
      method: 'GET',
      url: '/api/reimbursements/:number',
      access: HANDLE,
      summary: '一件手工报销：明细、审核过程、结算单、支付',
      schema: { params: NumberParams, response: shape.Claim },
      handler: ({ params }, desk) => shown(desk, settler, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/reimbursements/:number/steps',
      access: HANDLE,
      summary: '手工报销初审、复审并结算、不予报销；提出和同意撤销，已付的转为应追回款',
      schema: { params: NumberParams, body: StepBody, response: shape.Claim },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, row: ClaimRow, { kind }: { kind: string }, steps: readonly StepRow[]) => {
          if (kind === 'settled') return settled(client, desk, settler, row, today())
          return kind === 'cancelled' ? cancelled(client, desk, settler, row, steps, today()) : {}
        }
        const done = await takeStep(desk, { subject: SUBJECT, life: () => CLAIM_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, settler, number)
      },
    }),
  ]
}

async function find(client: pg.PoolClient, number: bigint) {
  const row = await claimNumbered(client, number)
  return row === undefined ? undefined : { ...row, number }
}

function found(client: pg.PoolClient, desk: Desk, { q, ...query }: Query, cut: { limit: number; offset: number }): Promise<ClaimRow[]> {
  const person = q === undefined ? null : (personOf(desk.officer.pool, q) ?? null)
  return claimRows(client, { ...query, ...(q === undefined ? {} : { q }), person, ...cut })
}

function headJson({ officer }: Desk, { tables }: ClaimSettler, row: ClaimRow) {
  const { claim, provider, provider_name, med_type, begins, ends, invoice, officer_name, known_at, stage, standings, fund_fen } = row
  return {
    ...{ number: claim.toString(), psn_no: personNumber(officer.pool, row.person), person_name: maskedName(row.person_name) },
    ...{ scheme_name: wordOf(SCHEMES, row.scheme), provider, provider_name, med_type_name: tables.medicalTypes.get(med_type)?.label ?? med_type },
    ...{ begins, ends, invoice, total_fen: fenJson(row.total_fen), fund_fen: fund_fen === null ? null : fenJson(fund_fen) },
    ...{ payment: standings.map((one) => STANDINGS[one] ?? one).join('、'), officer_name, known_at, stage, stage_name: stageName(CLAIM_LIFE, stage) },
  }
}

async function shown(desk: Desk, settler: ClaimSettler, number: bigint): Promise<Static<typeof shape.Claim> | Refusal> {
  const { catalogue } = await settler.reference()
  return desk.read(async (client) => {
    const row = await find(client, number)
    if (row === undefined) return NO_SUCH
    await desk.audit('reimbursement.see', { person: row.person, detail: { claim: number.toString() } })
    const { diagnosis, disease, reason, papers, settlement, tail, lines } = row
    return {
      ...headJson(desk, settler, row),
      ...standingJson(desk, CLAIM_LIFE, row, await paymentSteps(client, SUBJECT, number)),
      ...{ diagnosis, disease, reason, papers, settlement, recoveries: [...row.recoveries], account: tail === null ? null : `**** ${tail}` },
      lines: lines.map((line) => ({ ...line, name: catalogue.item(line.code, line.day)?.name ?? '目录外' })),
    }
  })
}

function sheet(desk: Desk, settler: ClaimSettler, query: Query): Promise<Response | Refusal> {
  return wholeSheet(desk, {
    action: 'reimbursement.export',
    detail: { stage: query.stage ?? null },
    sheet: {
      name: '手工报销',
      file: 'reimbursements.xlsx',
      texts: ['编号', '人员编号', '姓名', '险种', '机构', '医疗类别', '就诊开始', '就诊结束', '票据号', '状态', '支付'],
      amounts: ['总费用', '基金支付'],
    },
    read: (client, most) => found(client, desk, query, { limit: most, offset: 0 }),
    row: (row) => {
      const one = headJson(desk, settler, row)
      const texts = [one.number, one.psn_no, one.person_name, one.scheme_name, one.provider_name, one.med_type_name]
      return { texts: [...texts, one.begins, one.ends, one.invoice, one.stage_name, one.payment], fen: [one.total_fen, one.fund_fen ?? 0] }
    },
  })
}

async function take(
  client: pg.PoolClient,
  { officer }: Desk,
  settler: ClaimSettler,
  body: Body,
  today: Day,
): Promise<{ claim: bigint; person: bigint } | Refusal> {
  const person = personOf(officer.pool, body.psn_no)
  const { rows } = await client.query<{ area: string }>('SELECT area FROM person WHERE person = $1', [person ?? 0n])
  const unit = rows[0]?.area
  if (person === undefined || unit === undefined || !officer.areas.includes(unit))
    return refused('not_found', '没有这位参保人，或不在您的区域；请核对人员编号。')
  const wrong = await wrongClaim(settler, body, today)
  if (wrong !== undefined) return wrong
  const { provider, invoice, begins, ends } = body
  await lockSubject(client, SUBJECT, `${provider}/${invoice}`)
  const before = await claimedBefore(client, { person, provider, invoice, begins, ends })
  if (before !== undefined) return refused('claimed_already', `这张票据或这次就诊已有${before}，不能重复报销；请核对。`)
  const { rows: made } = await client.query<{ claim: bigint }>(
    `INSERT INTO reimbursement (person, claim, unit, scheme, provider, med_type, begins, ends, invoice, diagnosis, disease, total_fen, reason, papers, lines, officer, booked_on)
       VALUES ($1, nextval('payment_seq'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING claim`,
    [
      ...[person, unit, body.scheme, provider, body.med_type, begins, ends, invoice, body.diagnosis ?? null, body.disease ?? null, totalOf(body)],
      ...[body.reason, body.papers, JSON.stringify(body.lines), officer.officer, today],
    ],
  )
  return { claim: made[0]?.claim ?? 0n, person }
}

const totalOf = ({ lines }: Body): bigint => sumOf(lines.map(({ amount_fen }) => BigInt(amount_fen)))

async function wrongClaim({ tables, reference }: ClaimSettler, { begins, ends, provider, med_type, lines }: Body, today: Day): Promise<Refusal | undefined> {
  if (ends < begins || ends > today) return refused('dates_crossed', '就诊结束日期早于开始日期或晚于今天；请核对。')
  const outside = lines.find(({ day }) => day < begins || day > ends)
  if (outside !== undefined) return refused('day_outside', `费用日期 ${outside.day} 不在就诊期间 ${begins} 至 ${ends} 内；请核对明细。`)
  if (!(await reference()).providers.has(provider)) return refused('not_found', '没有这家医药机构；外地机构请先登记再受理。')
  const medical = tables.medicalTypes.get(med_type)
  if (medical === undefined) return refused('unknown_med_type', `医疗类别 ${med_type} 不在开通范围；请核对。`)
  return medical.visit !== 'inpatient' && firstOfMonth(begins) !== firstOfMonth(ends)
    ? refused('one_visit', '门诊和购药请按次或按月受理，起止日期不能跨月。')
    : undefined
}

async function settled(client: pg.PoolClient, { officer }: Desk, settler: ClaimSettler, row: ClaimRow, today: Day): Promise<Refusal | Record<string, unknown>> {
  const done = await settleClaim(settler, row)
  return isRefusal(done) ? done : makePayable(client, officer.officer, row, done.settlement, today)
}

async function cancelled(
  client: pg.PoolClient,
  { officer }: Desk,
  settler: ClaimSettler,
  row: ClaimRow,
  steps: readonly StepRow[],
  today: Day,
): Promise<Refusal | Record<string, unknown>> {
  const asked = steps.findLast(({ kind }) => kind === 'cancel_asked')
  if (asked === undefined) throw new Error(`nobody asked to cancel the claim ${row.claim}`)
  return cancelReimbursement(client, settler, row, { asker: asked.officer, officer: officer.officer, reason: asked.remark, today })
}
