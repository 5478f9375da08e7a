// The way of a request for funds (用款申请), read from a place's data into a life: who acts at which level, what each step records. The
// county applies by spending progress, the city bureau applies to city finance, money comes to county finance and from there to the
// expenditure account; a place without county finance has fewer steps (E4).
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
