// An appraisal as the desk shows it: head, rule, units with points and what they rest on, steps, and what a correction changed. Row-level
// security leaves a county its own lines until the run is published; objections of others stay theirs.
import { APPRAISAL_STAGES, type AppraisalStepKind, appraisalStage, appraisalStepRefused } from '@tongchou/domain/appraisal/appraisal-life.js'
import { decimalText } from '@tongchou/domain/base/decimal.js'
import type { RunLife } from '@tongchou/domain/base/run-life.js'
import { fromExchange } from '@tongchou/domain/policy/exchange.js'
import type { AppraisalRule } from '@tongchou/domain/policy/watch-rule.js'
import type pg from 'pg'
import { poolMembers } from '../fund/pool-members.js'
import { runStepsOf, type StepRow, stepActions } from '../fund/run-steps.js'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { type AppraisalRow, appraisalNumbered, newerAppraisal, rewardsOf, unitsOfAppraisal, valuesOfAppraisal } from './appraisal-store.js'
import { figuresOf, formulaText } from './formula-text.js'
import { figureName, indicatorMeanings, meaningOf } from './indicator-catalogue.js'

export type Steps = readonly StepRow<AppraisalStepKind>[]

export const STEP_PERMISSION: Readonly<Record<AppraisalStepKind, string>> = {
  objections_opened: 'appraisal.compute',
  objected: 'appraisal.object',
  answered: 'appraisal.compute',
  approved: 'appraisal.approve',
  withdrawn: 'appraisal.compute',
  published: 'appraisal.compute',
}

export function stepsOf(client: pg.ClientBase, run: bigint): Promise<StepRow<AppraisalStepKind>[]> {
  return runStepsOf(client, 'appraisal_step', run)
}

export async function lifeOf(client: pg.ClientBase, { officer, pool, year }: AppraisalRow, steps: Steps): Promise<RunLife<AppraisalStepKind>> {
  const { listed } = await poolMembers(client, pool, year)
  return { computedBy: officer, steps, names: new Map(listed.map(({ unit, name }) => [unit, name])) }
}

/** Undefined where the pool has no such run. */
export async function appraisalShown(client: pg.PoolClient, clock: Clock, desk: Desk, run: bigint): Promise<unknown> {
  const { officer } = desk
  const found = await appraisalNumbered(client, officer.pool, run)
  if (found === undefined) return undefined
  const [steps, meanings] = [await stepsOf(client, run), await indicatorMeanings()]
  const life = await lifeOf(client, found, steps)
  const refusedNow = (kind: AppraisalStepKind) => appraisalStepRefused(life, { kind, officer: officer.officer, today: dayIn(clock) })
  const head = await headJson(client, found)
  return {
    ...head,
    ...(await ruleJson(found)),
    rule_hash: found.rule_hash,
    only_own: head.stage !== 'published' && [...(life.names?.keys() ?? [])].some((unit) => !officer.areas.includes(unit)),
    units: await unitsJson(client, run),
    changes: found.corrects === null ? [] : await changesOf(client, found.corrects, run),
    steps: steps
      .filter(({ unit }) => unit === null || officer.areas.includes(unit))
      .map(({ officer: _officer, indicator, ...step }) => ({ ...step, indicator_name: indicator == null ? null : meaningOf(meanings, indicator).name })),
    actions: stepActions(desk, STEP_PERMISSION, refusedNow),
  }
}

export async function headJson(client: pg.ClientBase, found: AppraisalRow) {
  const stage = appraisalStage({ computedBy: found.officer, steps: await stepsOf(client, found.run) })
  const { form, year, officer_name, known_at, corrects, correction_reason: reason, correction_document: document } = found
  const correction = corrects === null ? null : { corrects: corrects.toString(), reason: reason ?? '', document: document ?? '' }
  const superseded = await newerAppraisal(client, found)
  return { run: found.run.toString(), form, year, stage, stage_name: APPRAISAL_STAGES[stage], officer_name, known_at, superseded, correction }
}

export function ruleOf({ rule }: AppraisalRow): AppraisalRule {
  return fromExchange<AppraisalRule>(rule as never)
}

export async function ruleJson(found: AppraisalRow) {
  const { from, full, indicators, bands } = ruleOf(found)
  const meanings = await indicatorMeanings()
  return {
    document: from.document,
    article: from.article,
    full: decimalText(full),
    indicators: indicators.map((indicator) => {
      const meaning = meaningOf(meanings, indicator.id)
      const { heading, name, origin } = meaning
      const head = { id: indicator.id, heading, name, weight: decimalText(indicator.weight), formula: formulaText(indicator) }
      return { ...head, computed: origin === 'computed', asks: figuresOf(indicator).map((figure) => ({ figure, label: figureName(meaning, figure) })) }
    }),
    bands: bands.map(({ name, from: least, coefficient, consequence = '', award }) => ({
      name,
      award: award === undefined ? null : { kind: award.kind, amount_fen: fenJson(award.amount) },
      from: decimalText(least),
      coefficient: decimalText(coefficient),
      consequence,
    })),
  }
}

export async function unitsJson(client: pg.ClientBase, run: bigint) {
  const [units, values] = [await unitsOfAppraisal(client, run), await valuesOfAppraisal(client, run)]
  const rewards = await rewardsOf(client, run)
  return units.map((unit) => ({
    ...unit,
    values: values.filter((value) => value.unit === unit.unit).map(({ unit: _unit, ...value }) => value),
    rewards: rewards
      .filter((one) => one.unit === unit.unit)
      .map(({ unit: _unit, amount_fen, ...one }) => ({ ...one, amount_fen: amount_fen === null ? null : fenJson(amount_fen) })),
  }))
}

/** Units whose total or rank is another than in the run that is corrected. */
async function changesOf(client: pg.ClientBase, corrected: bigint, run: bigint) {
  const before = new Map((await unitsOfAppraisal(client, corrected)).map((one) => [one.unit, one]))
  return (await unitsOfAppraisal(client, run)).flatMap(({ unit, name, total, rank }) => {
    const old = before.get(unit)
    if (old?.total === total && old.rank === rank) return []
    return [{ unit, name, total_before: old?.total ?? null, total, rank_before: old?.rank ?? null, rank }]
  })
}
