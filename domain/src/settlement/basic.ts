// The basic layer (统筹基金): deductible, progressive bands, ratio, guaranteed minimum, caps; or a fixed amount for a birth or
// a procedure. The exact amount is rounded once, half up, and then limited by the narrowest cap.
import { compared, type ExactFen, exactPortion, type Fen, least, notBelowZero, rounded } from '../base/money.js'
import type { Band, FixedBenefit, OffsiteRow, ShareBenefit } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { accountBeforeKey, deductedKey, inScopeKey } from './accumulators.js'
import { exactSum, type Piece, piecesOf } from './bands.js'
import { deductibleBenefit, type Stretch, stretchesOf } from './base-by-day.js'
import { narrowest, type Room, roomsOf } from './caps.js'
import { type Deduction, deductionOf, NO_DEDUCTION } from './deductible.js'
import { count, type Known, paths } from './known.js'
import { citationsOf, effectiveRatio } from './ratio-steps.js'
import { awaits, isAwaiting, silent } from './unanswered.js'

export interface Basic {
  readonly type: 'normal' | 'guaranteed' | 'fixed_amount'
  readonly base: Fen
  /** The row of out-of-area care; null for a local bill. */
  readonly row: OffsiteRow | null
  readonly deduction: Deduction
  /** First fen of the base that no cost cap lets count. */
  readonly countable: Fen
  /** What the bands make of base less deductible, in order. */
  readonly pieces: readonly Piece[]
  /** Position of the first shared fen, as the bands count. */
  readonly start: Fen
  readonly exact: ExactFen
  readonly guarantee: ExactFen | null
  /** Amount of a fixed benefit, before its limit. */
  readonly fixed: Fen | null
  readonly rooms: readonly Room[]
  readonly room: Room | undefined
  readonly costRoom: Room | undefined
  readonly paid: Fen
  readonly from: readonly Citation[]
}

export function basicOf(known: Known, base: Fen, row: OffsiteRow | null): Basic {
  return known.benefit.mode === 'share' ? shared(known, known.benefit, base, row) : fixed(known, known.benefit, base)
}

function shared(known: Known, benefit: ShareBenefit, base: Fen, row: OffsiteRow | null): Basic {
  const rooms = roomsOf(known)
  const charging = deductibleBenefit(known, benefit)
  const deduction = deductionOf(known, charging.deductible, charging === benefit ? row : rowOf(known, charging, row), base)
  const costRoom = narrowest(rooms, 'in_scope_cost')
  const countable = costRoom !== undefined && costRoom.left < base ? costRoom.left : base
  const start = startOf(known, benefit, deduction.charged)
  const pieces = sharedPieces(known, stretchesOf(known, benefit, row, base), deduction.charged, countable, start)
  const normal = exactSum(pieces)
  const guarantee = guaranteeOf(known, benefit, deduction.due)
  const type = guarantee !== null && compared(guarantee, normal) > 0 ? 'guaranteed' : 'normal'
  const exact = type === 'guaranteed' && guarantee !== null ? guarantee : normal
  const room = narrowest(rooms, 'fund_paid')
  const whole = rounded(exact)
  const paid = room !== undefined && room.left < whole ? room.left : whole
  const from = type === 'guaranteed' && benefit.guaranteed !== null ? [benefit.guaranteed.from] : bandArticles(known, benefit, row)
  return { type, base, row, deduction, countable, pieces, start, exact, guarantee, fixed: null, rooms, room, costRoom, paid, from }
}

/** Articles of the bands; first that of the kind of care, where it is paid by the rules of another kind. */
function bandArticles(known: Known, benefit: ShareBenefit, row: OffsiteRow | null): readonly Citation[] {
  const { from, bands } = benefit
  const articles = from.article !== bands.from.article || from.reading !== bands.from.reading ? [from, bands.from] : [bands.from]
  for (const step of citationsOf(benefit.ratioSteps, known, row)) articles.push(step)
  return articles
}

function rowOf(known: Known, charging: ShareBenefit, row: OffsiteRow | null): OffsiteRow | null {
  return row === null ? null : (charging.offsite.find((other) => other.place === row.place && other.filing.includes(known.bill.filing)) ?? row)
}

/** Position of the first shared fen: after earlier cost of the year or of the stay, and after the deductible if it counts. */
function startOf(known: Known, benefit: ShareBenefit, charged: Fen): Fen {
  const { position, scope, carriedKinds, from } = benefit.bands
  if (position === null) silent(paths(known.bill.kind, 'bands.position'), '分段起点是否包含起付线', from)
  if (scope !== 'year' && known.stay?.rule.positionsContinue !== true) return position === 'absolute' ? charged : 0n
  let cost = 0n
  let deducted = 0n
  if (scope === 'year') {
    for (const kind of carriedKinds) {
      cost += count(known.counters, inScopeKey(kind)) - count(known.counters, accountBeforeKey(kind))
      deducted += count(known.counters, deductedKey(kind))
    }
  } else if (known.stay?.rule.positionsContinue === true) {
    cost = known.stay.soFar.inScope
    deducted = known.stay.soFar.deductibleCharged
  }
  return position === 'absolute' ? cost + charged : notBelowZero(cost - deducted)
}

function sharedPieces(known: Known, stretches: readonly Stretch[], charged: Fen, countable: Fen, start: Fen): readonly Piece[] {
  const [only] = stretches
  if (stretches.length === 1 && only !== undefined) return countable <= charged ? [] : piecesIn(known, only, start, start + countable - charged)
  const pieces: Piece[] = []
  let at = 0n
  for (const stretch of stretches) {
    const from = at > charged ? at : charged
    const end = at + stretch.amount
    const to = end < countable ? end : countable
    at = end
    if (to <= from) continue
    pieces.push(...piecesIn(known, stretch, start + from - charged, start + to - charged))
  }
  return pieces
}

function piecesIn(known: Known, { benefit, row }: Stretch, from: Fen, to: Fen): Piece[] {
  const place = { row, path: () => paths(known.bill.kind, 'bands'), from: benefit.bands.from }
  return piecesOf(tableOf(known, benefit), from, to, (band) => effectiveRatio(band, benefit.ratioSteps, known, place))
}

function tableOf(known: Known, { bands }: ShareBenefit): readonly Band[] {
  if ('table' in bands.bands) return bands.bands.table
  return bands.bands.byLevel[known.bill.level] ?? silent(paths(known.bill.kind, 'bands'), `${known.bill.level}级医疗机构的支付比例`, bands.from)
}

/** The guaranteed minimum stands on the deductible due, not on what was charged. */
function guaranteeOf(known: Known, { guaranteed }: ShareBenefit, due: Fen): ExactFen | null {
  const ratio = guaranteed?.ratioByPlace[known.bill.place]
  if (guaranteed === null || ratio === undefined) return null
  if (isAwaiting(ratio)) awaits(ratio, paths(known.bill.kind, 'guaranteed.ratio'), guaranteed.from)
  return exactPortion(notBelowZero(known.bill.total - due), ratio)
}

function fixed(known: Known, benefit: FixedBenefit, base: Fen): Basic {
  const rooms = roomsOf(known)
  const amount = fixedAmount(known, benefit)
  const limit = benefit.limit === 'bill_total' ? known.bill.total : base
  const whole = least(amount, limit)
  const room = narrowest(rooms, 'fund_paid')
  return {
    type: 'fixed_amount',
    base,
    row: null,
    deduction: NO_DEDUCTION,
    countable: base,
    pieces: [],
    start: 0n,
    exact: { num: whole, den: 1n },
    guarantee: null,
    fixed: amount,
    rooms,
    room,
    costRoom: undefined,
    paid: room !== undefined && room.left < whole ? room.left : whole,
    from: [benefit.from],
  }
}

function fixedAmount(known: Known, benefit: FixedBenefit): Fen {
  const of = benefit.by === 'delivery' ? known.bill.delivery : known.bill.procedure
  const amounts = benefit.amountsByLevel?.[known.bill.level] ?? benefit.amounts
  const amount = of === undefined ? undefined : amounts[of]
  const path = paths(known.bill.kind, 'amounts')
  if (amount === undefined) return silent(path, of === undefined ? '未说明方式时的定额' : `“${of}”的定额`, benefit.from)
  return isAwaiting(amount) ? awaits(amount, path, benefit.from) : amount
}
