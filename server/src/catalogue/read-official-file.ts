// Reads a catalogue file in the official layout (1301–1315 as downloaded by 9102): a ZIP with one TXT, or the TXT itself.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type FileColumn, layoutOf, type OurField } from './file-layout.js'
import { dayText, FAR_FUTURE } from './read-cell.js'
import { classNamed, type RowFault, type SentFile, type SentRow, yesOrNo } from './sent-row.js'
import { unzipOne } from './zip.js'

const LARGEST = 1024 * 1024 * 1024

export async function readOfficialFile(layout: string, bytes: Buffer): Promise<SentFile | Refusal> {
  const columns = layoutOf(layout)
  if (columns === undefined) return refused('unknown_layout', `没有${layout}目录的文件格式；可导入1301、1302、1303、1305至1311、1313至1315`)
  const text = await textOf(bytes)
  if (isRefusal(text)) return text
  const rows: SentRow[] = []
  const faults: RowFault[] = []
  text.split('\n').forEach((line, at) => {
    const plain = line.endsWith('\r') ? line.slice(0, -1) : line
    if (plain === '') return
    const read = readLine(plain.split('\t'), columns, at + 1, layout)
    if ('sentence' in read) faults.push(read)
    else rows.push(read)
  })
  return { layout, rows, faults }
}

async function textOf(bytes: Buffer): Promise<string | Refusal> {
  const zipped = bytes.subarray(0, 2).toString('latin1') === 'PK'
  const file = zipped ? await unzipOne(bytes, LARGEST) : { bytes }
  if (isRefusal(file)) return file
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)
  } catch {
    return refused('bad_file', '文件不是UTF-8编码，请转成UTF-8后再导入')
  }
}

function readLine(cells: readonly string[], columns: readonly FileColumn[], row: number, layout: string): SentRow | RowFault {
  if (cells.length !== columns.length) return { row, sentence: `有${cells.length}栏，${layout}应有${columns.length}栏，栏间用TAB分隔` }
  const ours: Partial<Record<OurField, string>> = {}
  const asPrinted: Record<string, string> = {}
  columns.forEach((column, at) => {
    const text = (cells[at] ?? '').trim()
    if (text === '' || text === 'null') return
    if (column.ours === '') asPrinted[column.label] = text
    else ours[column.ours] = text
  })
  return sentRow(ours, asPrinted, row)
}

function sentRow(ours: Partial<Record<OurField, string>>, asPrinted: SentRow['asPrinted'], row: number): SentRow | RowFault {
  const from = dayText(ours.in_force ?? '')
  const until = dayText(ours.until ?? '')
  if (ours.in_force !== undefined && from === undefined) return { row, sentence: `生效日期不是日期：${ours.in_force.slice(0, 20)}` }
  if (ours.until !== undefined && until === undefined) return { row, sentence: `失效日期不是日期：${ours.until.slice(0, 20)}` }
  const itemClass = ours.class === undefined ? payClass(ours.pays) : classNamed(ours.class)
  if (ours.class !== undefined && itemClass === undefined) return { row, sentence: `甲乙类标识应为甲、乙或丙：${ours.class.slice(0, 10)}` }
  return {
    row,
    code: ours.code ?? '',
    ...(ours.name === undefined ? {} : { name: ours.name }),
    ...(ours.unit === undefined ? {} : { unit: ours.unit }),
    ...(ours.remark === undefined ? {} : { remark: ours.remark }),
    ...(itemClass === undefined ? {} : { class: itemClass }),
    ...flagged('restricted', ours.restricted),
    ...flagged('negotiated', ours.negotiated),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined || until >= FAR_FUTURE ? {} : { until }),
    valid: yesOrNo(ours.valid ?? '1') ?? true,
    asPrinted,
  }
}

/** 国家医保支付政策 of herbs: a herb not paid even in a prescription is outside; one not paid alone is inside. */
function payClass(policy: string | undefined): SentRow['class'] {
  if (policy === undefined) return undefined
  return policy.includes('不予支付') && !policy.includes('单') ? '丙' : undefined
}

function flagged(field: 'restricted' | 'negotiated', text: string | undefined): { restricted?: boolean; negotiated?: boolean } {
  const value = yesOrNo(text ?? '')
  return value === undefined ? {} : { [field]: value }
}
