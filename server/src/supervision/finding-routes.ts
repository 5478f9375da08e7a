// The desk's routes about findings of review.
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { listFindings, sumFindings } from './finding-list.js'
import { FindingExportQuery, FindingList, FindingQuery, FindingSums, FindingSumsQuery, JudgeBody, Judgements, JudgeParams } from './finding-schema.js'
import { judgeFinding, readJudgements } from './judge-finding.js'

const SEE = { permission: 'finding.see' } as const

export function findingRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/findings',
      access: SEE,
      summary: '事前提醒和事中审核的疑点，含医生的反馈',
      schema: { querystring: FindingQuery, response: FindingList },
      handler: ({ query }, desk) => listFindings(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/finding-sums',
      access: SEE,
      summary: '审核疑点按规则或按机构汇总，含反馈情况',
      schema: { querystring: FindingSumsQuery, response: FindingSums },
      handler: ({ query }, desk) => sumFindings(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/findings.xlsx',
      access: SEE,
      summary: '把审核疑点导出为 Excel',
      schema: { querystring: FindingExportQuery, response: Workbook },
      handler: ({ query }, desk) => rowsWorkbook(['findings', '审核疑点'], COLUMNS, desk, (paging, own) => listFindings({ ...query, ...paging }, own)),
    }),
    route({
      method: 'GET',
      url: '/api/findings/:finding/judgements',
      access: SEE,
      summary: '一条疑点的认定经过',
      schema: { params: JudgeParams, response: Judgements },
      handler: ({ params }, desk) => readJudgements(params, desk),
    }),
    route({
      method: 'POST',
      url: '/api/findings/:finding/judgements',
      access: { permission: 'finding.judge' },
      summary: '认定一条疑点为违规，或撤销它；须写明理由',
      schema: { params: JudgeParams, body: JudgeBody, response: Judgements },
      handler: ({ params, body }, desk) => judgeFinding(params, body, desk, clock),
    }),
  ]
}

type Row = Awaited<ReturnType<typeof listFindings>>['rows'][number]

const STAGES = { pre: '事前提醒', mid: '事中审核' } as const
const SEVERITIES = { violation: '违规', excess: '超量', suspect: '可疑', hint: '提示' } as const
const JUDGED = { confirmed: '认定', withdrawn: '撤销' } as const
const ANSWERS = { continued: '继续执行', amended: '返回修改' } as const

const COLUMNS: readonly RowColumn<Row>[] = [
  { header: '日期', width: 12, of: (row) => row.booked_on },
  { header: '环节', width: 10, of: (row) => STAGES[row.stage] },
  { header: '机构编码', of: (row) => row.institution },
  { header: '机构', width: 28, of: (row) => row.institution_name },
  { header: '人员编号', width: 24, of: (row) => row.psn_no },
  { header: '规则', width: 8, of: (row) => row.rule },
  { header: '规则名称', width: 24, of: (row) => row.rule_name },
  { header: '严重程度', width: 10, of: (row) => SEVERITIES[row.severity] },
  { header: '涉及金额', money: true, of: (row) => row.amount_fen },
  { header: '说明', width: 60, of: (row) => row.sentence },
  { header: '依据', width: 50, of: (row) => row.basis },
  { header: '医师', width: 16, of: (row) => row.doctor },
  { header: '反馈', width: 12, of: (row) => (row.answer === null ? '未反馈' : ANSWERS[row.answer.decision]) },
  { header: '反馈理由', width: 44, of: (row) => row.answer?.reason ?? null },
  { header: '认定', width: 10, of: (row) => (row.judgement === null ? '未认定' : JUDGED[row.judgement.kind]) },
  { header: '认定理由', width: 44, of: (row) => row.judgement?.reason ?? null },
  { header: '认定人', of: (row) => row.judgement?.officer ?? null },
]
