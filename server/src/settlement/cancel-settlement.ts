// Cancels a settlement (2103, 2208, 2305, 2601) or reinstates a cancelled one (2601 of a cancellation): a new settlement fact
// with every amount negated. The year's counters lose exactly what the bill put in, the account gets its money back, and the
// visit is open again. Later bills stay as they were settled.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import { cancelFault } from '@tongchou/domain/settlement/cancel.js'
import { countingBills } from '@tongchou/domain/settlement/open-lines.js'
import type { VisitStatus } from '@tongchou/domain/settlement/visit.js'
import type { SettlementFact } from './fact.js'
import type { Reference } from './reference.js'
import { familyChanges } from './settle-bill.js'
import { linesOf, ownVisit, stateOf, statusAfter } from './visit-checks.js'
import type { Changes, Known, KnownSettlement, KnownVisit } from './work.js'

export interface CancellationAsked {
  readonly provider: string
  /** Any settlement of the chain: the bill, its cancellation, or a reinstatement. */
  readonly settlement: bigint
  readonly today: Day
  readonly now: string
  readonly msgid: string
  /** As published; the version of the bill says in which order bills may be cancelled. */
  readonly rules: Reference['rules']
  /** By the agency, of a bill that it settled itself: care is not taken up again, so its visit ends with the bill. */
  readonly atCounter?: true
}

export function cancelSettlement(known: Known, asked: CancellationAsked): Changes | Refusal {
  const visit = ownVisit(known, asked.provider)
  if (isRefusal(visit)) return visit
  const chain = chainOf(visit, asked.settlement)
  const head = chain.at(-1)
  if (head === undefined) return refused('unknown_settlement', '结算ID（setl_id）不属于该就诊，请核对后重发')
  if (!countingBills(visit.settlements).includes(head)) return refused('cancelled_already', '该结算已撤销，不能重复撤销')
  const wrong = counterFault(head, asked)
  if (wrong !== undefined) return wrong
  const status = asked.atCounter === true ? 'cancelled' : statusAfter(visit, linesOf(visit), 'cancel_settlement')
  if (isRefusal(status)) return status
  return orderFault(known, chain, head, asked) ?? mirrored(known, visit, head, status, asked)
}

/** The person was paid for it, so who gives it back is the agency's matter and no institution's. */
function counterFault({ fact }: KnownSettlement, { atCounter }: CancellationAsked): Refusal | undefined {
  if ((fact.receipt.paidTo === 'person') === (atCounter === true)) return undefined
  return atCounter === true
    ? refused('not_at_counter', '该结算由医药机构直接结算，请由机构撤销')
    : refused('settled_at_counter', '该结算是经办机构办理的手工报销，不能由医药机构撤销或冲正，请参保人到经办机构办理')
}

/** Where only the last bill of the year may be cancelled: is there a later one, of whichever visit? */
function orderFault(known: Known, chain: readonly KnownSettlement[], { fact }: KnownSettlement, { rules }: CancellationAsked): Refusal | undefined {
  const rule = versionOn(rules[fact.scheme]?.versions ?? [], fact.inForce)?.reversal
  const first = chain[0]?.settlement ?? 0n
  const own = new Set(chain.map(({ settlement }) => settlement))
  const sameYear = known.aliveBills.filter(({ scheme, benefitYear }) => scheme === fact.scheme && benefitYear === fact.benefitYear)
  const laterBillAlive = sameYear.some(({ settlement }) => settlement > first && !own.has(settlement))
  return rule === undefined ? undefined : cancelFault({ rule, alreadyCancelled: false, laterBillAlive })
}

/** Reverses a cancellation: the bill counts again, with the amounts it had. */
export function reinstateSettlement(known: Known, asked: CancellationAsked): Changes | Refusal {
  const visit = ownVisit(known, asked.provider)
  if (isRefusal(visit)) return visit
  const head = chainOf(visit, asked.settlement).at(-1)
  const wrong = head === undefined ? undefined : counterFault(head, asked)
  if (wrong !== undefined) return wrong
  if (head === undefined || head.settlement !== asked.settlement) return refused('cancelled_already', '该撤销之后又有结算或撤销，不能冲正')
  if (visit.status === 'cancelled' && visit.kind !== 'pharmacy') return refused('visit_cancelled', '该就诊登记已撤销，不能冲正原撤销交易')
  const lines = linesOf(visit)
  const needed = new Set(head.fact.feeBatches)
  const taken = countingBills(visit.settlements).some((bill) => bill.feeBatches.some((batch) => needed.has(batch)))
  const openOfBill = lines.open.filter((line) => needed.has(line.batch)).reduce((sum, line) => sum + line.amount, 0n)
  if (taken || openOfBill !== -head.fact.total) return refused('lines_changed', '该结算的费用明细已重新结算或撤销，不能冲正原撤销交易，请重新结算')
  const paid = head.fact.movement
  if (paid !== null && known.account !== null && (known.account.current < paid.current || known.account.history < paid.history)) {
    return refused('account_short', '个人账户余额不足，不能冲正原撤销交易，请重新结算')
  }
  for (const { owner, current, history } of head.fact.family) {
    const link = known.family.find((one) => one.owner === owner)
    if (link !== undefined && (link.current < current || link.history < history))
      return refused('account_short', '共济账户余额不足，不能冲正原撤销交易，请重新结算')
  }
  return mirrored(
    known,
    visit,
    head,
    statusReinstated(
      visit,
      lines.open.some((line) => !needed.has(line.batch)),
    ),
    asked,
  )
}

function statusReinstated(visit: KnownVisit, restsOpen: boolean): VisitStatus {
  if (visit.kind === 'inpatient') return visit.status === 'discharged' && !restsOpen ? 'settled' : visit.status
  return restsOpen ? 'open' : 'settled'
}

/** From the bill itself to the last link. */
function chainOf(visit: KnownVisit, settlement: bigint): KnownSettlement[] {
  const byNumber = new Map(visit.settlements.map((one) => [one.settlement, one]))
  const byCancelled = new Map(visit.settlements.flatMap((one) => (one.cancels === null ? [] : [[one.cancels, one] as const])))
  let first = byNumber.get(settlement)
  while (first !== undefined && first.cancels !== null) first = byNumber.get(first.cancels)
  const chain: KnownSettlement[] = []
  for (let link = first; link !== undefined; link = byCancelled.get(link.settlement)) chain.push(link)
  return chain
}

function mirrored(known: Known, visit: KnownVisit, head: KnownSettlement, status: VisitStatus, asked: CancellationAsked): Changes {
  const fact = negated(known, head, asked)
  const before = known.accumulators.get(`${fact.scheme}/${fact.benefitYear}`)
  const state = stateOf(visit, linesOf(visit))
  return {
    kind: 'changes',
    visit: visit.visit,
    opens: null,
    stateVersion: visit.version,
    state: { ...state, status, openFen: status === 'cancelled' ? 0n : state.openFen - fact.total },
    event: null,
    batches: [],
    cancellation: null,
    settlement: {
      fact,
      settlesNewBatch: false,
      accumulator: { version: before?.version ?? null, counters: withContributions(before?.counters ?? {}, fact.counters) },
      account: fact.movement === null || known.account === null ? null : { version: known.account.version, ...fact.movement },
      family: familyChanges(known, fact.family),
    },
  }
}

function negated(known: Known, head: KnownSettlement, asked: CancellationAsked): SettlementFact {
  const { fact } = head
  const movement = fact.movement === null ? null : { current: -fact.movement.current, history: -fact.movement.history }
  const balance = known.account === null ? 0n : known.account.current + known.account.history
  return {
    ...fact,
    ...negatedMoney(fact),
    cancels: head.settlement,
    settledOn: asked.today,
    settledAt: asked.now,
    accountBalance: balance + (movement === null ? 0n : movement.current + movement.history),
    counters: Object.fromEntries(Object.entries(fact.counters).map(([key, amount]) => [key, -amount])),
    institutionMessage: asked.msgid,
    layers: fact.layers.map((layer) => ({ ...layer, input: -layer.input, paid: -layer.paid, left: -layer.left })),
    entries: fact.entries.map((entry) => ({ ...entry, amounts: entry.amounts.map((amount) => -amount) })),
    movement,
    family: fact.family.map(({ owner, current, history }) => ({ owner, current: -current, history: -history })),
  }
}

function negatedMoney(fact: SettlementFact) {
  return {
    total: -fact.total,
    inScope: -fact.inScope,
    itemPreSelfPay: -fact.itemPreSelfPay,
    offsitePreSelfPay: -fact.offsitePreSelfPay,
    aboveStandard: -fact.aboveStandard,
    outOfCatalogue: -fact.outOfCatalogue,
    deductibleDue: -fact.deductibleDue,
    deductible: -fact.deductible,
    fund: -fact.fund,
    hospital: -fact.hospital,
    account: -fact.account,
    familyAccount: -fact.familyAccount,
    cash: -fact.cash,
  }
}
