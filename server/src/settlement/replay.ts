// Settles a stored bill again from its own receipt, under the rules that it names: the same engine, the circumstances and
// counters as they were. Nothing is saved; the statement takes from it the sentences and articles that the fact does not keep.
import { type Fen, type Ratio, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { Bill, BillLine, CatalogueParts, InsuredPerson, StayLink } from '@tongchou/domain/settlement/bill.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { billLineOf } from './add-lines.js'
import type { LayerStored, LineStored, SettlementHead } from './statement-rows.js'
import { LAYERS, wordOf } from './words.js'

/** The bill settled again; undefined where its receipt does not hold enough, or the answer is another. */
export function replayed(versions: readonly BenefitPolicy[], head: SettlementHead, lines: readonly LineStored[]): Settled | undefined {
  const outcome = replayOutcome(versions, head, lines)
  return outcome?.kind === 'settled' ? outcome : undefined
}

/** Whatever the engine answers to the receipt; undefined where the receipt does not hold enough. */
export function replayOutcome(versions: readonly BenefitPolicy[], head: SettlementHead, lines: readonly LineStored[]): Outcome | undefined {
  const person = insuredPersonOf(head)
  const bill = billOf(head, lines)
  const before = head.receipt.counters
  if (person === undefined || bill === undefined || before === undefined) return undefined
  const ofYear = (texts: Readonly<Record<string, string>>) => {
    const counters = Object.fromEntries(Object.entries(texts).map(([key, amount]) => [key, BigInt(amount)]))
    return (year: number) => (year === head.benefit_year ? counters : {})
  }
  return settle({ versions, scheme: head.scheme, person, bill, counters: ofYear(before), otherCounters: ofYear(head.receipt.otherCounters ?? {}) })
}

/** Whether the second settling gave every amount of the first. */
export function sameAmounts(again: Settled, head: SettlementHead, layers: readonly LayerStored[]): boolean {
  return firstDifference(again, head, layers) === undefined
}

/** The first amount, in the order of a statement, that the second settling gave otherwise; undefined where all are the same. */
export function firstDifference(again: Settled, head: SettlementHead, layers: readonly LayerStored[]): string | undefined {
  for (const [name, stored, computed] of comparedAmounts(again, head, layers)) {
    if (stored !== computed) return `${name}：当时${amountText(stored)}，重算${amountText(computed)}`
  }
  return undefined
}

type Compared = readonly [name: string, stored: Fen | undefined, computed: Fen | undefined]

const amountText = (amount: Fen | undefined): string => (amount === undefined ? '没有' : `${yuanText(amount)}元`)

function comparedAmounts(again: Settled, head: SettlementHead, stored: readonly LayerStored[]): readonly Compared[] {
  return [
    ['范围内费用', head.in_scope_fen, again.split.inScope],
    ['起付线', head.deductible_fen, again.deductible.charged],
    ...layerAmounts(again, stored),
    ['个人账户支付', head.account_fen, again.account.paid],
    ['现金', head.cash_fen, again.cash],
  ]
}

/** Layers are matched by their place; one that stands elsewhere or on one side only is a difference. */
function layerAmounts(again: Settled, stored: readonly LayerStored[]): Compared[] {
  const longest = Math.max(again.layers.length, stored.length)
  return Array.from({ length: longest }, (_, index) => index).flatMap((index): Compared[] => {
    const [before, now] = [stored[index], again.layers[index]]
    if (before !== undefined && now !== undefined && before.layer !== now.layer) {
      return [
        [`第${index + 1}层（${wordOf(LAYERS, before.layer)}）`, before.paid_fen, undefined],
        [`第${index + 1}层（${wordOf(LAYERS, now.layer)}）`, undefined, now.paid],
      ]
    }
    const name = wordOf(LAYERS, before?.layer ?? now?.layer ?? '')
    return [
      [`${name}进入`, before?.input_fen, now?.input],
      [`${name}支付`, before?.paid_fen, now?.paid],
      [`${name}剩余`, before?.left_fen, now?.left],
    ]
  })
}

type Stored = Readonly<Record<string, unknown>>

/** Circumstances of the person at the time; the receipt writes fen as texts. */
export function insuredPersonOf(head: Pick<SettlementHead, 'receipt'>): InsuredPerson | undefined {
  const stored = head.receipt.person
  if (stored === undefined) return undefined
  const account = stored['account'] as { current: string; history: string; family: readonly string[] } | null | undefined
  const balances = account == null ? null : { current: BigInt(account.current), history: BigInt(account.history), family: account.family.map(BigInt) }
  return { ...(stored as unknown as InsuredPerson), account: balances }
}

/** What of a stored bill is needed to make it again. */
export type BillHead = Pick<
  SettlementHead,
  'receipt' | 'total_fen' | 'in_scope_fen' | 'item_pre_self_pay_fen' | 'offsite_pre_self_pay_fen' | 'above_standard_fen' | 'out_of_catalogue_fen'
>

export type BillLineStored = Pick<LineStored, 'class' | 'amount_fen' | 'initial_self_payment' | 'over_ceiling_fen' | 'flags' | 'fee_day'>

export function billOf(head: BillHead, lines: readonly BillLineStored[]): Bill | undefined {
  const stored = head.receipt.bill
  if (stored === undefined) return undefined
  const { stayLink, liableShare, parts: _parts, ...circumstances } = stored
  const whole = sumOf(lines.map((line) => line.amount_fen)) === head.total_fen && lines.length > 0
  return {
    ...(circumstances as unknown as Omit<Bill, 'total' | 'lines'>),
    ...(stayLink === undefined ? {} : { stayLink: stayLinkOf(stayLink as Stored) }),
    ...(liableShare === undefined ? {} : { liableShare: ratioOfTexts(liableShare as RatioTexts) }),
    total: head.total_fen,
    ...(whole ? { lines: lines.map(billLine) } : { lines: [], parts: partsOf(head) }),
  }
}

export type RatioTexts = Readonly<Record<'num' | 'den', string>>

export function ratioOfTexts({ num, den }: RatioTexts): Ratio {
  return { num: BigInt(num), den: BigInt(den) }
}

function partsOf(head: BillHead): CatalogueParts {
  return {
    inScope: head.in_scope_fen + head.offsite_pre_self_pay_fen,
    itemPreSelfPay: head.item_pre_self_pay_fen,
    aboveStandard: head.above_standard_fen,
    outOfCatalogue: head.out_of_catalogue_fen,
    specialList: 0n,
  }
}

function billLine(line: BillLineStored): BillLine {
  return billLineOf(line.class, line.amount_fen, line.initial_self_payment, line.over_ceiling_fen, line.flags.split(' '), line.fee_day)
}

function stayLinkOf(stored: Stored): StayLink {
  const { soFar, kind } = stored as { kind: StayLink['kind']; soFar: Readonly<Record<string, string | number>> }
  const fen = (name: string): bigint => BigInt(soFar[name] ?? 0)
  return {
    kind,
    soFar: {
      admissionNumber: Number(soFar['admissionNumber']),
      benefitYear: Number(soFar['benefitYear']),
      deductibleCharged: fen('deductibleCharged'),
      inScope: fen('inScope'),
      total: fen('total'),
    },
  }
}
