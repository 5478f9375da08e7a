// The accounting archive of a closed year of a book: vouchers, ledgers, statements and attachments in one ZIP that reads without the
// system (JSON, Excel, PDF), with a manifest of every file's SHA-256 and retention term.
import { createHash } from 'node:crypto'
import { dayOf } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { type Unpacked, zipAll } from '../catalogue/zip.js'
import { pdfBytes } from '../http/pdf.js'
import { workbookBytes } from '../http/workbook.js'
import type { DeskBook } from './book-of-desk.js'
import { budgetFormTable, outsidePartsTable } from './budget-form.js'
import { JOURNAL_ACCOUNTS, ledger } from './ledgers.js'
import { readTable } from './read-table.js'
import { numbered, type ReportTable, sheetOf } from './report-table.js'
import { STATEMENT_PAPER, statementTable } from './statement-routes.js'
import { voucherTable } from './voucher-routes.js'
import { entriesOf, signaturesOf, voucherPage } from './voucher-store.js'

export interface ManifestFile {
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly retention: string
}

export interface Package {
  readonly bytes: Buffer
  readonly sha256: string
  readonly manifest: { readonly book: string; readonly name: string; readonly year: number; readonly files: readonly ManifestFile[] }
}

/** What one package may hold; a larger year is archived by the batch side. */
const MOST_VOUCHERS = 20_000
const MOST_LINES = 200_000

type Kind = 'vouchers' | 'ledgers' | 'statements'
interface Piece extends Unpacked {
  readonly kind: Kind
}

export async function makePackage(client: pg.PoolClient, book: DeskBook, year: number): Promise<Package | Refusal> {
  const pieces = await vouchersOf(client, book, year)
  if (!Array.isArray(pieces)) return pieces
  const files = [...pieces, ...(await ledgersOf(client, book, year)), ...(await statementsOf(client, book, year)), ...(await attachmentsOf(client, book, year))]
  const terms = new Map((await readTable('archive-retention.tsv', ['kind', 'retention'])).map(({ kind, retention }) => [kind, retention]))
  const manifest = {
    book: book.book,
    name: book.name,
    year,
    files: files.map(({ name, bytes, kind }) => ({ name, size: bytes.length, sha256: digest(bytes), retention: terms.get(kind) ?? '' })),
  }
  const bytes = await zipAll([
    ...files.map(({ name, bytes: content }) => ({ name, bytes: content })),
    json('manifest.json', manifest),
    { name: 'README.txt', bytes: Buffer.from(readme(book, year)) },
  ])
  return { bytes, sha256: digest(bytes), manifest }
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function json(name: string, value: unknown): Unpacked {
  return { name, bytes: Buffer.from(JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item), 1)) }
}

function readme({ name }: DeskBook, year: number): string {
  return `${name} ${year} 年度会计档案\n\nvouchers.json 为全部凭证、分录、经手人和来源业务（金额单位：分）；其余为 Excel 和 PDF，附件在 attachments 目录，按凭证号存放。\nmanifest.json 列出每个文件的大小、SHA-256 和保管期限，可用任何 SHA-256 工具核对。\n`
}

async function vouchersOf(client: pg.PoolClient, { book }: DeskBook, year: number): Promise<Piece[] | Refusal> {
  const { total, rows } = await voucherPage(client, { book, from: dayOf(year, 1, 1), to: dayOf(year, 12, 31), rising: true, limit: MOST_VOUCHERS, offset: 0 })
  if (total > rows.length) return refused('too_many', `本年凭证 ${total} 张，超过一次归档的 ${MOST_VOUCHERS} 张；请联系信息中心批量归档。`)
  const numbers = rows.map(({ voucher }) => voucher)
  const [entries, signatures] = [await entriesOf(client, book, numbers), await signaturesOf(client, book, numbers)]
  const whole = rows.map((row) => ({
    ...row,
    signatures: signatures.find(({ voucher }) => voucher === row.voucher) ?? null,
    entries: entries.filter(({ voucher }) => voucher === row.voucher),
  }))
  return [
    { ...json('vouchers.json', whole), kind: 'vouchers' },
    { name: '记账凭证.xlsx', bytes: await workbookBytes([sheetOf(voucherTable(book, rows, entries))]), kind: 'vouchers' },
  ]
}

async function ledgersOf(client: pg.PoolClient, { book, name }: DeskBook, year: number): Promise<Piece[]> {
  const asked = { book, bookName: name, from: dayOf(year, 1, 1), to: dayOf(year, 12, 1), unit: undefined, limit: MOST_LINES, offset: 0 }
  const { rows: used } = await client.query<{ account: string }>('SELECT DISTINCT account FROM cash_entry WHERE book = $1 AND booked_on <= $2 ORDER BY 1', [
    book,
    dayOf(year, 12, 31),
  ])
  const general = [
    (await ledger(client, { ...asked, kind: 'balances', account: undefined })).table,
    (await ledger(client, { ...asked, kind: 'general', account: undefined })).table,
  ]
  const [details, journals]: [ReportTable[], ReportTable[]] = [[], []]
  for (const { account } of used) {
    const kind = JOURNAL_ACCOUNTS.includes(account) ? 'journal' : 'detail'
    const { table } = await ledger(client, { ...asked, kind, account })
    const list = kind === 'journal' ? journals : details
    list.push({ ...table, title: `${table.title} ${account}` })
  }
  const files: Piece[] = []
  for (const [file, tables] of [
    ['总账.xlsx', general],
    ['明细账.xlsx', details],
    ['日记账.xlsx', journals],
  ] as const) {
    if (tables.length > 0) files.push({ name: file, bytes: await workbookBytes(numbered(tables.map(sheetOf))), kind: 'ledgers' })
  }
  return files
}

async function statementsOf(client: pg.PoolClient, book: DeskBook, year: number): Promise<Piece[]> {
  const month = `${year}-12`
  const tables = [await statementTable(client, book, { form: 'balance_sheet', month }), await statementTable(client, book, { form: 'income_statement', month })]
  if (book.fund !== 'employee') tables.push(await budgetFormTable(client, book, year), await outsidePartsTable(client, book, year))
  return [
    { name: '年度报表.xlsx', bytes: await workbookBytes(numbered(tables.map(sheetOf))), kind: 'statements' },
    { name: '年度报表.pdf', bytes: await pdfBytes(tables, STATEMENT_PAPER), kind: 'statements' },
  ]
}

async function attachmentsOf(client: pg.PoolClient, { book }: DeskBook, year: number): Promise<Piece[]> {
  const { rows } = await client.query<{ voucher: bigint; attachment: bigint; name: string; content: Buffer }>(
    `SELECT coalesce(a.voucher, s.voucher) AS voucher, a.attachment, a.name, a.content FROM voucher_attachment a LEFT JOIN voucher_draft_step s ON s.draft = a.draft AND s.kind = 'posted'
      WHERE a.book = $1 AND coalesce(a.voucher, s.voucher) / 100000000 = $2 ORDER BY 1, 2`,
    [book, year],
  )
  return rows.map(({ voucher, attachment, name, content }) => ({ name: `attachments/${voucher}/${attachment}-${name}`, bytes: content, kind: 'vouchers' }))
}
