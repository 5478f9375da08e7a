// Settles one bill for the write path and for trials alike: who is entitled, which rules, the domain's answer, and the fact.
import { ageOn, type Day } from '@tongchou/domain/base/day.js'
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type Enrolment, entitledOn } from '@tongchou/domain/entitlement/entitled-on.js'
import { entriesOfSettlement, fundOfLayer, type Payee } from '@tongchou/domain/fund/entries/settlement.js'
import type { AccountRule, BenefitKind, Filing, FirstSeen, Place } from '@tongchou/domain/policy/benefit-policy.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { type AccidentAnswer, accidentAnswer } from '@tongchou/domain/settlement/accident.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import type { AccountBalances, Bill, BillLine, Counters, InsuredPerson, StayLink } from '@tongchou/domain/settlement/bill.js'
import { type FamilyLink, linksThatPay, usableOf } from '@tongchou/domain/settlement/family.js'
import type { Layer, Settled } from '@tongchou/domain/settlement/outcome.js'
import type { Settle } from '@tongchou/domain/settlement/settle.js'
import { methodOn } from '../agreement/payment-methods.js'
import type { EntryRow, FamilyMovement, LayerRow, Receipt, SettlementFact } from './fact.js'
import { inForceOn, notChosen, offsiteFiling, outpatientFiling } from './filings.js'
import { firstSeenOf } from './first-seen.js'
import type { DeclaredAccident, LinkedAccount } from './load-standing.js'
import { notOfPool, type Provider, type Reference } from './reference.js'
import type { Known, SettlementChange } from './work.js'

/** Goes into every settlement, so that a later engine can tell its own bills from earlier ones. */
export const ENGINE = 'tongchou-0.1.0'

export interface Asked {
  readonly provider: Provider
  readonly scheme: Scheme
  readonly medType: string
  readonly benefit: BenefitKind
  readonly certificate: string
  readonly useAccount: boolean
  /** Accounts of the family as well (acct_used_flag 2). */
  readonly useFamily: boolean
  readonly chargeBatch: string
  readonly total: Fen
  readonly lines: readonly BillLine[]
  readonly feeBatches: readonly bigint[]
  readonly months: readonly Day[]
  readonly admitted: Day
  readonly discharged: Day
  readonly today: Day
  readonly now: string
  readonly msgid: string
  readonly disease: string | null
  readonly diagnosis: string | null
  readonly treatment: string | null
  readonly delivery: string | null
  readonly procedure: string | null
  readonly stayLink: StayLink | undefined
  /** A part of a stay that goes on. */
  readonly midStay: boolean
  readonly payee?: 'person'
}

export interface Desk {
  readonly reference: Reference
  readonly settle: Settle
}

export function settleBill(desk: Desk, known: Known, asked: Asked, settlesNewBatch: boolean): SettlementChange | Refusal {
  const rules = desk.reference.rules[asked.scheme]
  if (rules === undefined) return refused('no_rules', '本统筹区尚未发布该险种的待遇政策，暂不能结算，请联系经办机构')
  const enrolment = enrolmentFor(desk.reference, known, asked)
  if (isRefusal(enrolment)) return enrolment
  const place = placeOf(desk.reference, asked.provider, asked.discharged)
  const benefit = outpatientFiling(known.filings, asked.benefit, asked.disease, asked.admitted)
  if (isRefusal(benefit)) return benefit
  const elsewhere = notChosen(known.filings, benefit, asked.provider.code, asked.admitted)
  if (elsewhere !== undefined) return elsewhere
  const policy = versionOn(rules.versions, asked.discharged)
  const accident = accidentAnswer(policy?.accident ?? null, benefit, accidentOf(known, benefit, asked.admitted))
  if (accident.kind === 'refused') return accident
  const family = familyFor(known, policy?.account ?? null, asked)
  if (isRefusal(family)) return family
  const filing = place === 'local' ? 'none' : offsiteFiling(known.filings, asked.admitted, asked.provider.area)
  const firstSeen = place === 'local' ? firstSeenOf(known.filings, asked.provider, desk.reference.providers, asked.admitted) : undefined
  const bill = billOf(asked, benefit, { place, filing, firstSeen }, accident)
  const person = insuredPerson(known, enrolment, asked, family)
  const counters = (year: number) => known.accumulators.get(`${asked.scheme}/${year}`)?.counters ?? {}
  const otherCounters = otherCountersOf(known, asked.scheme)
  const outcome = desk.settle({
    versions: rules.versions,
    scheme: asked.scheme,
    person,
    bill,
    counters,
    ...(otherCounters === undefined ? {} : { otherCounters }),
  })
  if (outcome.kind === 'refused') return outcome
  if (outcome.kind === 'undecided') return refused('undecided', `现行政策未作规定，暂不能结算：${outcome.sentence}`)
  const method = methodOn(desk.reference.paymentMethods.get(asked.provider.code) ?? [], { benefit: bill.kind, medType: asked.medType }, asked.discharged)
  const receipt = receiptOf(enrolment, asked, { bill, person, counters: counters(outcome.benefitYear), other: otherCounters?.(outcome.benefitYear) }, method)
  const fact = factOf(desk.reference, known, asked, bill, outcome, receipt, enrolment.area, rules.hash, family)
  return changeOf(known, fact, outcome, settlesNewBatch)
}

/** The enrolment that the bill stands on, on the day that the rules name. */
function enrolmentFor(reference: Reference, known: Known, asked: Asked): Enrolment | Refusal {
  const version = versionOn(reference.rules[asked.scheme]?.versions ?? [], asked.discharged)
  const days = { admission: asked.admitted, discharge: asked.discharged, settlement: asked.today }
  const enrolment = entitledOn(known.enrolments, asked.scheme, days[version?.entitlementDay ?? 'discharge'])
  if (isRefusal(enrolment)) return enrolment
  return notOfPool(reference, enrolment.area, asked.discharged) ?? enrolment
}

export function placeOf(reference: Reference, provider: Provider, day: Day): Place {
  if (provider.area === reference.pool || notOfPool(reference, provider.area, day) === undefined) return 'local'
  return provider.area.slice(0, 2) === reference.pool.slice(0, 2) ? 'in_province' : 'out_of_province'
}

/** The declared accident that this bill is for. */
function accidentOf({ accident }: Known, kind: BenefitKind, admitted: Day): DeclaredAccident | null {
  if (accident === null) return null
  return accident.visit !== null || (kind === 'accident' && accident.happenedOn <= admitted) ? accident : null
}

/** The linked accounts that may pay for this bill, each with what the person may use of it. */
function familyFor(known: Known, rule: AccountRule | null, asked: Asked): readonly (LinkedAccount & FamilyLink)[] | Refusal {
  if (!asked.useFamily) return []
  if (rule === null || ![...rule.beforeUses, ...rule.afterUses].includes('family'))
    return refused('no_family_account', '现行政策没有规定该险种可以使用家庭共济账户；请改用本人账户（1）或不使用（0）')
  const year = asked.discharged.slice(0, 4)
  const links = known.family.map((link) => ({ ...link, used: link.usedByYear[year] ?? 0n }))
  const paying = linksThatPay(rule, links, asked.today)
  return paying.length > 0 ? paying : refused('no_family_account', '没有登记家庭共济关系，不能使用共济账户；请改用本人账户（1）或不使用（0）')
}

interface Whence {
  readonly place: Place
  readonly filing: Filing
  readonly firstSeen: FirstSeen | undefined
}

function billOf(asked: Asked, kind: BenefitKind, { place, filing, firstSeen }: Whence, accident: AccidentAnswer): Bill {
  return {
    scheme: asked.scheme,
    kind,
    level: asked.provider.level,
    provider: asked.provider.code,
    place,
    filing,
    admitted: asked.admitted,
    discharged: asked.discharged,
    settledOn: asked.today,
    total: asked.total,
    lines: asked.lines,
    useAccount: asked.useAccount,
    ...(asked.disease === null ? {} : { disease: asked.disease }),
    ...(asked.treatment === null ? {} : { treatment: asked.treatment }),
    ...(asked.delivery === null ? {} : { delivery: asked.delivery }),
    ...(asked.procedure === null ? {} : { procedure: asked.procedure }),
    ...stayLinkFor(asked),
    ...(accident.kind === 'advance' ? { advance: { against: accident.against } } : {}),
    ...('liableShare' in accident ? { liableShare: accident.liableShare } : {}),
    ...(firstSeen === undefined ? {} : { firstSeen }),
  }
}

function stayLinkFor({ stayLink }: Asked): { readonly stayLink?: StayLink } {
  return stayLink === undefined ? {} : { stayLink }
}

function insuredPerson(known: Known, enrolment: Enrolment, asked: Asked, family: readonly FamilyLink[]): InsuredPerson {
  const identities = known.identities.filter((identity) => inForceOn(identity, asked.discharged)).map((identity) => identity.kind)
  return {
    age: ageOn(known.person.born, asked.admitted),
    retired: enrolment.retired,
    identities: enrolment.civilServant && !identities.includes('civil_servant') ? [...identities, 'civil_servant'] : identities,
    yearsEnrolled: enrolment.yearsEnrolled,
    continuousYears: enrolment.continuousYears,
    zeroClaimYears: enrolment.zeroClaimYears,
    account: balancesOf(known, family),
  }
}

/** What the person's year under the other scheme holds; undefined where there was none in any year. */
function otherCountersOf(known: Known, scheme: Scheme): ((year: number) => Counters) | undefined {
  const other = scheme === 'employee' ? 'resident' : 'employee'
  const has = [...known.accumulators.keys()].some((key) => key.startsWith(`${other}/`))
  return has ? (year) => known.accumulators.get(`${other}/${year}`)?.counters ?? {} : undefined
}

function balancesOf({ account }: Known, family: readonly FamilyLink[]): AccountBalances | null {
  if (account === null && family.length === 0) return null
  return { current: account?.current ?? 0n, history: account?.history ?? 0n, family: family.map(usableOf) }
}

interface Found {
  readonly bill: Bill
  readonly person: InsuredPerson
  readonly counters: Counters
  readonly other: Counters | undefined
}

function receiptOf(enrolment: Enrolment, asked: Asked, { bill, person, counters, other }: Found, method: string | undefined): Receipt {
  const { lines: _lines, total: _total, ...circumstances } = bill
  return {
    personType: enrolment.personType,
    civilServant: enrolment.civilServant,
    certificate: asked.certificate,
    bill: texts(circumstances),
    person: texts(person),
    counters: amountTexts(counters),
    ...(other === undefined ? {} : { otherCounters: amountTexts(other) }),
    ...(asked.midStay ? { midStay: true } : {}),
    ...(method === undefined ? {} : { paymentMethod: method }),
    ...(asked.payee === undefined ? {} : { paidTo: asked.payee }),
  }
}

function amountTexts(counters: Counters): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(counters).map(([key, amount]) => [key, String(amount)]))
}

/** The same value with every amount as text, so that it can stand in a document of the database. */
function texts(value: object): Readonly<Record<string, unknown>> {
  const plain: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) if (member !== undefined) plain[key] = textOf(member)
  return plain
}

function textOf(member: unknown): unknown {
  if (typeof member === 'bigint') return String(member)
  if (Array.isArray(member)) return member.map(textOf)
  return typeof member === 'object' && member !== null ? texts(member) : member
}

function factOf(
  reference: Reference,
  known: Known,
  asked: Asked,
  bill: Bill,
  settled: Settled,
  receipt: Receipt,
  area: string,
  ruleHash: string,
  linked: readonly LinkedAccount[],
): SettlementFact {
  const { current, history, family } = settled.account.bySource
  const balance = known.account === null ? 0n : known.account.current + known.account.history
  // Field by field: a spread before forty more fields makes a slow object, and this one is made for every bill.
  const { total, inScope, itemPreSelfPay, offsitePreSelfPay, aboveStandard, outOfCatalogue } = settled.split
  return {
    total,
    inScope,
    itemPreSelfPay,
    offsitePreSelfPay,
    aboveStandard,
    outOfCatalogue,
    cancels: null,
    scheme: asked.scheme,
    area,
    provider: asked.provider.code,
    place: bill.place,
    filing: bill.filing,
    benefit: bill.kind,
    medType: asked.medType,
    level: bill.level,
    benefitYear: settled.benefitYear,
    admitted: bill.admitted,
    discharged: bill.discharged,
    inForce: settled.inForce,
    settledOn: asked.today,
    settledAt: asked.now,
    settlementType: settled.settlementType,
    admissionNumber: settled.admissionNumber,
    deductibleDue: settled.deductible.due,
    deductible: settled.deductible.charged,
    fund: sumOf(settled.layers.filter((layer) => layer.payer !== 'hospital').map((layer) => layer.paid)),
    hospital: sumOf(settled.layers.filter((layer) => layer.payer === 'hospital').map((layer) => layer.paid)),
    account: settled.account.paid,
    familyAccount: sumOf(family),
    cash: settled.cash,
    accountBalance: balance - current - history,
    chargeBatch: asked.chargeBatch,
    feeBatches: asked.feeBatches,
    months: asked.months,
    diagnosis: asked.diagnosis,
    disease: asked.disease,
    counters: settled.contributions,
    receipt,
    ruleHash,
    engine: ENGINE,
    institutionMessage: asked.msgid,
    layers: settled.layers.map((layer) => layerRow(asked.scheme, layer)),
    entries: entryRows(reference, asked.scheme, settled, asked.payee ?? (bill.place === 'local' ? 'provider' : 'outside')),
    movement: current + history === 0n ? null : { current: -current, history: -history },
    family: drawsFrom(linked, family),
  }
}

/** What each account of the family pays: the current year's money first. */
function drawsFrom(linked: readonly LinkedAccount[], paid: readonly Fen[]): FamilyMovement[] {
  return linked.flatMap(({ owner, current }, index) => {
    const whole = paid[index] ?? 0n
    if (whole === 0n) return []
    const fromCurrent = whole < current ? whole : current
    return [{ owner, current: -fromCurrent, history: fromCurrent - whole }]
  })
}

export function layerRow(scheme: Scheme, layer: Layer): LayerRow {
  return {
    layer: layer.layer,
    payer: layer.payer,
    fund: fundOfLayer(scheme, layer.layer, layer.payer) ?? '',
    input: layer.input,
    paid: layer.paid,
    left: layer.left,
    rule: layer.rule,
    article: [...new Set(layer.from.map((citation) => `${citation.document} ${citation.article}`))].join('；'),
    certainty: layer.from[0]?.certainty ?? 'official',
    bound: layer.bound ?? null,
  }
}

function entryRows(reference: Reference, scheme: Scheme, settled: Settled, to: Payee): EntryRow[] {
  return entriesOfSettlement(scheme, settled, 1n, to).map((entry) => {
    const book = reference.books.get(entry.fund)
    if (book === undefined) throw new Error(`the pool keeps no book for the fund ${entry.fund}`)
    return { book, accounts: entry.accounts, amounts: entry.amounts }
  })
}

function changeOf(known: Known, fact: SettlementFact, settled: Settled, settlesNewBatch: boolean): SettlementChange {
  const before = known.accumulators.get(`${fact.scheme}/${settled.benefitYear}`)
  return {
    fact,
    settlesNewBatch,
    accumulator: { version: before?.version ?? null, counters: withContributions(before?.counters ?? {}, settled.contributions) },
    account: fact.movement === null || known.account === null ? null : { version: known.account.version, ...fact.movement },
    family: familyChanges(known, fact.family),
  }
}

/** The guarded changes of the family's accounts; their owners are known from the links, also from those that ended since. */
export function familyChanges(known: Known, movements: readonly FamilyMovement[]): SettlementChange['family'] {
  return movements.map((movement) => {
    const owner = known.family.find((link) => link.owner === movement.owner)
    if (owner === undefined) throw new Error('an account of the family paid without a link')
    return { ...movement, version: owner.version }
  })
}
