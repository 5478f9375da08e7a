// Care outside the area: the first row of the benefit with the place and the filing rules. A local bill has no row.
// Source of the kinds of filing: 医保发〔2022〕22号.
import { type Fen, portion } from '../base/money.js'
import type { OffsiteRow, ShareBenefit } from '../policy/benefit-policy.js'
import type { Bill } from './bill.js'
import { paths } from './known.js'
import { silent } from './unanswered.js'

export function offsiteRowOf(benefit: ShareBenefit, bill: Bill): OffsiteRow | null {
  if (bill.place === 'local') return null
  for (const row of benefit.offsite) if (row.place === bill.place && row.filing.includes(bill.filing)) return row
  return silent(paths(bill.kind, 'offsite'), '该就医地和备案情形的待遇', benefit.from)
}

/** What the person pays first for having gone outside. */
export function offsiteSelfPay(row: OffsiteRow | null, inScope: Fen): Fen {
  return row?.firstSelfPay === undefined ? 0n : portion(inScope, row.firstSelfPay)
}
