// A made-up encounter as a settlement request: its lines priced and split by the catalogue, its circumstances, its message number.
import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { lineAmount } from '@tongchou/domain/settlement/split-line.js'
import { billLine, pricedLine } from '@tongchou/server/settlement/add-lines.js'
import type { Reference } from '@tongchou/server/settlement/reference.js'
import type { Asked } from '@tongchou/server/settlement/settle-bill.js'
import type { NewLine } from '@tongchou/server/settlement/work.js'
import type { Random } from '../random/random.js'
import type { Encounter } from './encounter.js'
import type { Basket, ChargedLine } from './fill-bill.js'
import type { Shelf } from './shelf.js'

/** The day of settlement and the minute of that day. */
export interface Timed {
  readonly day: Day
  readonly minute: number
}

const UNIT = 10_000n // quantity in 1/10000
const PRICE_OF_FEN = 10_000n // price in 1/1000000 yuan

export function chargedLines(reference: Reference, shelf: Shelf, encounter: Encounter, scheme: Scheme, random: Random): NewLine[] {
  const basket: Basket = { shelf, random, tier: encounter.provider.priceTier, lines: [] }
  encounter.fill(basket)
  return basket.lines.map((line, at) => {
    const priced = pricedLine(reference, sentLine(line, String(at + 1)), scheme, encounter.provider)
    if (isRefusal(priced)) throw new Error(`a synthetic line was refused: ${priced.code}`)
    return priced
  })
}

function sentLine(line: ChargedLine, sn: string): Parameters<typeof pricedLine>[1] {
  const quantity = BigInt(line.units) * UNIT
  const price = line.unitPrice * PRICE_OF_FEN
  return {
    sn,
    code: line.code,
    ownCode: line.code,
    chargeBatch: '',
    feeDay: line.day,
    quantity,
    price,
    amount: lineAmount(quantity, price),
    approval: line.approval,
    refunds: '',
    attributes: {},
  }
}

export function ask(encounter: Encounter, scheme: Scheme, lines: readonly NewLine[], batch: bigint, useAccount: boolean, timed: Timed): Asked {
  const total: Fen = sumOf(lines.map((line) => line.amount))
  return {
    provider: encounter.provider,
    scheme,
    medType: encounter.medType,
    benefit: encounter.benefit,
    certificate: '01',
    useAccount,
    useFamily: false,
    chargeBatch: encounter.kind === 'outpatient' ? '1' : '',
    total,
    lines: lines.map(billLine),
    feeBatches: [batch],
    months: [firstOfMonth(encounter.closed)],
    admitted: encounter.opened,
    discharged: encounter.closed,
    midStay: false,
    today: timed.day,
    now: `${timed.day} ${clock(timed.minute)}`,
    msgid: messageNumber(encounter.provider.code, timed, batch),
    disease: encounter.disease,
    diagnosis: encounter.diagnosis,
    treatment: null,
    delivery: encounter.delivery,
    procedure: null,
    stayLink: undefined,
  }
}

/** `HH:mm:ss` of a minute of the day. */
export function clock(minute: number): string {
  const held = Math.min(minute, 1439)
  return `${String(Math.floor(held / 60)).padStart(2, '0')}:${String(held % 60).padStart(2, '0')}:00`
}

/** Sender's message number: institution (12), time (14), serial (4). */
export function messageNumber(institution: string, { day, minute }: Timed, serial: bigint): string {
  return `${institution}${day.replaceAll('-', '')}${clock(minute).replaceAll(':', '')}${serial.toString(36).slice(-4).padStart(4, '0').toUpperCase()}`
}
