// The pages and their addresses. Each page is a chunk of its own; the sign-in page is the only one in the first bundle.
import { QueryClientProvider } from '@tanstack/react-query'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { makeClient, sessionQuery } from './api/queries.js'
import { RequestFailed } from './api/request.js'
import { LanguageProvider } from './language/language.js'
import { SignIn } from './pages/session/sign-in.js'
import { heedOtherTabs } from './session/other-tabs.js'
import { Broken, NoSuchPage } from './shell/broken.js'

const client = makeClient()

// A session that ended while pages are open: the next answer says 401, and the shell leads to the sign-in page and back.
client.getQueryCache().subscribe((event) => {
  const error = event.query.state.error
  if (event.type === 'updated' && error instanceof RequestFailed && error.status === 401) client.setQueryData(sessionQuery.queryKey, null)
})

heedOtherTabs(client)

const router = createBrowserRouter([
  { path: '/sign-in', Component: SignIn, ErrorBoundary: Broken },
  {
    path: '/calculator',
    lazy: async () => ({ Component: (await import('./pages/service/calculator.js')).CalculatorPage }),
    HydrateFallback: () => null,
    ErrorBoundary: Broken,
  },
  {
    path: '/',
    lazy: async () => ({ Component: (await import('./shell/shell.js')).Shell }),
    HydrateFallback: () => null,
    ErrorBoundary: Broken,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./pages/start/start.js')).StartPage }) },
      { path: 'password', lazy: async () => ({ Component: (await import('./shell/replace-password.js')).PasswordPage }) },
      { path: 'settlements/:psnNo/:settlement', lazy: async () => ({ Component: (await import('./pages/settlement/bill.js')).BillPage }) },
      {
        lazy: async () => ({ Component: (await import('./shell/designed.js')).Designed }),
        children: [
          { path: 'persons', lazy: async () => ({ Component: (await import('./pages/enrolment/persons.js')).Persons }) },
          { path: 'persons/:psnNo', lazy: async () => ({ Component: (await import('./pages/enrolment/person.js')).PersonPage }) },
          { path: 'settlements', lazy: async () => ({ Component: (await import('./pages/settlement/settlements.js')).Settlements }) },
          { path: 'trials', lazy: async () => ({ Component: (await import('./pages/trial/trials.js')).TrialsPage }) },
          { path: 'trials/new', lazy: async () => ({ Component: (await import('./pages/trial/trial-start.js')).TrialStartPage }) },
          { path: 'trials/:trial', lazy: async () => ({ Component: (await import('./pages/trial/trial.js')).TrialPage }) },
          {
            path: 'trials/:trial/drawn/:person/:settlement',
            lazy: async () => ({ Component: (await import('./pages/trial/trial-bill.js')).DrawnBillPage }),
          },
          {
            path: 'trials/:trial/bills/:psnNo/:settlement',
            lazy: async () => ({ Component: (await import('./pages/trial/trial-bill.js')).TrialBillPage }),
          },
          { path: 'recomputations', lazy: async () => ({ Component: (await import('./pages/recompute/recomputations.js')).RecomputationsPage }) },
          { path: 'differences', lazy: async () => ({ Component: (await import('./pages/recompute/differences.js')).DifferencesPage }) },
          { path: 'differences/:difference', lazy: async () => ({ Component: (await import('./pages/recompute/difference.js')).DifferencePage }) },
          { path: 'replays', lazy: async () => ({ Component: (await import('./pages/jobs/replays.js')).ReplaysPage }) },
          { path: 'accidents', lazy: async () => ({ Component: (await import('./pages/claims/accident-list.js')).AccidentListPage }) },
          { path: 'reimbursements', lazy: async () => ({ Component: (await import('./pages/claims/reimbursements.js')).ReimbursementsPage }) },
          { path: 'catalogue', lazy: async () => ({ Component: (await import('./pages/catalogue/versions.js')).VersionsPage }) },
          { path: 'catalogue/drafts/:draft', lazy: async () => ({ Component: (await import('./pages/catalogue/draft.js')).DraftPage }) },
          { path: 'catalogue-items', lazy: async () => ({ Component: (await import('./pages/catalogue/items.js')).ItemsPage }) },
          { path: 'catalogue-items/:code', lazy: async () => ({ Component: (await import('./pages/catalogue/item.js')).ItemPage }) },
          { path: 'areas', lazy: async () => ({ Component: (await import('./pages/area/areas.js')).AreasPage }) },
          { path: 'filings', lazy: async () => ({ Component: (await import('./pages/filing/filings.js')).FilingsPage }) },
          { path: 'clearing', lazy: async () => ({ Component: (await import('./pages/clearing/clearings.js')).ClearingsPage }) },
          { path: 'clearing/:institution/:request', lazy: async () => ({ Component: (await import('./pages/clearing/clearing.js')).ClearingPage }) },
          { path: 'payment-methods', lazy: async () => ({ Component: (await import('./pages/agreement/payment-methods.js')).PaymentMethodsPage }) },
          { path: 'findings', lazy: async () => ({ Component: (await import('./pages/finding/findings.js')).FindingsPage }) },
          { path: 'settlement-lists', lazy: async () => ({ Component: (await import('./pages/list/lists.js')).ListsPage }) },
          { path: 'settlement-lists/:psnNo/:settlement', lazy: async () => ({ Component: (await import('./pages/list/list.js')).ListPage }) },
          { path: 'medical-records', lazy: async () => ({ Component: (await import('./pages/record/records.js')).RecordsPage }) },
          { path: 'medical-records/:record', lazy: async () => ({ Component: (await import('./pages/record/record.js')).RecordPage }) },
          { path: 'mappings', lazy: async () => ({ Component: (await import('./pages/mapping/mapping-institutions.js')).MappingInstitutionsPage }) },
          { path: 'mappings/:institution', lazy: async () => ({ Component: (await import('./pages/mapping/mappings.js')).MappingsPage }) },
          { path: 'conformance', lazy: async () => ({ Component: (await import('./pages/conformance/runs.js')).ConformancePage }) },
          { path: 'conformance/:run', lazy: async () => ({ Component: (await import('./pages/conformance/run.js')).ConformanceRunPage }) },
          { path: 'code-lists', lazy: async () => ({ Component: (await import('./pages/catalogue/code-lists.js')).CodeListsPage }) },
          { path: 'fund/cockpit', lazy: async () => ({ Component: (await import('./pages/fund/cockpit.js')).CockpitPage }) },
          { path: 'fund/budget', lazy: async () => ({ Component: (await import('./pages/pooling/budget.js')).BudgetPage }) },
          { path: 'fund/performance', lazy: async () => ({ Component: (await import('./pages/pooling/performance.js')).PerformancePage }) },
          { path: 'fund/year-end', lazy: async () => ({ Component: (await import('./pages/pooling/year-end.js')).YearEndPage }) },
          { path: 'fund/units', lazy: async () => ({ Component: (await import('./pages/pooling/units/unit-tree.js')).UnitTreePage }) },
          { path: 'fund/risk', lazy: async () => ({ Component: (await import('./pages/watch/risk.js')).RiskPage }) },
          { path: 'fund/projection', lazy: async () => ({ Component: (await import('./pages/watch/projection.js')).ProjectionPage }) },
          { path: 'fund/appraisal', lazy: async () => ({ Component: (await import('./pages/watch/appraisal.js')).AppraisalPage }) },
          { path: 'fund/adjustment', lazy: async () => ({ Component: (await import('./pages/watch/adjustment.js')).AdjustmentPage }) },
          { path: 'take-overs', lazy: async () => ({ Component: (await import('./pages/pooling/take-over/board.js')).TakeOverBoardPage }) },
          { path: 'take-overs/:takeover', lazy: async () => ({ Component: (await import('./pages/pooling/take-over/take-over.js')).TakeOverPage }) },
          { path: 'reconciliation/four-ways', lazy: async () => ({ Component: (await import('./pages/fund/four-ways/four-ways.js')).FourWaysPage }) },
          { path: 'reconciliation/differences', lazy: async () => ({ Component: (await import('./pages/payment/differences.js')).DifferencesPage }) },
          { path: 'payment/requests', lazy: async () => ({ Component: (await import('./pages/payment/fund-requests.js')).FundRequestsPage }) },
          { path: 'payment/batches', lazy: async () => ({ Component: (await import('./pages/payment/batches.js')).BatchesPage }) },
          { path: 'payment/cycles', lazy: async () => ({ Component: (await import('./pages/payment/cycles.js')).CyclesPage }) },
          { path: 'payment/payers', lazy: async () => ({ Component: (await import('./pages/payment/payers.js')).PayersPage }) },
          { path: 'connections', lazy: async () => ({ Component: (await import('./pages/connection/connections.js')).Connections }) },
          { path: 'connections/:institution', lazy: async () => ({ Component: (await import('./pages/connection/connection.js')).ConnectionOfInstitution }) },
          { path: 'messages', lazy: async () => ({ Component: (await import('./pages/connection/messages.js')).Messages }) },
          { path: 'own-connection', lazy: async () => ({ Component: (await import('./pages/connection/own-connection.js')).OwnConnection }) },
          { path: 'fund/books', lazy: async () => ({ Component: (await import('./pages/fund/books.js')).BooksPage }) },
          { path: 'fund/vouchers', lazy: async () => ({ Component: (await import('./pages/books/vouchers.js')).VouchersPage }) },
          { path: 'fund/vouchers/:book/:voucher', lazy: async () => ({ Component: (await import('./pages/books/voucher.js')).VoucherPage }) },
          { path: 'fund/voucher-forms', lazy: async () => ({ Component: (await import('./pages/books/voucher-forms.js')).VoucherFormsPage }) },
          { path: 'fund/voucher-drafts/new', lazy: async () => ({ Component: (await import('./pages/books/new-voucher.js')).NewVoucherPage }) },
          { path: 'fund/voucher-drafts/:draft', lazy: async () => ({ Component: (await import('./pages/books/voucher-draft.js')).VoucherDraftPage }) },
          { path: 'fund/waivers/:waiver', lazy: async () => ({ Component: (await import('./pages/books/waiver.js')).WaiverPage }) },
          { path: 'fund/interest', lazy: async () => ({ Component: (await import('./pages/books/interest/interest.js')).InterestPage }) },
          { path: 'fund/interest/:paper', lazy: async () => ({ Component: (await import('./pages/books/interest/paper.js')).InterestPaperPage }) },
          { path: 'fund/bridge', lazy: async () => ({ Component: (await import('./pages/books/bridge/bridge.js')).BridgePage }) },
          { path: 'fund/execution', lazy: async () => ({ Component: (await import('./pages/pooling/execution.js')).ExecutionPage }) },
          { path: 'fund/ledgers', lazy: async () => ({ Component: (await import('./pages/books/ledgers.js')).LedgersPage }) },
          { path: 'fund/book-openings', lazy: async () => ({ Component: (await import('./pages/books/openings.js')).BookOpeningsPage }) },
          { path: 'fund/forms', lazy: async () => ({ Component: (await import('./pages/books/forms.js')).FormsPage }) },
          { path: 'fund/reports', lazy: async () => ({ Component: (await import('./pages/books/reports.js')).ReportsPage }) },
          { path: 'fund/archives', lazy: async () => ({ Component: (await import('./pages/books/archives.js')).ArchivesPage }) },
          { path: 'fund/closing', lazy: async () => ({ Component: (await import('./pages/books/closing.js')).ClosingPage }) },
          { path: 'officers', lazy: async () => ({ Component: (await import('./pages/access/officers.js')).OfficersPage }) },
          { path: 'officer-requests', lazy: async () => ({ Component: (await import('./pages/access/officer-requests.js')).OfficerRequestsPage }) },
          { path: 'audit', lazy: async () => ({ Component: (await import('./pages/access/audit.js')).AuditPage }) },
          { path: 'policy/documents', lazy: async () => ({ Component: (await import('./pages/policy/library.js')).PolicyLibrary }) },
          { path: 'policy/documents/:hash', lazy: async () => ({ Component: (await import('./pages/policy/document.js')).PolicyDocumentPage }) },
          { path: 'policy/timeline', lazy: async () => ({ Component: (await import('./pages/policy/timeline.js')).PolicyTimeline }) },
          { path: 'policy/compare', lazy: async () => ({ Component: (await import('./pages/policy/compare.js')).PolicyCompare }) },
          { path: 'policy/drafts', lazy: async () => ({ Component: (await import('./pages/policy/draft/drafts.js')).PolicyDrafts }) },
          { path: 'policy/drafts/new', lazy: async () => ({ Component: (await import('./pages/policy/draft/open-draft.js')).OpenDraft }) },
          { path: 'policy/drafts/:draft', lazy: async () => ({ Component: (await import('./pages/policy/draft/draft.js')).PolicyDraft }) },
          { path: 'policy/freeze', lazy: async () => ({ Component: (await import('./pages/policy/freeze/freeze.js')).PolicyFreeze }) },
        ],
      },
      { path: '*', Component: NoSuchPage },
    ],
  },
])

export function App() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageProvider>
  )
}
