// The trace codes beside a row of stock. Senders write them as a list of objects inside the row, as one object, as a JSON text, as
// texts with commas, in a field of the row's own, or beside the node where the message has one row; two spellings are in use.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Input, type Row, storable } from './codec.js'
import { isObject, type Read, readJson } from './read-json.js'

const LONGEST = 100

/** The codes of each row of `node`, in its order. */
export function traceCodesOf(input: Input, node: string): string[][] | Refusal {
  const rows = input[node] ?? []
  const beside = input['drugtracinfo'] ?? []
  if (beside.length > 0 && rows.length > 1) return refused('bad_input', `一次上传多条${node}时，追溯码（drugtracinfo）应写在各条之内`)
  const codes = rows.map((row) => [...new Set([...ownCodes(row), ...beside.flatMap((one) => codesIn(one.fields))])])
  const all = codes.flat()
  const long = all.find((code) => code.length > LONGEST || /\s/.test(code))
  if (long !== undefined) return refused('bad_trace_code', `追溯码格式不正确（最多${LONGEST}个字符，不含空格）：${long.slice(0, 40)}`)
  const twice = rows.length > 1 ? all.find((code, index) => all.indexOf(code) !== index) : undefined
  return twice === undefined ? codes : refused('bad_trace_code', `追溯码${twice}在本次上传中重复，请核对扫码`)
}

function ownCodes(row: Row): string[] {
  return [...split(row.text('drug_trac_codg')), ...nested(row.text('drugtracinfo'))]
}

function nested(text: string): string[] {
  if (text === '') return []
  try {
    return codesIn(readJson(text))
  } catch {
    return split(text)
  }
}

/** Numbers are texts here: a code of twenty digits fits no other number. */
function codesIn(value: Read | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(codesIn)
  if (typeof value === 'string') return split(storable(value))
  return isObject(value) ? [...codesIn(value['drug_trac_codg']), ...codesIn(value['drug_trac_code'])] : []
}

function split(text: string): string[] {
  return text
    .split(/[,，;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'null')
}
