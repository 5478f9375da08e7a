// The life of a difference that officers must clear: open → proposed to be closed, or carried with an owner → confirmed by a second
// officer; a found-again or reopened one is open once more (E11: closed only with a reason and by two).
import { type Refusal, refused } from '../base/refusal.js'

export type MatterEventKind = 'note' | 'owner' | 'close_proposed' | 'carry_proposed' | 'confirmed' | 'declined' | 'reopened'
export type MatterStanding = 'open' | 'proposed' | 'closed' | 'carried'

export interface MatterEvent {
  readonly kind: MatterEventKind
  readonly owner: string | null
  readonly officer: bigint
}

export const MATTER_STANDINGS: Readonly<Record<MatterStanding, string>> = { open: '未处理', proposed: '待复核', closed: '已关闭', carried: '挂账跟踪' }

const decisive = (events: readonly MatterEvent[]): readonly MatterEvent[] => events.filter(({ kind }) => kind !== 'note' && kind !== 'owner')

export function matterStanding(events: readonly MatterEvent[]): MatterStanding {
  const [before, last] = decisive(events).slice(-2).length === 2 ? decisive(events).slice(-2) : [undefined, decisive(events).at(-1)]
  if (last?.kind === 'close_proposed' || last?.kind === 'carry_proposed') return 'proposed'
  if (last?.kind !== 'confirmed') return 'open'
  return before?.kind === 'carry_proposed' ? 'carried' : 'closed'
}

const FROM: Readonly<Record<MatterEventKind, readonly MatterStanding[]>> = {
  note: ['open', 'proposed', 'closed', 'carried'],
  owner: ['open', 'proposed', 'carried'],
  close_proposed: ['open', 'carried'],
  carry_proposed: ['open'],
  confirmed: ['proposed'],
  declined: ['proposed'],
  reopened: ['closed', 'carried'],
}

/** Why the event may not be added; undefined where it may. */
export function matterEventRefused(events: readonly MatterEvent[], { kind, owner, officer }: MatterEvent): Refusal | undefined {
  const standing = matterStanding(events)
  if (!FROM[kind].includes(standing)) {
    const turn = FROM[kind].map((one) => MATTER_STANDINGS[one]).join('或')
    return refused('not_its_turn', `这条差异现在是“${MATTER_STANDINGS[standing]}”，要在“${turn}”时才能这样办理。`)
  }
  if ((kind === 'owner' || kind === 'carry_proposed') && (owner === null || owner.trim() === '')) return refused('owner_missing', '请写明由谁负责跟踪处理。')
  const proposer = decisive(events).at(-1)?.officer
  if (kind === 'confirmed' && proposer === officer) return refused('same_officer', '提出与复核不能是同一人；请由另一位有权限的人员复核。')
  return undefined
}
