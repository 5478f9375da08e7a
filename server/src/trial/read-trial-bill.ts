// One bill of a trial with both statements side by side. The person's bills are settled again up to it, as the trial did, so that
// the counters are the trial's own; nothing is stored for it.
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import type { Static } from 'typebox'
import { personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { ruleSetOf } from '../policy/rule-set.js'
import { type Queryable, ruleSetByHash, type StoredRuleSet } from '../policy/store.js'
import { stepsBeside } from '../settlement/beside.js'
import { settledJson } from '../settlement/settled-json.js'
import { BENEFITS, LEVELS, SCHEMES, SETTLEMENT_TYPES, wordOf } from '../settlement/words.js'
import { compareBill } from './compare-bill.js'
import { firstLoss } from './first-loss.js'
import { readBills } from './read-bills.js'
import { NO_SUCH_TRIAL } from './read-trial.js'
import { stepName } from './step-words.js'
import type { TrialBill } from './trial-bill.js'
import { type TrialRow, trialNumbered } from './trial-rows.js'
import { asksSpecialList, rulesOn, type SideRules, type TrialRules } from './trial-rules.js'
import type { TrialBillView } from './trial-schema.js'
import { tryPerson } from './try-person.js'

type View = Static<typeof TrialBillView>
type Sides = Omit<View, 'trial' | 'psn_no' | 'drawn' | 'settlement'>

export const NOT_IN_TRIAL = refused('not_found', '这张结算单不在这次测算里，或者它不属于您的区域；请核对编号。')

export async function readTrialBill(trial: string, psnNo: string, settlement: string, desk: Desk): Promise<View | Refusal> {
  const person = personOf(desk.officer.pool, psnNo)
  if (person === undefined) return NOT_IN_TRIAL
  return desk.read(async (client) => {
    const row = await trialNumbered(client, desk.officer.pool, BigInt(trial))
    if (row === undefined) return NO_SUCH_TRIAL
    if (row.population === 'synthetic') return NOT_IN_TRIAL
    const seen = await visiblePerson(client, desk.officer, psnNo)
    if (isRefusal(seen)) return seen
    await desk.audit('trial.bill', { person, area: seen.area, detail: { trial, settlement } })
    const rules = await rulesOf(client, row)
    const { persons } = await readBills(client, populationOf(row, desk.officer.areas), { first: person, last: person }, asksSpecialList(rules))
    const view = sideBySide(rules, persons[0]?.bills ?? [], BigInt(settlement))
    return view === undefined ? NOT_IN_TRIAL : { trial, psn_no: psnNo, drawn: null, settlement, ...view }
  })
}

function populationOf({ booked_from: from, booked_to: to, scheme }: TrialRow, areas: readonly string[]) {
  return { from, to, scheme, units: areas }
}

/** The rules of both sides as they were tried. */
export async function rulesOf(db: Queryable, row: TrialRow): Promise<TrialRules> {
  const before = await sideStored(row.rules_before, (hash) => ruleSetByHash(db, hash))
  const after = await sideStored(row.rules_after, async (hash) => (await triedByHash(db, hash)) ?? ruleSetByHash(db, hash))
  return row.rules_on === null ? { before, after } : rulesOn({ before, after }, row.rules_on)
}

async function sideStored(hashes: Readonly<Record<string, string>>, find: (hash: string) => Promise<StoredRuleSet | undefined>): Promise<SideRules> {
  const sets = await Promise.all(Object.values(hashes).map(find))
  return Object.fromEntries(sets.flatMap((set) => (set === undefined ? [] : [[set.scheme, { hash: set.hash, versions: ruleSetOf(set).versions }]])))
}

async function triedByHash(db: Queryable, hash: string): Promise<StoredRuleSet | undefined> {
  return (await db.query<StoredRuleSet>('SELECT hash, area, scheme, content FROM tried_rule_set WHERE hash = $1', [hash])).rows[0]
}

/** The bill in both ways, with the person's other bills of the trial; undefined where it is none of them. */
export function sideBySide(rules: TrialRules, bills: readonly TrialBill[], settlement: bigint): Sides | undefined {
  let view: Omit<Sides, 'bills'> | undefined
  const own: Sides['bills'] = []
  tryPerson(rules, bills, (one, before, after) => {
    const difference = differenceOf(one, before, after)
    own.push({
      settlement: String(one.settlement),
      benefit_name: wordOf(BENEFITS, one.bill.kind),
      discharged: one.bill.discharged,
      difference_fen: difference === undefined ? null : fenJson(difference),
    })
    if (one.settlement === settlement) view = viewOf(one, before, after)
  })
  return view === undefined ? undefined : { ...view, bills: own }
}

/** What the person pays more under the draft; undefined where the bill is left out of the sums. */
function differenceOf(one: TrialBill, before: Outcome, after: Outcome): Fen | undefined {
  const compared = compareBill(one, before, after)
  return compared.kind === 'compared' ? compared.after.self - compared.before.self : undefined
}

function viewOf(one: TrialBill, before: Outcome, after: Outcome): Omit<Sides, 'bills'> {
  const difference = differenceOf(one, before, after) ?? 0n
  const [was, is] = [sideJson(one, before), sideJson(one, after)]
  return {
    unit: one.area,
    scheme_name: wordOf(SCHEMES, one.bill.scheme),
    benefit_name: wordOf(BENEFITS, one.bill.kind),
    level_name: wordOf(LEVELS, one.bill.level),
    admitted: one.bill.admitted,
    discharged: one.bill.discharged,
    before: was,
    after: is,
    steps: stepsBeside(was.statement, is.statement),
    difference_fen: fenJson(difference),
    why: difference > 0n ? whyJson(before, after) : null,
  }
}

function whyJson(before: Outcome, after: Outcome): View['why'] {
  const { step, before: was, after: is } = firstLoss(before, after)
  return { step, step_name: stepName(step), article_before: was.article, article_after: is.article, rule_before: was.rule, rule_after: is.rule }
}

function sideJson(one: TrialBill, outcome: Outcome): View['before'] {
  return outcome.kind === 'settled' ? { statement: statementJson(one, outcome), sentence: null } : { statement: null, sentence: outcome.sentence }
}

function statementJson(one: TrialBill, settled: Settled): NonNullable<View['before']['statement']> {
  const { account } = one.person
  return {
    in_force: settled.inForce,
    benefit_year: settled.benefitYear,
    admission_number: settled.admissionNumber,
    settlement_type_name: wordOf(SETTLEMENT_TYPES, settled.settlementType),
    ...settledJson(one.bill.scheme, settled, account === null ? 0n : account.current + account.history),
    why_not_more: [...settled.whyNotMore],
  }
}
