// What follows from an approved appraisal: prepared by one officer with its document, decided by another. The amount is what the band of
// the rule says, never typed in. A penalty becomes the unit government's duty to the fund; a reward is paid out of the budget of the
// pool's government, because a fund pays benefits only (财社〔2017〕144号: 专款专用); J1.
import { appraisalStage } from '@tongchou/domain/appraisal/appraisal-life.js'
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { SubsidyDue } from '@tongchou/domain/facts/contribution-facts.js'
import { fromExchange } from '@tongchou/domain/policy/exchange.js'
import type { AppraisalAward, AppraisalRule } from '@tongchou/domain/policy/watch-rule.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { nextFacts } from '../fund/fact-store.js'
import { bookOf } from '../fund/open-books.js'
import { recordFacts } from '../fund/record-facts.js'
import { runStepsOf } from '../fund/run-steps.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import * as shape from './appraisal-schema.js'
import { type AppraisalRow, appraisalNumbered, approvedAppraisal, unitsOfAppraisal } from './appraisal-store.js'

const NO_SUCH = refused('not_found', '这次考核里没有这一条；请核对。')

type Shown = (desk: Desk, run: bigint) => Promise<unknown>

export function rewardRoutes(context: AppContext, shown: Shown): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/appraisals/:run/rewards',
      access: { permission: 'appraisal.compute' },
      summary: '拟定批准之后的奖励或惩戒：金额取自考核办法的等次，附文号，待另一人审定',
      schema: { params: shape.RunParams, body: shape.RewardBody, response: shape.Appraisal },
      handler: async ({ params, body }, desk) => (await prepare(desk, BigInt(params.run), body)) ?? shown(desk, BigInt(params.run)),
    }),
    route({
      method: 'POST',
      url: '/api/appraisals/:run/rewards/decision',
      access: { permission: 'appraisal.approve' },
      summary: '审定奖惩：惩戒金额成为该单位财政对基金的应缴款；奖励由财政资金兑现',
      schema: { params: shape.RunParams, body: shape.RewardDecision, response: shape.Appraisal },
      handler: async ({ params, body }, desk) => (await decide(context, desk, BigInt(params.run), body)) ?? shown(desk, BigInt(params.run)),
    }),
  ]
}

async function prepare(desk: Desk, run: bigint, { unit, kind, text, document }: Static<typeof shape.RewardBody>): Promise<Refusal | undefined> {
  return desk.write(async (client): Promise<Refusal | undefined> => {
    const found = await appraisalNumbered(client, desk.officer.pool, run)
    if (found === undefined) return NO_SUCH
    const stage = appraisalStage({ computedBy: found.officer, steps: await runStepsOf(client, 'appraisal_step', run) })
    if (stage !== 'approved' && stage !== 'published') return refused('not_approved', '考核批准之后才能拟定奖惩。')
    if ((await approvedAppraisal(client, found.pool, found.form, found.year)) !== run) return refused('newer_run', '这次考核已经更正；请按更正后的结果拟定。')
    const award = await awardOf(client, found, unit)
    if (award !== undefined && award.kind !== kind)
      return refused('other_kind', `考核办法对这个等次规定的是${award.kind === 'reward' ? '奖励' : '惩戒'}；请改选。`)
    const made = await client.query(
      `INSERT INTO appraisal_reward (run, unit, reward, kind, text, document, officer, amount_fen, scheme)
         SELECT $1, u.unit, 1 + (SELECT count(*) FROM appraisal_reward r WHERE r.run = $1 AND r.unit = $2), $3, $4, $5, $6, $7, $8 FROM appraisal_unit u WHERE u.run = $1 AND u.unit = $2`,
      [run, unit, kind, text, document, desk.officer.officer, award?.amount ?? null, award?.scheme ?? null],
    )
    if (made.rowCount !== 1) return NO_SUCH
    await desk.audit('appraisal.reward', { detail: { run: String(run), unit, kind } })
    return undefined
  })
}

/** Once: the amount of a band is due one time for the year, whatever else is said in words and however often the year is corrected. */
async function awardOf(client: pg.ClientBase, { run, pool, form, year, rule }: AppraisalRow, unit: string): Promise<AppraisalAward | undefined> {
  const { bands } = fromExchange<AppraisalRule>(rule as never)
  const band = (await unitsOfAppraisal(client, run)).find((one) => one.unit === unit)?.band
  const award = bands.find(({ name }) => name === band)?.award
  const { rowCount } = await client.query(
    `SELECT 1 FROM appraisal_reward r JOIN appraisal a USING (run) LEFT JOIN appraisal_reward_decision d USING (run, unit, reward)
      WHERE a.pool = $1 AND a.form = $2 AND a.year = $3 AND r.unit = $4 AND r.amount_fen IS NOT NULL AND d.accepted IS DISTINCT FROM false`,
    [pool, form, year, unit],
  )
  return rowCount === 0 ? award : undefined
}

interface RewardRow {
  readonly kind: 'reward' | 'penalty'
  readonly amount_fen: bigint | null
  readonly scheme: Scheme | null
  readonly officer: bigint
  readonly decided: boolean
  /** Whose treasury stands behind the unit. */
  readonly government: 'city' | 'county'
}

async function decide(
  { databases, clock }: AppContext,
  desk: Desk,
  run: bigint,
  { unit, reward, accepted, remark = '' }: Static<typeof shape.RewardDecision>,
): Promise<Refusal | undefined> {
  const { pool, officer, areas } = desk.officer
  if (!areas.includes(unit)) return NO_SUCH
  return desk.writeWith(databases.batch, async (client): Promise<Refusal | undefined> => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('appraisal_reward/' || $1::text || $2, 0))`, [run, unit])
    const { rows } = await client.query<RewardRow>(
      `SELECT r.kind, r.amount_fen, r.scheme, r.officer, d.run IS NOT NULL AS decided,
              CASE WHEN (SELECT u.kind FROM pooling_unit u WHERE u.pool = a.pool AND u.unit = r.unit AND u.in_force <= make_date(a.year, 12, 31) ORDER BY u.in_force DESC LIMIT 1) IN ('city_level', 'pooling_area') THEN 'city' ELSE 'county' END AS government
         FROM appraisal_reward r JOIN appraisal a USING (run)
         LEFT JOIN appraisal_reward_decision d USING (run, unit, reward) WHERE a.pool = $1 AND r.run = $2 AND r.unit = $3 AND r.reward = $4`,
      [pool, run, unit, reward],
    )
    const [row] = rows
    if (row === undefined) return NO_SUCH
    if (row.decided) return refused('already_decided', '这一条已经审定。')
    if (row.officer === officer) return refused('same_officer', '拟定与审定不能是同一人；请由另一位有权限的人员审定。')
    const duty = accepted ? dutyOf(row, { pool, unit, today: dayIn(clock), fact: (await nextFacts(client, 1))[0] ?? 0n }) : undefined
    if (duty !== undefined) {
      const recorded = await recordFacts(client, [duty])
      if (recorded.kind !== 'recorded') return recorded.refusals[0]?.refusal ?? refused('not_posted', '应缴款没有记账；请稍后重试。')
    }
    await client.query(
      'INSERT INTO appraisal_reward_decision (run, unit, reward, accepted, remark, book, fact, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [run, unit, reward, accepted, remark, duty?.book ?? null, duty?.fact ?? null, officer],
    )
    await desk.audit('appraisal.reward_decided', { detail: { run: String(run), unit, accepted } })
    return undefined
  })
}

/** A penalty is owed in the year in which it is decided: a closed year stays closed. */
function dutyOf(
  { kind, amount_fen: amountFen, scheme, government }: RewardRow,
  { pool, unit, today, fact }: { readonly pool: string; readonly unit: string; readonly today: Day; readonly fact: bigint },
): SubsidyDue | undefined {
  if (kind !== 'penalty' || amountFen === null || scheme === null) return undefined
  const base = { kind: 'subsidy_due' as const, book: bookOf(pool, scheme), fact, inForce: today, bookedOn: today }
  return { ...base, unit, government, benefitYear: Number(today.slice(0, 4)), heads: 0, perHeadFen: 0n, amountFen }
}
