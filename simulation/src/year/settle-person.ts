// Settles a person's year, bill by bill in the order of days, through the same functions that a hospital's message meets:
// lines priced and split by the catalogue, the bill settled by the domain, cancellations as mirrored facts. What a database
// would have known stands in memory.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Enrolment } from '@tongchou/domain/entitlement/entitled-on.js'
import { cancelSettlement } from '@tongchou/server/settlement/cancel-settlement.js'
import { type Desk, settleBill } from '@tongchou/server/settlement/settle-bill.js'
import type { Account, Accumulator, Dated, Filed, Known, KnownVisit, SettlementChange } from '@tongchou/server/settlement/work.js'
import { rate } from '../city/demonstration-file.js'
import { coverOn, type SyntheticPerson } from '../people/synthetic-person.js'
import type { Random } from '../random/random.js'
import { ask, chargedLines, clock, messageNumber, type Timed } from './ask.js'
import type { BilledVisit, PersonYear } from './billed-visit.js'
import type { Encounter } from './encounter.js'
import { knownVisit } from './known-visit.js'
import type { YearPlan } from './plan-year.js'
import type { Shelf } from './shelf.js'

export interface Numbers {
  visit(): bigint
  settlement(): bigint
  fact(): bigint
}

/** What entered an individual account on a day; booked before the year is settled. */
export interface Credit {
  readonly day: Day
  readonly fen: Fen
}

export interface YearWork {
  readonly plan: YearPlan
  readonly desk: Desk
  readonly shelf: Shelf
  readonly numbers: Numbers
  readonly creditsOf: (person: SyntheticPerson) => readonly Credit[]
}

interface Standing {
  readonly person: SyntheticPerson
  readonly known: Known
  readonly accumulators: Map<string, Accumulator & { readonly area: string }>
  readonly filings: Filed[]
  readonly refused: Map<string, number>
  readonly coming: Credit[]
  account: Account | null
}

export function settlePerson(work: YearWork, person: SyntheticPerson, encounters: readonly Encounter[], random: Random): PersonYear {
  const standing = standingOf(work, person)
  const filed: PersonYear['filings'][number][] = []
  const bills: BilledVisit[] = []
  let before = ''
  let minute = 0
  for (const encounter of encounters) {
    minute = encounter.closed === before ? minute + 12 : 480 + random.below(420)
    before = encounter.closed
    credit(standing, encounter.closed)
    const filing = fileFor(work, standing, encounter)
    const bill = settleOne(work, standing, encounter, { day: encounter.closed, minute }, random)
    if (bill === undefined) continue
    if (filing !== undefined) filed.push(filing)
    bills.push(bill)
    if (random.chance(rate(work.plan.city.demonstration, 'cancelled_share'))) cancel(work, standing, bill, minute + 5)
  }
  credit(standing, '9999-12-31')
  return { bills, filings: filed, accumulators: standing.accumulators, account: standing.account, refused: standing.refused }
}

function standingOf(work: YearWork, person: SyntheticPerson): Standing {
  const accumulators = new Map<string, Accumulator & { readonly area: string }>()
  const filings = person.filings.map(
    (filing, at): Filed => ({
      filing: BigInt(at + 1),
      kind: filing.kind,
      disease: filing.disease,
      inForce: filing.from,
      until: filing.until,
      withdraws: null,
      placeArea: null,
      provider: null,
      referredBy: null,
    }),
  )
  const known: Known = {
    person: { person: 0n, name: '', sex: person.sex, born: person.born, ethnicity: '01', certType: '01', certCipher: Buffer.alloc(0), area: person.area },
    enrolments: person.enrolments.map(enrolmentOf),
    identities: person.identities.map(
      (identity): Dated => ({ kind: identity.kind, listCode: identity.listCode, inForce: identity.from, until: identity.until }),
    ),
    filings,
    accumulators,
    account: null,
    visit: null,
    openStay: null,
    family: [],
    accident: null,
    earlierStay: null,
    // A synthetic bill is cancelled before the next one is made, so none stands behind it.
    aliveBills: [],
  }
  const account = person.account === null ? null : { version: 0n, ...person.account }
  return { person, known, accumulators, filings, refused: new Map(), coming: [...work.creditsOf(person)], account }
}

function enrolmentOf(row: SyntheticPerson['enrolments'][number], at: number): Enrolment {
  return {
    enrolment: BigInt(at + 1),
    scheme: row.scheme,
    area: row.area,
    benefitYear: row.benefitYear,
    personType: row.personType,
    retired: row.retired,
    civilServant: row.civilServant,
    entitledFrom: row.from,
    entitledTo: row.to,
    reason: row.reason,
    continuousYears: row.continuousYears,
    yearsEnrolled: row.yearsEnrolled,
    zeroClaimYears: 0,
  }
}

/** Takes up what came into the account before the day; its movements and their versions are booked already. */
function credit(standing: Standing, before: Day): void {
  for (let next = standing.coming[0]; next !== undefined && next.day < before; next = standing.coming[0]) {
    standing.coming.shift()
    const { version, current, history } = standing.account ?? { version: 0n, current: 0n, history: 0n }
    standing.account = { version, current: current + next.fen, history }
  }
}

function fileFor(work: YearWork, standing: Standing, encounter: Encounter): PersonYear['filings'][number] | undefined {
  if (encounter.files === null) return undefined
  const filing = {
    filing: work.numbers.fact(),
    kind: encounter.files,
    area: standing.person.area,
    placeArea: encounter.provider.area,
    from: encounter.opened,
    until: encounter.closed,
  }
  standing.filings.push({
    filing: filing.filing,
    kind: filing.kind,
    disease: null,
    inForce: filing.from,
    until: filing.until,
    withdraws: null,
    placeArea: filing.placeArea,
    provider: null,
    referredBy: null,
  })
  return filing
}

function settleOne(work: YearWork, standing: Standing, encounter: Encounter, timed: Timed, random: Random): BilledVisit | undefined {
  const cover = coverOn(standing.person, encounter.closed)
  if (cover === undefined) return undefined
  const useAccount = standing.account !== null && random.chance(rate(work.plan.city.demonstration, 'account_use'))
  const lines = chargedLines(work.desk.reference, work.shelf, encounter, cover.scheme, random)
  const batch = work.numbers.fact()
  for (const as of [encounter, ...(encounter.otherwise === null ? [] : [{ ...encounter, ...encounter.otherwise, disease: null, delivery: null }])]) {
    const asked = ask(as, cover.scheme, lines, batch, useAccount, timed)
    const change = settleBill(work.desk, { ...standing.known, account: standing.account }, asked, false)
    if (!isRefusal(change)) return billed(work, standing, as, lines, batch, change, timed)
    standing.refused.set(change.code, (standing.refused.get(change.code) ?? 0) + 1)
    if (change.code !== 'kind_not_covered' && change.code !== 'not_filed') return undefined
  }
  return undefined
}

function billed(
  work: YearWork,
  standing: Standing,
  encounter: Encounter,
  lines: BilledVisit['lines'],
  batch: bigint,
  change: SettlementChange,
  timed: Timed,
): BilledVisit {
  const { fact } = change
  const at = fact.settledAt
  const inpatient = encounter.kind === 'inpatient'
  const purchase = encounter.kind === 'pharmacy'
  const event = { event: purchase ? 0n : work.numbers.fact(), kind: inpatient ? 'discharged' : 'diagnosed', day: encounter.closed, at } as const
  const bill: BilledVisit = {
    visit: work.numbers.visit(),
    batch,
    scheme: fact.scheme,
    area: fact.area,
    encounter,
    medType: fact.medType,
    disease: encounter.disease,
    delivery: encounter.delivery,
    chargeBatch: fact.chargeBatch,
    lines,
    openedAt: inpatient ? `${encounter.opened} ${clock(540)}` : purchase ? at : `${encounter.opened} ${clock(timed.minute - 30)}`,
    facts: [],
    events: purchase ? [] : [event],
    status: 'settled',
    version: purchase ? 0 : 3,
  }
  keep(work, standing, bill, change)
  return bill
}

function keep(work: YearWork, standing: Standing, bill: BilledVisit, { fact, accumulator, account }: SettlementChange): void {
  const key = `${fact.scheme}/${fact.benefitYear}`
  standing.accumulators.set(key, {
    version: (accumulator.version ?? 0n) + 1n,
    counters: accumulator.counters,
    area: standing.accumulators.get(key)?.area ?? fact.area,
  })
  if (account !== null && standing.account !== null)
    standing.account = {
      version: standing.account.version + 1n,
      current: standing.account.current + account.current,
      history: standing.account.history + account.history,
    }
  bill.facts.push({ settlement: work.numbers.settlement(), fact, movement: account === null ? null : work.numbers.fact() })
}

/** A stay is settled again with the same lines; a visit is cancelled with its bill. */
function cancel(work: YearWork, standing: Standing, bill: BilledVisit, minute: number): void {
  const again = bill.facts[0]?.fact
  const settlement = bill.facts[0]?.settlement
  if (again === undefined || settlement === undefined) return
  const provider = bill.encounter.provider.code
  const asked = {
    provider,
    settlement,
    today: again.settledOn,
    now: `${again.settledOn} ${clock(minute)}`,
    msgid: messageNumber(provider, { day: again.settledOn, minute }, bill.batch),
    rules: work.desk.reference.rules,
  }
  const known = (visit: KnownVisit): Known => ({ ...standing.known, account: standing.account, visit })
  const changes = cancelSettlement(known(knownVisit(bill)), asked)
  if (isRefusal(changes) || changes.settlement === null)
    throw new Error(`a synthetic bill could not be cancelled: ${isRefusal(changes) ? changes.code : 'nothing to settle'}`)
  keep(work, standing, bill, changes.settlement)
  bill.status = changes.state.status
  bill.version += 1
  if (bill.encounter.kind === 'inpatient') settleAgain(work, standing, bill, minute + 5)
  else if (bill.encounter.kind === 'outpatient') {
    bill.events.push({ event: work.numbers.fact(), kind: 'visit_cancelled', day: again.settledOn, at: `${again.settledOn} ${clock(minute + 2)}` })
    bill.status = 'cancelled'
    bill.version += 1
  }
}

function settleAgain(work: YearWork, standing: Standing, bill: BilledVisit, minute: number): void {
  const asked = ask(bill.encounter, bill.scheme, bill.lines, bill.batch, false, { day: bill.encounter.closed, minute })
  const change = settleBill(work.desk, { ...standing.known, account: standing.account }, asked, false)
  if (isRefusal(change)) throw new Error(`a synthetic bill could not be settled again: ${change.code}`)
  keep(work, standing, bill, change)
  bill.status = 'settled'
  bill.version += 1
}
