// Codes of a settlement list: values of the national code lists, and the forms of diagnosis and operation codes.
import { businessCodeFault } from '@tongchou/domain/base/business-code.js'
import { error, type Fault, type Fields, type ListCase, rowsOf, warning } from './list-fault.js'

/** Lists that areas extend: an unknown value is only pointed out. */
const EXTENDED: ReadonlySet<string> = new Set(['dept', 'sp_psn_type', 'nat_regn_code'])
/** Several departments in one field: `A03→A04`. */
const BETWEEN = /→|->|,|，|、|;|；|\//

export function codeFaults(of: ListCase): Fault[] {
  return [...listFaults(of), ...diagnosisForms(of), ...operationForms(of)]
}

function listFaults(of: ListCase): Fault[] {
  return of.tables.listFields('4101').flatMap(({ node, field, label, list }) =>
    rowsOf(of, node).flatMap((row, index, rows) => {
      const where = rows.length > 1 ? `${node}第${index + 1}条` : ''
      return unknownValues(of, list, row[field] ?? '').map((value) => {
        const sentence = `${where}${label}（${field}）的值${value.slice(0, 20)}不在代码表${list}中，请用1901查询后改正`
        return EXTENDED.has(list) ? warning(field, sentence, value) : error(field, sentence, value)
      })
    }),
  )
}

function unknownValues({ tables }: ListCase, list: string, text: string): string[] {
  if (text === '') return []
  const values = list === 'dept' ? text.split(BETWEEN).map((one) => one.trim()) : [text]
  // Editions print the same value with and without a leading zero.
  return values.filter((value) => value !== '' && ![value, value.replace(/^0+(?=.)/, ''), `0${value}`].some((one) => tables.hasCode(list, one)))
}

/** 1 is a Western diagnosis; those of Chinese medicine have codes of another build. */
function diagnosisForms(of: ListCase): Fault[] {
  return rowsOf(of, 'diseinfo').flatMap((row, index) => {
    const fault = row['diag_type'] === '1' ? businessCodeFault('diagnosis', row['diag_code'] ?? '') : undefined
    return fault === undefined ? [] : [codeFault('diag_code', `diseinfo第${index + 1}条${row['diag_name'] ?? ''}`, fault, row)]
  })
}

function operationForms(of: ListCase): Fault[] {
  return rowsOf(of, 'oprninfo').flatMap((row, index) => {
    const fault = businessCodeFault('operation', row['oprn_oprt_code'] ?? '')
    return fault === undefined ? [] : [codeFault('oprn_oprt_code', `oprninfo第${index + 1}条${row['oprn_oprt_name'] ?? ''}`, fault, row)]
  })
}

function codeFault(field: string, where: string, fault: string, row: Fields): Fault {
  const code = row[field] ?? ''
  return error(field, `${where}：${code.slice(0, 20)}不是医保版编码，${fault}`, code)
}
