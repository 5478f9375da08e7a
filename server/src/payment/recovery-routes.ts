// What has to be given back (追回): who owes, reminders, money that came back into the account that the rules say. This year's lowers
// expenditure, an earlier year's and contract penalties are other income, a fine goes to the treasury and is never a fund's.
import type { Day } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Care, PaymentPart } from '@tongchou/domain/facts/fund-facts.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { RECOVERY_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { orderBy } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import * as shape from './payer-schemas.js'
import { lockSubject, paymentSteps, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted, writeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const HANDLE = { permission: 'payer.handle' } as const
const KINDS = { overpaid: '多付待遇', violation: '违规使用基金', contract_penalty: '违约金', late_fee: '滞纳金', fine: '行政罚款' } as const
const ACTS = { dunned: '催收', received: '已收回', to_treasury: '已缴国库' } as const
const NO_SUCH = refused('not_found', '没有这件应追回款，或不在您的区域。')

export function recoveryRoutes({ clock }: AppContext): readonly Route[] {
  const today = () => dayIn(clock)
  return [
    route({
      method: 'GET',
      url: '/api/recoveries',
      access: SEE,
      summary: '应追回款：谁欠、欠多少、逾期、催收',
      schema: { querystring: shape.RecoveryQuery, response: ListOf(shape.recoveryHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => recoveries(client, today(), query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, rows: rows.map((row) => headJson(desk, row)) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/recoveries.xlsx',
      access: SEE,
      summary: '应追回款（Excel）',
      schema: { querystring: shape.RecoveryQuery, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'recovery.export',
          detail: { kind: query.kind ?? null },
          sheet: {
            name: '应追回款',
            file: 'recoveries.xlsx',
            texts: ['编号', '类别', '债务人编号', '债务人', '年度', '理由', '文书', '到期日', '状态', '入账科目'],
            amounts: ['应追回', '已收回', '未收回'],
          },
          read: (client, most) => recoveries(client, today(), query, most, 0),
          row: (row) => {
            const one = headJson(desk, row)
            const texts = [one.number, one.kind_name, one.debtor, one.debtor_name, String(one.benefit_year), one.reason]
            return { texts: [...texts, one.document, one.due_on, one.stage_name, one.account], fen: [one.amount_fen, one.received_fen, one.open_fen] }
          },
        }),
    }),
    route({
      method: 'POST',
      url: '/api/recoveries',
      access: HANDLE,
      summary: '登记一件应追回款及其文书，由第二人复核确认',
      schema: { body: shape.RecoveryBody, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => claim(client, desk, body, today()),
          (recovery) => ['recovery.claim', { recovery, kind: body.kind }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/recoveries/:number',
      access: SEE,
      summary: '一件应追回款：过程、催收、收回',
      schema: { params: NumberParams, response: shape.Recovery },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number), today()),
    }),
    route({
      method: 'POST',
      url: '/api/recoveries/:number/steps',
      access: 'signed_in',
      summary: '应追回款复核确认或不予通过',
      schema: { params: NumberParams, body: StepBody, response: shape.Recovery },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: Claim, asked: { kind: string }) =>
          asked.kind === 'approved' ? confirm(client, found, today()) : {}
        const done = await takeStep(
          desk,
          { subject: 'recovery', life: () => RECOVERY_LIFE, find: (client, one) => find(client, one, today()), effect },
          number,
          body,
        )
        return isRefusal(done) ? done : shown(desk, number, today())
      },
    }),
    route({
      method: 'POST',
      url: '/api/recoveries/:number/acts',
      access: HANDLE,
      summary: '登记催收、收回（按规定科目入账）、罚款缴入国库',
      schema: { params: NumberParams, body: shape.ActBody, response: shape.Recovery },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const wrong = await writeNoted(
          desk,
          (client) => act(client, desk, number, body, today()),
          () => [`recovery.${body.kind}`, { recovery: params.number }],
        )
        return wrong ?? shown(desk, number, today())
      },
    }),
  ]
}

interface Row {
  readonly recovery: bigint
  readonly kind: keyof typeof KINDS
  readonly book: string | null
  readonly unit: string
  readonly debtor: string
  readonly person: bigint | null
  readonly debtor_name: string
  readonly benefit_year: number
  readonly part: PaymentPart
  readonly care: Care
  readonly amount_fen: bigint
  readonly received_fen: bigint
  readonly reason: string
  readonly document: string
  readonly due_on: Day
  readonly overdue_days: number
  readonly dunned: number
  readonly officer: bigint
  readonly officer_name: string
  readonly stage: string
  readonly year_now: number
  readonly total: number
}
type Claim = Row & { readonly number: bigint }

const ROWS = `
SELECT r.recovery, r.kind, r.book, r.unit, r.debtor, w.person, coalesce(p.name, v.name, r.debtor) AS debtor_name, r.benefit_year, r.part, r.care, r.amount_fen,
       a.received AS received_fen, r.reason, r.document, r.due_on, CASE WHEN a.received < r.amount_fen THEN greatest(0, $1::date - r.due_on) ELSE 0 END AS overdue_days,
       a.dunned, r.officer, o.name AS officer_name, payment_stage('recovery', r.recovery) AS stage, extract(year FROM $1::date)::integer AS year_now, count(*) OVER ()::integer AS total
  FROM recovery r JOIN officer o USING (officer) LEFT JOIN recovery_person w USING (recovery) LEFT JOIN person p ON p.person = w.person LEFT JOIN provider v ON v.code = r.debtor
  JOIN LATERAL (SELECT coalesce(sum(x.amount_fen), 0)::bigint AS received, count(*) FILTER (WHERE x.kind = 'dunned')::integer AS dunned FROM recovery_act x WHERE x.recovery = r.recovery) a ON true
 WHERE ($2::text IS NULL OR r.kind = $2) AND ($3::text IS NULL OR payment_stage('recovery', r.recovery) = $3)
   AND ($4::text IS NULL OR r.debtor LIKE $4 || '%' OR v.name LIKE '%' || $4 || '%' OR p.name = $4 OR r.document LIKE '%' || $4 || '%') AND ($5::bigint IS NULL OR r.recovery = $5)`

const ORDER = {
  number: 'r.recovery',
  kind_name: 'r.kind',
  debtor_name: 'debtor_name',
  amount_fen: 'r.amount_fen',
  open_fen: 'r.amount_fen - a.received',
  due_on: 'r.due_on',
  overdue_days: 'overdue_days',
}
const sorted = (sort?: string): string => `${ROWS} ORDER BY ${orderBy(sort, ORDER, 'a.received >= r.amount_fen, r.due_on, r.recovery')} LIMIT $6 OFFSET $7`

async function recoveries(client: pg.ClientBase, today: Day, query: Static<typeof shape.RecoveryQuery>, size: number, from: number): Promise<Row[]> {
  return (await client.query<Row>(sorted(query.sort), [today, query.kind ?? null, query.stage ?? null, query.q || null, null, size, from])).rows
}

async function find(client: pg.PoolClient, number: bigint, today: Day): Promise<Claim | undefined> {
  const [row] = (await client.query<Row>(sorted(), [today, null, null, null, number, 1, 0])).rows
  return row === undefined ? undefined : { ...row, number }
}

/** Where the rules put the money when it comes (财社〔2017〕144号; 财会〔2017〕28号, journals 14, 15). */
function accountOf({ kind, part, benefit_year, year_now }: Row): string {
  if (part === 'insurer' || part === 'liable') return '支出户，冲减暂付款 1101'
  if (kind === 'fine') return '缴入国库，不入基金'
  if (kind === 'contract_penalty' || kind === 'late_fee') return '财政专户，其他收入 4501'
  return benefit_year === year_now ? '支出户，冲减待遇支出 5001' : '财政专户，其他收入 4501'
}

function headJson({ officer }: Desk, row: Row) {
  const { recovery, kind, book, unit, person, debtor, debtor_name, benefit_year, reason, document, due_on, overdue_days, dunned, officer_name, stage } = row
  return {
    ...{
      number: recovery.toString(),
      kind,
      kind_name: KINDS[kind],
      book,
      unit,
      benefit_year,
      reason,
      document,
      due_on,
      overdue_days,
      dunned,
      officer_name,
      stage,
    },
    debtor: person === null ? debtor : personNumber(officer.pool, person),
    debtor_name: person === null ? debtor_name : maskedName(debtor_name),
    ...{ amount_fen: fenJson(row.amount_fen), received_fen: fenJson(row.received_fen), open_fen: fenJson(row.amount_fen - row.received_fen) },
    ...{ stage_name: stageName(RECOVERY_LIFE, stage), account: accountOf(row) },
  }
}

interface ActRow {
  readonly act: number
  readonly kind: keyof typeof ACTS
  readonly happened_on: Day
  readonly amount_fen: bigint
  readonly text: string
  readonly officer_name: string
  readonly fact: bigint | null
}

async function shown(desk: Desk, number: bigint, today: Day): Promise<unknown> {
  return desk.read(async (client) => {
    const row = await find(client, number, today)
    if (row === undefined) return NO_SUCH
    const { rows } = await client.query<ActRow>(
      'SELECT a.act, a.kind, a.happened_on, a.amount_fen, a.text, o.name AS officer_name, a.fact FROM recovery_act a JOIN officer o USING (officer) WHERE a.recovery = $1 ORDER BY a.act',
      [number],
    )
    const acts = rows.map((one) => ({
      ...one,
      name: ACTS[one.kind],
      amount_fen: fenJson(one.amount_fen),
      fact: one.fact === null ? null : one.fact.toString(),
    }))
    return { ...headJson(desk, row), ...standingJson(desk, RECOVERY_LIFE, row, await paymentSteps(client, 'recovery', number)), acts }
  })
}

async function claim(client: pg.PoolClient, { officer }: Desk, body: Static<typeof shape.RecoveryBody>, today: Day): Promise<bigint | Refusal> {
  const { kind, unit, debtor_kind, book = null } = body
  if (!officer.areas.includes(unit)) return refused('elsewhere', '只能登记本区域核算单位的应追回款。')
  if (kind === 'fine' && book !== null) return refused('fine_belongs_to_treasury', '行政罚款缴入国库，不属于任何医保基金；登记时不选账套。')
  if (kind !== 'fine' && book === null) return refused('book_missing', '请选择应收回到哪个基金的账套。')
  const person = debtor_kind === 'person' ? personOf(officer.pool, body.debtor) : undefined
  if (debtor_kind === 'person' && person === undefined) return refused('not_found', '没有这位参保人；请核对人员编号。')
  const { rows } = await client.query<{ recovery: bigint }>(
    `INSERT INTO recovery (recovery, kind, book, unit, debtor_kind, debtor, benefit_year, part, care, amount_fen, reason, document, due_on, officer, booked_on)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING recovery`,
    [
      ...[kind, book, unit, debtor_kind, person === undefined ? body.debtor : '', body.benefit_year, body.part, body.care, body.amount_fen],
      ...[body.reason, body.document, body.due_on, officer.officer, today],
    ],
  )
  const recovery = rows[0]?.recovery ?? 0n
  if (person !== undefined) await insertRows(client, 'recovery_person', [{ person, recovery, unit }])
  return recovery
}

/** A confirmed claim upon what the fund paid stands among its receivables; penalties and fines are income when they come. */
async function confirm(client: pg.PoolClient, row: Claim, today: Day): Promise<Refusal | Record<string, unknown>> {
  if (row.book === null || !isBenefit(row)) return {}
  const [fact = 0n] = await nextFacts(client, 1)
  const base = { book: row.book, fact, inForce: today, bookedOn: today }
  const recorded = await recordFacts(client, [
    { kind: 'recovery_claimed', ...base, unit: row.unit, part: row.part, cancelledClaim: false, amountFen: row.amount_fen },
  ])
  const refusal = recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
  return refusal ?? { fact: fact.toString() }
}

function isBenefit({ kind }: Row): boolean {
  return kind === 'overpaid' || kind === 'violation'
}

async function act(client: pg.PoolClient, { officer }: Desk, number: bigint, body: Static<typeof shape.ActBody>, today: Day): Promise<Refusal | undefined> {
  await lockSubject(client, 'recovery', number)
  const row = await find(client, number, today)
  if (row === undefined) return NO_SUCH
  if (row.stage !== 'approved') return refused('not_confirmed', '应追回款还没有复核确认，不能催收或收款。')
  const amount = BigInt(body.amount_fen ?? 0)
  const wrong = whyNot(row, body.kind, amount, body.happened_on, today)
  if (wrong !== undefined) return wrong
  const received = body.kind === 'received' ? await bookReceipt(client, row, amount, body.happened_on) : { book: null, fact: null }
  if (isRefusal(received)) return received
  await client.query(
    `INSERT INTO recovery_act (recovery, act, kind, happened_on, amount_fen, text, book, fact, officer)
       SELECT $1, coalesce(max(act), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM recovery_act WHERE recovery = $1`,
    [number, body.kind, body.happened_on, amount, body.text, received.book, received.fact, officer.officer],
  )
  return undefined
}

function whyNot(row: Row, kind: keyof typeof ACTS, amount: bigint, day: Day, today: Day): Refusal | undefined {
  if (day > today) return refused('day_to_come', '日期不能晚于今天。')
  if (kind === 'dunned') return amount === 0n ? undefined : refused('amount_not_asked', '催收不填金额。')
  if (kind === 'received' && row.kind === 'fine') return refused('fine_belongs_to_treasury', '行政罚款缴入国库，不能记入医保基金；请登记“已缴国库”。')
  if (kind === 'to_treasury' && row.kind !== 'fine') return refused('not_a_fine', '只有行政罚款缴入国库；其他款项收回到基金。')
  if (amount <= 0n) return refused('amount_not_positive', '请填写收到的金额。')
  const over = amount - (row.amount_fen - row.received_fen)
  return over > 0n ? refused('more_than_owed', `比未收回的金额多 ${yuanText(over)} 元；请核对。`) : undefined
}

async function bookReceipt(client: pg.PoolClient, row: Claim, amountFen: bigint, day: Day): Promise<{ book: string; fact: bigint } | Refusal> {
  const { book, unit, part, care, benefit_year: benefitYear } = row
  if (book === null) throw new Error(`the recovery ${row.recovery} has no book`)
  const [fact = 0n] = await nextFacts(client, 1)
  const base = { book, fact, inForce: day, bookedOn: day, unit }
  const reason = row.kind === 'late_fee' ? ('late_fee' as const) : ('contract_penalty' as const)
  const [poolFen, accountFen] = part === 'account' ? [0n, amountFen] : [amountFen, 0n]
  const made: BookFact = isBenefit(row)
    ? { kind: 'recovery_received', ...base, benefitYear, part, care, recorded: true, amountFen }
    : { kind: 'other_income_received', ...base, arrives: 'special', reason, poolFen, accountFen }
  const recorded = await recordFacts(client, [made])
  return (recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined) ?? { book, fact }
}
