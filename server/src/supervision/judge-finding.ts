// What the office judges of a finding of review: confirmed, or withdrawn as no violation. Either is written with its reason and may be
// followed by the other; what was judged before stays.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { type Clock, dayIn, timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import type { JudgeBody, Judgements, JudgeParams } from './finding-schema.js'

type Client = Parameters<Parameters<Desk['read']>[0]>[0]
type Steps = Static<typeof Judgements>

const NAMES = { confirmed: '认定为违规', withdrawn: '撤销' } as const
const NOT_FOUND = refused('not_in_register', '没有这条疑点，或者它不属于您的区域；请刷新后再看。')

interface Found {
  readonly person: bigint
  readonly area: string
  readonly institution_area: string
}

async function findOne(client: Client, finding: string): Promise<Found | undefined> {
  return (await client.query<Found>('SELECT person, area, institution_area FROM review_finding WHERE finding = $1', [finding])).rows[0]
}

async function stepsOf(client: Client, { person }: Found, finding: string): Promise<Steps['steps']> {
  const { rows } = await client.query<Steps['steps'][number]>(
    `SELECT g.kind, g.reason, o.name AS officer, to_char(g.known_at, 'YYYY-MM-DD HH24:MI:SS') AS at
       FROM finding_judgement g JOIN officer o ON o.officer = g.officer WHERE g.person = $1 AND g.finding = $2 ORDER BY g.judgement`,
    [person, finding],
  )
  return rows
}

export async function readJudgements({ finding }: Static<typeof JudgeParams>, desk: Desk): Promise<Steps | Refusal> {
  return desk.read(async (client) => {
    const found = await findOne(client, finding)
    return found === undefined ? NOT_FOUND : { finding, steps: await stepsOf(client, found, finding) }
  })
}

export async function judgeFinding(
  { finding }: Static<typeof JudgeParams>,
  { kind, reason }: Static<typeof JudgeBody>,
  desk: Desk,
  clock: Clock,
): Promise<Steps | Refusal> {
  if (reason.trim().length < 2) return refused('reason_missing', '认定和撤销都须写明理由，至少两个字。')
  return desk.write(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`finding/${finding}`])
    const found = await findOne(client, finding)
    if (found === undefined) return NOT_FOUND
    const last = (await stepsOf(client, found, finding)).at(-1)
    if (last?.kind === kind) return refused('judged_already', `这条疑点已由${last.officer}于${last.at}${NAMES[kind]}，不必重复办理。`)
    const { person, area, institution_area } = found
    const today = dayIn(clock)
    await client.query(
      `INSERT INTO finding_judgement (person, finding, judgement, area, institution_area, kind, reason, officer, in_force, known_at, booked_on)
       VALUES ($1, $2, nextval('fact_seq'), $3, $4, $5, $6, $7, $8, $9, $8)`,
      [person, finding, area, institution_area, kind, reason.trim(), desk.officer.officer, today, timeText(clock.now())],
    )
    await desk.audit(`finding.${kind}`, { area, detail: { finding, reason: reason.trim() }, ...(person === 0n ? {} : { person }) })
    return { finding, steps: await stepsOf(client, found, finding) }
  })
}
