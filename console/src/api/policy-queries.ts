// The questions of the policy pages.
import type { CheckedDraft, Draft, DraftSummary, Exemption, Freeze, ListedExemption, RevisionText, Surges, TrialHead } from './draft-types.js'
import type { Comparison, DocumentDetail, PolicyArea, PolicyDocument, Versions } from './policy-types.js'
import { asked, one } from './queries.js'
import type { Query } from './request.js'
import type { Paged } from './session-types.js'

export const draftPath = (draft: string) => `/api/policy/drafts/${draft}`

export const policyAreasQuery = one<readonly PolicyArea[]>('/api/policy/areas')
export const documentsQuery = one<readonly PolicyDocument[]>('/api/policy/documents')
export const documentQuery = (hash: string, query: Query) => asked<DocumentDetail>(`/api/policy/documents/${hash}`, query)
export const versionsQuery = (area: string, scheme: string) => one<Versions>(`/api/policy/areas/${area}/versions`, { scheme })
export const comparisonQuery = (query: Query) => asked<Comparison>('/api/policy/compare', query)
export const draftsQuery = one<readonly DraftSummary[]>('/api/policy/drafts')
export const draftQuery = (draft: string) => one<Draft>(draftPath(draft))
export const revisionQuery = (draft: string, revision: number) => one<RevisionText>(`${draftPath(draft)}/revisions/${revision}`)
export const changesQuery = (draft: string) => one<CheckedDraft>(`${draftPath(draft)}/changes`)
export const exemptionsQuery = (draft: string) => one<readonly Exemption[]>(`${draftPath(draft)}/exemptions`)
export const trialsQuery = one<readonly TrialHead[]>('/api/trials')
export const freezesQuery = one<readonly Freeze[]>('/api/policy/freeze')
export const exemptionListQuery = (query: Query) => asked<Paged<ListedExemption>>('/api/policy/freeze/exemptions', query)
export const surgesQuery = (query: Query) => asked<Surges>('/api/policy/surges', query)
