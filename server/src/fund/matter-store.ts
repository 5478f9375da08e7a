// Events of differences that officers must clear, whichever desk found them.
import type { MatterEvent, MatterEventKind } from '@tongchou/domain/fund/matter-life.js'
import type { Queries } from './transaction.js'

export type MatterDesk = 'takeover' | 'four_ways' | 'provider_account'

export interface MatterEventRow extends MatterEvent {
  readonly text: string
  readonly officer_name: string
  readonly known_at: string
}

export async function matterEvents(db: Queries, desk: MatterDesk, subject: bigint, matter: string): Promise<MatterEventRow[]> {
  const { rows } = await db.query<MatterEventRow>(
    `SELECT e.kind, e.owner, e.text, e.officer, o.name AS officer_name, e.known_at FROM matter_event e JOIN officer o USING (officer)
      WHERE e.desk = $1 AND e.subject = $2 AND e.matter = $3 ORDER BY e.event`,
    [desk, subject, matter],
  )
  return rows
}

export interface NewMatterEvent {
  readonly desk: MatterDesk
  readonly subject: bigint
  readonly matter: string
  readonly unit: string
  readonly kind: MatterEventKind
  readonly owner: string | null
  readonly text: string
  readonly officer: bigint
}

export async function insertMatterEvent(db: Queries, { desk, subject, matter, unit, kind, owner, text, officer }: NewMatterEvent): Promise<void> {
  await db.query(
    `INSERT INTO matter_event (desk, subject, matter, event, unit, kind, owner, text, officer) VALUES ($1, $2, $3, nextval('takeover_seq'), $4, $5, $6, $7, $8)`,
    [desk, subject, matter, unit, kind, owner, text, officer],
  )
}
