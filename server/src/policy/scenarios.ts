// Runs worked cases against the rules of a folder of policies: the same files are readable by an officer and run over HTTP too.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { faultText, type PolicyFault } from '@tongchou/domain/policy/document.js'
import { listOf } from '@tongchou/domain/policy/node-reader.js'
import { after } from '@tongchou/domain/settlement/account.js'
import { ADMISSIONS, DEDUCTIBLE, MAJOR_BURDEN, paidKey, withContributions } from '@tongchou/domain/settlement/accumulators.js'
import type { AccountBalances, Bill, Counters } from '@tongchou/domain/settlement/bill.js'
import { cancel } from '@tongchou/domain/settlement/cancel.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { PlainError } from '../database/plain-error.js'
import { parseYaml } from './parse.js'
import { AMOUNTS, type Expected, type Scenario, type ScenarioEvent, scenario } from './scenario-form.js'

/** Cases of one YAML file; a fault in the file is an error that names every line. */
export function readScenarios(file: string): readonly Scenario[] {
  const faults: PolicyFault[] = []
  const name = path.basename(file)
  const root = parseYaml(name, readFileSync(file, 'utf8'), 0, faults)
  const from = { document: name, article: '', certainty: 'illustrative', inForce: '0001-01-01' } as const
  const scenarios = root === undefined ? undefined : listOf(scenario)(root, { file: name, from, faults })
  if (faults.length > 0 || scenarios === undefined) throw new PlainError(faults.map(faultText).join('\n'))
  return scenarios
}

interface Standing {
  readonly it: Scenario
  readonly versions: readonly BenefitPolicy[]
  readonly settled: Map<string, { readonly statement: Settled; cancelled: boolean }>
  readonly counters: Map<number, Counters>
  account: AccountBalances | null
}

/** Differences of a case from what it expects, one line each; empty when all is as expected. */
export function runScenario(it: Scenario, versionsOf: (scheme: Scheme) => readonly BenefitPolicy[]): readonly string[] {
  const standing: Standing = { it, versions: versionsOf(it.scheme), settled: new Map(), counters: new Map(), account: it.person.account }
  return it.events.flatMap((event) => (event.event === 'bill' ? settleEvent(standing, event) : cancelEvent(standing, event)))
}

function settleEvent(standing: Standing, event: Extract<ScenarioEvent, { event: 'bill' }>): string[] {
  const bill = linked(standing, event)
  const person = { ...standing.it.person, account: standing.account }
  const outcome = settle({ versions: standing.versions, scheme: standing.it.scheme, person, bill, counters: (year) => standing.counters.get(year) ?? {} })
  if (outcome.kind === 'settled') book(standing, event.name, outcome)
  return differences(standing, event, event.name, outcome)
}

function linked(standing: Standing, { bill, partOf }: Extract<ScenarioEvent, { event: 'bill' }>): Bill {
  const soFar = partOf === undefined ? undefined : standing.settled.get(partOf.name)?.statement.stay
  return partOf === undefined || soFar === undefined || soFar === null ? bill : { ...bill, stayLink: { kind: partOf.link, soFar } }
}

function book(standing: Standing, name: string, statement: Settled): void {
  standing.settled.set(name, { statement, cancelled: false })
  standing.counters.set(statement.benefitYear, withContributions(standing.counters.get(statement.benefitYear) ?? {}, statement.contributions))
  if (standing.account !== null) standing.account = after(standing.account, statement.account)
}

function cancelEvent(standing: Standing, event: Extract<ScenarioEvent, { event: 'cancel' }>): string[] {
  const booked = standing.settled.get(event.of)
  const policy = standing.versions[standing.versions.length - 1]
  if (booked === undefined || policy === undefined) return [`${event.line}行：没有结算过“${event.of}”`]
  const { benefitYear } = booked.statement
  const later = [...standing.settled.values()].slice([...standing.settled.keys()].indexOf(event.of) + 1)
  const laterBillAlive = later.some(({ statement, cancelled }) => !cancelled && statement.benefitYear === benefitYear)
  const outcome = cancel({ rule: policy.reversal, settled: booked.statement, alreadyCancelled: booked.cancelled, laterBillAlive })
  if (isRefusal(outcome)) return differences(standing, event, event.of, outcome)
  booked.cancelled = true
  standing.counters.set(outcome.benefitYear, withContributions(standing.counters.get(outcome.benefitYear) ?? {}, outcome.contributions))
  const { bySource } = outcome.account
  if (standing.account !== null) {
    const { current, history, family } = standing.account
    standing.account = {
      current: current + bySource.current,
      history: history + bySource.history,
      family: family.map((own, index) => own + (bySource.family[index] ?? 0n)),
    }
  }
  return differences(standing, event, event.of, booked.statement)
}

/** `standing` holds the counters after the bill. */
export function differences(
  standing: Pick<Standing, 'counters'>,
  { then, line }: { readonly then: Expected; readonly line: number },
  name: string,
  outcome: Outcome,
): string[] {
  const amounts = amountsOf(standing, outcome)
  const words = wordsOf(outcome)
  return [
    ...Object.entries(then.amounts)
      .filter(([field, amount]) => amounts[field] !== amount)
      .map(
        ([field, amount]) =>
          `${line}行“${name}”${field}：应为${yuanText(amount)}，得${yuanText(amounts[field] ?? 0n)}${outcome.kind === 'settled' ? '' : `（${outcome.sentence}）`}`,
      ),
    ...Object.entries(then.words)
      .filter(([field, word]) => words[field] !== word)
      .map(([field, word]) => `${line}行“${name}”${field}：应为${word}，得${words[field] ?? '无'}`),
  ]
}

function amountsOf(standing: Pick<Standing, 'counters'>, outcome: Outcome): Record<string, bigint> {
  if (outcome.kind !== 'settled') return {}
  const { split, deductible, layers, account, cash, benefitYear } = outcome
  const counters = standing.counters.get(benefitYear) ?? {}
  return {
    ...Object.fromEntries(AMOUNTS.map((name) => [name, 0n])),
    in_scope: split.inScope,
    item_pre_self_pay: split.itemPreSelfPay,
    offsite_pre_self_pay: split.offsitePreSelfPay,
    above_standard: split.aboveStandard,
    out_of_catalogue: split.outOfCatalogue,
    deductible_due: deductible.due,
    deductible: deductible.charged,
    ...paidByLayer(layers),
    third_party: layers.find(({ payer }) => payer === 'liable')?.input ?? 0n,
    receivable: outcome.receivable?.fen ?? 0n,
    account: account.paid,
    cash,
    year_basic: counters[paidKey('basic')] ?? 0n,
    year_burden: counters[MAJOR_BURDEN] ?? 0n,
    year_deductible: counters[DEDUCTIBLE] ?? 0n,
    // Written like an amount, so that one table holds all figures: 2 admissions are 2.
    year_admissions: (counters[ADMISSIONS] ?? 0n) * 100n,
  }
}

function paidByLayer(layers: Settled['layers']): Record<string, bigint> {
  const paid: Record<string, bigint> = {}
  for (const one of layers) paid[one.layer] = (paid[one.layer] ?? 0n) + one.paid
  return paid
}

function wordsOf(outcome: Outcome): Record<string, string | undefined> {
  if (outcome.kind === 'refused') return { refused: outcome.code }
  if (outcome.kind === 'undecided') return { undecided: outcome.needs }
  return {
    type: outcome.settlementType,
    year: `${outcome.benefitYear}`,
    version: outcome.inForce,
    bound: outcome.layers.find(({ bound }) => bound !== undefined)?.bound,
  }
}
