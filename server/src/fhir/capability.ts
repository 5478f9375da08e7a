// CapabilityStatement: what this door offers, to whom.
import type { Resource } from './elements.js'
import { INCLUDES } from './included.js'

const SINCE = '2026-01-01'

interface Offer {
  readonly type: string
  readonly interactions: readonly string[]
  readonly search?: readonly (readonly [name: string, type: string])[]
  readonly includes?: readonly string[]
  readonly operation?: string
}

const PAGING = [
  ['_count', 'number'],
  ['page', 'number'],
] as const

const BILL_SEARCH = [['patient', 'reference'], ['created', 'date'], ...PAGING] as const

const OFFERS: readonly Offer[] = [
  {
    type: 'Patient',
    interactions: ['read', 'search-type'],
    search: [['identifier', 'token'], ['_id', 'token'], ...PAGING],
  },
  {
    type: 'Coverage',
    interactions: ['read', 'search-type'],
    search: [['beneficiary', 'reference'], ['patient', 'reference'], ...PAGING],
    includes: INCLUDES['Coverage'],
  },
  { type: 'CoverageEligibilityRequest', interactions: [], operation: 'http://hl7.org/fhir/OperationDefinition/CoverageEligibilityRequest-submit' },
  { type: 'Claim', interactions: [], operation: 'http://hl7.org/fhir/OperationDefinition/Claim-submit' },
  { type: 'ClaimResponse', interactions: ['read', 'search-type'], search: BILL_SEARCH, includes: INCLUDES['ClaimResponse'] },
  { type: 'ExplanationOfBenefit', interactions: ['read', 'search-type'], search: BILL_SEARCH, includes: INCLUDES['ExplanationOfBenefit'] },
]

export function capabilityStatement(base: string): Resource {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: SINCE,
    kind: 'instance',
    software: { name: 'Tongchou 统筹' },
    implementation: { description: '统筹区医疗保障结算', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: {
          cors: false,
          description:
            '定点机构：请求头fixmedins_code和网关签名（_api_access_key、_api_name=fhir、_api_timestamp、_api_version、_api_signature）；经办人员：登录会话，只读。',
        },
        resource: OFFERS.map(({ type, interactions, search, includes, operation }) => ({
          type,
          ...(interactions.length === 0 ? {} : { interaction: interactions.map((code) => ({ code })) }),
          ...(includes === undefined ? {} : { searchInclude: [...includes] }),
          ...(search === undefined ? {} : { searchParam: search.map(([name, kind]) => ({ name, type: kind })) }),
          ...(operation === undefined ? {} : { operation: [{ name: 'submit', definition: operation }] }),
        })),
      },
    ],
  }
}
