// The bridge between the statutory cash books and the accrual memo ledger, line by line: what each stood at, what moved it, and the
// formula of what is owed to providers by unit and by provider.
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type BridgeLine, explainBridge, payablesLeft } from '@tongchou/domain/fund/explain-bridge.js'
import { MEMO_ACCOUNTS } from '@tongchou/domain/fund/memo-accounts.js'
import { factName } from '@tongchou/domain/fund/voucher-text.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { cutOf, Paging, searchAsked, sortAsked } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookOf } from '../http/workbook.js'
import { MOST, tooMany } from '../payment/whole-list.js'
import { bookOfDesk } from './book-of-desk.js'
import { bridgeEnds, bridgeMoves, type ProviderPayables, providerPayables, unitPayables } from './bridge-store.js'
import { type ReportTable, rowOf, sheetOf } from './report-table.js'
import { BookParams, Fen, pageOf, Text } from './schemas.js'

const SEE = { permission: 'book.see' } as const

const Query = Type.Object({
  book: BookParams.properties.book,
  month: Type.Optional(Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-01' })),
  unit: Type.Optional(Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$' })),
})
const ProvidersQuery = Type.Object({ ...Query.properties, q: searchAsked('机构名称或编码'), sort: sortAsked, ...Paging })
type Asked = Static<typeof Query>

const payables = { by_item_fen: Fen, method_fen: Fen, deduction_fen: Fen, deposit_fen: Fen, set_off_fen: Fen, netted_fen: Fen, paid_fen: Fen }
const Bridged = Type.Object({
  book: Text,
  name: Text,
  month: Text,
  lines: Type.Array(
    Type.Object({
      ...{ account: Text, name: Text, side: Text, opening_fen: Fen, change_fen: Fen, closing_fen: Fen, unexplained_fen: Fen },
      moves: Type.Array(Type.Object({ cause: Text, name: Text, fen: Fen })),
    }),
  ),
  units: Type.Array(
    Type.Object({ unit: Text, unit_name: Text, opening_fen: Fen, ...payables, returned_fen: Fen, left_fen: Fen, memo_fen: Fen, difference_fen: Fen }),
  ),
})
type Bridged = Static<typeof Bridged>
const Providers = pageOf({ provider: Text, provider_name: Text, unit: Text, unit_name: Text, bills: Type.Integer(), ...payables, open_fen: Fen })

export function bridgeRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  const today = () => dayIn(clock)
  return [
    route({
      method: 'GET',
      url: '/api/fund/bridge',
      access: SEE,
      summary: '收付实现制与权责备查的调节表：期初、本月变动及其业务、期末；各核算单位应付机构款公式',
      schema: { querystring: Query, response: Bridged },
      handler: ({ query }, desk) => desk.read((client) => bridged(client, desk, query, today())),
    }),
    route({
      method: 'GET',
      url: '/api/fund/bridge/providers',
      access: SEE,
      summary: '一个结算月各机构应付款：按项目 ± 支付方式差额 − 扣款 − 保证金 − 冲预付 − 抵扣 − 已付 = 未付',
      schema: { querystring: ProvidersQuery, response: Providers },
      handler: ({ query }, desk) =>
        desk.read(async (client) => {
          const book = await bookOfDesk(client, desk, query.book)
          if (isRefusal(book)) return book
          const { total, rows } = await providerPayables(client, {
            ...placeOf(query, today()),
            ...query,
            ...monthOf(query, today()),
            unit: query.unit ?? null,
            ...cutOf(query),
          })
          return { total, rows: rows.map(providerJson) }
        }),
    }),
    route({
      method: 'GET',
      url: '/api/fund/bridge.xlsx',
      access: SEE,
      summary: '收付实现制与权责备查的调节表（Excel）：调节表、各核算单位、各机构',
      schema: { querystring: Query, response: Workbook },
      handler: async ({ query }, desk) => {
        const tables = await desk.read((client) => tablesOf(client, desk, query, today()))
        if (isRefusal(tables)) return tables
        await desk.audit('bridge.export', { detail: { ...query } })
        return workbookOf('bridge', '现金与权责调节表', tables.map(sheetOf))
      },
    }),
  ]
}

const monthOf = ({ month }: Asked, today: string) => ({ month: month === undefined ? firstOfMonth(today) : `${month}-01` })
const placeOf = (asked: Asked, today: string) => ({ book: asked.book, unit: asked.unit ?? null, ...monthOf(asked, today) })

async function bridged(client: pg.PoolClient, desk: Desk, asked: Asked, today: string): Promise<Bridged | Refusal> {
  const book = await bookOfDesk(client, desk, asked.book)
  if (isRefusal(book)) return book
  const place = placeOf(asked, today)
  if (place.month > today) return refused('in_future', '这个月还没有开始；请选择本月或以前的月份。')
  const { opening, closing, owed } = await bridgeEnds(client, place)
  const names = await namesOf(client, desk.officer.pool)
  const lines = explainBridge(opening, closing, await bridgeMoves(client, place))
  const moved = new Map((await unitPayables(client, place)).map((row) => [row.unit, row]))
  const units = [...new Set([...owed.keys(), ...moved.keys()])].sort().flatMap((unit) => {
    const { openingFen, closingFen } = owed.get(unit) ?? { openingFen: 0n, closingFen: 0n }
    const figures = { ...NOTHING_MOVED, ...moved.get(unit), openingFen }
    if (openingFen === 0n && closingFen === 0n && !moved.has(unit)) return []
    return [unitJson(unit, names.units.get(unit) ?? unit, figures, closingFen)]
  })
  return { book: book.book, name: book.name, month: place.month.slice(0, 7), lines: lines.map((line) => lineJson(line, names.accounts)), units }
}

const NOTHING_MOVED = { byItemFen: 0n, methodFen: 0n, deductionFen: 0n, depositFen: 0n, setOffFen: 0n, nettedFen: 0n, paidFen: 0n, returnedFen: 0n }

function unitJson(unit: string, unit_name: string, of: Parameters<typeof payablesLeft>[0], memoFen: bigint) {
  const left = payablesLeft(of)
  return {
    ...{ unit, unit_name, opening_fen: fenJson(of.openingFen), by_item_fen: fenJson(of.byItemFen), method_fen: fenJson(of.methodFen) },
    ...{ deduction_fen: fenJson(of.deductionFen), deposit_fen: fenJson(of.depositFen), set_off_fen: fenJson(of.setOffFen), netted_fen: fenJson(of.nettedFen) },
    ...{
      paid_fen: fenJson(of.paidFen),
      returned_fen: fenJson(of.returnedFen),
      left_fen: fenJson(left),
      memo_fen: fenJson(memoFen),
      difference_fen: fenJson(memoFen - left),
    },
  }
}

const LINE_NAMES: Readonly<Record<string, string>> = { cash: '现金净资产（收付实现制）', position: '权责结余' }
const CAUSE_NAMES: Readonly<Record<string, string>> = { settlement: '结算单（含撤销）' }

function lineJson({ account, side, openingFen, closingFen, moves, unexplainedFen }: BridgeLine, accounts: ReadonlyMap<string, string>) {
  const causeName = (cause: string): string => (side === 'cash' ? `${cause} ${accounts.get(cause) ?? ''}` : (CAUSE_NAMES[cause] ?? factName(cause)))
  return {
    ...{
      account,
      name: LINE_NAMES[account] ?? MEMO_ACCOUNTS[account]?.name ?? account,
      side,
      opening_fen: fenJson(openingFen),
      closing_fen: fenJson(closingFen),
    },
    ...{ change_fen: fenJson(closingFen - openingFen), unexplained_fen: fenJson(unexplainedFen) },
    moves: [...moves].sort((a, b) => (a.cause < b.cause ? -1 : 1)).map(({ cause, fen }) => ({ cause, name: causeName(cause), fen: fenJson(fen) })),
  }
}

async function namesOf(client: pg.PoolClient, pool: string) {
  const units = await client.query<{ unit: string; name: string }>(
    'SELECT DISTINCT ON (unit) unit, name FROM pooling_unit WHERE pool = $1 AND in_force <= current_day() ORDER BY unit, in_force DESC',
    [pool],
  )
  const accounts = await client.query<{ account: string; name: string }>('SELECT account, name FROM account')
  return { units: new Map(units.rows.map(({ unit, name }) => [unit, name])), accounts: new Map(accounts.rows.map(({ account, name }) => [account, name])) }
}

function providerJson({ by_item, method, deduction, deposit, set_off, netted, paid, open, ...row }: ProviderPayables) {
  return {
    ...{ provider: row.provider, provider_name: row.provider_name, unit: row.unit, unit_name: row.unit_name, bills: row.bills, by_item_fen: fenJson(by_item) },
    ...{
      method_fen: fenJson(method),
      deduction_fen: fenJson(deduction),
      deposit_fen: fenJson(deposit),
      set_off_fen: fenJson(set_off),
      netted_fen: fenJson(netted),
    },
    ...{ paid_fen: fenJson(paid), open_fen: fenJson(open) },
  }
}

async function tablesOf(client: pg.PoolClient, desk: Desk, asked: Asked, today: string): Promise<readonly ReportTable[] | Refusal> {
  const made = await bridged(client, desk, asked, today)
  if (isRefusal(made)) return made
  const { total, rows } = await providerPayables(client, { ...placeOf(asked, today), limit: MOST, offset: 0 })
  const over = tooMany(total)
  if (over !== undefined) return over
  const subtitle = `${made.name}　${made.month}`
  return [bridgeTable(made, subtitle), unitTable(made, subtitle), providerTable(rows, subtitle)]
}

const SIGN: Readonly<Record<string, string>> = { receivable: '加：', payable: '减：' }

function bridgeTable({ lines }: Bridged, subtitle: string): ReportTable {
  const money = (fen: number) => BigInt(fen)
  return {
    title: '现金与权责调节表',
    subtitle,
    texts: ['项目'],
    amounts: ['期初', '本月变动', '期末', '未解释'],
    rows: lines.flatMap((line) => [
      rowOf([`${SIGN[line.side] ?? ''}${line.name}`], [money(line.opening_fen), money(line.change_fen), money(line.closing_fen), money(line.unexplained_fen)]),
      ...line.moves.map((move) => rowOf([move.name], [null, money(move.fen), null, null], { indent: 1 })),
    ]),
  }
}

function unitTable({ units }: Bridged, subtitle: string): ReportTable {
  return {
    title: '各核算单位应付机构款',
    subtitle,
    texts: ['核算单位'],
    amounts: [
      '期初',
      '按项目结算',
      '± 支付方式差额',
      '− 扣款',
      '− 保证金',
      '− 冲预付金',
      '− 抵扣应退',
      '− 已付',
      '＋ 退票和接收',
      '= 应付',
      '备查余额',
      '差额',
    ],
    rows: units.map((row) =>
      rowOf(
        [row.unit_name],
        [
          ...[
            row.opening_fen,
            row.by_item_fen,
            row.method_fen,
            row.deduction_fen,
            row.deposit_fen,
            row.set_off_fen,
            row.netted_fen,
            row.paid_fen,
            row.returned_fen,
          ],
          ...[row.left_fen, row.memo_fen, row.difference_fen],
        ].map((fen) => BigInt(fen)),
      ),
    ),
  }
}

function providerTable(rows: readonly ProviderPayables[], subtitle: string): ReportTable {
  return {
    title: '各机构应付款（按结算月）',
    subtitle,
    texts: ['机构编码', '机构', '核算单位', '结算单数'],
    amounts: ['按项目结算', '± 支付方式差额', '− 扣款', '− 保证金', '− 冲预付金', '− 抵扣应退', '− 已付', '= 未付'],
    rows: rows.map((row) =>
      rowOf(
        [row.provider, row.provider_name, row.unit_name, row.bills.toString()],
        [row.by_item, row.method, row.deduction, row.deposit, row.set_off, row.netted, row.paid, row.open],
      ),
    ),
  }
}
