// Closing at the desk: the check list, proposing and confirming a close, and the confirmed balances of bank, finance and treasury that
// a close waits for.
import { type Day, lastOfMonth } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { MonthReconciled } from '@tongchou/domain/facts/fund-facts.js'
import { closeChecks, mayClose } from '@tongchou/domain/fund/close-checks.js'
import { CLOSE_LIFE, type CloseStage } from '@tongchou/domain/fund/close-life.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { bookOfDesk, wholeBook, worksFor } from './book-of-desk.js'
import { decideClose, proposeClose } from './close-book.js'
import { cashRows, closeState, closesOf, nextToClose } from './close-store.js'
import { Actions, actionsOf, Steps, stepsJson, stepsOf } from './desk-steps.js'
import { insertRows, nextFacts } from './fact-store.js'
import { recordFacts } from './record-facts.js'
import { BookParams, Fen, Nullable, Text } from './schemas.js'

const Month = Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' })
const Check = Type.Object({ name: Text, state: Text, sentence: Text })
const Closing = Type.Object({
  book: Text,
  name: Text,
  closed_through: Nullable,
  month: Nullable,
  checks: Type.Array(Check),
  may_close: Type.Boolean(),
  closes: Type.Array(Type.Object({ close: Text, month: Text, stage: Text, stage_name: Text, checks: Type.Array(Check), steps: Steps, actions: Actions })),
})
const MonthQuery = Type.Object({ month: Type.Optional(Month) })
const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('confirmed'), Type.Literal('returned')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '意见', maxLength: 200 })),
})
const NullableFen = Type.Union([Type.Integer(), Type.Null()])
const Cash = Type.Array(
  Type.Object({
    account: Text,
    account_name: Text,
    detail: Text,
    detail_name: Text,
    unit: Text,
    unit_name: Text,
    book_fen: Fen,
    confirmed_fen: NullableFen,
    holder_fen: NullableFen,
    items: Type.Array(Type.Object({ text: Text, amount_fen: Fen })),
  }),
)
const ConfirmBody = Type.Object({
  month: Month,
  account: Type.String({ title: '科目', pattern: '^100[2-5]$', description: '1002–1005' }),
  detail: Type.String({ title: '明细', maxLength: 40 }),
  unit: Type.String({ title: '核算单位', pattern: '^([0-9]{6,12})?$', description: '区划代码；财政专户和国库全部单位合计时为空' }),
  holder_fen: Type.Integer({ title: '对账单余额（分）' }),
  items: Type.Array(
    Type.Object({
      text: Type.String({ title: '未达账项', minLength: 2, maxLength: 100 }),
      amount_fen: Type.Integer({ title: '金额（分）', description: '账面有而对方没有为正，对方有而账面没有为负' }),
    }),
    { title: '未达账项', maxItems: 50 },
  ),
})

export function closeRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/books/:book/closing',
      access: { permission: 'book.see' },
      summary: '结账：检查清单、申请和复核记录',
      schema: { params: BookParams, querystring: MonthQuery, response: Closing },
      handler: ({ params, query }, desk) => desk.read((client) => closing(client, desk, params.book, query.month, dayIn(clock))),
    }),
    route({
      method: 'POST',
      url: '/api/fund/books/:book/closes',
      access: { permission: 'book.close' },
      summary: '申请结一个月的账；十二月即年度结账',
      schema: { params: BookParams, body: Type.Object({ month: Month }), response: Closing },
      handler: async ({ params, body }, desk) => {
        const made = await desk.write((client) => proposeClose(client, desk, params.book, `${body.month}-01`, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('book.close_prepared', { detail: { book: params.book, month: body.month } })
        return desk.read((client) => closing(client, desk, params.book, undefined, dayIn(clock)))
      },
    }),
    route({
      method: 'POST',
      url: '/api/book-closes/:close/steps',
      access: { permission: 'book.close' },
      summary: '由另一人复核结账，或退回；结账以后不能再打开',
      schema: {
        params: Type.Object({ close: Type.String({ title: '结账编号', pattern: '^\\d{1,18}$', description: '数字' }) }),
        body: StepBody,
        response: Closing,
      },
      handler: async ({ params, body }, desk) => {
        const remark = (body.remark ?? '').trim()
        if (body.kind === 'returned' && remark.length < 2) return refused('remark_missing', '请写明退回理由，至少两个字。')
        const book = await desk.write((client) => decideClose(client, desk, BigInt(params.close), { kind: body.kind, remark }, dayIn(clock)))
        if (isRefusal(book)) return book
        await desk.audit(`book.close_${body.kind}`, { detail: { book, close: params.close } })
        return desk.read((client) => closing(client, desk, book, undefined, dayIn(clock)))
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund/books/:book/cash',
      access: { permission: 'book.see' },
      summary: '月末各存款科目的账面余额与对账单余额、未达账项',
      schema: { params: BookParams, querystring: Type.Object({ month: Month }), response: Cash },
      handler: ({ params, query }, desk) => desk.read((client) => cashJson(client, params.book, `${query.month}-01`)),
    }),
    route({
      method: 'POST',
      url: '/api/fund/books/:book/cash',
      access: { permission: 'book.post' },
      summary: '登记对账单余额和未达账项（余额调节表）',
      schema: { params: BookParams, body: ConfirmBody, response: Cash },
      handler: ({ params, body }, desk) => confirmCash(desk, params.book, body),
    }),
  ]
}

async function closing(client: pg.ClientBase, desk: Desk, key: string, asked: string | undefined, today: Day): Promise<unknown> {
  const book = await wholeBook(client, desk, key)
  if ('kind' in book) return book
  const month = asked === undefined ? await nextToClose(client, book) : `${asked}-01`
  const checks = month === null ? [] : closeChecks(await closeState(client, book, month, today))
  const closes = await closesOf(client, key)
  const steps = await stepsOf<CloseStage>(
    client,
    'book_close',
    closes.map(({ close }) => close),
  )
  return {
    book: key,
    name: book.name,
    closed_through: book.closed_through,
    month: month?.slice(0, 7) ?? null,
    checks: checks.map((check) => ({ ...check })),
    may_close: month !== null && mayClose(checks) && desk.officer.permissions.has('book.close'),
    closes: closes.map(({ close, month: of, stage, checks: then }) => {
      const own = steps.filter((step) => step.of === close)
      return {
        close: close.toString(),
        month: of.slice(0, 7),
        stage,
        stage_name: CLOSE_LIFE.names[stage],
        checks: then.map((check) => ({ ...check })),
        steps: stepsJson(CLOSE_LIFE, own),
        actions: actionsOf(CLOSE_LIFE, own, { confirmed: 'book.close', returned: 'book.close' }, desk.officer),
      }
    }),
  }
}

async function cashJson(client: pg.ClientBase, book: string, month: Day) {
  const rows = await cashRows(client, book, month)
  const items = await client.query<{ account: string; detail: string; unit: string; text: string; amount_fen: bigint }>(
    `SELECT m.account, m.detail, m.place AS unit, i.text, i.amount_fen
       FROM (SELECT DISTINCT ON (account, detail, place) * FROM (
               SELECT r.*, CASE WHEN r.account IN ('1003', '1005') AND r.detail <> 'county_finance' THEN '' ELSE r.unit END AS place FROM month_reconciled r WHERE r.book = $1 AND r.month = $2) p
              ORDER BY account, detail, place, fact DESC) m JOIN month_reconciled_item i USING (book, fact) ORDER BY i.fact, i.line`,
    [book, month],
  )
  const orNull = (fen: bigint | null): number | null => (fen === null ? null : fenJson(fen))
  return rows.map(({ book_fen, confirmed_fen, holder_fen, ...row }) => ({
    ...row,
    book_fen: fenJson(book_fen),
    confirmed_fen: orNull(confirmed_fen),
    holder_fen: orNull(holder_fen),
    items: items.rows
      .filter((item) => item.account === row.account && item.detail === row.detail && item.unit === row.unit)
      .map(({ text, amount_fen }) => ({ text, amount_fen: fenJson(amount_fen) })),
  }))
}

/** A balance of all units together is noted with the city's own level, or with the first unit where there is none. */
async function unitOfWhole(client: pg.ClientBase, book: string): Promise<string> {
  const { rows } = await client.query<{ unit: string }>(
    `SELECT u.unit FROM pooling_unit u JOIN book b USING (pool) WHERE b.book = $1 AND u.in_force <= current_day() AND (u.until IS NULL OR u.until >= current_day()) ORDER BY u.kind = 'city_level' DESC, u.unit = b.agency DESC, u.unit LIMIT 1`,
    [book],
  )
  const [first] = rows
  if (first === undefined) throw new Error(`the pool of ${book} has no unit`)
  return first.unit
}

const HOLDER = { '1002': 'bank', '1003': 'finance', '1004': 'bank', '1005': 'treasury' } as const

async function confirmCash(desk: Desk, key: string, body: Static<typeof ConfirmBody>): Promise<unknown> {
  const month = `${body.month}-01`
  const done = await desk.write(async (client): Promise<Refusal | undefined> => {
    const book = body.unit === '' ? await wholeBook(client, desk, key) : await bookOfDesk(client, desk, key)
    if ('kind' in book) return book
    if (body.unit !== '' && !worksFor(desk.officer, key, body.unit)) return refused('elsewhere', '只能登记本辖区核算单位的对账单。')
    const row = (await cashRows(client, key, month)).find((one) => one.account === body.account && one.detail === body.detail && one.unit === body.unit)
    if (row === undefined) return refused('not_found', '账上没有这个存款科目；请从列表选择。')
    const inTransitFen = body.items.reduce((sum, { amount_fen }) => sum + BigInt(amount_fen), 0n)
    const holderFen = BigInt(body.holder_fen)
    if (row.book_fen !== holderFen + inTransitFen) {
      return refused('not_reconciled', '账面余额不等于对账单余额加未达账项；请逐笔核对，把每一笔未达账项都写上。', { article: '财会〔2017〕28号' })
    }
    const [fact = 0n] = await nextFacts(client, 1)
    const day = lastOfMonth(month)
    const { account, detail } = body
    const holder = HOLDER[account as keyof typeof HOLDER]
    const made: MonthReconciled = {
      kind: 'month_reconciled',
      book: key,
      fact,
      inForce: day,
      bookedOn: day,
      unit: body.unit === '' ? await unitOfWhole(client, key) : body.unit,
      account,
      detail,
      month,
      holder: detail === 'county_finance' ? 'finance' : holder,
      bookFen: row.book_fen,
      holderFen,
      inTransitFen,
    }
    const recorded = await recordFacts(client, [made])
    if (recorded.kind === 'not_recorded') return recorded.refusals[0]?.refusal
    await insertRows(
      client,
      'month_reconciled_item',
      body.items.map((item, i) => ({ book: key, fact, line: i + 1, ...item })),
    )
    return undefined
  })
  if (done !== undefined) return done
  await desk.audit('book.cash_confirmed', { detail: { book: key, month: body.month, account: body.account } })
  return desk.read((client) => cashJson(client, key, month))
}
