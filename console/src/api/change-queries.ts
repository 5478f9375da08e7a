// What the pages of trials, recomputations, replays and claims ask.
import { queryOptions } from '@tanstack/react-query'
import type { ChangeDetail, DifferenceDetail, DifferenceList, PersonAsKnown, Recomputation, Replays } from './change-types.js'
import type { AccidentList, Accidents, FamilyLinks } from './claim-types.js'
import type { Job } from './job-types.js'
import { asked, one } from './queries.js'
import { get, type Query } from './request.js'
import type { DocumentToTry, DraftToTry, LoserList, Populations, Trial, TrialBill, TrialHead } from './trial-types.js'

const EVERY = 1_000

/** Asked again every second while the work runs. */
export const jobQuery = (job: string) =>
  queryOptions({
    queryKey: ['/api/jobs', job],
    queryFn: ({ signal }) => get<Job>(`/api/jobs/${job}`, {}, signal),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.state === 'running' ? EVERY : false),
  })

export const jobsQuery = (kind: string) => queryOptions({ ...one<readonly Job[]>('/api/jobs', { kind }), staleTime: 0 })
export const trialsQuery = queryOptions({ ...one<readonly TrialHead[]>('/api/trials'), staleTime: 0 })
export const populationsQuery = one<Populations>('/api/trial-populations')
export const trialResultQuery = (trial: string) => one<Trial>(`/api/trials/${trial}`)
export const losersQuery = (trial: string, query: Query) => asked<LoserList>(`/api/trials/${trial}/losers`, query)
export const drawnBillQuery = (trial: string, person: string, settlement: string) => one<TrialBill>(`/api/trials/${trial}/drawn/${person}/${settlement}`)
export const trialBillQuery = (trial: string, psnNo: string, settlement: string) => one<TrialBill>(`/api/trials/${trial}/bills/${psnNo}/${settlement}`)
export const draftsToTryQuery = one<readonly DraftToTry[]>('/api/policy/drafts')
export const draftToTryQuery = (draft: string) => one<DraftToTry>(`/api/policy/drafts/${draft}`)
export const documentsToTryQuery = one<readonly DocumentToTry[]>('/api/policy/documents')
export const recomputationsQuery = queryOptions({ ...one<readonly Recomputation[]>('/api/recomputations'), staleTime: 0 })
export const changeQuery = (change: string) => one<ChangeDetail>(`/api/recomputations/${change}`)
export const differencesQuery = (query: Query) => asked<DifferenceList>('/api/differences', query)
export const differenceQuery = (difference: string) => one<DifferenceDetail>(`/api/differences/${difference}`)
export const replaysQuery = one<Replays>('/api/replays')
export const asKnownQuery = (psnNo: string, query: Query) => asked<PersonAsKnown>(`/api/persons/${psnNo}/as-known`, query)
export const accidentListQuery = one<AccidentList>('/api/accidents')
export const accidentsQuery = (psnNo: string) => one<Accidents>(`/api/persons/${psnNo}/accidents`)
export const familyLinksQuery = (psnNo: string) => one<FamilyLinks>(`/api/persons/${psnNo}/family-links`)
