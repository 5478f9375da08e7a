// The audit sheet (清查审计表) of a county's money before pooling: what its books say, what was found, and what of it is surplus, debt
// or gap. Two funds that become one lose the claims they have on each other (豫 三(三); 浙金 四7; 财会〔2017〕28号 for the accounts).
import { type Fen, sumOf } from '../../base/money.js'
import type { TakeOverRule } from '../../policy/gap-rule.js'

/** `asset`, `liability`: in the cash books; `receivable`, `payable`: beside them; `net`: what the old book says is left. */
export type ItemSide = 'asset' | 'liability' | 'receivable' | 'payable' | 'net'

export interface AuditItem {
  /** Fund of before (e.g. 新农合, 城镇居民医保). */
  readonly source: string
  readonly item: string
  readonly side: ItemSide
  /** Account of the cash books, or of the memo ledger. */
  readonly account: string
  readonly detail: string
  readonly counterparty: string
  readonly bookFen: Fen
  /** Null: not yet verified. */
  readonly verifiedFen: Fen | null
}

export interface AuditOfSource {
  readonly source: string
  readonly cashFen: Fen
  /** What the old book says is left, all parts together; null where the file does not say. */
  readonly statedFen: Fen | null
  readonly receivableFen: Fen
  readonly payableFen: Fen
  /** Verified less booked, signed as it touches the surplus. */
  readonly adjustedFen: Fen
}

export interface MutualClaim {
  readonly from: string
  readonly to: string
  readonly claimFen: Fen
  readonly debtFen: Fen
}

export interface AuditSheet {
  readonly sources: readonly AuditOfSource[]
  /** Assets less liabilities, individual accounts included. */
  readonly cashFen: Fen
  /** Part of it that belongs to the individual accounts. */
  readonly accountsFen: Fen
  readonly receivableFen: Fen
  readonly payableFen: Fen
  /** Pooled part: cash, or cash + receivables − payables, as the rule says. Negative: a gap. */
  readonly certifiedFen: Fen
  readonly frozenFen: Fen
  readonly handedUpFen: Fen
  /** Owed by the county's government. */
  readonly gapFen: Fen
  readonly mutual: readonly MutualClaim[]
  readonly unverified: number
}

export const ACCOUNTS_DETAIL = 'account'

const verified = ({ bookFen, verifiedFen }: AuditItem): Fen => verifiedFen ?? bookFen

function sideSum(items: readonly AuditItem[], side: ItemSide): Fen {
  return sumOf(items.filter((item) => item.side === side).map(verified))
}

export function auditSheet(all: readonly AuditItem[], rule: Pick<TakeOverRule, 'surplus' | 'basis'>): AuditSheet {
  const sources = [...new Set(all.map(({ source }) => source))].sort()
  const items = withoutMutual(all, sources)
  const cashFen = sideSum(items, 'asset') - sideSum(items, 'liability')
  const accountsFen = sumOf(items.filter(({ side, detail }) => side === 'net' && detail === ACCOUNTS_DETAIL).map(verified))
  const [receivableFen, payableFen] = [sideSum(items, 'receivable'), sideSum(items, 'payable')]
  const certifiedFen = cashFen - accountsFen + (rule.basis === 'accrual' ? receivableFen - payableFen : 0n)
  const surplus = certifiedFen > 0n ? certifiedFen : 0n
  return {
    sources: sources.map((source) =>
      ofSource(
        source,
        all.filter((item) => item.source === source),
      ),
    ),
    cashFen,
    accountsFen,
    receivableFen,
    payableFen,
    certifiedFen,
    frozenFen: rule.surplus === 'frozen' ? surplus : 0n,
    handedUpFen: rule.surplus === 'handed_up' ? surplus : 0n,
    gapFen: certifiedFen < 0n ? -certifiedFen : 0n,
    mutual: mutualClaims(all, sources),
    unverified: all.filter(({ verifiedFen }) => verifiedFen === null).length,
  }
}

function ofSource(source: string, items: readonly AuditItem[]): AuditOfSource {
  const stated = items.filter(({ side }) => side === 'net')
  const sign = ({ side }: AuditItem): Fen => (side === 'liability' || side === 'payable' ? -1n : 1n)
  const adjusted = items.filter(({ side }) => side !== 'net').map((item) => sign(item) * (verified(item) - item.bookFen))
  return {
    source,
    cashFen: sideSum(items, 'asset') - sideSum(items, 'liability'),
    statedFen: stated.length === 0 ? null : sumOf(stated.map(({ bookFen }) => bookFen)),
    receivableFen: sideSum(items, 'receivable'),
    payableFen: sideSum(items, 'payable'),
    adjustedFen: sumOf(adjusted),
  }
}

const isMutual = ({ side, source, counterparty }: AuditItem, sources: readonly string[]): boolean =>
  side !== 'net' && counterparty !== source && sources.includes(counterparty)

/** A claim of one fund on another that becomes the same fund is nobody's any more. */
export function withoutMutual(items: readonly AuditItem[], sources: readonly string[]): readonly AuditItem[] {
  return items.filter((item) => !isMutual(item, sources))
}

/** What the merging funds say of each other; a claim without the same debt must be cleared first. */
function mutualClaims(items: readonly AuditItem[], sources: readonly string[]): readonly MutualClaim[] {
  const of = (from: string, to: string, sides: readonly ItemSide[]): Fen =>
    sumOf(items.filter((item) => item.source === from && item.counterparty === to && sides.includes(item.side)).map(verified))
  return sources.flatMap((from) =>
    sources
      .filter((to) => to !== from)
      .map((to) => ({ from, to, claimFen: of(from, to, ['asset', 'receivable']), debtFen: of(to, from, ['liability', 'payable']) }))
      .filter(({ claimFen, debtFen }) => claimFen !== 0n || debtFen !== 0n),
  )
}

/** Why the sheet cannot be confirmed yet; each a sentence. */
export function sheetFaults(sheet: AuditSheet, items: readonly AuditItem[]): readonly string[] {
  const stated = sheet.sources.filter(({ source, statedFen }) => {
    const own = items.filter((item) => item.source === source)
    const booked = (side: ItemSide): Fen => sumOf(own.filter((item) => item.side === side).map(({ bookFen }) => bookFen))
    return statedFen !== null && statedFen !== booked('asset') - booked('liability')
  })
  return [
    ...(items.length === 0 ? ['还没有导入基金余额；请先导入“基金余额”文件。'] : []),
    ...(sheet.unverified > 0 ? [`有${sheet.unverified}项余额还没有核实；请逐项登记核实数和依据。`] : []),
    ...stated.map(({ source }) => `“${source}”账面资产减负债与账面结余不等；请与原经办机构核对后重新导入。`),
    ...sheet.mutual.filter(({ claimFen, debtFen }) => claimFen !== debtFen).map(({ from, to }) => `“${from}”对“${to}”的往来款两边不等；合并前请先核对清理。`),
    ...(items.some((item) => item.account === '1002' && verified(item) !== 0n) ? ['收入户还有余额；请先划入财政专户，再办理划转。'] : []),
  ]
}
