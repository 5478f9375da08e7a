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
import { cityOf } from './synthetic-city.js'
import { firstChange, rulesOn, type TrialRules } from './trial-rules.js'

export interface TrialBody {
  readonly draft?: string
  readonly document?: string
  readonly population?: 'settled' | 'synthetic'
  readonly from?: Day
  readonly to?: Day
  readonly people?: number
  readonly seed?: number
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
  const { people = null, seed = null } = asked.city?.request ?? {}
  const about = { draft: asked.draft, draft_name: asked.draftName, from, to, scheme, rules_on: asked.rulesOn, people, seed }
  const { pool, officer } = desk.officer
  const { job } = await runJob(house, { kind: 'trial', pool, officer, about }, (progress, number) => runTrial(context.databases, asked, number, progress))
  await desk.audit('trial.start', { detail: { ...about, job: String(job) } })
  return { job: String(job) }
}

async function trialAsked(context: AppContext, find: FindDraft, body: TrialBody, desk: Desk): Promise<TrialAsked | Refusal> {
  const { databases, clock } = context
  const named = draftNamed(body)
  if (isRefusal(named)) return named
  const { pool, officer } = desk.officer
  const chosen = chosenPopulation(context, body, pool)
  if (isRefusal(chosen)) return chosen
  const tried = await rulesToTry(databases.batch, pool, named, find)
  if (isRefusal(tried)) return tried
  const { from, to, city } = chosen
  const population: Population = { units: await unitsOf(databases.batch, pool), from, to, scheme: body.scheme ?? null }
  if (city === null && !(await anyBill(databases.batch, population))) {
    return refused('no_bills', `${from}至${to}没有可以测算的结算单；请换一段日期或险种。`)
  }
  const day = dayOfRules(tried.rules, { from, ...(body.rules_on === undefined ? {} : { rules_on: body.rules_on }) })
  return {
    pool,
    officer,
    draft: tried.draft.draft,
    draftName: tried.draft.name,
    draftHashes: tried.draft.texts.map(({ text }) => sha256(text)),
    population,
    city,
    rules: day === null ? tried.rules : rulesOn(tried.rules, day),
    rulesOn: day,
    tried: tried.tried,
    today: dayIn(clock),
    now: clock.now(),
  }
}

interface ChosenPopulation {
  readonly from: Day
  readonly to: Day
  readonly city: TrialAsked['city']
}

/** The days that were asked for, or the year of a city that is drawn. */
function chosenPopulation({ syntheticCity, clock }: AppContext, body: TrialBody, pool: string): ChosenPopulation | Refusal {
  if (body.population !== 'synthetic') return settledDays(body)
  const drawn = cityOf(syntheticCity, pool)
  if (isRefusal(drawn)) return drawn
  if (body.people === undefined || body.seed === undefined) return refused('invalid_field', '用合成城市测算要写人数（people）和种子（seed）。')
  if (body.from !== undefined || body.to !== undefined) return refused('invalid_field', '合成城市总是最近的一年，不填起止日期；请去掉 from 和 to。')
  const request = { people: body.people, seed: body.seed, today: dayIn(clock) }
  return { ...drawn.days(request.today), city: { drawn, request } }
}

function settledDays({ from, to, people, seed }: TrialBody): ChosenPopulation | Refusal {
  if (people !== undefined || seed !== undefined) return refused('invalid_field', '人数和种子只用于合成城市；请去掉，或把人群改为 synthetic。')
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to)) return refused('invalid_field', '起止日期要写真实的日期，如 2026-01-01。')
  return to < from ? refused('invalid_field', '截止日期早于起始日期，请改正。') : { from, to, city: null }
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
export function dayOfRules(rules: TrialRules, { from, rules_on: asked }: { readonly from: Day; readonly rules_on?: Day }): Day | null {
  if (asked !== undefined) return asked
  const first = firstChange(rules)
  return first === undefined || first <= from ? null : first
}

async function unitsOf(db: AppContext['databases']['batch'], pool: string): Promise<string[]> {
  const { rows } = await db.query<{ unit: string }>('SELECT DISTINCT unit FROM pooling_unit WHERE pool = $1 ORDER BY unit', [pool])
  return rows.map(({ unit }) => unit)
}
