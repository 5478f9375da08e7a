// The way of a request for funds (用款申请), read from a place's data into a life: who acts at which level, what each step records. The
// county applies by spending progress, the city bureau applies to city finance, money comes to county finance and from there to the
// expenditure account; a place without county finance has fewer steps (E4).
import { type Fen, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import { BEGUN, type Life } from './life.js'

export interface ChainStep {
  readonly kind: string
  readonly name: string
  readonly label: string
  readonly after: string
  readonly level: 'unit' | 'pool'
  readonly permission: string
  readonly records: '' | 'funds_requested' | 'funds_granted_direct' | 'funds_granted_county' | 'funds_drawn'
  readonly account: '' | '1003' | '1004'
  readonly reason: '' | 'yes'
  /** The step may approve less than the step before it, with a reason. */
  readonly partial: '' | 'yes'
}

/** Every step is taken by somebody else than the step before it. */
export function chainLife(steps: readonly ChainStep[]): Life {
  return {
    subject: '用款申请',
    begun: '已申请',
    steps: steps.map(({ kind, name, label, after, permission, reason }) => {
      const before = after.split(' ').filter((word) => word !== '')
      return { kind, name, label, after: before, permission, apartFrom: before.includes(BEGUN) ? [BEGUN] : before, reason: reason === 'yes' }
    }),
  }
}

export interface Acting {
  /** Where the officer works; the pool itself for the city. */
  readonly home: string
  readonly pool: string
  readonly unit: string
  /** The city's own level has no county: its steps are the city's. */
  readonly ownLevel: boolean
}

export function levelRefused({ level, label }: ChainStep, { home, pool, unit, ownLevel }: Acting): Refusal | undefined {
  const atCity = home === pool
  if (level === 'pool') return atCity ? undefined : refused('other_level', `“${label}”由市级办理。`)
  return home === unit || (ownLevel && atCity) ? undefined : refused('other_level', `“${label}”由申请的核算单位本级办理。`)
}

/** What a step approves: no more than stands, less only where the chain allows it and says why. */
export function approvedBy({ partial, label }: ChainStep, standingFen: Fen, askedFen: Fen | undefined, reason: string): Fen | Refusal {
  if (askedFen === undefined || askedFen === standingFen) return standingFen
  if (askedFen > standingFen) return refused('more_than_asked', `“${label}”不能多于前一步的 ${yuanText(standingFen)} 元。`)
  if (partial !== 'yes') return refused('not_in_part', `“${label}”这一步不能部分批准；请按原金额办理或退回。`)
  if (askedFen <= 0n) return refused('amount_not_positive', '金额必须大于零；不同意的请退回。')
  return reason.trim().length < 4 ? refused('reason_missing', '部分批准须写明理由（至少四个字）。') : askedFen
}
