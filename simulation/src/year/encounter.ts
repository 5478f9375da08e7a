// One visit, purchase or stay of the synthetic year, before it is charged and settled.
import type { Day } from '@tongchou/domain/base/day.js'
import type { BenefitKind, Filing } from '@tongchou/domain/policy/benefit-policy.js'
import type { VisitKind } from '@tongchou/domain/settlement/visit.js'
import type { Provider } from '@tongchou/server/settlement/reference.js'
import type { Basket } from './fill-bill.js'

export interface Encounter {
  readonly kind: VisitKind
  readonly medType: string
  readonly benefit: BenefitKind
  readonly provider: Provider
  readonly opened: Day
  /** Discharge of a stay; the same day else. */
  readonly closed: Day
  readonly diagnosis: string | null
  readonly disease: string | null
  readonly delivery: string | null
  /** Filed on the day of admission for care outside the area. */
  readonly files: Filing | null
  /** What to bill it as where the policy does not cover its own kind. */
  readonly otherwise: { readonly medType: string; readonly benefit: BenefitKind } | null
  fill(basket: Basket): void
}
