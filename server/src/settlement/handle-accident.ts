// The desk's acts about injuries: a declaration, the investigation's finding, the decision to pay first, and what comes back from the
// liable party (社会保险法 art. 30). Each is a fact; the domain says whether it may be.
import type { Day } from '@tongchou/domain/base/day.js'
import { percentText, ratioOf, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { LiableRepaid } from '@tongchou/domain/facts/fund-facts.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import { type AccidentCause, type AdvanceGround, advanceFault, shareFault } from '@tongchou/domain/settlement/accident.js'
import { recoveryFault } from '@tongchou/domain/settlement/advance.js'
import type pg from 'pg'
import type { PersonRow } from '../enrolment/person-store.js'
import { elsewhere, unfitReason, visiblePerson } from '../enrolment/visible-person.js'
import { nextFacts } from '../fund/fact-store.js'
import { recordFacts } from '../fund/record-facts.js'
import type { Desk } from '../http/route.js'
import { type AdvanceRow, advancesOf, type DeclarationRow, declarationsOf, insertDeskFact, visitExists } from './accident-store.js'
import { booksOfPool } from './reference.js'

export interface Done {
  readonly fact: string
  readonly sentence: string
}

export interface Declared {
  readonly mdtrt_id?: string
  readonly happened_on: Day
  readonly happened_at: string
  readonly circumstances: string
  readonly claimed: AccidentCause
  readonly promised: boolean
}

/** A person of the officer's own area: what is recorded for somebody belongs to the area that insures. */
export async function ownPerson(client: pg.PoolClient, desk: Desk, number: string): Promise<PersonRow | Refusal> {
  const row = await visiblePerson(client, desk.officer, number)
  if (isRefusal(row)) return row
  return desk.officer.areas.includes(row.area) ? row : elsewhere(row.area_name)
}

export function declareAccident(desk: Desk, number: string, body: Declared, today: Day): Promise<Done | Refusal> {
  const unfit = unfitReason(body.circumstances) ?? unfitReason(`${body.happened_at}地点`)
  if (unfit !== undefined) return Promise.resolve(unfit)
  if (body.happened_on > today) return Promise.resolve(refused('bad_day', '受伤日期晚于今天，请核对。'))
  return desk.write(async (client) => {
    const row = await ownPerson(client, desk, number)
    if (isRefusal(row)) return row
    const visit = body.mdtrt_id === undefined ? null : BigInt(body.mdtrt_id)
    if (visit !== null && !(await visitExists(client, row.person, visit))) return refused('unknown_visit', '没有这次就诊，请核对就诊编号。')
    const { happened_on, happened_at, circumstances, claimed, promised } = body
    const told = { visit, happened_on, happened_at, circumstances, claimed, promised, officer: desk.officer.officer, in_force: happened_on, booked_on: today }
    const fact = await insertDeskFact(client, 'accident_declaration', 'declaration', { person: row.person, area: row.area, ...told })
    await desk.audit('accident.declared', { person: row.person, area: row.area, detail: { declaration: String(fact) } })
    return { fact: String(fact), sentence: '已申报；请安排调查，结论录入后费用才能结算。' }
  })
}

export interface FoundCause {
  readonly found: AccidentCause
  /** Decimal between 0 and 1, where the third party answers for a part of the cost only. */
  readonly liable_share?: string | undefined
  readonly basis: string
}

export function findCause(desk: Desk, number: string, declaration: bigint, given: FoundCause, today: Day): Promise<Done | Refusal> {
  const { liable_share = null, ...rest } = given
  const share = liable_share === null ? undefined : ratioOf(liable_share)
  const fault = share === undefined ? undefined : shareFault(given.found, share)
  if (fault !== undefined) return Promise.resolve(fault)
  const body = { ...rest, liable_share }
  return onDeclaration(desk, number, { declaration, text: body.basis }, async (client, row) => {
    const own = { person: row.person, declaration, area: row.area, ...body, officer: desk.officer.officer, in_force: today, booked_on: today }
    const fact = await insertDeskFact(client, 'accident_finding', 'finding', own)
    await desk.audit('accident.found', { person: row.person, area: row.area, detail: { declaration: String(declaration), found: body.found, liable_share } })
    return {
      fact: String(fact),
      sentence: foundSentence(body.found, share === undefined ? undefined : percentText(share)),
    }
  })
}

function foundSentence(found: AccidentCause, share: string | undefined): string {
  if (found === 'no_other_party') return '已录入；费用可以按普通费用结算。'
  if (share === undefined) return '已录入；费用由责任方负担，可以申请先行支付。'
  return `已录入；第三人承担${share}的费用，其余可以按普通费用结算；第三人不支付的，可以申请先行支付。`
}

export interface Decided {
  readonly ground: AdvanceGround | null
  readonly liable_party: string
  readonly basis: string
}

export function decideAdvance(desk: Desk, number: string, declaration: bigint, body: Decided, today: Day): Promise<Done | Refusal> {
  return onDeclaration(desk, number, { declaration, text: body.basis }, async (client, row, declared) => {
    const fault = body.ground === null ? undefined : advanceFault(declared.findings.at(-1)?.found ?? null, body.ground)
    if (fault !== undefined) return fault
    const own = { person: row.person, declaration, area: row.area, ...body, officer: desk.officer.officer, in_force: today, booked_on: today }
    const fact = await insertDeskFact(client, 'advance_decision', 'decision', own)
    await desk.audit('advance.decided', { person: row.person, area: row.area, detail: { declaration: String(declaration), ground: body.ground } })
    return { fact: String(fact), sentence: body.ground === null ? '已录入；不予先行支付。' : '已同意先行支付；医院重新结算后，基金对责任方有追偿权。' }
  })
}

type OnDeclaration = (client: pg.PoolClient, row: PersonRow, declared: DeclarationRow) => Promise<Done | Refusal>

function onDeclaration(desk: Desk, number: string, asked: { declaration: bigint; text: string }, act: OnDeclaration): Promise<Done | Refusal> {
  const unfit = unfitReason(asked.text)
  if (unfit !== undefined) return Promise.resolve(unfit)
  return desk.write(async (client) => {
    const row = await ownPerson(client, desk, number)
    if (isRefusal(row)) return row
    const declared = (await declarationsOf(client, row.person)).find((one) => one.declaration === asked.declaration)
    return declared === undefined ? refused('not_found', '没有这笔意外伤害申报，请核对申报编号。') : act(client, row, declared)
  })
}

export interface Recovery {
  readonly amount_fen: number
  readonly payer: string
  readonly received_on: Day
}

/** Money from the liable party goes back to the funds that paid, in the order in which they paid. */
export function recordRecovery(desk: Desk, number: string, settlement: bigint, body: Recovery, today: Day): Promise<Done | Refusal> {
  if (body.received_on > today) return Promise.resolve(refused('bad_day', '到账日期晚于今天，请核对。'))
  const unfit = unfitReason(`${body.payer}付款`)
  if (unfit !== undefined) return Promise.resolve(unfit)
  return desk.write(async (client) => {
    const row = await ownPerson(client, desk, number)
    if (isRefusal(row)) return row
    const advance = (await advancesOf(client, [row.person])).find((one) => one.settlement === settlement)
    if (advance === undefined) return refused('not_found', '没有这笔先行支付，请核对结算编号。')
    const amount = BigInt(body.amount_fen)
    const fault = recoveryFault(owedOf(advance), recoveredOf(advance), amount)
    if (fault !== undefined) return fault
    const facts = await recoveryFacts(client, desk.officer.pool, row.person, advance, { ...body, amount, today })
    const recorded = await recordFacts(client, facts)
    if (recorded.kind === 'not_recorded') return recorded.refusals[0]?.refusal ?? refused('not_recorded', '未能入账，请联系基金财务。')
    await desk.audit('advance.recovered', { person: row.person, area: row.area, detail: { settlement: String(settlement), amount_fen: body.amount_fen } })
    const left = owedOf(advance) - recoveredOf(advance) - amount
    return { fact: String(facts[0]?.fact ?? 0n), sentence: left === 0n ? '已入账；先行支付款全部追回。' : `已入账；尚有${yuanText(left)}元未追回。` }
  })
}

export function owedOf({ owed }: AdvanceRow): bigint {
  return sumOf(owed.map(({ fen }) => BigInt(fen)))
}

export function recoveredOf({ recoveries }: AdvanceRow): bigint {
  return sumOf(recoveries.map(({ fen }) => BigInt(fen)))
}

interface Received {
  readonly amount: bigint
  readonly payer: string
  readonly received_on: Day
  readonly today: Day
}

async function recoveryFacts(client: pg.PoolClient, pool: string, person: bigint, advance: AdvanceRow, received: Received): Promise<LiableRepaid[]> {
  const books = await booksOfPool(client, pool)
  const numbers = await nextFacts(client, advance.owed.length)
  const facts: LiableRepaid[] = []
  let left = received.amount
  for (const [index, { fund, fen }] of advance.owed.entries()) {
    const back = sumOf(advance.recoveries.filter((one) => one.fund === fund).map((one) => BigInt(one.fen)))
    const here = BigInt(fen) - back < left ? BigInt(fen) - back : left
    const book = books.get(fund as Fund)
    const fact = numbers[index]
    if (book === undefined || fact === undefined) throw new Error(`the pool keeps no book for the fund ${fund}`)
    if (here <= 0n) continue
    left -= here
    const days = { inForce: received.received_on, bookedOn: received.today }
    facts.push({
      kind: 'liable_repaid',
      book,
      fact,
      ...days,
      unit: advance.area,
      person,
      settlement: advance.settlement,
      payer: received.payer,
      amountFen: here,
    })
  }
  return facts
}
