// The fund's pages for the desk: cockpit, books, entries, memo lines down to bills, payments, confirmed month ends, single facts.
// Row-level security decides whose money an officer sees; the routes only say who may ask.
import { refused } from '@tongchou/domain/base/refusal.js'
import { MEMO_ACCOUNTS, memoBase } from '@tongchou/domain/fund/memo-accounts.js'
import { personNumber } from '../enrolment/person-number.js'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { type Route, route } from '../http/route.js'
import { cockpit } from './cockpit.js'
import { isBookFactKind } from './fact-store.js'
import { factView, sides } from './fact-view.js'
import { entryPage, type LedgerFilter, type MemoRow, memoPage, paymentPage, reconciliationPage } from './ledger-store.js'
import { fundName } from './open-books.js'
import * as shape from './schemas.js'
import { isZero, type TrialBalanceRow, trialBalance } from './trial-balance.js'

const FUND = { permission: 'fund.see' } as const
const BOOK = { permission: 'book.see' } as const
const SIZE = 20

interface Asked {
  readonly account?: string
  readonly unit?: string
  readonly provider?: string
  readonly period?: string
  readonly from?: string
  readonly to?: string
  readonly page?: number
  readonly size?: number
}

function filterOf(book: string, { account, unit, provider, period, from, to, page = 1, size = SIZE }: Asked): LedgerFilter {
  return { book, account, unit, provider, period, from, to, page, size }
}

const cockpitRoute = (clock: Clock) =>
  route({
    method: 'GET',
    url: '/api/fund/cockpit',
    access: FUND,
    summary: '基金运行：今日收支、各基金各核算单位状况、可支付月数、预警',
    schema: { querystring: shape.DayQuery, response: shape.Cockpit },
    handler: ({ query }, desk) => desk.read((client) => cockpit(client, query.day ?? dayIn(clock), clock.now())),
  })

const booksRoute = route({
  method: 'GET',
  url: '/api/fund/books',
  access: FUND,
  summary: '账套',
  schema: { response: shape.Books },
  handler: (_request, desk) =>
    desk.read(async (client) => {
      const { rows } = await client.query<{ fund: string }>(
        `SELECT b.book, b.pool, b.fund, b.name, b.agency, a.name AS agency_name, b.opened_on, book_closed_through(b.book) AS closed_through
           FROM book b JOIN area a ON a.code = b.agency WHERE b.pool = $1 ORDER BY b.fund DESC`,
        [desk.officer.pool],
      )
      return rows.map((row) => ({ ...row, fund_name: fundName(row.fund) }))
    }),
})

const trialBalanceRoute = (clock: Clock) =>
  route({
    method: 'GET',
    url: '/api/fund/books/:book/trial-balance',
    access: BOOK,
    summary: '试算平衡表',
    schema: { params: shape.BookParams, querystring: shape.DayQuery, response: shape.TrialBalance },
    handler: async ({ params, query }, desk) => {
      const day = query.day ?? dayIn(clock)
      const rows = await desk.read((client) => trialBalance(client, params.book, day))
      return { day, rows: rows.map(trialBalanceJson), zero: isZero(rows) }
    },
  })

function trialBalanceJson({ account, name, side, opening, debit, credit, balance }: TrialBalanceRow) {
  return { account, name, side, opening_fen: fenJson(opening), debit_fen: fenJson(debit), credit_fen: fenJson(credit), balance_fen: fenJson(balance) }
}

const entriesRoute = route({
  method: 'GET',
  url: '/api/fund/books/:book/entries',
  access: BOOK,
  summary: '记账明细',
  schema: { params: shape.BookParams, querystring: shape.EntryQuery, response: shape.Entries },
  handler: async ({ params, query }, desk) => {
    const { total, rows } = await desk.read((client) => entryPage(client, filterOf(params.book, query)))
    return {
      total,
      rows: rows.map(({ amount_fen, red, voucher, fact, detail: _detail, ...row }) => ({
        ...row,
        voucher: voucher.toString(),
        fact: fact.toString(),
        ...sides({ amount_fen, red }),
      })),
    }
  },
})

const memoRoute = route({
  method: 'GET',
  url: '/api/fund/books/:book/memo',
  access: BOOK,
  summary: '权责发生备查明细，可查到每张结算单',
  schema: { params: shape.BookParams, querystring: shape.MemoQuery, response: shape.Memo },
  handler: async ({ params, query }, desk) => {
    const { total, rows } = await desk.read((client) => memoPage(client, filterOf(params.book, query)))
    const seen = desk.officer.permissions.has('person.see')
    return { total, rows: rows.map((row) => memoJson(row, desk.officer.pool, seen)) }
  },
})

function memoJson({ person, settlement, fact, amount_fen, account, ...row }: MemoRow, pool: string, seen: boolean) {
  return {
    ...row,
    account,
    account_name: memoName(account),
    amount_fen: fenJson(amount_fen),
    settlement: settlement?.toString() ?? null,
    fact: fact.toString(),
    psn_no: person === null ? null : seen ? personNumber(pool, person) : masked(personNumber(pool, person)),
  }
}

function memoName(account: string): string {
  const part = account.endsWith('/account') ? '（个人账户）' : account.endsWith('/insurer') ? '（承保机构）' : account.endsWith('/liable') ? '（先行支付）' : ''
  return `${MEMO_ACCOUNTS[memoBase(account)]?.name ?? account}${part}`
}

/** Pool and the last two digits: enough to tell two lines apart, not to find the person. */
function masked(number: string): string {
  return `${number.slice(0, 6)}${'*'.repeat(number.length - 8)}${number.slice(-2)}`
}

const paymentsRoute = route({
  method: 'GET',
  url: '/api/fund/payments',
  access: FUND,
  summary: '向定点医药机构的拨付',
  schema: { querystring: shape.PaymentQuery, response: shape.Payments },
  handler: async ({ query }, desk) => {
    const { book, provider, ...rest } = query
    const { total, rows } = await desk.read((client) => paymentPage(client, { ...filterOf(book, rest), account: provider }))
    return {
      total,
      rows: rows.map(({ fact, voucher, gross_fen, deduction_fen, deposit_fen, netted_fen, set_off_fen, ...row }) => ({
        ...row,
        fact: fact.toString(),
        voucher: voucher?.toString() ?? null,
        gross_fen: fenJson(gross_fen),
        deduction_fen: fenJson(deduction_fen),
        deposit_fen: fenJson(deposit_fen),
        netted_fen: fenJson(netted_fen),
        set_off_fen: fenJson(set_off_fen),
        paid_fen: fenJson(gross_fen - deduction_fen - deposit_fen - netted_fen - set_off_fen),
      })),
    }
  },
})

const reconciliationsRoute = route({
  method: 'GET',
  url: '/api/fund/reconciliations',
  access: FUND,
  summary: '月末对账',
  schema: { querystring: shape.BookQuery, response: shape.Reconciliations },
  handler: async ({ query }, desk) => {
    const { book, ...rest } = query
    const { total, rows } = await desk.read((client) => reconciliationPage(client, filterOf(book, rest)))
    return {
      total,
      rows: rows.map(({ fact, book_fen, holder_fen, in_transit_fen, ...row }) => ({
        ...row,
        fact: fact.toString(),
        book_fen: fenJson(book_fen),
        holder_fen: fenJson(holder_fen),
        in_transit_fen: fenJson(in_transit_fen),
      })),
    }
  },
})

const factRoute = route({
  method: 'GET',
  url: '/api/fund/facts/:kind/:book/:id',
  access: BOOK,
  summary: '一项业务事实及其凭证、备查记录',
  schema: { params: shape.FactParams, response: shape.Fact },
  handler: async ({ params }, desk) => {
    const { kind, book, id } = params
    if (!isBookFactKind(kind)) return refused('not_found', `没有 ${kind} 这类业务事实；请从账簿明细进入。`)
    const view = await desk.read((client) => factView(client, kind, book, BigInt(id)))
    return view ?? refused('not_found', '没有找到这项业务事实，或者它不属于您管辖的核算单位。')
  },
})

export const fundRoutes = ({ clock }: { readonly clock: Clock }): readonly Route[] => [
  cockpitRoute(clock),
  booksRoute,
  trialBalanceRoute(clock),
  entriesRoute,
  memoRoute,
  paymentsRoute,
  reconciliationsRoute,
  factRoute,
]
