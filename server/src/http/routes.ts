// Every route of the desk, in one table: path, access rule, schemas, handler. A room adds its array here.
import { auditRoutes } from '../access/audit-routes.js'
import { sessionRoutes } from '../access/session-routes.js'
import { catalogueRoutes } from '../catalogue/catalogue-routes.js'
import { codeListRoutes } from '../catalogue/code-list-routes.js'
import { mappingCheckRoutes } from '../catalogue/mapping-check-routes.js'
import { areaRoutes } from '../enrolment/area-routes.js'
import { personRoutes } from '../enrolment/person-routes.js'
import { fundRoutes } from '../fund/routes.js'
import { jobRoutes } from '../jobs/job-routes.js'
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
    ...calculatorRoutes(context),
    ...catalogueRoutes(context),
    ...codeListRoutes,
    ...mappingCheckRoutes(context),
  ]
}
