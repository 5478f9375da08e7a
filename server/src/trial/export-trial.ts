// A trial as an Excel file: what was compared, the effect by group, the level of benefits, months of cover, and who would lose.
// Cells hold yuan, because a spreadsheet knows no fen; the amounts themselves stay whole fen until there.
import { PassThrough, Readable } from 'node:stream'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type excel from 'exceljs'
import type { Static } from 'typebox'
import type { Desk } from '../http/route.js'
import { loserJson } from './read-losers.js'
import { NO_SUCH_TRIAL, type Summary, summaryOf } from './read-trial.js'
import { causesOf, cellsOf, fundsOf, type LoserRow, loserPage, loserTotals, trialNumbered } from './trial-rows.js'
import type { LoserList } from './trial-schema.js'

/** A sheet that nobody can read is refused with the way out. */
const MOST_ROWS = 100_000n
const CHUNK = 5_000

type Losers = Static<typeof LoserList>['rows']
type Book = InstanceType<typeof excel.stream.xlsx.WorkbookWriter>
type CellValue = string | number | null

export async function exportTrial(trial: string, desk: Desk): Promise<Response | Refusal> {
  await desk.audit('trial.export', { detail: { trial } })
  const read = await desk.read(async (client) => {
    const row = await trialNumbered(client, desk.officer.pool, BigInt(trial))
    if (row === undefined) return NO_SUCH_TRIAL
    const { count } = await loserTotals(client, row.trial, {})
    if (count > MOST_ROWS) return refused('too_many_rows', `待遇减少的有 ${count} 人，超过一次导出的上限 ${MOST_ROWS} 人；请按核算单位由各县区分别导出。`)
    const summary = summaryOf(row, await cellsOf(client, row.trial), await fundsOf(client, row.trial), await causesOf(client, row.trial))
    return { summary, losers: (await allLosers(client, row.trial)).map((loser) => loserJson(desk.officer, loser)) }
  })
  if (isRefusal(read)) return read
  return new Response(Readable.toWeb(await workbook(read.summary, read.losers)) as ReadableStream, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="trial-${trial}.xlsx"; filename*=UTF-8''%E5%9F%BA%E9%87%91%E6%B5%8B%E7%AE%97-${trial}.xlsx`,
    },
  })
}

async function allLosers(client: Parameters<typeof loserPage>[0], trial: bigint): Promise<readonly LoserRow[]> {
  const rows: LoserRow[] = []
  for (let offset = 0; ; offset += CHUNK) {
    const chunk = await loserPage(client, trial, {}, { order: 'loss', size: CHUNK, offset })
    rows.push(...chunk)
    if (chunk.length < CHUNK) return rows
  }
}

export async function workbook(summary: Summary, losers: Losers): Promise<PassThrough> {
  const { default: exceljs } = await import('exceljs')
  const stream = new PassThrough()
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  aboutSheet(book, summary)
  unitSheet(book, summary)
  groupSheet(book, summary)
  standardSheet(book, summary)
  coverSheet(book, summary)
  loserSheet(book, losers)
  void book.commit().catch((error: Error) => stream.destroy(error))
  return stream
}

const yuan = (fen: number): number => fen / 100
const percent = (hundredths: number | null): number | null => (hundredths === null ? null : hundredths / 100)

function sheet(book: Book, name: string, texts: readonly string[], numbers: readonly string[], rows: Iterable<readonly CellValue[]>): void {
  const made = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  made.columns = [...texts.map((header) => ({ header, width: 20 })), ...numbers.map((header) => ({ header, width: 16, style: { numFmt: '#,##0.00' } }))]
  for (const row of rows) made.addRow([...row]).commit()
  made.commit()
}

function aboutSheet(book: Book, summary: Summary): void {
  const { totals } = summary
  sheet(
    book,
    '测算说明',
    ['项目', '内容'],
    [],
    [
      ['草案', summary.draft_name],
      ['结算单登记日期', `${summary.from} 至 ${summary.to}`],
      ['规则', summary.rules_on === null ? '每张结算单按就诊时的规则' : `两边都按 ${summary.rules_on} 的规则`],
      ['测算时间', summary.tried_at],
      ['引擎', summary.engine],
      ['现行规则哈希', Object.values(summary.rules_before).join('；')],
      ['草案规则哈希', Object.values(summary.rules_after).join('；')],
      ['结算单（张）', String(summary.bills)],
      ['参保人（人）', String(summary.persons)],
      ...summary.left_out.map(({ why, bills }) => [`未计入：${why}`, `${bills}张`]),
      ['待遇减少（人）', String(totals.losers)],
      ['待遇增加（人）', String(totals.gainers)],
      ['待遇水平', summary.level_holds ? '各险种、人员类别、级别均不降低' : '有人员类别和级别的待遇水平降低，见“待遇水平”表'],
      ['可支付月数的口径', summary.cover_definition],
    ],
  )
}

type Effect = Summary['totals'] | Summary['units'][number] | Summary['groups'][number]

const EFFECT = ['医疗费', '基金支付（现行）', '基金支付（草案）', '差额', '人均差额', '个人负担（现行）', '个人负担（草案）']

function effectCells(of: Effect): number[] {
  return [of.total_fen, of.fund_before_fen, of.fund_after_fen, of.difference_fen, of.per_head_fen, of.self_before_fen, of.self_after_fen].map(yuan)
}

function unitSheet(book: Book, { units }: Summary): void {
  const rows = units.map((unit) => [unit.unit_name, unit.scheme_name, unit.bills, unit.persons, unit.losers, unit.gainers, ...effectCells(unit)])
  sheet(book, '核算单位', ['核算单位', '险种', '张数', '人数', '减少人数', '增加人数'], EFFECT, rows)
}

function groupSheet(book: Book, { groups }: Summary): void {
  const rows = groups.map((group) => [group.dimension_name, group.scheme_name, group.name, group.bills, group.persons, ...effectCells(group)])
  sheet(book, '分组', ['分组', '险种', '名称', '张数', '人数'], EFFECT, rows)
}

const VERDICTS = { risen: '提高', held: '持平', fallen: '降低' } as const

function standardSheet(book: Book, { standards }: Summary): void {
  const rows = standards.map((one) => [
    one.scheme_name,
    one.name,
    VERDICTS[one.verdict],
    one.bills,
    one.persons,
    ...[one.of_scope_before, one.of_scope_after, one.of_total_before, one.of_total_after].map(percent),
  ])
  sheet(
    book,
    '待遇水平',
    ['险种', '人员类别 × 级别', '结论', '张数', '人数'],
    ['政策范围内支付比例%（现行）', '政策范围内支付比例%（草案）', '实际支付比例%（现行）', '实际支付比例%（草案）'],
    rows,
  )
}

function coverSheet(book: Book, { cover }: Summary): void {
  const rows = cover.map((one) => [one.fund_name, yuan(one.free_fen), yuan(one.before_fen), yuan(one.after_fen), one.months_before, one.months_after])
  sheet(book, '可支付月数', ['基金'], ['可动用结余', '支付（现行）', '支付（草案）', '可支付月数（现行）', '可支付月数（草案）'], rows)
}

function loserSheet(book: Book, losers: Losers): void {
  const rows = losers.map((one) => [
    one.psn_no ?? '',
    one.person_name ?? '',
    one.unit_name,
    one.scheme_name,
    one.class_name,
    one.identities.join('、'),
    one.age,
    one.level_name,
    one.benefit_name,
    one.why.step_name,
    one.why.article_before,
    one.why.article_after,
    one.why.rule_before,
    one.why.rule_after,
    one.settlement,
    ...[one.self_before_fen, one.self_after_fen, one.loss_fen].map(yuan),
  ])
  const texts = [
    '人员编号',
    '参保人',
    '核算单位',
    '险种',
    '人员类别',
    '身份',
    '年龄',
    '级别',
    '就医类别',
    '变化的一层',
    '现行条款',
    '草案条款',
    '现行计算',
    '草案计算',
    '结算编号',
  ]
  sheet(book, '待遇减少的人', texts, ['个人负担（现行）', '个人负担（草案）', '增加'], rows)
}
