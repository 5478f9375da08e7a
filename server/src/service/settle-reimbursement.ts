// Settles a claimed bill through the one write path, by the rules and the catalogue of its days, and makes what the funds owe the person
// payable. The write path knows the claim by its number: settled once, however often it is asked.
import { createHash } from 'node:crypto'
import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { ratioOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Care, PaymentPart } from '@tongchou/domain/facts/fund-facts.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import type pg from 'pg'
import { publishedRules } from '../hospital-interface/published-rules.js'
import { type InterfaceTables, loadInterfaceTables } from '../hospital-interface/tables.js'
import { type Clock, dayIn, timeText } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { insertPayable, plainLine } from '../payment/payable-store.js'
import type { SentLine } from '../settlement/add-lines.js'
import { cancelSettlement } from '../settlement/cancel-settlement.js'
import { type ReferenceKeeper, referenceKeeper } from '../settlement/reference.js'
import { type PurchaseAsked, settlePurchase } from '../settlement/settle-visit.js'
import { openWritePath, type WritePath } from '../settlement/settle-visits.js'
import type { Answer, Changes, Known } from '../settlement/work.js'
import { type ClaimLine, type ClaimRow, owedToPerson } from './reimbursement-store.js'

export interface ClaimSettler {
  readonly clock: Clock
  readonly tables: InterfaceTables
  readonly reference: ReferenceKeeper
  readonly writePath: WritePath
}

export function claimSettler({ databases, clock, pool }: AppContext): ClaimSettler {
  const source = { settlement: databases.settlement, pool, loadRules: publishedRules(databases.settlement) }
  return { clock, tables: loadInterfaceTables(), reference: referenceKeeper(source), writePath: openWritePath({ pool: databases.settlement, clock }) }
}

export interface SettledClaim {
  readonly settlement: bigint
}

export async function settleClaim({ clock, tables, reference: keeper, writePath }: ClaimSettler, row: ClaimRow): Promise<SettledClaim | Refusal> {
  const reference = await keeper()
  const provider = reference.providers.get(row.provider)
  const medical = tables.medicalTypes.get(row.med_type)
  if (provider === undefined) return refused('not_found', '没有这家医药机构；请先登记机构。')
  if (medical === undefined) return refused('unknown_med_type', `医疗类别 ${row.med_type} 不在开通范围；请核对。`)
  const key = `reimbursement/${row.claim}`
  const { diagnosis, disease, scheme } = row
  const asked: PurchaseAsked = {
    ...{ provider, scheme, medType: medical.medType, benefit: medical.benefit, delivery: medical.delivery ?? null, total: row.total_fen },
    ...{ certificate: '', useAccount: false, useFamily: false, today: dayIn(clock), now: timeText(clock.now()), msgid: key, payee: 'person' },
    ...{ lines: row.lines.map(sentLine), diagnosis, disease },
    opening: {
      ...{ kind: medical.visit, scheme, provider, medType: medical.medType, placeArea: provider.area, openedAt: `${row.begins} 00:00:00` },
      ...{ hospitalNumber: row.invoice, attributes: { claim: row.claim.toString() }, state: { disease, diagnosis, discharged: row.ends } },
    },
  }
  const decide = (known: Known): Changes | Refusal => settlePurchase({ reference, settle }, known, asked)
  const message = { institution: row.provider, infno: 'claim', msgid: key, hash: hashOf(key) }
  const answer = await writePath.settle({ person: row.person, visit: null, message, decide })
  return isRefusal(answer) ? answer : settledAs(answer, row)
}

/** The message key makes it once, however often it is asked. */
export async function cancelClaim({ clock, reference: keeper, writePath }: ClaimSettler, row: ClaimRow): Promise<SettledClaim | Refusal> {
  const { rules } = await keeper()
  const key = `reimbursement-cancelled/${row.claim}`
  const settlement = BigInt(row.settlement ?? '0')
  const asked = { provider: row.provider, settlement, today: dayIn(clock), now: timeText(clock.now()), msgid: key, rules, atCounter: true } as const
  const answer = await writePath.settle({
    ...{ person: row.person, visit: row.visit, asksAliveBills: true, message: { institution: row.provider, infno: 'unclaim', msgid: key, hash: hashOf(key) } },
    decide: (known: Known): Changes | Refusal => cancelSettlement(known, asked),
  })
  return isRefusal(answer) ? answer : settledAs(answer, row)
}

function settledAs(answer: Exclude<Answer, Refusal>, { claim }: ClaimRow): SettledClaim {
  if (answer.kind === 'done_before') return { settlement: answer.fact }
  const { settlement } = answer.saved
  if (settlement === null) throw new Error(`the claim ${claim} was saved without a settlement`)
  return { settlement }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

function sentLine({ code, day, quantity, price, amount_fen }: ClaimLine, index: number): SentLine {
  const sent = { sn: String(index + 1), code, ownCode: '', chargeBatch: '', feeDay: day, approval: '0', refunds: '', attributes: {} } as const
  return { ...sent, quantity: scaled(quantity, 10_000n), price: scaled(price, 1_000_000n), amount: BigInt(amount_fen) }
}

function scaled(text: string, by: bigint): bigint {
  const ratio = ratioOf(text)
  if (ratio === undefined) throw new Error(`a line of a claim has no decimal: ${text}`)
  return (ratio.num * by) / ratio.den
}

/** One payable for each fund that owes something; a bill of which no fund pays anything has none. */
export async function makePayable(client: pg.PoolClient, officer: bigint, row: ClaimRow, settlement: bigint, today: Day): Promise<Record<string, unknown>> {
  const owed = await owedToPerson(client, row.person, settlement)
  const month = firstOfMonth(row.ends)
  const payables: string[] = []
  for (const [book, parts] of groupedBy(owed, (one) => one.book)) {
    const payable = await insertPayable(client, {
      ...{ kind: 'claim', source: row.claim.toString(), book, payeeKind: 'person', payee: '', person: { person: row.person, unit: row.unit } },
      ...{ title: `手工报销 ${row.claim}`, month, bookedOn: today, officer },
      lines: parts.map(({ part, care, fen }) => plainLine({ unit: row.unit, period: month, part: part as PaymentPart, care: care as Care, fen })),
    })
    payables.push(payable.toString())
  }
  return { settlement: settlement.toString(), fund_fen: owed.reduce((sum, { fen }) => sum + fen, 0n).toString(), payables }
}
