// The first sheet of an Excel workbook as texts. A number becomes the fifteen digits that Excel itself keeps, so that nothing of a
// price passes through arithmetic. A formula that failed, or that nobody has calculated, is not an empty cell.

export interface SheetRow {
  /** As Excel counts. */
  readonly number: number
  readonly cells: readonly string[]
}

/** What a cell without a value reads as, e.g. `#N/A`. */
export const BROKEN_CELL = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|未计算)$/

/** Undefined where the bytes are no workbook. */
export async function readSheet(bytes: Buffer): Promise<SheetRow[] | undefined> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  try {
    await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0])
  } catch {
    return undefined
  }
  const rows: SheetRow[] = []
  book.worksheets[0]?.eachRow((row, number) => {
    const values = Array.isArray(row.values) ? row.values.slice(1) : []
    rows.push({ number, cells: Array.from(values, textOf) })
  })
  return rows
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return numberText(value)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value).trim()
  const parts = value as { richText?: readonly { text: string }[]; result?: unknown; text?: unknown; error?: string; formula?: string; sharedFormula?: string }
  if (parts.richText !== undefined)
    return parts.richText
      .map((part) => part.text)
      .join('')
      .trim()
  if (parts.error !== undefined) return parts.error
  if (parts.formula === undefined && parts.sharedFormula === undefined) return textOf(parts.text)
  return parts.result === undefined ? '#未计算' : textOf(parts.result)
}

function numberText(value: number): string {
  const digits = value.toPrecision(15)
  return digits.includes('.') && !digits.includes('e') ? digits.replace(/\.?0+$/, '') : digits
}
