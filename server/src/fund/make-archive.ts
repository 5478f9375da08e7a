// The accounting archive of a closed year of a book: vouchers, ledgers, statements and attachments in one ZIP that reads without the
// system (JSON, Excel, PDF), with a manifest of every file's SHA-256 and retention term. Read and packed stretch by stretch, however
// large the year was.
import { createHash } from 'node:crypto'
import { dayOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type pg from 'pg'
import { type ZipFile, zipPieces } from '../catalogue/zip.js'
import { pdfBytes } from '../http/pdf.js'
import { type Sheet, written } from '../http/workbook.js'
import type { DeskBook } from './book-of-desk.js'
import { budgetFormTable, outsidePartsTable } from './budget-form.js'
import { entriesHead, JOURNAL_ACCOUNTS, ledger, ledgerRows } from './ledgers.js'
import { readTable } from './read-table.js'
import { numbered, type ReportRow, sheetOf, streamedSheet } from './report-table.js'
import { STATEMENT_PAPER, statementTable } from './statement-routes.js'
import { voucherHead, voucherRows } from './voucher-routes.js'
import { entriesOf, signaturesOf, type VoucherFilter, vouchersAfter } from './voucher-store.js'

export interface ManifestFile {
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly retention: string
}

export interface Manifest {
  readonly book: string
  readonly name: string
  readonly year: number
  readonly files: ManifestFile[]
}

type Kind = 'vouchers' | 'ledgers' | 'statements'
interface Piece extends ZipFile {
  readonly kind: Kind
}

const CHUNK = 1_000

/** The package piece by piece; the manifest is whole once the last piece was read. */
export function packageOf(
  client: pg.PoolClient,
  book: DeskBook,
  year: number,
  step: (vouchers: number) => void,
): { pieces: AsyncIterable<Buffer>; manifest: Manifest } {
  const manifest: Manifest = { book: book.book, name: book.name, year, files: [] }
  return { pieces: zipPieces(filesOf(client, book, manifest, step)), manifest }
}

async function* filesOf(client: pg.PoolClient, book: DeskBook, manifest: Manifest, step: (vouchers: number) => void): AsyncGenerator<ZipFile> {
  const { year } = manifest
  const terms = new Map((await readTable('archive-retention.tsv', ['kind', 'retention'])).map(({ kind, retention }) => [kind, retention]))
  const listed = (piece: Piece): ZipFile => ({ name: piece.name, content: noted(manifest, piece, terms.get(piece.kind) ?? '') })
  const all = { book: book.book, from: dayOf(year, 1, 1), to: dayOf(year, 12, 31), rising: true, limit: CHUNK, offset: 0 }
  yield listed({ name: 'vouchers.json', content: voucherJson(client, all, step), kind: 'vouchers' })
  yield listed({ name: '记账凭证.xlsx', content: await workbook([streamedSheet(voucherHead(book.book), voucherSheet(client, all))]), kind: 'vouchers' })
  for await (const piece of ledgersOf(client, book, year)) yield listed(piece)
  for (const piece of await statementsOf(client, book, year)) yield listed(piece)
  for await (const piece of attachmentsOf(client, book, year)) yield listed(piece)
  yield { name: 'manifest.json', content: [Buffer.from(JSON.stringify(manifest, null, 1))] }
  yield { name: 'README.txt', content: [Buffer.from(readme(book, year))] }
}

/** The file as it passes, noted with its size and sum when it ends. */
async function* noted({ files }: Manifest, { name, content }: Piece, retention: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of content) {
    hash.update(piece)
    size += piece.length
    yield piece
  }
  files.push({ name, size, sha256: hash.digest('hex'), retention })
}

async function workbook(sheets: readonly Sheet[]): Promise<AsyncIterable<Buffer>> {
  return (await written(sheets)) as AsyncIterable<Buffer>
}

function readme({ name }: DeskBook, year: number): string {
  return `${name} ${year} 年度会计档案\n\nvouchers.json 为全部凭证、分录、经手人和来源业务（金额单位：分）；其余为 Excel 和 PDF，附件在 attachments 目录，按凭证号存放。\nmanifest.json 列出每个文件的大小、SHA-256 和保管期限，可用任何 SHA-256 工具核对。\n`
}

async function* stretches(client: pg.PoolClient, filter: VoucherFilter) {
  let after: bigint | undefined
  for (;;) {
    const rows = await vouchersAfter(client, filter, after)
    const numbers = rows.map(({ voucher }) => voucher)
    yield { rows, numbers, entries: await entriesOf(client, filter.book, numbers) }
    after = numbers.at(-1)
    if (rows.length < filter.limit) return
  }
}

async function* voucherJson(client: pg.PoolClient, filter: VoucherFilter, step: (vouchers: number) => void): AsyncGenerator<Buffer> {
  let before = '['
  for await (const { rows, numbers, entries } of stretches(client, filter)) {
    const signed = new Map((await signaturesOf(client, filter.book, numbers)).map((one) => [one.voucher, one]))
    const byVoucher = groupedBy(entries, ({ voucher }) => voucher)
    for (const row of rows) {
      const whole = { ...row, signatures: signed.get(row.voucher) ?? null, entries: byVoucher.get(row.voucher) ?? [] }
      yield Buffer.from(`${before}\n${JSON.stringify(whole, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item))}`)
      before = ','
    }
    step(rows.length)
  }
  yield Buffer.from(before === '[' ? '[]\n' : '\n]\n')
}

async function* voucherSheet(client: pg.PoolClient, filter: VoucherFilter): AsyncGenerator<ReportRow> {
  for await (const { rows, entries } of stretches(client, filter)) yield* voucherRows(rows, entries)
}

async function* ledgersOf(client: pg.PoolClient, { book, name }: DeskBook, year: number): AsyncGenerator<Piece> {
  const asked = { book, bookName: name, from: dayOf(year, 1, 1), to: dayOf(year, 12, 1), unit: undefined, limit: 0, offset: 0 }
  const { rows: used } = await client.query<{ account: string }>('SELECT DISTINCT account FROM cash_entry WHERE book = $1 AND booked_on <= $2 ORDER BY 1', [
    book,
    dayOf(year, 12, 31),
  ])
  const general = [
    (await ledger(client, { ...asked, kind: 'balances', account: undefined })).table,
    (await ledger(client, { ...asked, kind: 'general', account: undefined })).table,
  ]
  const [details, journals]: [Sheet[], Sheet[]] = [[], []]
  for (const { account } of used) {
    const kind = JOURNAL_ACCOUNTS.includes(account) ? 'journal' : 'detail'
    const one = { ...asked, kind, account } as const
    const head = entriesHead(one)
    const list = kind === 'journal' ? journals : details
    list.push(
      streamedSheet(
        { ...head, title: `${head.title} ${account}` },
        ledgerRows((work) => work(client), one),
      ),
    )
  }
  for (const [file, sheets] of [
    ['总账.xlsx', general.map(sheetOf)],
    ['明细账.xlsx', details],
    ['日记账.xlsx', journals],
  ] as const) {
    if (sheets.length > 0) yield { name: file, content: await workbook(numbered(sheets)), kind: 'ledgers' }
  }
}

async function statementsOf(client: pg.PoolClient, book: DeskBook, year: number): Promise<Piece[]> {
  const month = `${year}-12`
  const tables = [await statementTable(client, book, { form: 'balance_sheet', month }), await statementTable(client, book, { form: 'income_statement', month })]
  if (book.fund !== 'employee') tables.push(await budgetFormTable(client, book, year), await outsidePartsTable(client, book, year))
  return [
    { name: '年度报表.xlsx', content: await workbook(numbered(tables.map(sheetOf))), kind: 'statements' },
    { name: '年度报表.pdf', content: [await pdfBytes(tables, STATEMENT_PAPER)], kind: 'statements' },
  ]
}

async function* attachmentsOf(client: pg.PoolClient, { book }: DeskBook, year: number): AsyncGenerator<Piece> {
  const { rows } = await client.query<{ voucher: bigint; attachment: bigint; name: string }>(
    `SELECT coalesce(a.voucher, s.voucher) AS voucher, a.attachment, a.name FROM voucher_attachment a LEFT JOIN voucher_draft_step s ON s.draft = a.draft AND s.kind = 'posted'
      WHERE a.book = $1 AND coalesce(a.voucher, s.voucher) / 100000000 = $2 ORDER BY 1, 2`,
    [book, year],
  )
  for (const { voucher, attachment, name } of rows) {
    const { rows: found } = await client.query<{ content: Buffer }>('SELECT content FROM voucher_attachment WHERE attachment = $1', [attachment])
    yield { name: `attachments/${voucher}/${attachment}-${name}`, content: found.map(({ content }) => content), kind: 'vouchers' }
  }
}
