// The file that goes to the bank and the one that comes back, written and read by a template that is data: separated or in columns
// of fixed width, a heading record with batch, count and sum, then one record for each payment. What does not fit is told by line.
import { type Fen, fenOfYuan, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'

export type BankField =
  | 'batch'
  | 'count'
  | 'total_yuan'
  | 'total_fen'
  | 'day'
  | 'item_key'
  | 'account_name'
  | 'account_number'
  | 'bank_name'
  | 'bank_code'
  | 'amount_yuan'
  | 'amount_fen'
  | 'purpose'
  | 'result'
  | 'reason'
  | 'blank'

export interface TemplateField {
  readonly field: BankField
  readonly title: string
  /** Columns of a fixed format; a Chinese character takes two. Zero in a separated one. */
  readonly width: number
  readonly align: 'left' | 'right'
  readonly pad: string
}

export interface BankTemplate {
  readonly template: string
  readonly name: string
  readonly format: 'separated' | 'fixed'
  readonly separator: string
  readonly out: { readonly head: readonly TemplateField[]; readonly line: readonly TemplateField[] }
  readonly back: { readonly head: readonly TemplateField[]; readonly line: readonly TemplateField[] }
  /** The bank's words for what became of a payment. */
  readonly results: ReadonlyMap<string, 'paid' | 'failed' | 'returned'>
}

export type BankRecord = Partial<Readonly<Record<BankField, string>>>

export interface BankPayment {
  readonly itemKey: string
  readonly accountName: string
  readonly accountNumber: string
  readonly bankName: string
  readonly bankCode: string
  readonly amountFen: Fen
  readonly purpose: string
}

/** Every text that a template cannot carry is a refusal; otherwise the whole file. */
export function writeBankFile(template: BankTemplate, batch: string, day: string, payments: readonly BankPayment[]): string | Refusal {
  const total = payments.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const head = { batch, count: String(payments.length), total_yuan: yuanText(total), total_fen: total.toString(), day: day.replaceAll('-', '') }
  const records = [write(template, template.out.head, head), ...payments.map((payment) => write(template, template.out.line, recordOf(payment)))]
  const wrong = records.find((record) => typeof record !== 'string')
  return wrong === undefined ? `${records.join('\r\n')}\r\n` : wrong
}

function recordOf({ itemKey, accountName, accountNumber, bankName, bankCode, amountFen, purpose }: BankPayment): BankRecord {
  const amount = { amount_yuan: yuanText(amountFen), amount_fen: amountFen.toString() }
  return { item_key: itemKey, account_name: accountName, account_number: accountNumber, bank_name: bankName, bank_code: bankCode, ...amount, purpose }
}

function write({ format, separator, name }: BankTemplate, fields: readonly TemplateField[], record: BankRecord): string | Refusal {
  const cells: string[] = []
  for (const field of fields) {
    const value = record[field.field] ?? ''
    if (/[\r\n]/.test(value)) return tooLong(name, field, value)
    if (format === 'separated') cells.push(quoted(value, separator))
    else {
      const space = field.width - columnsOf(value)
      if (space < 0) return tooLong(name, field, value)
      cells.push(field.align === 'right' ? field.pad.repeat(space) + value : value + field.pad.repeat(space))
    }
  }
  return cells.join(format === 'separated' ? separator : '')
}

function tooLong(template: string, { title, width }: TemplateField, value: string): Refusal {
  const shown = title === '账号' ? '' : `“${value}”`
  return refused('not_writable', `“${template}”的“${title}”${shown}放不下（最多 ${width} 列，不能换行）；请更正账户资料后再生成文件。`)
}

function quoted(value: string, separator: string): string {
  return value.includes(separator) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value
}

/** Latin letters take one column, everything else two, as in the national character set. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text) columns += letter.charCodeAt(0) < 128 ? 1 : 2
  return columns
}

export interface BankAnswer {
  readonly batch: string
  readonly count: number
  readonly totalFen: Fen
  /** Line of the file and what it says. */
  readonly lines: readonly { readonly line: number; readonly record: BankRecord }[]
  readonly faults: readonly { readonly line: number; readonly why: string }[]
}

/** A file without a readable heading record is refused whole. */
export function readBankAnswer(template: BankTemplate, text: string): BankAnswer | Refusal {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((row, i) => ({ line: i + 1, row }))
    .filter(({ row }) => row.trim() !== '')
  const [first, ...rest] = rows
  const head = first === undefined ? undefined : read(template, template.back.head, first.row)
  const totalFen = amountOf(head?.total_yuan, head?.total_fen)
  if (head === undefined || head.batch === undefined || head.batch === '' || !/^\d{1,7}$/.test(head.count ?? '') || totalFen === undefined) {
    return refused('not_this_template', `文件首行不是“${template.name}”的批次、笔数、金额；请核对选择的银行模板和文件。`)
  }
  const faults: { line: number; why: string }[] = []
  const lines: { line: number; record: BankRecord }[] = []
  for (const { line, row } of rest) {
    const record = read(template, template.back.line, row)
    if (record === undefined) faults.push({ line, why: '栏数或长度与模板不符' })
    else lines.push({ line, record })
  }
  return { batch: head.batch, count: Number(head.count), totalFen, lines, faults }
}

export function amountOf(yuan: string | undefined, fen: string | undefined): Fen | undefined {
  if (yuan !== undefined && yuan !== '') return fenOfYuan(yuan)
  return fen !== undefined && /^\d{1,18}$/.test(fen) ? BigInt(fen) : undefined
}

function read(template: BankTemplate, fields: readonly TemplateField[], row: string): BankRecord | undefined {
  const cells = template.format === 'separated' ? separated(row, template.separator) : fixed(row, fields)
  if (cells === undefined || cells.length !== fields.length) return undefined
  return Object.fromEntries(fields.map((field, i) => [field.field, unpadded(template, field, cells[i] ?? '')]))
}

function unpadded({ format }: BankTemplate, { align, pad }: TemplateField, cell: string): string {
  if (format === 'separated' || align === 'left' || pad === ' ') return cell.trim()
  let from = 0
  while (from < cell.length - 1 && cell[from] === pad) from++
  // An amount keeps the nought before its point.
  return cell[from] === '.' ? cell.slice(from - 1).trim() : cell.slice(from).trim()
}

function separated(row: string, separator: string): string[] | undefined {
  const cells: string[] = []
  let at = 0
  while (at <= row.length) {
    if (row[at] === '"') {
      let cell = ''
      let from = at + 1
      for (;;) {
        const end = row.indexOf('"', from)
        if (end < 0) return undefined
        cell += row.slice(from, end)
        from = end + 1
        if (row[from] !== '"') break
        cell += '"'
        from++
      }
      if (from < row.length && !row.startsWith(separator, from)) return undefined
      cells.push(cell)
      at = from + separator.length
    } else {
      const end = row.indexOf(separator, at)
      cells.push(end < 0 ? row.slice(at) : row.slice(at, end))
      if (end < 0) break
      at = end + separator.length
    }
  }
  return cells
}

function fixed(row: string, fields: readonly TemplateField[]): string[] | undefined {
  const letters = [...row]
  const cells: string[] = []
  let at = 0
  for (const { width } of fields) {
    let cell = ''
    while (columnsOf(cell) < width && at < letters.length) cell += letters[at++]
    if (columnsOf(cell) > width) return undefined
    cells.push(cell)
  }
  // Some editors cut the spaces at the end of a row; what stands beyond the last column is no row of this template.
  return at === letters.length ? cells : undefined
}
