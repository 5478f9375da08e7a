// The desk's routes about medical records that institutions handed in.
import { loadInterfaceTables } from '../hospital-interface/tables.js'
import { type Route, route } from '../http/route.js'
import { findMedicalRecords, readMedicalRecord } from './find-medical-records.js'
import { RecordDetail, RecordList, RecordParams, RecordQuery } from './record-schemas.js'

const SEE = { permission: 'finding.see' } as const

export function recordRoutes(): readonly Route[] {
  const { recordKinds } = loadInterfaceTables()
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
      url: '/api/medical-records/:record',
      access: SEE,
      summary: '一份诊疗记录的全部内容和历次版本',
      schema: { params: RecordParams, response: RecordDetail },
      handler: ({ params }, desk) => readMedicalRecord(params.record, desk, recordKinds),
    }),
  ]
}
