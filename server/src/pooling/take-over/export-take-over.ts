// The take-over desk's lists as Excel files.
import type { Static } from 'typebox'
import { workbookAnswer, workbookOf } from '../../http/workbook.js'
import type { Board, Differences, ParallelDifferences, Sheet } from './take-over-schema.js'

const yuan = (fen: number | null): number | null => (fen === null ? null : fen / 100)
const texts = (...headers: readonly string[]) => headers.map((header) => ({ header, width: 18 }))
const money = (...headers: readonly string[]) => headers.map((header) => ({ header, width: 18, money: true }))
const long = (header: string) => ({ header, width: 70, wrapped: true })

export function boardWorkbook(board: Static<typeof Board>): Promise<Response> {
  return workbookAnswer('take-overs', '接管看板', {
    name: '接管看板',
    columns: [...texts('核算单位', '险种', '阶段', '清查基准日', '计划切换日', '任务', '已完成', '逾期'), long('待办事项')],
    rows: board.map((row) => [
      row.unit_name,
      row.scheme_name,
      row.stage_name,
      row.as_of,
      row.switch_on,
      row.tasks,
      row.tasks_done,
      row.overdue,
      row.blocking.join('\n'),
    ]),
  })
}

export function faultWorkbook(rows: readonly { line: number; sentence: string }[]): Promise<Response> {
  return workbookAnswer('faulty-lines', '有误的行', {
    name: '有误的行',
    columns: [...texts('行'), long('错误和办法')],
    rows: rows.map(({ line, sentence }) => [line, sentence]),
  })
}

export function differenceWorkbook(rows: Static<typeof Differences>['rows']): Promise<Response> {
  return workbookAnswer('take-over-differences', '接管差异', {
    name: '接管差异',
    columns: [...texts('类别', '文件', '文件名', '行', '状态', '责任人', '账龄（天）'), ...money('金额'), long('说明')],
    rows: rows.map((row) => [
      row.code_name,
      row.kind_name,
      row.file_name,
      row.line,
      row.standing_name,
      row.owner,
      row.days,
      yuan(row.amount_fen),
      row.sentence,
    ]),
  })
}

export function sheetWorkbook(sheet: Static<typeof Sheet>): Promise<Response> {
  const figures: readonly (readonly [string, number])[] = [
    ['现金净资产', sheet.cash_fen],
    ['其中：个人账户基金', sheet.accounts_fen],
    ['应收', sheet.receivable_fen],
    ['应付', sheet.payable_fen],
    ['核定结余（负数为缺口）', sheet.certified_fen],
    ['单列统筹前结余', sheet.frozen_fen],
    ['上解结余', sheet.handed_up_fen],
    ['县区政府承担的缺口', sheet.gap_fen],
  ]
  return workbookOf('audit-sheet', '清查审计表', [
    {
      name: '清查审计表',
      columns: [...texts('来源基金', '项目', '往来单位'), ...money('账面数', '核实数', '差额'), long('依据')],
      rows: sheet.items.map((row) => [row.source, row.item, row.counterparty, yuan(row.book_fen), yuan(row.verified_fen), yuan(row.difference_fen), row.basis]),
    },
    { name: '核定', columns: [...texts('项目'), ...money('金额')], rows: figures.map(([name, fen]) => [name, yuan(fen)]) },
    {
      name: '确认',
      columns: [...texts('部门', '结论', '依据文号', '经办人', '时间'), long('说明')],
      rows: sheet.confirmations.map((row) => [
        row.party_name,
        row.agreed === null ? '未确认' : row.agreed ? (row.current ? '同意' : '同意（其后数字有变动）') : '不同意',
        row.document,
        row.officer_name,
        row.known_at,
        row.remark,
      ]),
    },
  ])
}

export function parallelWorkbook(rows: Static<typeof ParallelDifferences>['rows']): Promise<Response> {
  return workbookAnswer('parallel-differences', '并行差异', {
    name: '并行差异',
    columns: [...texts('结算编号', '结算日期', '类别', '行'), ...money('原系统', '本系统'), long('说明')],
    rows: rows.map((row) => [row.bill, row.day, row.kind_name, row.line, yuan(row.theirs_fen), yuan(row.ours_fen), row.sentence]),
  })
}
