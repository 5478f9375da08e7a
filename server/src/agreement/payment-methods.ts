// By which method an institution is paid for a kind of care, as its agreement says: proposed and approved by two officers, from a day on.
// Settlements carry the method of their day (clr_way), and clearing is requested method by method (3203).
import type { Day } from '@tongchou/domain/base/day.js'

export interface PaymentMethod {
  readonly institution: string
  readonly benefit: string
  readonly medType: string
  readonly method: string
  readonly inForce: Day
}

/** Of what is in force on the day, what names the medical type counts before what names the benefit, and that before the rest. */
export function methodOn(noted: readonly PaymentMethod[], care: { readonly benefit: string; readonly medType: string }, day: Day): string | undefined {
  const fitting = noted.filter((one) => one.inForce <= day && ['', care.benefit].includes(one.benefit) && ['', care.medType].includes(one.medType))
  const rank = (one: PaymentMethod): number => (one.medType === '' ? 0 : 2) + (one.benefit === '' ? 0 : 1)
  const [first, ...others] = fitting
  if (first === undefined) return undefined
  // They come with the latest first, so that of equal rank the first counts.
  return others.reduce((best, one) => (rank(one) > rank(best) ? one : best), first).method
}
