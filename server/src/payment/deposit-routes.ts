// Deposits (质量保证金) after the yearly appraisal: what goes back and what is lost, decided by three officers; what goes back becomes a
// payable, what is lost ends the duty at once.
import type { Day } from '@tongchou/domain/base/day.js'
import { fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Care } from '@tongchou/domain/facts/fund-facts.js'
import { depositReturned } from '@tongchou/domain/payment/deposit-return.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { DEPOSIT_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { orderBy } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { CARES, PARTS } from './cycle-json.js'
import * as shape from './cycle-schemas.js'
import { depositsHeld } from './cycle-store.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { insertPayable, plainLine } from './payable-store.js'
import { hundredthsRule, paymentRule } from './rule-store.js'
import { lockSubject, paymentSteps, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const

export function depositRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/deposit-decisions',
      access: SEE,
      summary: '质量保证金返还，新的在前',
      schema: { querystring: shape.DecisionQuery, response: ListOf(shape.depositHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => asked(client, query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, rows: rows.map(headJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/deposit-decisions.xlsx',
      access: SEE,
      summary: '质量保证金返还（Excel）',
      schema: { querystring: shape.DecisionQuery, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'deposit.export',
          detail: { book: query.book ?? null },
          sheet: {
            name: '质量保证金返还',
            file: 'deposits.xlsx',
            texts: ['编号', '账套', '机构编码', '机构', '年度', '考核得分', '考核结果文件', '状态'],
            amounts: ['预留', '返还'],
          },
          read: (client, most) => asked(client, query, most, 0),
          row: (row) => {
            const one = headJson(row)
            const texts = [one.number, one.book, one.provider, one.provider_name, String(one.year), one.score, one.evidence, one.stage_name]
            return { texts, fen: [one.held_fen, one.returned_fen] }
          },
        }),
    }),
    route({
      method: 'POST',
      url: '/api/deposit-decisions',
      access: { permission: 'cycle.review' },
      summary: '按考核得分提出一家机构一个年度的保证金返还',
      schema: { body: shape.DepositBody, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => propose(client, desk, body, dayIn(clock)),
          (decision) => ['deposit.propose', { decision, provider: body.provider, year: body.year }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/deposit-decisions/:number',
      access: SEE,
      summary: '一件保证金返还：逐行预留、返还、过程',
      schema: { params: NumberParams, response: shape.Deposit },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/deposit-decisions/:number/steps',
      access: 'signed_in',
      summary: '保证金返还复核、审批、不予通过',
      schema: { params: NumberParams, body: StepBody, response: shape.Deposit },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: Decision, { kind }: { kind: string }) =>
          kind === 'approved' ? approve(client, desk, found, dayIn(clock)) : {}
        const done = await takeStep(desk, { subject: 'deposit', life: () => DEPOSIT_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
  ]
}

interface Row {
  readonly decision: bigint
  readonly book: string
  readonly provider: string
  readonly provider_name: string
  readonly year: number
  readonly score: number
  readonly evidence: string
  readonly source: string
  readonly held_fen: bigint
  readonly returned_fen: bigint
  readonly officer: bigint
  readonly officer_name: string
  readonly stage: string
  readonly total: number
}
type Decision = Row & { readonly number: bigint }

const ROWS = `
SELECT d.decision, d.book, d.provider, p.name AS provider_name, d.year, d.score, d.evidence, d.source, l.held AS held_fen, l.returned AS returned_fen, d.officer, o.name AS officer_name,
       payment_stage('deposit', d.decision) AS stage, count(*) OVER ()::integer AS total
  FROM deposit_decision d JOIN provider p ON p.code = d.provider JOIN officer o USING (officer)
  JOIN LATERAL (SELECT sum(held_fen)::bigint AS held, sum(returned_fen)::bigint AS returned FROM deposit_decision_line x WHERE x.decision = d.decision) l ON true
 WHERE ($1::text IS NULL OR d.book = $1) AND ($2::text IS NULL OR payment_stage('deposit', d.decision) = $2)
   AND ($3::text IS NULL OR d.provider = $3 OR p.name LIKE '%' || $3 || '%') AND ($4::bigint IS NULL OR d.decision = $4)
`

const ORDER = { provider_name: 'p.name', year: 'd.year', score: 'd.score', held_fen: 'l.held', returned_fen: 'l.returned' }

async function decisions(client: pg.ClientBase, values: readonly unknown[], sort?: string): Promise<Row[]> {
  return (await client.query<Row>(`${ROWS} ORDER BY ${orderBy(sort, ORDER, 'd.decision DESC')} LIMIT $5 OFFSET $6`, [...values])).rows
}

function asked(client: pg.ClientBase, { book, stage, q, sort }: Static<typeof shape.DecisionQuery>, size: number, from: number): Promise<Row[]> {
  return decisions(client, [book ?? null, stage ?? null, q || null, null, size, from], sort)
}

async function find(client: pg.PoolClient, number: bigint): Promise<Decision | undefined> {
  const [row] = await decisions(client, [null, null, null, number, 1, 0])
  return row === undefined ? undefined : { ...row, number }
}

interface Line {
  readonly unit: string
  readonly part: 'pool' | 'account'
  readonly care: Care
  readonly held_fen: bigint
  readonly returned_fen: bigint
}

async function linesOf(client: pg.ClientBase, decision: bigint): Promise<Line[]> {
  return (await client.query<Line>('SELECT unit, part, care, held_fen, returned_fen FROM deposit_decision_line WHERE decision = $1 ORDER BY line', [decision]))
    .rows
}

function headJson({ decision, officer: _officer, total: _total, score, held_fen, returned_fen, ...row }: Row) {
  const stage_name = stageName(DEPOSIT_LIFE, row.stage)
  return { ...row, number: decision.toString(), score: yuanText(BigInt(score)), stage_name, held_fen: fenJson(held_fen), returned_fen: fenJson(returned_fen) }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const row = await find(client, number)
    if (row === undefined) return refused('not_found', '没有这件保证金返还，或不在您的区域。')
    const lines = await linesOf(client, number)
    const { number: _number, ...head } = row
    return {
      ...headJson(head),
      ...standingJson(desk, DEPOSIT_LIFE, row, await paymentSteps(client, 'deposit', number)),
      lines: lines.map(({ unit, part, care, held_fen, returned_fen }) => ({
        ...{ unit, part_name: PARTS[part] ?? part, care_name: CARES[care] ?? care },
        ...{ held_fen: fenJson(held_fen), returned_fen: fenJson(returned_fen) },
      })),
    }
  })
}

async function propose(client: pg.PoolClient, { officer }: Desk, body: Static<typeof shape.DepositBody>, today: Day): Promise<bigint | Refusal> {
  const { book, provider, year } = body
  await lockSubject(client, 'deposit', `${book}/${provider}/${year}`)
  if (`${year}-12-31` >= today) return refused('year_open', '年度还没有结束，不能办理保证金返还。')
  const [before] = await client
    .query("SELECT 1 FROM deposit_decision WHERE book = $1 AND provider = $2 AND year = $3 AND payment_stage('deposit', decision) <> 'refused'", [
      book,
      provider,
      year,
    ])
    .then(({ rows }) => rows)
  if (before !== undefined) return refused('decided_already', '这家机构该年度的保证金返还已在办理或已办结。')
  const [full, pass] = [
    await paymentRule(client, { book, name: 'deposit_full_score', day: today }),
    await paymentRule(client, { book, name: 'deposit_pass_score', day: today }),
  ]
  if (isRefusal(full)) return full
  if (isRefusal(pass)) return pass
  const held = await depositsHeld(client, book, provider, year)
  if (held.length === 0) return refused('nothing_held', '这家机构该年度没有预留的保证金。')
  const rule = { fullScore: hundredthsRule(full), passScore: hundredthsRule(pass) }
  const score = fenOfYuan(body.score) ?? 0n
  const { rows } = await client.query<{ decision: bigint }>(
    `INSERT INTO deposit_decision (decision, book, provider, area, year, score, evidence, full_score, pass_score, source, officer)
       SELECT nextval('payment_seq'), $1, p.code, p.area, $3, $4, $5, $6, $7, $8, $9 FROM provider p WHERE p.code = $2 RETURNING decision`,
    [book, provider, year, score, body.evidence, rule.fullScore, rule.passScore, full.source, officer.officer],
  )
  const decision = rows[0]?.decision ?? 0n
  await insertRows(
    client,
    'deposit_decision_line',
    held.map(({ unit, part, care, fen }, i) => ({ decision, line: i + 1, unit, part, care, held_fen: fen, returned_fen: depositReturned(fen, score, rule) })),
  )
  return decision
}

async function approve(client: pg.PoolClient, { officer }: Desk, row: Decision, today: Day): Promise<Refusal | Record<string, unknown>> {
  const lines = await linesOf(client, row.decision)
  if (!lines.every(({ unit }) => officer.areas.includes(unit))) return refused('elsewhere', '含有其他核算单位的资金，请由市级审批。')
  const lost = lines.filter(({ held_fen, returned_fen }) => held_fen > returned_fen)
  const numbers = await nextFacts(client, lost.length)
  const facts = lost.map(({ unit, part, held_fen, returned_fen }, i): BookFact => {
    const base = { book: row.book, fact: numbers[i] ?? 0n, inForce: today, bookedOn: today }
    return { kind: 'deposit_forfeited', ...base, unit, provider: row.provider, part, amountFen: held_fen - returned_fen }
  })
  const recorded = await recordFacts(client, facts)
  const refusal = recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
  if (refusal !== undefined) return refusal
  const back = lines.filter(({ returned_fen }) => returned_fen > 0n)
  if (back.length === 0) return { returned_fen: '0' }
  const month = `${row.year}-12-01`
  const payable = await insertPayable(client, {
    ...{ kind: 'deposit', source: row.decision.toString(), book: row.book, payeeKind: 'provider', payee: row.provider },
    ...{ title: `${row.provider_name} ${row.year} 年质量保证金`, month, bookedOn: today, officer: officer.officer },
    lines: back.map(({ unit, part, care, returned_fen }) => plainLine({ unit, period: month, part, care, fen: returned_fen })),
  })
  return { returned_fen: sumOf(back.map(({ returned_fen }) => returned_fen)).toString(), payable: payable.toString() }
}
