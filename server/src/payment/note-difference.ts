// The office's word on a difference: a note, who has to act, its closing with a reason, its reopening.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { type Clock, timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { differencePage, type FoundDifference, insertNote, type Standing } from './difference-store.js'
import type { NoteBody, Noted } from './reconciliation-schemas.js'
import { writeNoted } from './write-noted.js'

type Asked = Static<typeof NoteBody>

export async function noteDifference(provider: string, asked: Asked, desk: Desk, clock: Clock): Promise<Static<typeof Noted> | Refusal> {
  if ((asked.kind === 'owner') !== (asked.owner !== undefined)) return refused('owner_missing', '改由谁处理时须写明机构或经办；其他办理不写')
  return writeNoted(
    desk,
    (client) => note(client, provider, asked, desk, timeText(clock.now())),
    () => ['difference.noted', { provider, matter: asked.matter, kind: asked.kind }],
  )
}

async function note(client: pg.PoolClient, provider: string, asked: Asked, desk: Desk, now: string): Promise<Static<typeof Noted> | Refusal> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`difference/${provider}/${asked.matter}`])
  const filter = { areas: desk.officer.areas, provider, standing: null, kind: null, matter: asked.matter, today: now.slice(0, 10), page: 1, size: 1 }
  const [found] = await differencePage(client, filter)
  if (found === undefined) return refused('not_found', '没有这条对账差异，或不在您的区域，请刷新后再办')
  const fault = noteFault(found, asked.kind)
  if (fault !== undefined) return fault
  const { institution, matter, area } = found
  await insertNote(client, { institution, matter, area, kind: asked.kind, owner: asked.owner ?? null, text: asked.text, officer: desk.officer.officer, now })
  return { matter, standing: standingAfter(found.standing, asked.kind) }
}

function noteFault({ standing }: FoundDifference, kind: Asked['kind']): Refusal | undefined {
  if (kind === 'closed' && standing === 'closed') return refused('closed_already', '该差异已关闭，无需再次关闭')
  if (kind === 'reopened' && standing !== 'closed') return refused('not_closed', '该差异没有关闭，无需重新打开')
  return undefined
}

function standingAfter(before: Standing, kind: Asked['kind']): Standing {
  return kind === 'closed' ? 'closed' : kind === 'reopened' ? 'open' : before
}
