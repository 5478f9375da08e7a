// Questions of the take-over desk and of the four-way reconciliation.
import type { FourWaysDifference, FourWaysMonth, PartyFile } from './four-ways-types.js'
import { asked, one } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'
import type { AuditSheet, FileLayout, MatterEvent, Parallel, ParallelDifference, TakeOver, TakeOverDifference, TakeOverHead } from './take-over-types.js'

export const takeOversQuery = one<readonly TakeOverHead[]>('/api/takeovers')
export const takeOverQuery = (takeover: string) => one<TakeOver>(`/api/takeovers/${takeover}`)
export const lineFaultsQuery = (path: string) => one<readonly { line: number; sentence: string }[] | Paged<{ line: number; sentence: string }>>(path)
export const takeOverDifferencesQuery = (takeover: string, query: Query) =>
  asked<Paged<TakeOverDifference> & { readonly checked: boolean }>(`/api/takeovers/${takeover}/differences`, query)
export const matterEventsQuery = (path: string, matter: string) => one<readonly MatterEvent[]>(`${path}/events`, { matter })
export const auditSheetQuery = (takeover: string) => one<AuditSheet>(`/api/takeovers/${takeover}/sheet`)
export const parallelQuery = (takeover: string) => one<Parallel>(`/api/takeovers/${takeover}/parallel`)
export const parallelDifferencesQuery = (takeover: string, query: Query) =>
  asked<Paged<ParallelDifference>>(`/api/takeovers/${takeover}/parallel/differences`, query)
export const fileLayoutsQuery = one<readonly FileLayout[]>('/api/file-layouts')

export const fourWaysQuery = (month: string) => one<FourWaysMonth>('/api/four-ways', { month })
export const fourWaysDifferencesQuery = (query: Query) => asked<Paged<FourWaysDifference>>('/api/four-ways/differences', query)
export const partyFilesQuery = one<readonly PartyFile[]>('/api/four-ways/files')
