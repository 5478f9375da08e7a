// Questions of the books' desk.
import type {
  ArchiveRow,
  CashPlace,
  Closing,
  Consolidated,
  Draft,
  DraftHead,
  FundReport,
  FundReportHead,
  Ledger,
  ManualKinds,
  ReportTable,
  Voucher,
  VoucherForms,
  VoucherPage,
  Waiver,
  WaiverChoices,
  WaiverHead,
} from './book-desk-types.js'
import { asked, one } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'

export const bookPath = (book: string, part: string) => `/api/fund/books/${encodeURIComponent(book)}/${part}`

export const vouchersQuery = (book: string, query: Query) => asked<VoucherPage>(bookPath(book, 'vouchers'), query)
export const voucherQuery = (book: string, voucher: string) => one<Voucher>(bookPath(book, `vouchers/${voucher}`))
export const voucherFormsQuery = (book: string, query: Query) => one<VoucherForms>(bookPath(book, 'voucher-forms'), query)
export const draftsQuery = (book: string, query: Query) => asked<Paged<DraftHead>>(bookPath(book, 'voucher-drafts'), query)
export const voucherDraftQuery = (draft: string) => one<Draft>(`/api/voucher-drafts/${draft}`)
export const waiversQuery = (book: string, query: Query) => asked<Paged<WaiverHead> & WaiverChoices>(bookPath(book, 'waivers'), query)
export const waiverQuery = (waiver: string) => one<Waiver>(`/api/waivers/${waiver}`)
export const manualKindsQuery = (book: string) => one<ManualKinds>(bookPath(book, 'manual-kinds'))
export const closingQuery = (book: string, month: string | undefined) => one<Closing>(bookPath(book, 'closing'), { month })
export const cashQuery = (book: string, month: string) => one<readonly CashPlace[]>(bookPath(book, 'cash'), { month })
export const ledgerQuery = (book: string, query: Query) => asked<Ledger>(bookPath(book, 'ledgers'), query)
export const reportsQuery = (query: Query) => asked<Paged<FundReportHead>>('/api/fund/reports', query)
export const reportQuery = (report: string) => one<FundReport>(`/api/fund/reports/${report}`)
export const archivesQuery = one<readonly ArchiveRow[]>('/api/fund/archives')
export const budgetFormQuery = (query: Query) => one<{ readonly tables: readonly ReportTable[] }>('/api/fund/budget-form', query)
export const consolidatedQuery = (query: Query) => asked<Consolidated>('/api/fund/consolidated', query)
