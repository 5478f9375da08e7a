// What the pages about institutions' business ask: filings, clearing, findings, lists, records, mappings, conformance, catalogue drafts.
import { queryOptions } from '@tanstack/react-query'
import type { CatalogueDraftDetail, CatalogueDrafts, CatalogueItems, Comparison, Divisions, FoundDivision, ItemHistory } from './catalogue-types.js'
import type { ConformanceDetail, ConformanceLine, ConformanceRuns } from './conformance-types.js'
import type * as hospital from './hospital-types.js'
import { asked, one } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'

const fresh = <T extends object>(options: T) => ({ ...options, staleTime: 0 })

export const filingsQuery = (query: Query) => fresh(asked<hospital.Filings>('/api/filings', query))
export const filingQuery = (psnNo: string, application: string) => one<hospital.FilingDetail>(`/api/filings/${psnNo}/${application}`)

export const clearingPath = (code: string, request: string) => `/api/providers/${code}/clearing-requests/${request}`
export const clearingsQuery = (query: Query) => fresh(asked<Paged<hospital.ClearingRequest>>('/api/clearing-requests', query))
export const clearingQuery = (code: string, request: string) => fresh(one<hospital.ClearingDetail>(clearingPath(code, request)))
export const clearingBillsQuery = (path: string, query: Query) => asked<Paged<hospital.ClearingBill>>(`${path}/bills`, query)
export const offsiteQuery = (query: Query) => asked<Paged<hospital.OffsiteConfirmation>>('/api/offsite-confirmations', query)

export const findingsQuery = (query: Query) => asked<hospital.Findings>('/api/findings', query)
export const judgementsQuery = (finding: string) => fresh(one<hospital.Judgements>(`/api/findings/${finding}/judgements`))
export const paymentMethodsQuery = (query: Query) => fresh(asked<hospital.PaymentMethods>('/api/payment-methods', query))
export const findingSumsQuery = (query: Query) => asked<readonly hospital.FindingSum[]>('/api/finding-sums', query)

export const listsQuery = (query: Query) => fresh(asked<Paged<hospital.ListRow>>('/api/settlement-lists', query))
export const listQuery = (psnNo: string, settlement: string) => one<hospital.ListDetail>(`/api/settlement-lists/${psnNo}/${settlement}`)

export const recordsQuery = (query: Query) => asked<Paged<hospital.MedicalRecord>>('/api/medical-records', query)
export const recordQuery = (record: string) => one<hospital.RecordDetail>(`/api/medical-records/${record}`)
export const recordKindsQuery = one<readonly hospital.RecordKind[]>('/api/medical-record-kinds')

export const mappingInstitutionsQuery = (query: Query) => asked<Paged<hospital.MappingInstitution>>('/api/mapping-institutions', query)
export const mappingsQuery = (institution: string, query: Query) => asked<Paged<hospital.Mapping>>(`/api/institutions/${institution}/mappings`, query)
export const mappingCheckQuery = (institution: string) => one<hospital.MappingCheck>(`/api/institutions/${institution}/mapping-check`)

export const conformanceRunsQuery = (query: Query) => fresh(asked<ConformanceRuns>('/api/conformance-runs', query))
export const conformanceRunQuery = (run: string) => one<ConformanceDetail>(`/api/conformance-runs/${run}`)
export const conformanceLinesQuery = (run: string, query: Query) => asked<Paged<ConformanceLine>>(`/api/conformance-runs/${run}/lines`, query)

export const draftsQuery = (query: Query) => fresh(asked<CatalogueDrafts>('/api/catalogue/drafts', query))
export const draftQuery = (draft: string) =>
  queryOptions({
    ...one<CatalogueDraftDetail>(`/api/catalogue/drafts/${draft}`),
    staleTime: 0,
    // Its check runs in the background; another officer's page learns of the end by asking.
    refetchInterval: (query) => (query.state.data?.standing === 'prepared' ? 2_000 : false),
  })
export const draftChangesQuery = (draft: string, query: Query) => asked<Comparison>(`/api/catalogue/drafts/${draft}/changes`, query)
export const itemsQuery = (query: Query) => asked<CatalogueItems>('/api/catalogue/items', query)
export const itemQuery = (code: string) => one<ItemHistory>(`/api/catalogue/items/${encodeURIComponent(code)}`)

export const divisionsQuery = (parent: string | undefined) => one<Divisions>('/api/areas/tree', { parent })
export const findDivisionsQuery = (q: string) => one<readonly FoundDivision[]>('/api/areas/search', { q })
