// What the start page and the pages of accounts and the audit trail ask.
import { queryOptions } from '@tanstack/react-query'
import type { AuditAction, AuditTrail, DeskRole, OfficerDetail, OfficerList, OfficerRequestList, Waiting } from './officer-types.js'
import { asked, one } from './queries.js'
import type { Query } from './request.js'

export const waitingQuery = queryOptions({ ...one<Waiting>('/api/waiting'), staleTime: 0 })
export const officersQuery = (query: Query) => asked<OfficerList>('/api/officers', query)
export const officerQuery = (officer: string) => one<OfficerDetail>(`/api/officers/${officer}`)
export const officerRolesQuery = one<readonly DeskRole[]>('/api/officer-roles')
export const officerRequestsQuery = (query: Query) => asked<OfficerRequestList>('/api/officer-requests', query)
export const auditActionsQuery = one<readonly AuditAction[]>('/api/audit-actions')
export const auditQuery = (query: Query) => asked<AuditTrail>('/api/audit-events', query)
