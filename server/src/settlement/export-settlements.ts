// A list of bills as an Excel file: read in chunks under row-level security, written as a stream. Cells hold yuan, because a
// spreadsheet knows no fen; the amounts themselves stay whole fen until there.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import type { Desk } from '../http/route.js'
import { workbookAnswer } from '../http/workbook.js'
import { filterOf, type ListQuery, rowJson } from './read-history.js'
import { NO_SUCH_BILL } from './read-statement.js'
import { type ListFilter, type ListRow, listPage, listTotals } from './settlement-list-rows.js'
import { SCHEMES, wordOf } from './words.js'

/** A sheet that nobody can read is refused with the way out. */
const MOST_ROWS = 100_000n
const CHUNK = 2_000

const STANDINGS = { settled: '有效', cancelled: '已撤销', cancellation: '撤销单' } as const

export async function exportHistory(psnNo: string, year: number | undefined, desk: Desk): Promise<Response | Refusal> {
  const person = personOf(desk.officer.pool, psnNo)
  if (person === undefined) return NO_SUCH_BILL
  await desk.audit('settlement.export', { person })
  return exported(desk, async (client) => {
    const seen = await visiblePerson(client, desk.officer, psnNo)
    return isRefusal(seen) ? seen : { person, ...(year === undefined ? {} : { year }) }
  })
}

export async function exportSettlements(query: ListQuery, desk: Desk): Promise<Response | Refusal> {
  await desk.audit('settlement.export', { detail: { ...query } })
  return exported(desk, (client) => filterOf(client, query, desk))
}

type Client = Parameters<typeof listPage>[0]

async function exported(desk: Desk, filterFor: (client: Client) => Promise<ListFilter | Refusal>): Promise<Response | Refusal> {
  const filter = await desk.read(async (client) => {
    const wanted = await filterFor(client)
    if (isRefusal(wanted)) return wanted
    const { count } = await listTotals(client, wanted)
    return count > MOST_ROWS ? refused('too_many_rows', `共 ${count} 条，超过一次导出的上限 ${MOST_ROWS} 条，请缩短日期范围后再导出。`) : wanted
  })
  if (isRefusal(filter)) return filter
  const rows = await desk.read((client) => allRows(client, filter))
  return workbookAnswer('settlements', '结算单', { name: '结算单', columns: COLUMNS, rows: rows.map((row) => cells(desk.officer.pool, row)) })
}

async function allRows(client: Client, filter: ListFilter): Promise<readonly ListRow[]> {
  const rows: ListRow[] = []
  for (let offset = 0; ; offset += CHUNK) {
    const chunk = await listPage(client, filter, CHUNK, offset)
    rows.push(...chunk)
    if (chunk.length < CHUNK) return rows
  }
}

const AMOUNTS = [
  ['total_fen', '医院收费'],
  ['in_scope_fen', '范围内'],
  ['fund_fen', '基金和保险支付'],
  ['hospital_fen', '医院承担'],
  ['account_fen', '个人账户'],
  ['cash_fen', '现金'],
] as const

const TEXTS = ['结算日期', '结算编号', '人员编号', '参保人', '参保地', '险种', '医疗机构', '就医类别', '状态']
const COLUMNS = [...TEXTS.map((header) => ({ header, width: 16 })), ...AMOUNTS.map(([, header]) => ({ header, width: 15, money: true }))]

function cells(pool: string, row: ListRow): (string | number)[] {
  const shown = rowJson(pool, row)
  const texts = [
    shown.settled_on,
    shown.settlement,
    shown.psn_no,
    shown.person_name,
    shown.area_name,
    wordOf(SCHEMES, shown.scheme),
    shown.provider_name,
    shown.benefit_name,
    STANDINGS[shown.standing],
  ]
  return [...texts, ...AMOUNTS.map(([name]) => shown[name] / 100)]
}
