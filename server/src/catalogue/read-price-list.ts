// Reads an office's own price list from the first sheet of an Excel file: a header with the office's names for the columns
// (catalogues/price-list/columns.tsv), then a row an item. An empty cell leaves things as they are; 无 takes a ceiling away. Figures, days
// and codes may be typed full-width, days may be the numbers that Excel counts them by.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { priceListHeader } from './price-list-header.js'
import { dayText, FAR_FUTURE, serialDay, shareText } from './read-cell.js'
import { CHARGE_TYPES } from './read-items.js'
import { BROKEN_CELL, readSheet } from './read-sheet.js'
import { classNamed, type RowFault, type SentFile, type SentRow, yesOrNo } from './sent-row.js'

type Cells = Readonly<Record<string, string>>

export async function readPriceList(bytes: Buffer): Promise<SentFile | Refusal> {
  const sheet = await readSheet(bytes)
  if (sheet === undefined) return refused('bad_file', '文件不是Excel工作簿（.xlsx），或已损坏；请另存为.xlsx后再导入')
  const header = priceListHeader(sheet)
  if (isRefusal(header)) return header
  const rows: SentRow[] = []
  const faults: RowFault[] = []
  for (const one of sheet.filter((row) => row.number > header.number)) {
    const cells = Object.fromEntries([...header.columns].map(([field, at]) => [field, one.cells[at] ?? '']))
    if (Object.values(cells).every((text) => text === '')) continue
    const read = new RowReader(one.number, cells)
    rows.push(read.row())
    faults.push(...read.faults)
  }
  return { layout: 'price_list', rows, faults, notices: header.notices }
}

/** Reads one row and gathers what is wrong with its cells. */
class RowReader {
  readonly faults: RowFault[] = []
  private readonly number: number
  private readonly cells: Cells

  constructor(number: number, cells: Cells) {
    this.number = number
    this.cells = cells
  }

  row(): SentRow {
    const until = this.read('until', dayOfCell, '失效日期应为日期，如2026-12-31')
    return {
      row: this.number,
      code: this.code(),
      ...part('name', this.text('name') || undefined),
      ...part('unit', this.text('unit') || undefined),
      ...part('remark', this.text('remark') || undefined),
      ...part('class', this.read('class', classNamed, '类别应为甲、乙或丙')),
      ...part('chargeType', this.read('charge_type', chargeType, '收费类别应为国家码表的两位代码或名称')),
      ...part('shares', this.shares()),
      ...part('ceilings', this.ceilings()),
      ...part('restricted', this.read('restricted', yesOrNo, '限制使用应为是或否')),
      ...part('negotiated', this.read('negotiated', yesOrNo, '谈判药品应为是或否')),
      ...part('from', this.read('from', dayOfCell, '生效日期应为日期，如2026-01-01')),
      ...part('until', until !== undefined && until >= FAR_FUTURE ? undefined : until),
      valid: this.read('valid', yesOrNo, '有效标志应为是或否') ?? true,
      asPrinted: {},
    }
  }

  private text(field: string): string {
    const text = this.cells[field] ?? ''
    if (!BROKEN_CELL.test(text)) return text
    const sentence = `有一格是公式且没有结果（${text}），请改成数值或文字`
    if (!this.faults.some((fault) => fault.sentence === sentence)) this.faults.push({ row: this.number, sentence })
    return ''
  }

  private code(): string {
    const code = this.text('code').normalize('NFKC').replaceAll(/\s/g, '')
    // A code of a service is all digits, and a spreadsheet that takes it for a number drops its zeros.
    if (/^[1-9]\d{11,13}$/.test(code))
      this.faults.push({ row: this.number, sentence: `编码${code}只有${code.length}位，应为15位；前面的0可能被Excel去掉了，请把编码栏设为文本后重填` })
    return code
  }

  private read<T>(field: string, reader: (text: string) => T | undefined, sentence: string): T | undefined {
    const text = this.text(field)
    if (text === '') return undefined
    const value = reader(text.normalize('NFKC'))
    if (value === undefined) this.faults.push({ row: this.number, sentence: `${sentence}：${text.slice(0, 20)}` })
    return value
  }

  private shares(): SentRow['shares'] {
    const share = (field: string) => this.read(field, shareText, '先行自付比例应在0至1之间（或写成百分数），最多4位小数')
    const both = share('share')
    const [employee, resident] = [share('share_employee') ?? both, share('share_resident') ?? both]
    return employee === undefined && resident === undefined ? undefined : { ...part('employee', employee), ...part('resident', resident) }
  }

  /** A tier's own cell before the cell for all tiers. */
  private ceilings(): SentRow['ceilings'] {
    const ceiling = (field: string) => this.read(field, ceilingOf, '限价应为金额（元，最多2位小数）或“无”')
    const all = ceiling('ceiling')
    const tiers = ([1, 2, 3] as const).flatMap((tier) => {
      const given = this.text(`ceiling_tier${tier}`) === '' ? all : ceiling(`ceiling_tier${tier}`)
      return given === undefined ? [] : [[tier, given === 'none' ? null : given] as const]
    })
    return tiers.length === 0 ? undefined : (Object.fromEntries(tiers) as SentRow['ceilings'])
  }
}

function part<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V })
}

function dayOfCell(text: string): Day | undefined {
  return dayText(text) ?? serialDay(text)
}

function ceilingOf(text: string): Fen | 'none' | undefined {
  if (/^(无|-|—|不限)$/.test(text)) return 'none'
  const fen = fenOfYuan(text.replaceAll(',', ''))
  return fen === undefined || fen < 0n ? undefined : fen
}

function chargeType(text: string): string | undefined {
  return /^(0[1-9]|1[0-4])$/.test(text) ? text : CHARGE_TYPES[text]
}
