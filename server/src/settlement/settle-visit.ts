// Settles the open lines of a visit (2207, 2304) or a purchase with its lines (2102); a trial (2206, 2303, 2101) decides the
// same and saves nothing.
import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import type { CatalogueParts, StayLink } from '@tongchou/domain/settlement/bill.js'
import { liableParts, partsTotal } from '@tongchou/domain/settlement/liable-share.js'
import { linkedStay } from '@tongchou/domain/settlement/link-stays.js'
import { countingBills, type OpenLine } from '@tongchou/domain/settlement/open-lines.js'
import type { VisitAct } from '@tongchou/domain/settlement/visit.js'
import { batchesOf, billLine, billLineAt, contradictionOf, type SentLine } from './add-lines.js'
import type { SettlementFact } from './fact.js'
import { offsiteFiling } from './filings.js'
import { type StayTexts, soFarOf } from './load-standing.js'
import { newState, type Opening, openVisit } from './open-visit.js'
import type { Provider } from './reference.js'
import { type RatioTexts, ratioOfTexts } from './replay.js'
import { type Asked, type Desk, settleBill } from './settle-bill.js'
import { linesOf, ownVisit, stateOf, statusAfter } from './visit-checks.js'
import type { Changes, Known, KnownVisit } from './work.js'

export interface SettlementAsked {
  readonly provider: Provider
  readonly scheme: Scheme
  readonly medType: string
  readonly benefit: Asked['benefit']
  readonly delivery: string | null
  /** Sum that the provider expects. */
  readonly total: Fen
  readonly certificate: string
  readonly useAccount: boolean
  readonly useFamily: boolean
  readonly today: Day
  readonly now: string
  readonly msgid: string
  /** The person paid the bill and claims it back; absent: the provider is paid. */
  readonly payee?: 'person'
}

export interface VisitSettlementAsked extends SettlementAsked {
  readonly act: Extract<VisitAct, 'settle' | 'settle_part'>
  /** Null: every open line. */
  readonly chargeBatch: string | null
  /** A trial may be asked before discharge. */
  readonly trial: boolean
  /** Expected discharge, for a trial before it. */
  readonly dischargeDay: Day | null
}

export function settleVisit(desk: Desk, known: Known, asked: VisitSettlementAsked): Changes | Refusal {
  const visit = ownVisit(known, asked.provider.code)
  if (isRefusal(visit)) return visit
  if (visit.scheme !== asked.scheme) return refused('wrong_scheme', '险种类型（insutype）与该就诊登记的险种不一致，请核对')
  const lines = linesOf(visit)
  const act = asked.trial && visit.status === 'open' && visit.kind === 'inpatient' ? 'settle_part' : asked.act
  const status = statusAfter(visit, lines, act)
  if (isRefusal(status)) return status
  const chosen = chosenLines(visit, lines.open, lines.settledBatches, asked.chargeBatch)
  if (isRefusal(chosen)) return chosen
  const sum = sumOf(chosen.map((line) => line.amount))
  if (sum !== asked.total) {
    return refused('total_differs', `医疗费总额${yuanText(asked.total)}元与未结算明细合计${yuanText(sum)}元不一致，请核对明细后重新结算`)
  }
  const change = settleBill(desk, known, billAsked(desk, known, visit, chosen, asked), false)
  if (isRefusal(change)) return change
  const state = stateOf(visit, lines)
  const restsOpen = chosen.length < lines.open.length && status === 'settled'
  return {
    kind: 'changes',
    visit: visit.visit,
    opens: null,
    stateVersion: visit.version,
    state: { ...state, status: restsOpen ? 'open' : status, openFen: state.openFen - sum },
    event: null,
    batches: [],
    cancellation: null,
    settlement: change,
  }
}

function chosenLines(visit: KnownVisit, open: readonly OpenLine[], settled: ReadonlySet<bigint>, chargeBatch: string | null): readonly OpenLine[] | Refusal {
  if (chargeBatch === null) return open
  const chosen = open.filter((line) => line.chargeBatch === chargeBatch)
  if (chosen.length > 0) return chosen
  const known = visit.batches.filter((batch) => batch.chargeBatch === chargeBatch)
  if (known.some((batch) => settled.has(batch.batch))) return refused('settled', `收费批次${chargeBatch}已结算，不能重复结算`)
  if (known.length > 0) return refused('lines_cancelled', `收费批次${chargeBatch}的明细已全部撤销，不能结算`)
  return refused('unknown_batch', `收费批次${chargeBatch}没有上传明细，请先上传（2204）或核对批次号（chrg_bchno）`)
}

function billAsked(desk: Desk, known: Known, visit: KnownVisit, chosen: readonly OpenLine[], asked: VisitSettlementAsked): Asked {
  const byNumber = new Map(visit.batches.map((batch) => [batch.batch, batch]))
  const feeBatches = [...new Set(chosen.map((line) => line.batch))]
  const lines = chosen.flatMap((line) => {
    const batch = byNumber.get(line.batch)
    return batch === undefined ? [] : [billLineAt(batch, line.index)]
  })
  return {
    ...asked,
    chargeBatch: asked.chargeBatch ?? '',
    lines,
    feeBatches,
    months: [...new Set(feeBatches.map((batch) => byNumber.get(batch)?.month ?? visit.admitted))].sort(),
    admitted: visit.admitted,
    discharged: dischargedOn(visit, lines, asked),
    disease: visit.disease,
    diagnosis: visit.diagnosis,
    treatment: visit.treatment,
    delivery: visit.delivery ?? asked.delivery,
    procedure: visit.procedure,
    stayLink: stayLinkOf(desk, visit) ?? earlierStay(desk, known, visit, asked),
    midStay: asked.act === 'settle_part',
  }
}

/** A stay ends with its discharge, or today where a part is settled; outpatient care on the day of its last line. */
function dischargedOn(visit: KnownVisit, lines: Asked['lines'], asked: VisitSettlementAsked): Day {
  if (visit.kind === 'inpatient') return visit.discharged ?? asked.dischargeDay ?? asked.today
  return lines.reduce((last, line) => (line.feeDay !== undefined && line.feeDay > last ? line.feeDay : last), visit.admitted)
}

/** Earlier settlements of the same stay: its deductible and position go on. */
function stayLinkOf({ reference }: Desk, visit: KnownVisit): StayLink | undefined {
  if (visit.kind !== 'inpatient') return undefined
  const parts = countingBills(visit.settlements).map((bill) => bill.fact)
  const liableOf = (part: SettlementFact): CatalogueParts => liablePartsOf(part, reference)
  const [first] = parts
  if (first === undefined) return undefined
  // A part that went on from an earlier stay carries what that stay had come to.
  const link = first.receipt.bill['stayLink'] as { kind: string; soFar?: StayTexts } | undefined
  const before = link?.kind === 'mid_stay' ? undefined : soFarOf(link)
  return {
    kind: 'mid_stay',
    soFar: {
      admissionNumber: first.admissionNumber ?? 1,
      benefitYear: first.benefitYear,
      deductibleCharged: sumOf(parts.map((part) => part.deductible)) + (before?.deductibleCharged ?? 0n),
      inScope: sumOf(parts.map((part) => part.inScope - liableOf(part).inScope)) + (before?.inScope ?? 0n),
      total: sumOf(parts.map((part) => part.total - partsTotal(liableOf(part)))) + (before?.total ?? 0n),
    },
  }
}

const NOT_LIABLE: CatalogueParts = { inScope: 0n, itemPreSelfPay: 0n, aboveStandard: 0n, outOfCatalogue: 0n, specialList: 0n }

/** What of the cost of a settled part a third party answers for; the stay goes on without it. */
function liablePartsOf(part: SettlementFact, { rules }: Desk['reference']): CatalogueParts {
  const { receipt, inScope, offsitePreSelfPay, itemPreSelfPay, aboveStandard, outOfCatalogue } = part
  const share = receipt.bill['liableShare'] as RatioTexts | undefined
  const ofPayment = rules[part.scheme]?.versions.find(({ inForce }) => inForce === part.inForce)?.thirdPartyShare?.kind === 'share_of_payment'
  if (share === undefined || ofPayment) return NOT_LIABLE
  return liableParts({ inScope: inScope + offsitePreSelfPay, itemPreSelfPay, aboveStandard, outOfCatalogue, specialList: 0n }, ratioOfTexts(share))
}

/** The stay before this one, where the rules make both one stay: a transfer, or a readmission within days. */
function earlierStay({ reference }: Desk, { earlierStay: earlier }: Known, visit: KnownVisit, { scheme, today }: VisitSettlementAsked): StayLink | undefined {
  if (visit.kind !== 'inpatient' || earlier === null) return undefined
  const policy = versionOn(reference.rules[scheme]?.versions ?? [], visit.discharged ?? today)
  return policy === undefined ? undefined : linkedStay(policy, earlier, { provider: visit.provider, admitted: visit.admitted, diagnosis: visit.diagnosis })
}

export interface PurchaseAsked extends SettlementAsked {
  readonly lines: readonly SentLine[]
  readonly opening: Opening
  readonly disease: string | null
  readonly diagnosis: string | null
}

/** A purchase, or a visit or stay that comes as one claim, opens its visit, takes its lines and settles, all at once. */
export function settlePurchase(desk: Desk, known: Known, asked: PurchaseAsked): Changes | Refusal {
  const day = asked.opening.openedAt.slice(0, 10)
  const opened = openVisit(desk.reference, known, asked.opening)
  if (isRefusal(opened)) return opened
  const upload = { provider: asked.provider, lines: asked.lines, today: asked.today }
  const fault = contradictionOf(null, new Map(), upload)
  if (fault !== undefined) return fault
  const batches = batchesOf(desk.reference, asked.scheme, upload, offsiteFiling(known.filings, day, asked.provider.area))
  if (isRefusal(batches)) return batches
  const lines = batches.flatMap((batch) => batch.lines)
  const sum = sumOf(lines.map((line) => line.amount))
  if (sum !== asked.total) return refused('total_differs', `医疗费总额${yuanText(asked.total)}元与明细合计${yuanText(sum)}元不一致，请核对后重新结算`)
  const discharged = asked.opening.state.discharged ?? day
  const months = [firstOfMonth(asked.today)]
  const bill: Asked = {
    ...asked,
    chargeBatch: '',
    lines: lines.map(billLine),
    feeBatches: [],
    months,
    admitted: day,
    discharged,
    treatment: null,
    procedure: asked.opening.state.procedure ?? null,
    stayLink: undefined,
    midStay: false,
  }
  const change = settleBill(desk, known, bill, true)
  if (isRefusal(change)) return change
  return { ...opened, state: { ...newState(opened.state.area, asked.opening, day), status: 'settled', months }, batches, settlement: change }
}
