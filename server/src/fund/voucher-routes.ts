// The voucher desk: vouchers of a book by month, number, kind, account, amount and unit; one of them with its fact and its corrections;
// the paper form (E12).
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { amountInWords } from '@tongchou/domain/fund/amount-in-words.js'
import { checkCorrection } from '@tongchou/domain/fund/manual-voucher.js'
import { factName } from '@tongchou/domain/fund/voucher-text.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { bookOfDesk, NO_BOOK } from './book-of-desk.js'
import { sides } from './fact-view.js'
import { postedVoucher } from './posted-voucher.js'
import { type ReportRow, type ReportTable, rowOf, streamedSheet } from './report-table.js'
import { BookParams } from './schemas.js'
import * as shape from './voucher-schema.js'
import {
  type AttachmentRow,
  attachmentsOfVoucher,
  entriesOf,
  signaturesOf,
  type VoucherEntryRow,
  type VoucherFilter,
  type VoucherRow,
  voucherNumbered,
  voucherPage,
  vouchersAfter,
} from './voucher-store.js'

const SEE = { permission: 'book.see' } as const
const SIZE = 20
/** Vouchers read at a time while a file is written. */
const CHUNK = 1_000
const MOST_PRINTED = 300
const BY_SYSTEM = '业务系统自动生成'
const NO_SUCH = refused('not_found', '没有找到这张凭证，或者它不属于您管辖的核算单位。')

export const voucherRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/books/:book/vouchers',
    access: SEE,
    summary: '凭证列表：按日期、号、业务、科目、金额、核算单位查找',
    schema: { params: BookParams, querystring: shape.VoucherQuery, response: shape.Vouchers },
    handler: ({ params, query }, desk) =>
      desk.read(async (client) => {
        const { page = 1, size = SIZE } = query
        const { total, rows } = await voucherPage(client, filterOf(params.book, query, size, (page - 1) * size))
        const kinds = await client.query<{ kind: string }>('SELECT DISTINCT fact_kind AS kind FROM cash_voucher WHERE book = $1 ORDER BY 1', [params.book])
        return { total, rows: rows.map(headJson), kinds: kinds.rows.map(({ kind }) => ({ kind, name: factName(kind) })) }
      }),
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/vouchers.xlsx',
    access: SEE,
    summary: '凭证列表（Excel），每条分录一行',
    schema: { params: BookParams, querystring: shape.VoucherQuery, response: Workbook },
    handler: async ({ params, query }, desk) => {
      const filter = filterOf(params.book, query, CHUNK, 0)
      await desk.audit('voucher.export', { detail: { book: params.book, from: query.from ?? '', to: query.to ?? '' } })
      const sheet = streamedSheet(voucherHead(params.book), exportedVouchers(desk.apart(), filter))
      return workbookAnswer('vouchers', '记账凭证', sheet)
    },
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/vouchers/:voucher',
    access: SEE,
    summary: '一张凭证：分录、来源业务、更正关系、附件、经手人',
    schema: { params: shape.VoucherParams, response: shape.Voucher },
    handler: ({ params }, desk) => desk.read((client) => shown(client, desk, params.book, BigInt(params.voucher))),
  }),
  route({
    method: 'GET',
    url: '/api/fund/books/:book/voucher-forms',
    access: SEE,
    summary: '打印记账凭证：一段日期内的凭证及大写金额、经手人',
    schema: { params: BookParams, querystring: shape.PrintQuery, response: shape.PrintForms },
    handler: ({ params, query }, desk) => desk.read((client) => forms(client, desk, params.book, query)),
  }),
]

function filterOf(book: string, query: Static<typeof shape.VoucherQuery>, limit: number, offset: number): VoucherFilter {
  const { sort, page: _page, size: _size, ...rest } = query
  return { ...rest, book, rising: sort === 'voucher', limit, offset }
}

function numbersOf(rows: readonly VoucherRow[]): bigint[] {
  return rows.map(({ voucher }) => voucher)
}

function serial(voucher: bigint): number {
  return Number(voucher % 1_000_000n)
}

function headJson({ voucher, fact, debit_fen, corrects, corrected_by, ...row }: VoucherRow) {
  return {
    ...row,
    voucher: voucher.toString(),
    number: serial(voucher),
    fact: fact.toString(),
    fact_name: factName(row.fact_kind),
    debit_fen: fenJson(debit_fen),
    corrects: corrects?.toString() ?? null,
    corrected_by: [...corrected_by],
  }
}

function entryJson({ voucher: _voucher, amount_fen, red, ...entry }: VoucherEntryRow) {
  return { ...entry, ...sides({ amount_fen, red }) }
}

export function fileJson({ attachment, ...row }: AttachmentRow) {
  return { ...row, attachment: attachment.toString() }
}

async function shown(client: pg.ClientBase, desk: Desk, book: string, number: bigint): Promise<unknown> {
  const voucher = await voucherNumbered(client, book, number)
  if (voucher === undefined || isRefusal(await bookOfDesk(client, desk, book))) return NO_SUCH
  const [entries, [signed], files] = [
    await entriesOf(client, book, [number]),
    await signaturesOf(client, book, [number]),
    await attachmentsOfVoucher(client, book, number),
  ]
  return {
    ...headJson(voucher),
    ...signaturesJson(signed),
    entries: entries.map(entryJson),
    files: files.map(fileJson),
    draft: signed?.draft.toString() ?? null,
    words: amountInWords(voucher.debit_fen),
    corrections: await correctionsOf(client, desk, book, voucher),
  }
}

function signaturesJson(signed: Awaited<ReturnType<typeof signaturesOf>>[number] | undefined) {
  return { prepared_by: signed?.prepared_by ?? BY_SYSTEM, reviewed_by: signed?.reviewed_by ?? '', posted_by: signed?.posted_by ?? BY_SYSTEM }
}

/** Whether the whole voucher may be reversed, or supplemented by the same amounts: the sentence against it, or null. */
async function correctionsOf(client: pg.ClientBase, desk: Desk, book: string, voucher: VoucherRow): Promise<Record<string, string | null>> {
  if (!desk.officer.permissions.has('voucher.prepare')) return { red_letter: '您的岗位不能编制凭证。', supplement: '您的岗位不能编制凭证。' }
  const posted = await postedVoucher(client, book, voucher)
  const opposite = posted.entries.map((entry) => ({ ...entry, amount: -entry.amount }))
  const sentence = (refusals: readonly { readonly sentence: string }[]): string | null => refusals[0]?.sentence ?? null
  return { red_letter: sentence(checkCorrection('red_letter', posted, opposite)), supplement: sentence(checkCorrection('supplement', posted, posted.entries)) }
}

async function forms(client: pg.ClientBase, desk: Desk, book: string, { from, to, number }: Static<typeof shape.PrintQuery>): Promise<unknown> {
  const found = await bookOfDesk(client, desk, book)
  if (isRefusal(found)) return NO_BOOK
  const { total, rows } = await voucherPage(client, { book, from, to, number, rising: true, limit: MOST_PRINTED, offset: 0 })
  const [entries, signed] = [await entriesOf(client, book, numbersOf(rows)), await signaturesOf(client, book, numbersOf(rows))]
  return {
    book_name: found.name,
    more: total > rows.length,
    forms: rows.map(({ voucher, booked_on, text, attachments, debit_fen }) => ({
      voucher: voucher.toString(),
      number: serial(voucher),
      booked_on,
      text,
      attachments,
      debit_fen: fenJson(debit_fen),
      words: amountInWords(debit_fen),
      ...signaturesJson(signed.find((one) => one.voucher === voucher)),
      entries: entries.filter((entry) => entry.voucher === voucher).map(entryJson),
    })),
  }
}

/** All vouchers of the filter, a stretch at a time; the list only grows at its end, so none is missed. */
async function* exportedVouchers(desk: Pick<Desk, 'read'>, filter: VoucherFilter): AsyncGenerator<ReportRow> {
  let after: bigint | undefined
  for (;;) {
    const from = after
    const { rows, entries } = await desk.read(async (client) => {
      const found = await vouchersAfter(client, filter, from)
      return { rows: found, entries: await entriesOf(client, filter.book, numbersOf(found)) }
    })
    yield* voucherRows(rows, entries)
    after = rows.at(-1)?.voucher
    if (rows.length < filter.limit) return
  }
}

export function voucherHead(book: string): Omit<ReportTable, 'rows'> {
  return {
    title: '记账凭证',
    subtitle: book,
    texts: ['日期', '凭证号', '摘要', '科目', '科目名称', '明细', '核算单位', '业务', '更正凭证', '被更正'],
    amounts: ['借方', '贷方'],
  }
}

/** One row for each entry, as vouchers are exported and archived. */
export function voucherRows(rows: readonly VoucherRow[], entries: readonly VoucherEntryRow[]): ReportRow[] {
  const byVoucher = new Map(rows.map((row) => [row.voucher, row]))
  return entries.flatMap((entry) => {
    const of = byVoucher.get(entry.voucher)
    if (of === undefined) return []
    const { debit_fen, credit_fen } = sides(entry)
    const texts = [
      of.booked_on,
      `记-${serial(of.voucher)}`,
      of.text,
      entry.account,
      entry.account_name,
      entry.detail_name,
      entry.unit_name,
      factName(of.fact_kind),
    ]
    const links = [of.corrects === null ? '' : String(of.corrects), of.corrected_by.join(' ')]
    return [rowOf([...texts, ...links], [orNone(debit_fen), orNone(credit_fen)], { voucher: of.voucher })]
  })
}

function orNone(fen: number): Fen | null {
  return fen === 0 ? null : BigInt(fen)
}
