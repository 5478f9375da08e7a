// The desk's routes about medical records that institutions handed in.
import { documentLabels } from '../hospital-interface/document-labels.js'
import { loadInterfaceTables } from '../hospital-interface/tables.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { findMedicalRecords, readMedicalRecord } from './find-medical-records.js'
import { RecordDetail, RecordExportQuery, RecordKinds, RecordList, RecordParams, RecordQuery } from './record-schemas.js'

const SEE = { permission: 'finding.see' } as const

export function recordRoutes(): readonly Route[] {
  const tables = loadInterfaceTables()
  const { recordKinds } = tables
  const labelsOf = (kind: string) => documentLabels(tables, kind)
  return [
    route({
      method: 'GET',
      url: '/api/medical-records',
      access: SEE,
      summary: '医药机构上传的诊疗记录，按人员、就诊、机构、种类、时间查找',
      schema: { querystring: RecordQuery, response: RecordList },
      handler: ({ query }, desk) => findMedicalRecords(query, desk, recordKinds),
    }),
    route({
      method: 'GET',
      url: '/api/medical-records.xlsx',
      access: SEE,
      summary: '把诊疗记录的列表导出为 Excel',
      schema: { querystring: RecordExportQuery, response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['medical-records', '诊疗记录'], COLUMNS, desk, (paging, own) => findMedicalRecords({ ...query, ...paging }, own, recordKinds)),
    }),
    route({
      method: 'GET',
      url: '/api/medical-record-kinds',
      access: SEE,
      summary: '诊疗记录的种类',
      schema: { response: RecordKinds },
      handler: async () => [...recordKinds].map(([kind, { label }]) => ({ kind, name: label })),
    }),
    route({
      method: 'GET',
      url: '/api/medical-records/:record',
      access: SEE,
      summary: '一份诊疗记录的全部内容和历次版本',
      schema: { params: RecordParams, response: RecordDetail },
      handler: ({ params }, desk) => readMedicalRecord(params.record, desk, recordKinds, labelsOf),
    }),
  ]
}

type Row = {
  readonly [K in 'record' | 'kind' | 'kind_name' | 'person_name' | 'institution_name' | 'visit_no' | 'document' | 'happened_at' | 'known_at']: string
} & {
  readonly psn_no: string | null
  readonly visit: string | null
  readonly valid: boolean
}

const COLUMNS: readonly RowColumn<Row>[] = [
  { header: '发生时间', width: 20, of: (row) => row.happened_at },
  { header: '种类', width: 28, of: (row) => `${row.kind} ${row.kind_name}` },
  { header: '人员编号', width: 24, of: (row) => row.psn_no },
  { header: '姓名', width: 10, of: (row) => row.person_name },
  { header: '机构', width: 28, of: (row) => row.institution_name },
  { header: '就诊ID', of: (row) => row.visit },
  { header: '就医流水号', width: 20, of: (row) => row.visit_no },
  { header: '文书号', width: 20, of: (row) => row.document },
  { header: '有效', width: 8, of: (row) => (row.valid ? '是' : '已作废') },
  { header: '上传时间', width: 20, of: (row) => row.known_at },
]
