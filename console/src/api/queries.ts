// Every question the pages ask, with the key it is cached under.
import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import type { CalculatorOptions, Hospital } from './calculator-types.js'
import type { BusinessCode, CatalogueVersion, CodeList, CodeValues, Comparison } from './catalogue-types.js'
import type { ConnectionPage, ConnectionRow, MessageRow } from './connection-types.js'
import type { Book, BookStatement, Cockpit, EntryRow, FundFact, MemoRow, TrialBalance } from './fund-types.js'
import type { Person, PersonRow } from './person-types.js'
import type { Differences } from './reconciliation-types.js'
import { get, type Query, RequestFailed } from './request.js'
import type { AreaTree, Paged, Session } from './session-types.js'
import type { Accumulators, SettlementList, Statement } from './settlement-types.js'
import type { Budget, BudgetHead, Execution, GapApproval, GapCause, YearEnd, YearEndHead, YearEndTasks, YearFigures } from './year-end-types.js'

/** Answers of the server's fault are asked again once; refusals are not. */
function again(count: number, error: Error): boolean {
  return count < 1 && error instanceof RequestFailed && (error.status === 0 || error.status >= 500)
}

/** Asked at once, network or not: a deed that waits for the network unseen would be done when nobody expects it any more. */
const AT_ONCE = { networkMode: 'always' } as const

export function makeClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { ...AT_ONCE, retry: again, staleTime: 15_000, refetchOnWindowFocus: false }, mutations: AT_ONCE } })
}

export function asked<T>(path: string, query: Query = {}) {
  return queryOptions({ queryKey: [path, query], queryFn: ({ signal }) => get<T>(path, query, signal), placeholderData: keepPreviousData })
}

export function one<T>(path: string, query: Query = {}) {
  return queryOptions({ queryKey: [path, query], queryFn: ({ signal }) => get<T>(path, query, signal) })
}

const bookPath = (book: string, part: string) => `/api/fund/books/${encodeURIComponent(book)}/${part}`

export const sessionQuery = queryOptions({
  queryKey: ['/api/session'],
  staleTime: 60_000,
  queryFn: ({ signal }) =>
    get<Session>('/api/session', {}, signal).catch((error: unknown) => {
      if (error instanceof RequestFailed && error.status === 401) return null
      throw error
    }),
})

export const calculatorQuery = one<CalculatorOptions>('/api/calculator/options')
export const hospitalsQuery = (query: Query) => asked<{ readonly hospitals: readonly Hospital[] }>('/api/calculator/hospitals', query)
export const areasQuery = one<AreaTree>('/api/areas')
export const personsQuery = (query: Query) => asked<Paged<PersonRow>>('/api/persons', query)
export const personQuery = (psnNo: string) => one<Person>(`/api/persons/${psnNo}`)
export const historyQuery = (psnNo: string, query: Query) => asked<SettlementList>(`/api/persons/${psnNo}/settlements`, query)
export const accumulatorsQuery = (psnNo: string, query: Query) => asked<Accumulators>(`/api/persons/${psnNo}/accumulators`, query)
export const settlementsQuery = (query: Query) => asked<SettlementList>('/api/settlements', query)
export const statementQuery = (psnNo: string, settlement: string) => one<Statement>(`/api/settlements/${psnNo}/${settlement}`)
export const cockpitQuery = (query: Query) => asked<Cockpit>('/api/fund/cockpit', query)
export const booksQuery = one<readonly Book[]>('/api/fund/books')
export const bookStatementQuery = (book: string, query: Query) => asked<BookStatement>(bookPath(book, 'statements'), query)
export const trialQuery = (book: string, query: Query) => asked<TrialBalance>(bookPath(book, 'trial-balance'), query)
export const entriesQuery = (book: string, query: Query) => asked<Paged<EntryRow>>(bookPath(book, 'entries'), query)
export const memoQuery = (book: string, query: Query) => asked<Paged<MemoRow>>(bookPath(book, 'memo'), query)
export const factQuery = (book: string, kind: string, fact: string) => one<FundFact>(`/api/fund/facts/${kind}/${encodeURIComponent(book)}/${fact}`)

export const budgetsQuery = (year: number) => one<readonly BudgetHead[]>('/api/budgets', { year })
export const budgetQuery = (budget: string) => one<Budget>(`/api/budgets/${budget}`)
export const executionQuery = (book: string, year: number) => one<Execution>('/api/budget-execution', { book, year })
export const yearEndsQuery = one<readonly YearEndHead[]>('/api/year-ends')
export const yearEndQuery = (run: string) => one<YearEnd>(`/api/year-ends/${run}`)
export const yearEndTasksQuery = (book: string, year: number) => one<YearEndTasks>('/api/year-ends/tasks', { book, year })
export const gapCausesQuery = (book: string, year: number) => one<readonly GapCause[]>('/api/gap-causes', { book, year })
export const gapApprovalsQuery = (book: string, year: number) => one<readonly GapApproval[]>('/api/gap-approvals', { book, year })
export const yearFiguresQuery = (book: string, year: number) => one<YearFigures>('/api/year-figures', { book, year })
export const codeListsQuery = (query: Query) => asked<Paged<CodeList>>('/api/code-lists', query)
export const codeValuesQuery = (list: string, query: Query) => asked<CodeValues>(`/api/code-lists/${encodeURIComponent(list)}`, query)
export const businessCodeQuery = (code: string) => one<BusinessCode>(`/api/business-codes/${encodeURIComponent(code)}`)
export const catalogueVersionsQuery = one<readonly CatalogueVersion[]>('/api/catalogue/versions')
export const comparisonQuery = (query: Query) => asked<Comparison>('/api/catalogue/compare', query)
export const connectionsQuery = (query: Query) => asked<Paged<ConnectionRow>>('/api/connections', query)
export const connectionQuery = (institution: string) => one<ConnectionPage>(`/api/connections/${encodeURIComponent(institution)}`)
export const messagesQuery = (query: Query) => asked<Paged<MessageRow>>('/api/messages', query)
export const differencesQuery = (query: Query) => asked<Differences>('/api/reconciliations/differences', query)
export const ownConnectionQuery = one<ConnectionPage>('/api/own-connection')
export const ownMessagesQuery = (query: Query) => asked<Paged<MessageRow>>('/api/own-connection/messages', query)
