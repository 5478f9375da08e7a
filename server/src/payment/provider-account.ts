// The yearly account with a provider (往来对账单), month by month and item by item: what the facts say, what the provider's own books say,
// and what lies between them — with its age, whose it is, and where it stands. Nothing here is typed on the office's side.
import { type Day, dayNumber, lastOfMonth } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { MatterStanding } from '@tongchou/domain/fund/matter-life.js'
import { readSheet } from '../catalogue/read-sheet.js'
import type { Queries } from '../fund/transaction.js'

export const ITEMS = {
  declared: '机构申报',
  due: '按项目应付',
  difference: '支付方式差额',
  deduction: '扣款',
  deposit: '预留保证金',
  netted: '抵扣应退',
  set_off: '冲抵预付金',
  paid: '已付',
  released: '返还保证金',
  forfeited: '扣罚保证金',
  prepaid: '拨付预付金',
  returned: '收回预付金',
} as const
export type Item = keyof typeof ITEMS
export const ITEM_KEYS = Object.keys(ITEMS) as Item[]

export interface AccountAsked {
  readonly book: string
  readonly year: number
  readonly provider: string
}

export interface AccountRow {
  readonly month: Day
  readonly item: Item
  readonly bureauFen: Fen
  /** Null: the provider has told nothing of it. */
  readonly providerFen: Fen | null
  readonly source: string
}

/** Every month and item that either side has. */
export async function accountRows(db: Queries, { book, year, provider }: AccountAsked): Promise<AccountRow[]> {
  const { rows } = await db.query<{ month: Day; item: Item; bureau: bigint | null; own: bigint | null; source: string | null }>(
    `SELECT month, item, a.fen AS bureau, f.amount_fen AS own, f.source FROM provider_account($1, $2, $3) a
       FULL JOIN (SELECT DISTINCT ON (month, item) month, item, amount_fen, source FROM provider_figure
                   WHERE book = $1 AND provider = $3 AND extract(year FROM month) = $2 ORDER BY month, item, figure DESC) f USING (month, item)`,
    [book, year, provider],
  )
  return rows
    .map(({ month, item, bureau, own, source }) => ({ month, item, bureauFen: bureau ?? 0n, providerFen: own, source: source ?? '' }))
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : ITEM_KEYS.indexOf(a.item) - ITEM_KEYS.indexOf(b.item)))
}

export interface Balance {
  /** Dues less what was taken off and paid: still owed for the year's months. */
  readonly openFen: Fen
  readonly depositFen: Fen
  readonly prepaidFen: Fen
}

/** How the year's rows change what is owed, held and in advance. */
export function balanceOf(rows: readonly AccountRow[]): Balance {
  const of = (...items: Item[]): Fen => sumOf(rows.filter(({ item }) => items.includes(item)).map(({ bureauFen }) => bureauFen))
  return {
    openFen: of('due', 'difference') - of('deduction', 'deposit', 'netted', 'set_off', 'paid'),
    depositFen: of('deposit') - of('released', 'forfeited'),
    prepaidFen: of('prepaid') - of('returned', 'set_off'),
  }
}

export interface AccountDifference extends AccountRow {
  /** Names both amounts: another difference later is another matter. */
  readonly matter: string
  readonly sentence: string
  readonly days: number
  readonly standing: MatterStanding
  readonly owner: string | null
}

export async function accountDifferences(db: Queries, asked: AccountAsked, on: { readonly pool: string; readonly today: Day }): Promise<AccountDifference[]> {
  const rows = (await accountRows(db, asked)).filter(({ bureauFen, providerFen }) => providerFen !== null && providerFen !== bureauFen)
  const matters = rows.map((row) => matterOf(asked, row))
  const { rows: stand } = await db.query<{ matter: string; standing: MatterStanding; owner: string | null }>(
    `SELECT matter, standing, owner FROM matter_standing WHERE desk = 'provider_account' AND subject = $1::text::bigint AND matter = ANY ($2)`,
    [on.pool, matters],
  )
  return rows.map((row, i) => {
    const found = stand.find(({ matter }) => matter === matters[i])
    const [own, ours] = [row.providerFen ?? 0n, row.bureauFen]
    return {
      ...row,
      matter: matters[i] ?? '',
      sentence: `${row.month.slice(0, 7)} ${ITEMS[row.item]}：医保 ${yuanText(ours)} 元，机构 ${yuanText(own)} 元，差 ${yuanText(own - ours)} 元。`,
      days: Math.max(0, dayNumber(on.today) - dayNumber(lastOfMonth(row.month))),
      standing: found?.standing ?? 'open',
      owner: found?.owner ?? null,
    }
  })
}

function matterOf({ book, provider }: AccountAsked, { month, item, bureauFen, providerFen }: AccountRow): string {
  return [book, provider, month.slice(0, 7), item, bureauFen, providerFen ?? ''].join('|')
}

/** The account that a matter belongs to. */
export function accountOfMatter(matter: string): AccountAsked | undefined {
  const [book = '', provider = '', month = ''] = matter.split('|')
  return /^\d{4}-\d{2}$/.test(month) ? { book, provider, year: Number(month.slice(0, 4)) } : undefined
}

export const COLUMNS = ['月份', '项目', '医保账面（元）', '机构账面（元）', '差额（元）'] as const

export interface OwnFigure {
  readonly month: Day
  readonly item: Item
  readonly amountFen: Fen
}

/** The provider's column of the statement that was sent out, as it came back; a blank cell says nothing. */
export async function figuresOfSheet(bytes: Buffer, year: number): Promise<readonly OwnFigure[] | Refusal> {
  const [heading, ...body] = (await readSheet(bytes)) ?? []
  if (heading === undefined || COLUMNS.some((column, i) => heading.cells[i] !== column))
    return refused('no_such_sheet', `这不是往来对账单；请先导出 Excel，由机构填写“${COLUMNS[3]}”一列后再导入。`)
  const read: OwnFigure[] = []
  for (const { number, cells } of body) {
    const [month = '', name = '', , amount = ''] = cells
    const item = ITEM_KEYS.find((key) => ITEMS[key] === name)
    if (amount === '' || item === undefined) continue
    const amountFen = fenOfYuan(amount)
    if (amountFen === undefined) return refused('no_amount', `第 ${number} 行的“${amount}”不是金额；请填元，最多两位小数。`)
    if (!new RegExp(`^${year}-(0[1-9]|1[0-2])$`).test(month))
      return refused('other_year', `第 ${number} 行的月份“${month}”不是 ${year} 年的；请核对对账单年度。`)
    read.push({ month: `${month}-01`, item, amountFen })
  }
  return read.length === 0 ? refused('nothing_filled', `“${COLUMNS[3]}”一列没有填写；请由机构填写后再导入。`) : read
}
