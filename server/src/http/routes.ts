// Every route of the desk, in one table: path, access rule, schemas, handler. A room adds its array here.
import { auditRoutes } from '../access/audit-routes.js'
import { officerRoutes } from '../access/officer-routes.js'
import { sessionRoutes } from '../access/session-routes.js'
import { paymentMethodRoutes } from '../agreement/payment-method-routes.js'
import { practitionerRoutes } from '../agreement/practitioner-routes.js'
import { appraisalRoutes } from '../appraisal/appraisal-routes.js'
import { judgementRoutes } from '../appraisal/judgement-routes.js'
import { budgetRoutes } from '../budget/budget-routes.js'
import { executionRoutes } from '../budget/execution-routes.js'
import { performanceRoutes } from '../budget/performance-routes.js'
import { catalogueRoutes } from '../catalogue/catalogue-routes.js'
import { codeListRoutes } from '../catalogue/code-list-routes.js'
import { draftRoutes as catalogueDraftRoutes } from '../catalogue/draft-routes.js'
import { itemRoutes } from '../catalogue/item-routes.js'
import { mappingCheckRoutes } from '../catalogue/mapping-check-routes.js'
import { mappingRoutes } from '../catalogue/mapping-routes.js'
import { areaRoutes } from '../enrolment/area-routes.js'
import { personRoutes } from '../enrolment/person-routes.js'
import { uploadRoutes } from '../files/upload-routes.js'
import { bookDeskRoutes } from '../fund/book-desk-routes.js'
import { fourWaysRoutes } from '../fund/four-ways/four-ways-routes.js'
import { moneyWayRoutes } from '../fund/money-way.js'
import { fundRoutes } from '../fund/routes.js'
import { statementRoutes } from '../fund/statement-routes.js'
import { conformanceRoutes } from '../hospital-interface/conformance-routes.js'
import { connectionRoutes } from '../hospital-interface/connection-routes.js'
import { jobRoutes } from '../jobs/job-routes.js'
import { replayRoutes } from '../jobs/replay-routes.js'
import { accountRoutes } from '../payment/account-routes.js'
import { batchRoutes } from '../payment/batch-routes.js'
import { clearingRoutes } from '../payment/clearing-routes.js'
import { cycleRoutes } from '../payment/cycle-routes.js'
import { depositRoutes } from '../payment/deposit-routes.js'
import { payerRoutes } from '../payment/payer-routes.js'
import { prepaymentRoutes } from '../payment/prepayment-routes.js'
import { providerAccountRoutes } from '../payment/provider-account-routes.js'
import { reconciliationRoutes } from '../payment/reconciliation-routes.js'
import { recoveryRoutes } from '../payment/recovery-routes.js'
import { requestRoutes } from '../payment/request-routes.js'
import { transferRoutes } from '../payment/transfer-routes.js'
import { yearClearingRoutes } from '../payment/year-clearing-routes.js'
import { draftRoutes } from '../policy/draft-routes.js'
import { freezeRoutes } from '../policy/freeze-routes.js'
import { policyLibraryRoutes } from '../policy/library-routes.js'
import { adjustmentRoutes } from '../pooling/adjustment-routes.js'
import { budgetLineRoutes } from '../pooling/budget-line-routes.js'
import { projectionRoutes } from '../pooling/projection-routes.js'
import { riskRoutes } from '../pooling/risk-routes.js'
import { takeOverRoutes } from '../pooling/take-over/take-over-routes.js'
import { unitRoutes } from '../pooling/units/unit-routes.js'
import { yearEndRoutes } from '../pooling/year-end-routes.js'
import { yearRecordRoutes } from '../pooling/year-record-routes.js'
import { asKnownRoutes } from '../recompute/as-known-routes.js'
import { recomputeRoutes } from '../recompute/recompute-routes.js'
import { calculatorRoutes } from '../service/calculator-routes.js'
import { filingRoutes } from '../service/filing-routes.js'
import { reimbursementRoutes } from '../service/reimbursement-routes.js'
import { waitingRoutes } from '../service/waiting-routes.js'
import { exclusionRoutes } from '../settlement/exclusion-routes.js'
import { settlementRoutes } from '../settlement/routes.js'
import { settlementListRoutes } from '../settlement/settlement-list-routes.js'
import { findingRoutes } from '../supervision/finding-routes.js'
import { recordRoutes } from '../supervision/record-routes.js'
import { traceRoutes } from '../supervision/trace-routes.js'
import { writtenDraft } from '../trial/draft.js'
import { trialRoutes } from '../trial/trial-routes.js'
import type { AppContext } from './context.js'
import { healthRoutes } from './health.js'
import type { Route } from './route.js'

export function routes(context: AppContext): readonly Route[] {
  return [
    ...healthRoutes(context),
    ...sessionRoutes(context),
    ...auditRoutes(context),
    ...officerRoutes(context),
    ...waitingRoutes(context),
    ...jobRoutes(context),
    ...replayRoutes,
    ...areaRoutes(context),
    ...personRoutes(context),
    ...policyLibraryRoutes(context),
    ...settlementRoutes,
    ...recomputeRoutes(context),
    ...asKnownRoutes(context),
    ...exclusionRoutes(context),
    ...findingRoutes(context),
    ...fundRoutes(context),
    ...statementRoutes,
    ...bookDeskRoutes(context),
    ...budgetRoutes(context),
    ...executionRoutes(context),
    ...performanceRoutes(context),
    ...yearEndRoutes(context),
    ...yearRecordRoutes,
    ...appraisalRoutes(context),
    ...judgementRoutes,
    ...adjustmentRoutes(context),
    ...budgetLineRoutes(context),
    ...riskRoutes(context),
    ...unitRoutes(context),
    ...projectionRoutes(context),
    ...moneyWayRoutes,
    ...uploadRoutes(context),
    ...takeOverRoutes(context),
    ...fourWaysRoutes(context),
    ...reconciliationRoutes(context),
    ...clearingRoutes(context),
    ...accountRoutes(context),
    ...batchRoutes(context),
    ...cycleRoutes(context),
    ...depositRoutes(context),
    ...yearClearingRoutes(context),
    ...prepaymentRoutes(context),
    ...requestRoutes(context),
    ...payerRoutes(context),
    ...recoveryRoutes(context),
    ...providerAccountRoutes(context),
    ...transferRoutes(context),
    ...draftRoutes(context),
    ...freezeRoutes(context),
    ...connectionRoutes(context),
    ...conformanceRoutes(context),
    ...calculatorRoutes(context),
    ...filingRoutes(context),
    ...reimbursementRoutes(context),
    ...trialRoutes(context, writtenDraft),
    ...catalogueRoutes,
    ...catalogueDraftRoutes(context),
    ...itemRoutes(context),
    ...mappingRoutes(context),
    ...codeListRoutes,
    ...mappingCheckRoutes(context),
    ...traceRoutes(context),
    ...recordRoutes(),
    ...paymentMethodRoutes(context),
    ...practitionerRoutes(context),
    ...settlementListRoutes(context),
  ]
}
