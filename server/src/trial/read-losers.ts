// Everybody who would lose by a tried draft, page by page, of the officer's own units; a person's number and name only for
// whoever may see persons.

import type { Refusal } from '@tongchou/domain/base/refusal.js'
import { identityOf } from '@tongchou/domain/policy/national-lists.js'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { fenJson } from '../http/json-money.js'
import type { Desk, Officer } from '../http/route.js'
import { BENEFITS, LEVELS, SCHEMES, wordOf } from '../settlement/words.js'
import { className } from './groups.js'
import { NO_SUCH_TRIAL } from './read-trial.js'
import { stepName } from './step-words.js'
import { type LoserRow, loserPage, loserTotals, trialNumbered } from './trial-rows.js'
import type { LoserList, LoserQuery } from './trial-schema.js'

type Answer = Static<typeof LoserList>

const USUAL_SIZE = 20

export async function readLosers(trial: string, query: Static<typeof LoserQuery>, desk: Desk): Promise<Answer | Refusal> {
  return desk.read(async (client) => {
    const row = await trialNumbered(client, desk.officer.pool, BigInt(trial))
    if (row === undefined) return NO_SUCH_TRIAL
    const { page = 1, size = USUAL_SIZE, order = 'loss', ...filter } = query
    await desk.audit('trial.losers', { detail: { trial, ...query } })
    const { count, loss } = await loserTotals(client, row.trial, filter)
    const rows = await loserPage(client, row.trial, filter, { order, size, offset: (page - 1) * size })
    return { total: Number(count), loss_fen: fenJson(loss), rows: rows.map((loser) => loserJson(desk.officer, loser)) }
  })
}

export function loserJson(officer: Officer, row: LoserRow): Answer['rows'][number] {
  const { step, article_before, article_after, rule_before, rule_after } = row
  return {
    ...personJson(officer, row),
    unit: row.area,
    unit_name: row.area_name,
    scheme: row.scheme,
    scheme_name: wordOf(SCHEMES, row.scheme),
    class: row.class,
    class_name: className(row.class),
    identities: row.identities.map((word) => identityOf(word)?.name ?? word),
    age: row.age,
    level_name: wordOf(LEVELS, row.level),
    benefit_name: wordOf(BENEFITS, row.benefit),
    bills: row.bills,
    worse_bills: row.worse_bills,
    self_before_fen: fenJson(row.self_before_fen),
    self_after_fen: fenJson(row.self_after_fen),
    loss_fen: fenJson(row.loss_fen),
    settlement: String(row.settlement),
    why: { step, step_name: stepName(step), article_before, article_after, rule_before, rule_after },
  }
}

/** Nobody is behind a person of a synthetic city: the number by which it was drawn is all there is to say. */
function personJson(officer: Officer, { person, name }: LoserRow): Pick<Answer['rows'][number], 'psn_no' | 'person_name' | 'drawn'> {
  if (person < 0n) return { psn_no: null, person_name: `合成城市第${-person}人`, drawn: -Number(person) }
  if (!officer.permissions.has('person.see')) return { psn_no: null, person_name: null, drawn: null }
  return { psn_no: personNumber(officer.pool, person), person_name: name === null ? null : maskedName(name), drawn: null }
}
