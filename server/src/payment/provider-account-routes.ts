// The account with each provider: the statement as page, Excel and PDF, the provider's own figures, differences with two officers' word.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { MATTER_STANDINGS } from '@tongchou/domain/fund/matter-life.js'
import { type Static, Type } from 'typebox'
import { bookOfDesk } from '../fund/book-of-desk.js'
import { insertRows } from '../fund/fact-store.js'
import { MatterBody, MatterDone, MatterEvents, MatterQuery } from '../fund/matter-schema.js'
import { type ReportTable, rowOf } from '../fund/report-table.js'
import { Fen, Nullable, Text } from '../fund/schemas.js'
import { actOnMatter, eventsOfMatter } from '../fund/take-matter.js'
import type { Queries } from '../fund/transaction.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import {
  type AccountAsked,
  type AccountDifference,
  accountDifferences,
  accountOfMatter,
  accountRows,
  balanceOf,
  COLUMNS,
  figuresOfSheet,
  ITEM_KEYS,
  ITEMS,
  type OwnFigure,
} from './provider-account.js'

const SEE = { permission: 'payment.see' } as const
const WORK = { permission: 'cycle.review' } as const
const Book = Type.String({ title: '账套', pattern: '^[0-9]{6,12}-[a-z_]+$', maxLength: 40 })
const Provider = Type.String({ title: '机构', pattern: '^[A-Z0-9]{6,30}$', description: '定点医药机构编码' })
const asked = { book: Book, year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' }), provider: Provider }
const Query = Type.Object(asked)
const FenOrNull = Type.Union([Type.Integer(), Type.Null()])
const Source = Type.String({ title: '来源', minLength: 4, maxLength: 200, description: '机构来函、盖章对账单等' })
const FiguresBody = Type.Object({
  ...asked,
  source: Source,
  figures: Type.Array(
    Type.Object({
      month: Type.String({ title: '月份', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
      item: Type.Union(
        ITEM_KEYS.map((item) => Type.Literal(item)),
        { title: '项目' },
      ),
      amount_fen: Type.Integer({ title: '金额（分）' }),
    }),
    { title: '机构账面数', minItems: 1, maxItems: 200 },
  ),
})
const FileBody = Type.Object({ ...asked, source: Source, content: Type.String({ title: '文件', minLength: 1, maxLength: 4_000_000 }) })
const Account = Type.Object({
  provider: Text,
  provider_name: Text,
  year: Type.Integer(),
  ...{ open_fen: Fen, deposit_fen: Fen, prepaid_fen: Fen },
  rows: Type.Array(
    Type.Object({ month: Text, item: Text, item_name: Text, bureau_fen: Fen, provider_fen: FenOrNull, difference_fen: FenOrNull, source: Text }),
  ),
  differences: Type.Array(Type.Object({ matter: Text, sentence: Text, days: Type.Integer(), standing: Text, standing_name: Text, owner: Nullable })),
})

export function providerAccountRoutes(context: AppContext): readonly Route[] {
  const shown = (desk: Desk, of: AccountAsked) => accountJson(context, desk, of)
  const kept = async (desk: Desk, of: AccountAsked, source: string, figures: readonly OwnFigure[]): Promise<unknown> => {
    const wrong = await keepFigures(desk, of, source, figures)
    return wrong ?? shown(desk, of)
  }
  return [
    route({
      method: 'GET',
      url: '/api/provider-accounts',
      access: SEE,
      summary: '与一家定点机构的年度往来对账单：逐月逐项的医保账面、机构账面、差异',
      schema: { querystring: Query, response: Account },
      handler: ({ query }, desk) => shown(desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/provider-accounts.xlsx',
      access: SEE,
      summary: '往来对账单（Excel）；机构填写本方账面后可再导入',
      schema: { querystring: Query, response: Workbook },
      handler: async ({ query }, desk) => {
        const account = await shown(desk, query)
        if (isRefusal(account)) return account
        await desk.audit('provider_account.export', { detail: { ...query } })
        return workbookAnswer('provider-account', `往来对账单${account.provider_name}${query.year}`, {
          name: '往来对账单',
          columns: SHEET,
          rows: sheetRows(account),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/provider-accounts.pdf',
      access: SEE,
      summary: '往来对账单（PDF），供机构盖章确认',
      schema: { querystring: Query, response: Pdf },
      handler: async ({ query }, desk) => {
        const account = await shown(desk, query)
        if (isRefusal(account)) return account
        await desk.audit('provider_account.export', { detail: { ...query } })
        return pdfAnswer('provider-account', `往来对账单${query.year}`, [tableOf(account)], PAPER)
      },
    }),
    route({
      method: 'POST',
      url: '/api/provider-accounts/figures',
      access: WORK,
      summary: '登记机构自己的账面数；同月同项以后登记的为准',
      schema: { body: FiguresBody, response: Account },
      handler: ({ body: { source, figures, ...of } }, desk) =>
        kept(
          desk,
          of,
          source,
          figures.map(({ month, item, amount_fen }) => ({ month: `${month}-01`, item, amountFen: BigInt(amount_fen) })),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/provider-accounts/file',
      access: WORK,
      summary: '读入机构填好的往来对账单（Excel）',
      bodyLimit: 5_000_000,
      schema: { body: FileBody, response: Account },
      handler: async ({ body: { source, content, ...of } }, desk) => {
        const figures = await figuresOfSheet(Buffer.from(content, 'base64'), of.year)
        return isRefusal(figures) ? figures : kept(desk, of, source, figures)
      },
    }),
    route({
      method: 'GET',
      url: '/api/provider-accounts/events',
      access: SEE,
      summary: '一条往来差异的处理记录',
      schema: { querystring: MatterQuery, response: MatterEvents },
      handler: ({ query }, desk) => desk.read((client) => eventsOfMatter(client, 'provider_account', BigInt(desk.officer.pool), query.matter)),
    }),
    route({
      method: 'POST',
      url: '/api/provider-accounts/acts',
      access: WORK,
      summary: '处理一条往来差异：说明、责任人、提请关闭或挂账、由第二人复核',
      schema: { body: MatterBody, response: MatterDone },
      handler: ({ body }, desk) =>
        actOnMatter(desk, { on: 'provider_account', subject: BigInt(desk.officer.pool) }, body, async (client, { matter }) => {
          const of = accountOfMatter(matter)
          const standing = of === undefined ? [] : await accountDifferences(client, of, { pool: desk.officer.pool, today: dayIn(context.clock) })
          const found = of !== undefined && standing.some((one) => one.matter === matter) ? await providerSeen(client, desk, of) : NO_MATTER
          return isRefusal(found) ? found : found.area
        }),
    }),
  ]
}

const NO_MATTER = refused('not_found', '没有这条差异，或双方数字已经变了；请刷新后再办。')

/** The provider, where its area and the book are the officer's. */
async function providerSeen(
  client: Queries,
  desk: Desk,
  { book, provider }: AccountAsked,
): Promise<{ readonly name: string; readonly area: string } | Refusal> {
  const known = await bookOfDesk(client, desk, book)
  if (isRefusal(known)) return known
  const { rows } = await client.query<{ name: string; area: string }>('SELECT name, area FROM provider WHERE code = $1', [provider])
  const [found] = rows
  return found === undefined || !desk.officer.areas.includes(found.area) ? refused('not_found', '没有这家机构，或不在您的区域；请核对编码。') : found
}

async function accountJson({ clock }: AppContext, desk: Desk, of: AccountAsked): Promise<Static<typeof Account> | Refusal> {
  return desk.read(async (client) => {
    const provider = await providerSeen(client, desk, of)
    if (isRefusal(provider)) return provider
    const rows = await accountRows(client, of)
    const { openFen, depositFen, prepaidFen } = balanceOf(rows)
    return {
      ...{ provider: of.provider, provider_name: provider.name, year: of.year },
      ...{ open_fen: fenJson(openFen), deposit_fen: fenJson(depositFen), prepaid_fen: fenJson(prepaidFen) },
      rows: rows.map(({ month, item, bureauFen, providerFen, source }) => ({
        ...{ month: month.slice(0, 7), item, item_name: ITEMS[item], bureau_fen: fenJson(bureauFen), source },
        provider_fen: providerFen === null ? null : fenJson(providerFen),
        difference_fen: providerFen === null ? null : fenJson(providerFen - bureauFen),
      })),
      differences: (await accountDifferences(client, of, { pool: desk.officer.pool, today: dayIn(clock) })).map(differenceJson),
    }
  })
}

function differenceJson({ matter, sentence, days, standing, owner }: AccountDifference) {
  return { matter, sentence, days, standing, standing_name: MATTER_STANDINGS[standing], owner }
}

async function keepFigures(desk: Desk, of: AccountAsked, source: string, figures: readonly OwnFigure[]): Promise<Refusal | undefined> {
  const strange = figures.find(({ month }) => month.slice(0, 4) !== String(of.year))
  if (strange !== undefined) return refused('other_year', `${strange.month.slice(0, 7)} 不是 ${of.year} 年的月份；请核对对账单年度。`)
  const wrong = await desk.write(async (client): Promise<Refusal | undefined> => {
    const provider = await providerSeen(client, desk, of)
    if (isRefusal(provider)) return provider
    const { rows } = await client.query<{ figure: bigint }>(`SELECT nextval('payment_seq') AS figure FROM generate_series(1, $1)`, [figures.length])
    const base = { book: of.book, provider: of.provider, area: provider.area, source, officer: desk.officer.officer }
    const stored = figures.map(({ month, item, amountFen }, i) => ({ figure: rows[i]?.figure ?? 0n, ...base, month, item, amount_fen: amountFen }))
    await insertRows(client, 'provider_figure', stored)
    return undefined
  })
  if (wrong === undefined)
    await desk.audit('provider_account.figures', { detail: { book: of.book, provider: of.provider, year: of.year, figures: figures.length } })
  return wrong
}

type Shown = Static<typeof Account>
const PAPER = { signatures: ['医保经办机构（盖章）：', '定点机构（盖章）：', '日期：'], foot: '金额不符的，请在“机构账面”写明并附明细' }
const SHEET = COLUMNS.map((header, i) => ({ header, width: [12, 20, 20, 20, 20][i] ?? 20, ...(i > 1 ? { money: true } : {}) }))

function* sheetRows({ rows }: Shown): Generator<(string | number | null)[]> {
  for (const { month, item_name, bureau_fen, provider_fen, difference_fen } of rows)
    yield [month, item_name, bureau_fen / 100, provider_fen === null ? null : provider_fen / 100, difference_fen === null ? null : difference_fen / 100]
}

function tableOf({ provider, provider_name, year, rows, open_fen, deposit_fen, prepaid_fen }: Shown): ReportTable {
  const fen = (one: number | null): bigint | null => (one === null ? null : BigInt(one))
  return {
    title: '医保基金往来对账单',
    subtitle: `${provider_name}（${provider}）　${year} 年度`,
    texts: ['月份', '项目'],
    amounts: ['医保账面', '机构账面', '差额'],
    rows: [
      ...rows.map((row) => rowOf([row.month, row.item_name], [fen(row.bureau_fen), fen(row.provider_fen), fen(row.difference_fen)])),
      rowOf(['', '本年月份未付'], [BigInt(open_fen), null, null]),
      rowOf(['', '保证金本年净留'], [BigInt(deposit_fen), null, null]),
      rowOf(['', '预付金本年净拨'], [BigInt(prepaid_fen), null, null]),
    ],
  }
}
