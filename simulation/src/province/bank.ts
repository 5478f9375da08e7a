// The bank of the proof: it reads the file that the fund sends by its own reading of the published format, pays to the account numbers
// that stand in it, and answers with files of its own; some are wrong.
import { type Fen, fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'

export type Form = 'batch_csv' | 'batch_fixed'

export interface Order {
  readonly key: string
  readonly account: string
  readonly fen: Fen
}

export interface Answered {
  readonly key: string
  readonly fen: Fen
  readonly code: '0000' | '9001' | '8001'
}

const FIXED = { head: [20, 7, 18, 8], line: [28, 120, 34, 80, 14, 18, 60] } as const

/** Orders of the file; its heading must agree with them. */
export function readOrders(form: Form, bytes: Buffer): { readonly batch: string; readonly orders: readonly Order[] } {
  const rows =
    form === 'batch_csv'
      ? bytes
          .toString('utf8')
          .trimEnd()
          .split('\r\n')
          .map((row) => row.split(','))
      : fixedRows(bytes)
  const [[batch = '', count = '', total = ''] = [], ...lines] = rows
  const orders = lines.map((cells) => ({ key: cells[0] ?? '', account: cells[2] ?? '', fen: fenOfYuan(unpadded(cells[5] ?? '')) ?? 0n }))
  if (Number(count) !== orders.length || fenOfYuan(unpadded(total)) !== sumOf(orders.map(({ fen }) => fen))) throw new Error(`the bank cannot read ${batch}`)
  return { batch, orders }
}

const unpadded = (yuan: string): string => yuan.replace(/^0+(?=\d)/, '')

function fixedRows(bytes: Buffer): string[][] {
  const decoder = new TextDecoder('gb18030')
  const rows: string[][] = []
  let at = 0
  while (at < bytes.length) {
    const cells: string[] = []
    for (const width of rows.length === 0 ? FIXED.head : FIXED.line) {
      cells.push(decoder.decode(bytes.subarray(at, at + width)).trim())
      at += width
    }
    rows.push(cells)
    at += 2
  }
  return rows
}

/** The bank's answer, dated as the bank dates. */
export function answerFile(form: Form, batch: string, day: string, answers: readonly Answered[]): Buffer {
  const [total, dated] = [yuanText(sumOf(answers.map(({ fen }) => fen))), day.replaceAll('-', '')]
  const fixed = form === 'batch_fixed'
  const head = fixed ? batch.padEnd(20) + String(answers.length).padStart(7, '0') + total.padStart(18, '0') : [batch, answers.length, total].join(',')
  const lines = answers.map(({ key, fen, code }) =>
    fixed
      ? `${key.padEnd(28)}${yuanText(fen).padStart(18, '0')}${code}${dated}${(code === '0000' ? '' : 'ACCOUNT').padEnd(60)}`
      : [key, yuanText(fen), code, dated, code === '0000' ? '' : '户名不符'].join(','),
  )
  return Buffer.from([head, ...lines, ''].join('\r\n'))
}

/** A file with one fault, and the word by which it is refused as a whole. */
export function wrongFile(form: Form, batch: string, day: string, answers: readonly Answered[], fault: number): readonly [bytes: Buffer, code: string] {
  const [first, ...rest] = answers
  if (first === undefined) throw new Error('a bank answers with at least one line')
  const right = answerFile(form, batch, day, answers).toString()
  const [dearer = ''] = answerFile(form, batch, day, [{ ...first, fen: first.fen + 1n }, ...rest])
    .toString()
    .split('\r\n')
  const faults: readonly (readonly [bytes: Buffer, code: string])[] = [
    [answerFile(form, '999999999', day, answers), 'other_batch'],
    [Buffer.from(right.slice(0, right.trimEnd().lastIndexOf('\r\n') + 2)), 'count_differs'],
    [Buffer.from([dearer, ...right.split('\r\n').slice(1)].join('\r\n')), 'total_differs'],
    [answerFile(form === 'batch_csv' ? 'batch_fixed' : 'batch_csv', batch, day, answers), 'not_this_template'],
  ]
  return faults[fault] ?? [Buffer.from('<html>登录超时</html>\n'), 'not_this_template']
}
