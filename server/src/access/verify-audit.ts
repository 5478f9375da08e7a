// Recomputes the chain over the audit trail and names every link that no longer fits.
import type { Pool } from '../database/connect.js'
import { linesOf, linkOf } from './seal-audit.js'

export interface SealFault {
  readonly seal: bigint
  readonly sentence: string
}

interface SealRow {
  readonly seal: bigint
  readonly xid_from: string
  readonly xid_to: string
  readonly events: number
  readonly hash: Buffer
}

/** Empty when nothing was changed, removed or slipped in below the last seal. */
export async function verifyAudit(batch: Pool, key: Buffer): Promise<SealFault[]> {
  const { rows: seals } = await batch.query<SealRow>('SELECT seal, xid_from::text, xid_to::text, events, hash FROM audit_seal ORDER BY seal')
  const faults: SealFault[] = []
  let before: SealRow | undefined
  for (const seal of seals) {
    if (seal.seal !== (before?.seal ?? 0n) + 1n || seal.xid_from !== (before?.xid_to ?? '0'))
      faults.push({ seal: seal.seal, sentence: `seal ${seal.seal} does not follow on the one before` })
    const lines = await linesOf(batch, seal.xid_from, seal.xid_to)
    if (lines.length !== seal.events)
      faults.push({ seal: seal.seal, sentence: `seal ${seal.seal} covered ${seal.events} events, now there are ${lines.length}` })
    else if (!linkOf(key, before?.hash, seal.seal, lines).equals(seal.hash))
      faults.push({ seal: seal.seal, sentence: `an event under seal ${seal.seal} was changed` })
    before = seal
  }
  return faults
}
