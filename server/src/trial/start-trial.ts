// Starts a trial: asks for a draft, a population and days, refuses what cannot be tried, and leaves the rest to a job.
import { type Day, isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import type { Desk } from '../http/route.js'
import { type JobHouse, runJob } from '../jobs/run-job.js'
import { sha256 } from '../policy/rule-set.js'
import { type DraftAsked, type FindDraft, rulesToTry } from './draft.js'
import { anyBill, type Population } from './read-bills.js'
import { runTrial, type TrialAsked } from './run-trial.js'
import { firstChange, rulesOn, type TrialRules } from './trial-rules.js'

export interface TrialBody {
  readonly draft?: string
  readonly document?: string
  readonly from: Day
  readonly to: Day
  readonly scheme?: Scheme
  readonly rules_on?: Day
}

export async function startTrial(context: AppContext, find: FindDraft, body: TrialBody, desk: Desk): Promise<{ readonly job: string } | Refusal> {
  const asked = await trialAsked(context, find, body, desk)
  if (isRefusal(asked)) return asked
  const house: JobHouse = {
    batch: context.databases.batch,
    clock: context.clock,
    complain: (err, what) => context.log?.error({ err }, what),
  }
  const { from, to, scheme } = asked.population
  const about = { draft: asked.draft, draft_name: asked.draftName, from, to, scheme, rules_on: asked.rulesOn }
  const { pool, officer } = desk.officer
  const { job } = await runJob(house, { kind: 'trial', pool, officer, about }, (progress, number) => runTrial(context.databases.batch, asked, number, progress))
  await desk.audit('trial.start', { detail: { ...about, job: String(job) } })
  return { job: String(job) }
}

async function trialAsked({ databases, clock }: AppContext, find: FindDraft, body: TrialBody, desk: Desk): Promise<TrialAsked | Refusal> {
  const named = draftNamed(body)
  if (isRefusal(named)) return named
  if (!isDay(body.from) || !isDay(body.to)) return refused('invalid_field', '起止日期要写真实的日期，如 2026-01-01。')
  if (body.to < body.from) return refused('invalid_field', '截止日期早于起始日期，请改正。')
  const { pool, officer } = desk.officer
  const tried = await rulesToTry(databases.batch, pool, named, find)
  if (isRefusal(tried)) return tried
  const population: Population = { units: await unitsOf(databases.batch, pool), from: body.from, to: body.to, scheme: body.scheme ?? null }
  if (!(await anyBill(databases.batch, population))) {
    return refused('no_bills', `${body.from}至${body.to}没有可以测算的结算单；请换一段日期或险种。`)
  }
  const day = dayOfRules(tried.rules, body)
  return {
    pool,
    officer,
    draft: tried.draft.draft,
    draftName: tried.draft.name,
    draftHashes: tried.draft.texts.map(({ text }) => sha256(text)),
    population,
    rules: day === null ? tried.rules : rulesOn(tried.rules, day),
    rulesOn: day,
    tried: tried.tried,
    today: dayIn(clock),
    now: clock.now(),
  }
}

function draftNamed({ draft, document }: TrialBody): DraftAsked | Refusal {
  if (draft !== undefined && document === undefined) return { draft }
  if (document !== undefined && draft === undefined) return { document }
  return refused('invalid_field', '请选一份草案：填草案编号（draft）或征求意见稿的路径（document），只填其中一项。')
}

/**
 * A draft that begins after the bills were settled is tried as if it had been in force for all of them, beside the rules that
 * would hold on its first day without it. One that began before them is tried by each bill's own day.
 */
export function dayOfRules(rules: TrialRules, { from, rules_on: asked }: Pick<TrialBody, 'from' | 'rules_on'>): Day | null {
  if (asked !== undefined) return asked
  const first = firstChange(rules)
  return first === undefined || first <= from ? null : first
}

async function unitsOf(db: AppContext['databases']['batch'], pool: string): Promise<string[]> {
  const { rows } = await db.query<{ unit: string }>('SELECT DISTINCT unit FROM pooling_unit WHERE pool = $1 ORDER BY unit', [pool])
  return rows.map(({ unit }) => unit)
}
