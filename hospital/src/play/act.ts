// What happens to one patient at one institution, step by step, as it is planned before anything is sent.
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Diagnosis, Person } from '../centre.js'
import type { Charge } from '../messages/charge.js'

/** How a reply gets lost: not at all; read, and the same message sent once more; or never read, and the same message sent once more. */
export type Loss = 'none' | 'repeated' | 'unread'

export type Act =
  | { readonly act: 'find' | 'ask' | 'register' | 'diagnose' | 'cancel_registration' }
  | { readonly act: 'admit' | 'change' | 'discharge' | 'undo_discharge' | 'cancel_admission' }
  | { readonly act: 'charge'; readonly batch: string; readonly charges: readonly Charge[] }
  /** Takes back every open line of the batch. */
  | { readonly act: 'drop'; readonly batch: string; readonly serials: readonly string[] }
  | { readonly act: 'try' | 'settle'; readonly batch: string; readonly total: Fen; readonly part?: boolean }
  /** `reverse` undoes the settlement by its message (2601), `cancel` by its number. */
  | { readonly act: 'cancel' | 'reverse'; readonly batch: string }

export type Step = Act & {
  /** Day of the play, 0 for the first. */
  readonly day: number
  /** Minutes after the institution opens. */
  readonly minute: number
  readonly loss: Loss
}

export type CaseKind = 'outpatient' | 'inpatient' | 'pharmacy'

export interface Case {
  readonly kind: CaseKind
  /** Number of the patient's visit at the institution. */
  readonly number: string
  readonly person: Person
  readonly diagnosis: Diagnosis
  readonly useAccount: boolean
  readonly steps: readonly Step[]
}

/** All lines of a stay stand in one batch, because they are settled together. */
export const WHOLE_STAY = ''

/** Minutes of a working day. */
export const WORKING_DAY = 480
