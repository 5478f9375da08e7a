// Every route of the desk, in one table: path, access rule, schemas, handler. A room adds its array here.
import { auditRoutes } from '../access/audit-routes.js'
import { sessionRoutes } from '../access/session-routes.js'
import { areaRoutes } from '../enrolment/area-routes.js'
import { personRoutes } from '../enrolment/person-routes.js'
import { fundRoutes } from '../fund/routes.js'
import { connectionRoutes } from '../hospital-interface/connection-routes.js'
import { jobRoutes } from '../jobs/job-routes.js'
import { draftRoutes } from '../policy/draft-routes.js'
import { freezeRoutes } from '../policy/freeze-routes.js'
import { calculatorRoutes } from '../service/calculator-routes.js'
import { settlementRoutes } from '../settlement/routes.js'
import type { AppContext } from './context.js'
import { healthRoutes } from './health.js'
import type { Route } from './route.js'

export function routes(context: AppContext): readonly Route[] {
  return [
    ...healthRoutes(context),
    ...sessionRoutes(context),
    ...auditRoutes(context),
    ...jobRoutes(context),
    ...areaRoutes(context),
    ...personRoutes(context),
    ...settlementRoutes,
    ...fundRoutes(context),
    ...draftRoutes(context),
    ...freezeRoutes(context),
    ...connectionRoutes(context),
    ...calculatorRoutes(context),
  ]
}
