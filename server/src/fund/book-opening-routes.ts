// Opening a county's own book: who may, from which day, by which document; another officer approves. The first of the two patterns of
// books is one city book with the county as a dimension; the second is mirror books that pass money by 上解/下拨.
import { deskStage, deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { OPENING_LIFE, type OpeningStage } from '@tongchou/domain/fund/opening-life.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Actions, actionsOf, holdPaper, insertStep, nextNumber, type StepRow, Steps, stepsJson, stepsOf } from './desk-steps.js'
import { insertRows } from './fact-store.js'
import { fundName, openMirrorBook } from './open-books.js'
import { DayText, Text } from './schemas.js'
import { inTransaction, type Queries } from './transaction.js'

const Openings = Type.Object({
  /** Funds with a city book, and the units that may have one of their own. */
  funds: Type.Array(Type.Object({ fund: Text, name: Text })),
  units: Type.Array(Type.Object({ unit: Text, name: Text })),
  openings: Type.Array(
    Type.Object({
      opening: Text,
      fund: Text,
      fund_name: Text,
      agency: Text,
      agency_name: Text,
      opened_on: Text,
      document: Text,
      stage: Text,
      stage_name: Text,
      steps: Steps,
      actions: Actions,
    }),
  ),
})
const Body = Type.Object({
  fund: Type.String({ title: '基金', pattern: '^[a-z_]{1,20}$', description: '基金代码，如 resident' }),
  agency: Type.String({ title: '县区', pattern: '^[0-9]{6,12}$', description: '区划代码' }),
  opened_on: DayText,
  document: Type.String({ title: '依据文号', minLength: 4, maxLength: 100 }),
})
const Params = Type.Object({ opening: Type.String({ title: '申请编号', pattern: '^\\d{1,18}$', description: '数字' }) })
const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('confirmed'), Type.Literal('returned')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '意见', maxLength: 200 })),
})
const PERMISSION = { confirmed: 'book.approve', returned: 'book.approve' } as const

interface OpeningRow {
  readonly opening: bigint
  readonly fund: string
  readonly agency: string
  readonly agency_name: string
  readonly opened_on: string
  readonly document: string
}

export function bookOpeningRoutes({ databases: { batch } }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/book-openings',
      access: { permission: 'book.see' },
      summary: '县区单独建账的申请和批准',
      schema: { response: Openings },
      handler: (_request, desk) => desk.read((client) => shown(client, desk)),
    }),
    route({
      method: 'POST',
      url: '/api/fund/book-openings',
      access: { permission: 'book.open' },
      summary: '提出为一个县区单独建账，写明起始日期和依据',
      schema: { body: Body, response: Openings },
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => propose(client, desk, body))
        if (isRefusal(made)) return made
        await desk.audit('book.open_proposed', { detail: { opening: String(made), fund: body.fund, agency: body.agency } })
        return desk.read((client) => shown(client, desk))
      },
    }),
    route({
      method: 'POST',
      url: '/api/fund/book-openings/:opening/steps',
      access: { permission: 'book.approve' },
      summary: '批准或退回单独建账；批准后账套即开立',
      schema: { params: Params, body: StepBody, response: Openings },
      handler: async ({ params, body: { kind, remark = '' } }, desk) => {
        if (kind === 'returned' && remark.trim().length < 2) return refused('remark_missing', '请写明退回理由，至少两个字。')
        // The desk may not open books itself: what it decided is carried out and noted in one transaction of the batch side.
        const of = BigInt(params.opening)
        const seen = await desk.read((client) => openingNumbered(client, desk.officer.pool, of))
        if (seen === undefined) return refused('not_found', '没有这份开账申请；请从列表进入。')
        const wrong = await inTransaction(batch, (client) => decide(client, desk, seen, { kind, remark: remark.trim() }))
        if (wrong !== undefined) return wrong
        await desk.audit(`book.open_${kind}`, { detail: { opening: params.opening } })
        return desk.read((client) => shown(client, desk))
      },
    }),
  ]
}

const OPENING = 'SELECT o.opening, o.fund, o.agency, a.name AS agency_name, o.opened_on, o.document FROM book_opening o JOIN area a ON a.code = o.agency'

async function openingNumbered(client: Queries, pool: string, opening: bigint): Promise<OpeningRow | undefined> {
  return (await client.query<OpeningRow>(`${OPENING} WHERE o.pool = $1 AND o.opening = $2`, [pool, opening])).rows[0]
}

async function shown(client: pg.ClientBase, desk: Desk) {
  const { pool } = desk.officer
  const { rows } = await client.query<OpeningRow>(`${OPENING} WHERE o.pool = $1 ORDER BY o.opening DESC LIMIT 500`, [pool])
  const steps = await stepsOf<OpeningStage>(
    client,
    'book_opening',
    rows.map(({ opening }) => opening),
  )
  const funds = await client.query<{ fund: string }>('SELECT fund FROM book WHERE pool = $1 AND agency = pool ORDER BY fund DESC', [pool])
  const units = await client.query<{ unit: string; name: string }>(
    'SELECT DISTINCT u.unit, a.name FROM pooling_unit u JOIN area a ON a.code = u.unit WHERE u.pool = $1 AND u.unit <> u.pool AND (u.until IS NULL OR u.until >= current_day()) ORDER BY u.unit',
    [pool],
  )
  return {
    funds: funds.rows.map(({ fund }) => ({ fund, name: fundName(fund) })),
    units: units.rows,
    openings: rows.map((row) =>
      openingJson(
        desk,
        row,
        steps.filter(({ of }) => of === row.opening),
      ),
    ),
  }
}

function openingJson({ officer }: Desk, { opening, ...row }: OpeningRow, steps: readonly StepRow<OpeningStage>[]) {
  const stage = deskStage(steps)
  return {
    ...row,
    opening: opening.toString(),
    fund_name: fundName(row.fund),
    stage,
    stage_name: OPENING_LIFE.names[stage],
    steps: stepsJson(OPENING_LIFE, steps),
    actions: actionsOf(OPENING_LIFE, steps, PERMISSION, officer),
  }
}

async function propose(client: pg.PoolClient, desk: Desk, body: Static<typeof Body>): Promise<bigint | Refusal> {
  const { pool, officer } = desk.officer
  const wrong = await mayOpen(client, pool, body)
  if (wrong !== undefined) return wrong
  const opening = await nextNumber(client)
  await insertRows(client, 'book_opening', [{ opening, pool, ...body, officer }])
  await insertStep(client, 'book_opening', { of: opening, step: 1, kind: 'prepared', remark: '', officer })
  return opening
}

interface ToOpen {
  readonly fund: string
  readonly agency: string
  readonly opened_on: string
}

/** Why the county's book cannot be opened from that day. */
async function mayOpen(client: Queries, pool: string, { fund, agency, opened_on }: ToOpen): Promise<Refusal | undefined> {
  const { rows } = await client.query<{ opened_on: string; closed_through: string | null; unit: boolean; open: boolean }>(
    `SELECT c.opened_on, book_closed_through(c.book) AS closed_through,
            EXISTS (SELECT 1 FROM pooling_unit u WHERE u.pool = $1 AND u.unit = $3 AND u.unit <> u.pool AND u.in_force <= $4 AND (u.until IS NULL OR u.until >= $4)) AS unit,
            EXISTS (SELECT 1 FROM book o WHERE o.pool = $1 AND o.fund = $2 AND o.agency = $3) AS open
       FROM book c WHERE c.pool = $1 AND c.fund = $2 AND c.agency = c.pool`,
    [pool, fund, agency, opened_on],
  )
  const [city] = rows
  if (city === undefined) return refused('no_city_book', '市级还没有这个基金的账套；请先开立市级账套。')
  if (opened_on < city.opened_on) return refused('too_early', `起始日期不能早于市级账套的 ${city.opened_on}。`)
  if (!city.unit) return refused('no_such_unit', `${agency} 在 ${opened_on} 不是本统筹区的核算单位；请核对。`)
  if (city.open) return refused('open_already', '这个县区的这个基金已经单独建账。')
  if (city.closed_through !== null && opened_on <= city.closed_through)
    return refused('closed_period', `市级账套已结账至 ${city.closed_through}；单独建账只能从以后的日期开始。`)
  return undefined
}

async function decide(
  client: pg.PoolClient,
  { officer: { pool, officer } }: Desk,
  of: OpeningRow,
  { kind, remark }: { readonly kind: 'confirmed' | 'returned'; readonly remark: string },
): Promise<Refusal | undefined> {
  await holdPaper(client, 'book_opening', of.opening)
  const steps = await stepsOf<OpeningStage>(client, 'book_opening', [of.opening])
  const wrong = deskStepRefused(OPENING_LIFE, steps, kind, officer) ?? (kind === 'confirmed' ? await mayOpen(client, pool, of) : undefined)
  if (wrong !== undefined) return wrong
  await insertStep(client, 'book_opening', { of: of.opening, step: steps.length + 1, kind, remark, officer })
  if (kind === 'confirmed') await openMirrorBook(client, { pool, fund: of.fund, agency: of.agency, openedOn: of.opened_on })
  return undefined
}
