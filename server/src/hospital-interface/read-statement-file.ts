// The file of 3202: one bill a line, seven columns parted by tabs, `null` for nothing; a line of column names is passed over.
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { TheirRow } from '@tongchou/domain/payment/compare-bills.js'

const SHOWN = 3
const MOST_LINES = 500_000

export function readStatementFile(text: string): TheirRow[] | Refusal {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (lines.length > MOST_LINES) return refused('too_long', `对账文件超过${MOST_LINES}行，请缩短对账期间`)
  const rows: TheirRow[] = []
  const faults: string[] = []
  lines.forEach((line, at) => {
    if (line.trim() === '' || (at === 0 && line.startsWith('setl_id'))) return
    const row = rowOf(line.split('\t').map(cell), at + 1)
    if (typeof row === 'string') faults.push(row)
    else rows.push(row)
  })
  if (faults.length === 0) return rows
  return refused('bad_file', `${faults.slice(0, SHOWN).join('；')}${faults.length > SHOWN ? `等${faults.length}处` : ''}`)
}

function cell(text: string): string {
  const bare = text.trim()
  return bare === 'null' || bare === 'NULL' ? '' : bare
}

function rowOf(cells: readonly string[], line: number): TheirRow | string {
  if (cells.length < 7)
    return `第${line}行只有${cells.length}列，应为7列（结算ID、就诊ID、人员编号、医疗费总额、基金支付总额、个人账户支出、退费结算标志），以TAB分隔`
  const [settlement = '', visit = '', person = '', total = '', fund = '', account = '', flag = ''] = cells
  const amounts = [total, fund, account].map((text) => fenOfYuan(text === '' ? '0' : text))
  const wrong = amounts.indexOf(undefined)
  if (wrong >= 0) return `第${line}行第${wrong + 4}列不是金额：${cells[wrong + 3]?.slice(0, 20)}`
  if (settlement === '' && person === '') return `第${line}行没有结算ID和人员编号`
  // Some senders mark a refund and leave its amounts positive.
  const [medical = 0n, paid = 0n, own = 0n] = amounts.map((fen) => fen ?? 0n)
  const refund = flag === '1' || medical < 0n
  const sign = refund && medical > 0n ? -1n : 1n
  return { line, settlement, visit, person, refund, total: sign * medical, fund: sign * paid, account: sign * own }
}
