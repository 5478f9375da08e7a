// What the server answers about differences of reconciliation. Money is an integer number of fen.
import type { Paged } from './session-types.js'

export interface DifferenceNote {
  readonly kind: 'note' | 'owner' | 'closed' | 'reopened'
  readonly owner: 'institution' | 'office' | null
  readonly text: string
  readonly officer: string
  readonly at: string
}

export interface Difference {
  readonly institution: string
  readonly institution_name: string
  readonly matter: string
  readonly kind: string
  readonly kind_name: string
  readonly standing: 'open' | 'closed' | 'gone'
  readonly owner: 'institution' | 'office'
  readonly settlement: string
  readonly visit: string
  readonly psn_no: string
  readonly msgid: string
  readonly refund: boolean
  readonly settled_on: string | null
  readonly theirs_total_fen: number | null
  readonly theirs_fund_fen: number | null
  readonly theirs_account_fen: number | null
  readonly ours_total_fen: number | null
  readonly ours_fund_fen: number | null
  readonly ours_account_fen: number | null
  readonly sentence: string
  readonly first_seen: string
  readonly last_seen: string
  readonly found: number
  readonly days: number
  readonly notes: readonly DifferenceNote[]
}

export interface Differences extends Paged<Difference> {
  /** How many of the asked institution and kind are not done with. */
  readonly open: number
}
