// The desk of the statutory books: vouchers, closing, ledgers, reports, archive.
import type { AppContext } from '../http/context.js'
import type { Route } from '../http/route.js'
import { archiveRoutes } from './archive-routes.js'
import { attachmentRoutes } from './attachment-routes.js'
import { bookOpeningRoutes } from './book-opening-routes.js'
import { bridgeRoutes } from './bridge-routes.js'
import { budgetFormRoutes } from './budget-form-routes.js'
import { closeRoutes } from './close-routes.js'
import { consolidatedRoutes } from './consolidated-routes.js'
import { interestRoutes } from './interest-routes.js'
import { ledgerRoutes } from './ledger-routes.js'
import { reportRoutes } from './report-routes.js'
import { voucherDraftRoutes } from './voucher-draft-routes.js'
import { voucherRoutes } from './voucher-routes.js'
import { waiverRoutes } from './waiver-routes.js'

export function bookDeskRoutes(context: AppContext): readonly Route[] {
  return [
    ...bookOpeningRoutes(context),
    ...voucherRoutes,
    ...voucherDraftRoutes(context),
    ...waiverRoutes(context),
    ...interestRoutes(context),
    ...attachmentRoutes,
    ...closeRoutes(context),
    ...ledgerRoutes,
    ...bridgeRoutes(context),
    ...budgetFormRoutes,
    ...consolidatedRoutes,
    ...reportRoutes(context),
    ...archiveRoutes(context),
  ]
}
