// Furnishes a database for worked cases: an area with its published rules, a provider for every level and place that the cases
// name, a catalogue item for every split of a fee line, and for each case a person in the circumstances stated.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import type { Ratio } from '@tongchou/domain/base/money.js'
import type { Place } from '@tongchou/domain/policy/benefit-policy.js'
import { identityOf, LEVEL_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type { Bill, BillLine } from '@tongchou/domain/settlement/bill.js'
import type { Pool } from '../database/connect.js'
import { personNumber } from '../enrolment/person-number.js'
import { registerCipher } from '../enrolment/register-cipher.js'
import { openBooks } from '../fund/open-books.js'
import { checkPolicies } from '../policy/check.js'
import { publishPolicies } from '../policy/publish.js'
import type { Scenario, ScenarioEvent } from '../policy/scenario-form.js'
import { TEST_KEY } from './database.js'
import { certificateOf, insertPerson, openAccount } from './persons.js'
import type { ScenarioGroup } from './scenario-groups.js'
import type { Person } from './small-city.js'

const LONG_AGO = '2000-01-01'
const cipher = registerCipher(TEST_KEY)

export interface ScenarioCity {
  readonly pool: string
  /** Institution that gives the care of a bill; a person who was transferred `arrives` at another of the same level. */
  provider(bill: Bill, arrives: boolean): { readonly code: string; readonly area: string }
  /** Catalogue code of an item with the class, the shares and the ceiling of the line. */
  item(line: BillLine): string
  enrol(it: Scenario): Promise<Person>
}

type BillEvent = Extract<ScenarioEvent, { event: 'bill' }>

export function billsOf(cases: readonly Scenario[]): readonly BillEvent[] {
  return cases.flatMap(({ events }) => events.filter((event) => event.event === 'bill'))
}

/** `number` tells the persons of the cities of one database apart. */
export async function scenarioCity(batch: Pool, { area, cases }: ScenarioGroup, number: number): Promise<ScenarioCity> {
  const areas = areasOf(area)
  await insertAreas(batch, [...Object.values(areas), area])
  await batch.query(`INSERT INTO pooling_unit (pool, unit, in_force, kind, name) VALUES ($1, $2, $3, 'district', '城区')`, [area, areas.local, LONG_AGO])
  const funds = ['resident', 'employee', 'large_amount', 'assistance', 'civil_servant', 'special_care'] as const
  await openBooks(batch, { pool: area, openedOn: LONG_AGO, funds })
  const bills = billsOf(cases).map(({ bill }) => bill)
  const providers = await insertProviders(batch, area, billsOf(cases), areas)
  const items = await insertItems(batch, bills)
  let next = 0
  const register: Register = { batch, unit: areas.local, pool: area, next: () => ({ city: number, serial: ++next }) }
  return {
    pool: area,
    provider: (bill, arrives) => known(providers, providerKey(bill, arrives)),
    item: (line) => known(items, itemKey(line)),
    enrol: (it) => insertCasePerson(register, it, (event) => known(providers, providerKey(event.bill, event.partOf?.link === 'transfer')).code),
  }
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key)
  if (value === undefined) throw new Error(`nothing was made for ${key}`)
  return value
}

/** A unit of the pool, a county of another city of the province, and one of another province. */
function areasOf(pool: string): Readonly<Record<Place, string>> {
  const other = pool.startsWith('98') ? '97' : '98'
  return { local: `${pool.slice(0, 4)}02`, in_province: `${pool.slice(0, 2)}9801`, out_of_province: `${other}0101` }
}

/** Publishes the documents of a folder, for every area that they name. */
export async function publishFolder(batch: Pool, policies: string): Promise<void> {
  const { documents, rules } = checkPolicies(policies)
  const named = documents.flatMap(({ frontMatter }) => frontMatter.flatMap(({ key, value }) => (key === 'area' && value.kind === 'text' ? [value.text] : [])))
  await insertAreas(batch, [...named, ...rules.map(({ area }) => area)])
  await publishPolicies(batch, policies, 'worked cases')
}

async function insertAreas(batch: Pool, codes: readonly string[]): Promise<void> {
  await batch.query(
    `INSERT INTO area (code, name, level, certainty) SELECT code, '地区' || code, 2, 'illustrative' FROM unnest($1::text[]) AS code ON CONFLICT DO NOTHING`,
    [[...new Set(codes)]],
  )
}

function providerKey({ kind, provider, level, place }: Bill, arrives: boolean): string {
  const letter = kind === 'pharmacy' || kind === 'special_drug' ? 'P' : 'H'
  return [letter, provider, level, place, arrives].join('/')
}

async function insertProviders(batch: Pool, pool: string, events: readonly BillEvent[], areas: Readonly<Record<Place, string>>) {
  const made = new Map<string, { readonly code: string; readonly area: string }>()
  for (const { bill, partOf } of events) {
    const key = providerKey(bill, partOf?.link === 'transfer')
    if (made.has(key)) continue
    const one = { code: `${key.slice(0, 1)}${pool}${String(made.size + 1).padStart(5, '0')}`, area: areas[bill.place] }
    made.set(key, one)
    await batch.query(
      `INSERT INTO provider (code, name, kind, area, level, institution_type, designated_from, price_tier, certainty)
       VALUES ($1, '算例医药机构', $2, $3, $4, '综合医院', $5, 2, 'illustrative')`,
      [one.code, key.startsWith('P') ? 'pharmacy' : 'hospital', one.area, bill.level, LONG_AGO],
    )
  }
  return made
}

/** Lines of the same class, share and ceiling are of one item; the quantity is always one. */
function itemKey({ class: itemClass, initialSelfPayment: { num, den }, amount, aboveStandard, restrictedUse, specialList }: BillLine): string {
  const ceiling = aboveStandard === 0n ? '' : String(amount - aboveStandard)
  return [itemClass, (num * 10_000n) / den, ceiling, restrictedUse !== undefined, specialList === true].join('/')
}

async function insertItems(batch: Pool, bills: readonly Bill[]): Promise<ReadonlyMap<string, string>> {
  const lines = new Map(bills.flatMap((bill) => bill.lines.map((line) => [itemKey(line), line] as const)))
  const made = new Map<string, string>()
  for (const [key, { class: itemClass, initialSelfPayment: share, amount, aboveStandard, restrictedUse, specialList }] of lines) {
    // Cities of one database share the catalogue: the key itself is the code.
    const code = `CASE-${key}`
    made.set(key, code)
    await batch.query(
      `INSERT INTO catalogue_item (code, in_force, edition, kind, name, class, charge_type, initial_self_payment_employee, initial_self_payment_resident,
         ceiling_tier2_fen, restricted, special_list, certainty)
       VALUES ($1, $2, '2024', 'western_drug', '算例项目', $3, '09', $4::numeric / 10000, $4::numeric / 10000, $5, $6, $7, 'illustrative') ON CONFLICT DO NOTHING`,
      [
        code,
        LONG_AGO,
        itemClass,
        (share.num * 10_000n) / share.den,
        aboveStandard === 0n ? null : amount - aboveStandard,
        restrictedUse !== undefined,
        specialList === true,
      ],
    )
  }
  return made
}

interface Register {
  readonly batch: Pool
  readonly pool: string
  readonly unit: string
  next(): { readonly city: number; readonly serial: number }
}

/** A person of the register; up to a thousand in each city. */
async function insertOne({ batch, unit, pool, next }: Register, born: Day): Promise<Person> {
  const { city, serial } = next()
  const person = BigInt(city * 1000 + serial)
  const certificate = certificateOf(born, serial, `00${String(city + 2).padStart(4, '0')}`)
  const name = `算例人${person}`
  await insertPerson(batch, cipher, { person, area: unit, name, sex: '2', born, certificate })
  return { person, number: personNumber(pool, person), name, certificate }
}

async function insertCasePerson(register: Register, it: Scenario, providerOf: (event: BillEvent) => string): Promise<Person> {
  const { batch, unit } = register
  const bills = billsOf([it]).map(({ bill }) => bill)
  const first = bills.map(({ admitted }) => admitted).sort()[0] ?? LONG_AGO
  const one = await insertOne(register, bornFor(it.person.age, first))
  const { person } = one
  await insertEnrolments(batch, it, person, unit, [...new Set(bills.flatMap((bill) => [yearOf(bill.admitted), yearOf(bill.discharged)]))])
  for (const kind of it.person.identities) {
    await batch.query(
      `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, booked_on) VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, '算例', $5)`,
      [person, unit, kind, identityOf(kind)?.code ?? '', LONG_AGO],
    )
  }
  const { account } = it.person
  if (account !== null) await openAccount(batch, { person, area: unit, current: account.current, history: account.history, on: LONG_AGO })
  for (const [index, balance] of (account?.family ?? []).entries()) await insertFamilyAccount(register, person, index + 1, balance)
  await insertFilings(batch, person, unit, bills)
  for (const event of billsOf([it])) await insertWayCome(register, person, event.bill, providerOf(event))
  return one
}

/** An account of the family with the balance, whose owner consents that it pays for the person. */
async function insertFamilyAccount(register: Register, member: bigint, rank: number, balance: bigint): Promise<void> {
  const { batch, unit } = register
  const { person } = await insertOne(register, '1970-01-01')
  await openAccount(batch, { person, area: unit, current: balance, history: 0n, on: LONG_AGO })
  await batch.query(
    `INSERT INTO family_link (person, link, area, member, relation, rank, consented_on, in_force, officer, booked_on)
     VALUES ($1, nextval('fact_seq'), $2, $3, 'spouse', $4, $5, $5, 1, $5)`,
    [person, unit, member, rank, LONG_AGO],
  )
}

const CAUSES: Readonly<Record<string, string>> = { third_party: 'third_party', work_injury: 'work_injury' }

/** An injury is declared before its bill comes, and found to be somebody else's or nobody's. */
export async function declareInjury(batch: Pool, person: bigint, { liability, liableShare, advance, kind, admitted }: Bill): Promise<void> {
  const cause = CAUSES[liability ?? ''] ?? (kind === 'accident' ? 'no_other_party' : undefined)
  if (cause === undefined) return
  await batch.query(
    `WITH declared AS (INSERT INTO accident_declaration (person, declaration, area, happened_on, happened_at, circumstances, claimed, promised, officer, in_force, booked_on)
       SELECT person, nextval('fact_seq'), area, $2, '算例', '算例', $3, false, 1, $2, $2 FROM person WHERE person = $1 RETURNING person, declaration, area),
     found AS (INSERT INTO accident_finding (person, declaration, finding, area, found, liable_share, basis, officer, in_force, booked_on)
       SELECT person, declaration, nextval('fact_seq'), area, $3, $4::numeric, '算例', 1, $2, $2 FROM declared)
     INSERT INTO advance_decision (person, declaration, decision, area, ground, liable_party, basis, officer, in_force, booked_on)
     SELECT person, declaration, nextval('fact_seq'), area, 'does_not_pay', '算例', '算例', 1, $2, $2 FROM declared WHERE $5`,
    [person, admitted, cause, liableShare === undefined ? null : decimalText(liableShare), advance !== undefined],
  )
}

/** Four decimals: as many as a finding keeps. */
function decimalText({ num, den }: Ratio): string {
  return `0.${String((num * 10_000n) / den).padStart(4, '0')}`
}

/** Of the stated age on the first day of care and for a year after. */
function bornFor(age: number, first: Day): Day {
  return `${yearOf(first) - age}${first.slice(4) === '-02-29' ? '-02-28' : first.slice(4)}`
}

async function insertEnrolments(batch: Pool, { scheme, person: insured }: Scenario, person: bigint, unit: string, years: readonly number[]): Promise<void> {
  await batch.query(
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, continuous_years, years_enrolled, zero_claim_years,
       entitled_from, entitled_to, in_force, booked_on)
     SELECT $1, nextval('fact_seq'), $2, $3, year, $4, $5, $6, $7, $8, make_date(year, 1, 1), make_date(year, 12, 31), make_date(year, 1, 1), make_date(year, 1, 1)
     FROM unnest($9::integer[]) AS year`,
    [
      person,
      scheme,
      unit,
      scheme === 'resident' ? '15' : insured.retired ? '12' : '11',
      insured.retired,
      insured.continuousYears,
      insured.yearsEnrolled,
      insured.zeroClaimYears,
      years,
    ],
  )
}

export const CHRONIC_KINDS: ReadonlyMap<string, 'chronic' | 'special'> = new Map([
  ['chronic_outpatient', 'chronic'],
  ['special_outpatient', 'special'],
])

const NAMED_BY_NO_RULE: Readonly<Record<string, string>> = { chronic_outpatient: 'M00000', special_outpatient: 'M00001' }

/** Care of chronic and special diseases is filed by disease; a case that names none is filed under one that no rule names. */
export const diseaseOf = ({ kind, disease }: Bill): string => disease ?? NAMED_BY_NO_RULE[kind] ?? ''

async function insertFilings(batch: Pool, person: bigint, unit: string, bills: readonly Bill[]): Promise<void> {
  const filed = new Map<string, readonly unknown[]>()
  for (const bill of bills) {
    const chronic = CHRONIC_KINDS.get(bill.kind)
    if (chronic !== undefined) filed.set(`${chronic}/${diseaseOf(bill)}`, [chronic, diseaseOf(bill), LONG_AGO, null])
    // A filing stands for the one day of admission, so that each bill of a case has its own.
    if (bill.place !== 'local' && bill.filing !== 'none') filed.set(`${bill.filing}/${bill.admitted}`, [bill.filing, null, bill.admitted, bill.admitted])
  }
  for (const row of filed.values()) {
    await batch.query(
      `INSERT INTO filing (person, filing, area, kind, disease, in_force, until, booked_on) VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $5)`,
      [person, unit, ...row],
    )
  }
}

const LEVELS = Object.keys(LEVEL_NAMES)

/** Of a lower, the same and a higher grade than the provider that a person was sent to. */
const SENDERS: Readonly<Record<string, (level: string) => string>> = {
  referred_up: () => 'township',
  referred_across: (level) => level,
  referred_down: () => '3_province',
}

/** What the desk has on record of how the person came, for the day of admission: a referral, or the contracted institution. */
async function insertWayCome({ batch, pool, unit }: Register, person: bigint, { firstSeen, level, admitted }: Bill, provider: string): Promise<void> {
  if (firstSeen === undefined) return
  const sender = SENDERS[firstSeen]?.(level)
  const code = sender === undefined ? null : `H${pool}9${String(LEVELS.indexOf(sender)).padStart(4, '0')}`
  if (sender !== undefined) {
    await batch.query(
      `INSERT INTO provider (code, name, kind, area, level, institution_type, designated_from, price_tier, certainty)
       VALUES ($1, '算例转出机构', 'hospital', $2, $3, '综合医院', $4, 2, 'illustrative') ON CONFLICT DO NOTHING`,
      [code, unit, sender, LONG_AGO],
    )
  }
  await batch.query(
    `INSERT INTO filing (person, filing, area, kind, provider, referred_by, in_force, until, booked_on) VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $6, $6)`,
    [person, unit, sender === undefined ? 'designated_outpatient' : 'referral', provider, code, admitted],
  )
}
