// Forms of bank files as the domain reads them.
import type { BankField, BankTemplate, TemplateField } from '@tongchou/domain/payment/bank-file.js'
import type { Queries } from '../fund/transaction.js'
import type { BankEncoding } from './bank-encoding.js'

export interface StoredTemplate extends BankTemplate {
  readonly encoding: BankEncoding
}

interface FieldRow {
  readonly file: 'out' | 'back'
  readonly record: 'head' | 'line'
  readonly field: BankField
  readonly title: string
  readonly width: number
  readonly align: 'left' | 'right'
  readonly pad: string
}

export async function bankTemplate(db: Queries, template: string): Promise<StoredTemplate | undefined> {
  const { rows } = await db.query<Pick<StoredTemplate, 'template' | 'name' | 'format' | 'separator' | 'encoding'>>(
    'SELECT template, name, format, separator, encoding FROM bank_template WHERE template = $1',
    [template],
  )
  const [head] = rows
  if (head === undefined) return undefined
  const fields = await db.query<FieldRow>(
    'SELECT file, record, field, title, width, align, pad FROM bank_template_field WHERE template = $1 ORDER BY file, record, ordinal',
    [template],
  )
  const codes = await db.query<{ code: string; outcome: 'paid' | 'failed' | 'returned' }>('SELECT code, outcome FROM bank_result_code WHERE template = $1', [
    template,
  ])
  const of = (file: FieldRow['file'], record: FieldRow['record']): TemplateField[] =>
    fields.rows.filter((row) => row.file === file && row.record === record).map((row) => ({ ...row, pad: row.pad === 'zero' ? '0' : ' ' }))
  return {
    ...head,
    out: { head: of('out', 'head'), line: of('out', 'line') },
    back: { head: of('back', 'head'), line: of('back', 'line') },
    results: new Map(codes.rows.map(({ code, outcome }) => [code, outcome])),
  }
}

export async function bankTemplates(db: Queries): Promise<{ template: string; name: string }[]> {
  return (await db.query<{ template: string; name: string }>('SELECT template, name FROM bank_template ORDER BY template')).rows
}
