// Asks the open calculator over HTTP for the bills of those worked cases that the hospital interface cannot express.
import { yearOf } from '@tongchou/domain/base/day.js'
import { compared, NOTHING, type Ratio, sumOf } from '@tongchou/domain/base/money.js'
import { ADMISSIONS } from '@tongchou/domain/settlement/accumulators.js'
import type { Bill, BillLine } from '@tongchou/domain/settlement/bill.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import type { Static } from 'typebox'
import type { Scenario, ScenarioEvent } from '../policy/scenario-form.js'
import { differences } from '../policy/scenarios.js'
import type { Asked } from '../service/calculate.js'
import type { Estimate } from '../service/calculator-schema.js'
import { type Desk, medicalTypeFor } from './scenario-messages.js'
import { unlikeRefusal } from './scenario-replies.js'

type Estimated = Static<typeof Estimate>
type BillEvent = Extract<ScenarioEvent, { event: 'bill' }>

/** Why a case cannot be played as messages; undefined where it can. */
export function whyNotMessages({ events }: Scenario): string | undefined {
  const bills = events.flatMap((event) => (event.event === 'bill' ? [event] : []))
  return bills.map(({ bill }) => whyNotBill(bill)).find((why) => why !== undefined) ?? whyNotTogether(bills)
}

function whyNotBill(bill: Bill): string | undefined {
  if (medicalTypeFor(bill) === undefined) return '接口没有这类就医的医疗类别（med_type）'
  if (bill.treatment !== undefined) return '接口没有治疗方式字段'
  return bill.lines.some(isOfNoItem) ? '目录里不会有这样的项目：甲类没有先行自付，比例最多四位小数' : undefined
}

function isOfNoItem({ class: itemClass, initialSelfPayment: { num, den } }: BillLine): boolean {
  return (num * 10_000n) % den !== 0n || (itemClass === '甲' && num !== 0n)
}

/** A filing stands for the day of admission, and a person lies in one bed at a time. */
function whyNotTogether(bills: readonly BillEvent[]): string | undefined {
  const filings = new Map<string, string>()
  for (const { bill } of bills) {
    if (bill.place === 'local') continue
    if ((filings.get(bill.admitted) ?? bill.filing) !== bill.filing) return '同一天入院的两次异地就医不会有两种备案'
    filings.set(bill.admitted, bill.filing)
  }
  const inParts = bills.flatMap(({ partOf }, index) =>
    partOf?.link !== 'mid_stay' ? [] : [bills.slice(bills.findIndex(({ name }) => name === partOf.name) + 1, index)],
  )
  const other = inParts.flat().some(({ bill, partOf }) => partOf === undefined && medicalTypeFor(bill)?.visit === 'inpatient')
  return other ? '中途结算的住院未出院时，不能再办一次住院' : undefined
}

export interface Estimating extends Desk {
  readonly it: Scenario
  /** Of the earlier bills: what the person would say was used. */
  readonly estimates: { readonly bill: Bill; readonly answer: Estimated }[]
}

export async function estimateEvent(run: Estimating, event: ScenarioEvent): Promise<readonly string[]> {
  if (event.event === 'cancel') return [`${event.line}行：试算没有撤销`]
  const answer = await run.app.inject({ method: 'POST', url: '/api/calculator', headers: { 'x-tongchou': '1' }, payload: questionOf(run, event.bill) })
  const body = answer.json() as Estimated & { readonly sentence?: string }
  if (answer.statusCode !== 200) return unlikeRefusal(String(body.sentence), event.then.words).map((one) => `${event.line}行“${event.name}”${one}`)
  run.estimates.push({ bill: event.bill, answer: body })
  // Of the year the answer tells one thing: which admission it is.
  const admissions = BigInt(body.admission_number ?? 0)
  return differences({ counters: new Map([[body.benefit_year, { [ADMISSIONS]: admissions }]]) }, event, event.name, settledOf(body))
}

function questionOf({ it, estimates }: Estimating, bill: Bill): Asked {
  const { age, retired, identities, account, yearsEnrolled } = it.person
  const fen = (of: BillLine['class']): number => Number(sumOf(bill.lines.filter((line) => line.class === of).map(({ amount }) => amount)))
  const before = estimates.filter(({ answer }) => answer.benefit_year === yearOf(bill.discharged))
  const used = (amount: (one: Estimated) => number): number => before.reduce((sum, { answer }) => sum + amount(answer), 0)
  const variant = bill.delivery ?? bill.procedure
  return {
    scheme: bill.scheme,
    benefit: bill.kind,
    level: bill.level,
    place: bill.place,
    filing: bill.filing,
    age,
    retired,
    identities: [...identities],
    total_fen: Number(bill.total),
    class_a_fen: fen('甲'),
    class_b_fen: fen('乙'),
    class_c_fen: fen('丙'),
    class_b_first_pay: decimal(shareOf(bill.lines)),
    years_enrolled: yearsEnrolled,
    // The calculator knows one balance: own money and the family's together.
    ...(account === null ? {} : { account_fen: Number(account.current + account.history + sumOf(account.family)) - used((one) => one.account.paid_fen) }),
    ...(variant === undefined ? {} : { variant }),
    ...(bill.treatment === undefined ? {} : { treatment: bill.treatment }),
    ...(bill.firstSeen === undefined ? {} : { first_seen: bill.firstSeen }),
    ...(bill.liability === 'third_party' || bill.liability === 'work_injury' ? { liability: bill.liability } : {}),
    ...(bill.liableShare === undefined ? {} : { liable_share: decimal(bill.liableShare) }),
    used: {
      admissions: used((one) => (one.admission_number === null ? 0 : 1)),
      in_scope_fen: used((one) => one.split.in_scope_fen),
      deductible_fen: used((one) => one.deductible.charged_fen),
      fund_paid_fen: used((one) => one.fund_fen),
      treatments: before.filter((one) => one.bill.treatment === bill.treatment).length,
    },
  }
}

/** The calculator asks for one share of all 乙 items, and for nothing above a payment standard. */
function shareOf(lines: readonly BillLine[]): Ratio {
  const shares = lines.filter((line) => line.class === '乙').map(({ initialSelfPayment }) => initialSelfPayment)
  const [first = NOTHING] = shares
  const simple = shares.every((share) => compared(share, first) === 0) && lines.every((line) => line.aboveStandard === 0n && line.restrictedUse === undefined)
  if (!simple) throw new Error('the calculator cannot be asked about these lines')
  return first
}

function decimal({ num, den }: Ratio): string {
  if (num === den) return '1'
  return `0.${((num * 10_000n) / den).toString().padStart(4, '0')}`
}

function settledOf(body: Estimated): Settled {
  const { split, deductible, account } = body
  return {
    kind: 'settled',
    inForce: body.rules.in_force,
    benefitYear: body.benefit_year,
    admissionNumber: body.admission_number,
    settlementType: body.settlement_type as Settled['settlementType'],
    split: {
      total: BigInt(split.total_fen),
      inScope: BigInt(split.in_scope_fen),
      itemPreSelfPay: BigInt(split.item_pre_self_pay_fen),
      offsitePreSelfPay: BigInt(split.offsite_pre_self_pay_fen),
      aboveStandard: BigInt(split.above_standard_fen),
      outOfCatalogue: BigInt(split.out_of_catalogue_fen),
    },
    deductible: { due: BigInt(deductible.due_fen), charged: BigInt(deductible.charged_fen), rule: deductible.rule ?? '', from: [] },
    layers: body.layers.map(({ layer, payer, input_fen, paid_fen, left_fen, rule, bound }) => ({
      layer,
      payer: payer as Settled['layers'][number]['payer'],
      input: BigInt(input_fen),
      paid: BigInt(paid_fen),
      left: BigInt(left_fen),
      rule,
      from: [],
      ...(bound === null ? {} : { bound }),
    })),
    account: { paid: BigInt(account.paid_fen), bySource: { current: BigInt(account.paid_fen), history: 0n, family: [] } },
    cash: BigInt(body.cash_fen),
    stay: null,
    contributions: {},
    whyNotMore: [...body.why_not_more],
  }
}
