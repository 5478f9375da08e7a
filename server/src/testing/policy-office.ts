// A policy office for tests: the small city's places with a published policy, and officers who take a draft through its life.
import assert from 'node:assert/strict'
import type { AppContext } from '../http/context.js'
import { composeTexts } from '../policy/compose-texts.js'
import { insertRules } from '../policy/publish.js'
import { sha256 } from '../policy/rule-set.js'
import { insertDocument } from '../policy/store.js'
import type { TestDatabase } from './database.js'
import { type Answer, type Caller, noon, type TestDesk, testClock, testDesk } from './desk.js'
import { BASE, BASE_NUMBER, policyText } from './policy-texts.js'
import { POOL } from './small-city.js'

export const NEW_PATH = 'policies/small-city/change.md'

/** Publishes the city's policy as a folder of policies would. */
export async function publishBase({ batch }: TestDatabase): Promise<void> {
  const { rules } = composeTexts([BASE])
  const hash = sha256(BASE.text)
  await insertDocument(batch, { hash, path: BASE.file, document: BASE_NUMBER, area: POOL, status: 'published', text: BASE.text }, 'test')
  await insertRules(batch, rules, new Map([[BASE.file, hash]]))
}

export interface Office {
  readonly desk: TestDesk
  readonly clock: ReturnType<typeof testClock>
  author(): Promise<Caller>
  reviewer(): Promise<Caller>
  director(): Promise<Caller>
}

/** A desk at noon of the day; sessions end with half an hour's idleness, so that officers sign in when they are asked for. */
export async function policyOffice(db: TestDatabase, day: string, given: Partial<AppContext> = {}): Promise<Office> {
  const clock = testClock(noon(day))
  const desk = await testDesk(db, { pool: POOL, clock, ...given })
  const of = (role: string) => () => desk.as('bureau', role)
  return { desk, clock, author: of('policy_officer'), reviewer: of('policy_reviewer'), director: of('director') }
}

/** A draft of one section for the small city. */
export function draftText(inForce: string, rules: readonly string[], more: Partial<Parameters<typeof policyText>[0]> = {}): string {
  return policyText({ document: '小城待遇调整（草案）', status: 'consultation_draft', inForce, rules, ...more })
}

export const RAISED = 'outpatient.bands: { mode: one_table, position: above_deductible, table: 60%, carried_kinds: [outpatient, emergency, pharmacy] }'

export function done(answer: Answer): Record<string, unknown> {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

export function refusedAs(answer: Answer, code: string): string {
  assert.equal(answer.body['code'], code, JSON.stringify(answer.body))
  return String(answer.body['sentence'])
}

export async function opened(caller: Caller, text: string, more: Record<string, unknown> = {}): Promise<string> {
  return String(done(await caller.post('/api/policy/drafts', { area: POOL, title: '待遇调整', text, path: NEW_PATH, ...more }))['draft'])
}

/** A trial of the draft's newest text, as the trial's job would leave it behind. */
export async function triedAs({ desk }: Office, draft: string): Promise<string> {
  const { batch } = desk.context.databases
  const { rows } = await batch.query<{ trial: bigint }>(
    `WITH newest AS (SELECT hash FROM policy_draft_revision WHERE draft = $1 ORDER BY revision DESC LIMIT 1),
          done AS (INSERT INTO job (job, kind, pool, asked_at, about, state, heard_at) VALUES (nextval('job_seq'), 'trial', $2, now(), '{}', 'done', now()) RETURNING job)
     INSERT INTO trial (trial, pool, job, draft, draft_name, draft_hashes, population, booked_from, booked_to, rules_before, rules_after, engine, bills, persons,
                        left_out, months, balances_on, cover_definition, tried_at)
       SELECT nextval('trial_seq'), $2, job, $1::text, '', ARRAY[hash], 'settled', '2026-01-01', '2026-01-31', '{}', '{}', '', 0, 0, '{}', 1, '2026-01-31', '', now()
         FROM done, newest RETURNING trial`,
    [BigInt(draft), POOL],
  )
  return String(rows[0]?.trial)
}

/** Takes the draft's first text to its approval. */
export async function approved(office: Office, draft: string, revision = 1): Promise<void> {
  const author = await office.author()
  done(await author.post(`/api/policy/drafts/${draft}/check`, { revision }))
  done(await author.post(`/api/policy/drafts/${draft}/trial`, { revision, trial: await triedAs(office, draft) }))
  done(await (await office.reviewer()).post(`/api/policy/drafts/${draft}/review`, { revision, remark: '数额与会议纪要一致' }))
  done(await (await office.director()).post(`/api/policy/drafts/${draft}/approve`, { revision }))
}

export async function published(office: Office, draft: string, number: string, revision = 1): Promise<Answer> {
  return (await office.author()).post(`/api/policy/drafts/${draft}/publish`, { revision, document_number: number })
}
