// People of a part of the city as rows: register, enrolments, identities, filings, individual accounts.
import type { Day } from '@tongchou/domain/base/day.js'
import type { RegisterCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { hexOf, orNull, type Rows, rowsOf } from '../copy/copy-text.js'
import type { SyntheticPerson } from './synthetic-person.js'

export interface RowContext {
  readonly cipher: RegisterCipher
  /** Key of the person with index 0. */
  readonly firstPerson: bigint
  /** First fact number of the part. */
  readonly firstFact: bigint
  /** Day on which the individual accounts open. */
  readonly opens: Day
}

export const PEOPLE_TABLES = ['person', 'enrolment', 'identity', 'filing', 'individual_account', 'account_movement'] as const

interface PeopleRows {
  readonly person: Rows
  readonly enrolment: Rows
  readonly identity: Rows
  readonly filing: Rows
  readonly account: Rows
  readonly movement: Rows
  fact: bigint
}

export function peopleRows(people: readonly SyntheticPerson[], context: RowContext): Rows[] {
  const rows = emptyRows(context.firstFact)
  for (const person of people) {
    const key = context.firstPerson + BigInt(person.index)
    rows.person.lines.push(personLine(key, person, context))
    addEnrolments(rows, key, person)
    addCircumstances(rows, key, person)
    addAccount(rows, key, person, context.opens)
  }
  return [rows.person, rows.enrolment, rows.identity, rows.filing, rows.account, rows.movement]
}

function emptyRows(fact: bigint): PeopleRows {
  return {
    person: rowsOf(
      'person',
      'person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, phone_cipher, key_version, town, village, household',
    ),
    enrolment: rowsOf(
      'enrolment',
      `person, enrolment, scheme, area, benefit_year, person_type, retired, civil_servant, flexible, employer, entitled_from, entitled_to, reason,
       continuous_years, years_enrolled, in_force, known_at, booked_on`,
    ),
    identity: rowsOf('identity', 'person, identity, area, kind, list_code, in_force, until, confirmed_by, known_at, booked_on'),
    filing: rowsOf('filing', 'person, filing, area, kind, disease, place_area, in_force, until, known_at, booked_on'),
    account: rowsOf('individual_account', 'person, area, version, current_fen, history_fen'),
    movement: rowsOf('account_movement', 'person, movement, area, kind, current_fen, history_fen, booked_on, known_at'),
    fact,
  }
}

function personLine(key: bigint, person: SyntheticPerson, { cipher, firstPerson }: RowContext): string {
  const phone = person.phone === null ? '\\N' : hexOf(cipher.encrypt(person.phone))
  const hashes = `${hexOf(cipher.certHash('01', person.certificate))}\t${hexOf(cipher.birthHash(person.born, person.sex, person.area))}\t${hexOf(cipher.last4Hash(person.certificate))}`
  return `${key}\t${person.area}\t${person.name}\t${person.sex}\t${person.born}\t01\t${hexOf(cipher.encrypt(person.certificate))}\t${hashes}\t${phone}\t${cipher.keyVersion}\t${person.town}\t${orNull(person.village)}\t${firstPerson + BigInt(person.household)}\n`
}

function addEnrolments(rows: PeopleRows, key: bigint, person: SyntheticPerson): void {
  for (const row of person.enrolments) {
    const flags = `${row.retired}\t${row.civilServant}\t${row.flexible}\t${orNull(row.employer)}`
    rows.enrolment.lines.push(
      `${key}\t${rows.fact++}\t${row.scheme}\t${row.area}\t${row.benefitYear}\t${row.personType}\t${flags}\t${row.from}\t${row.to}\t${row.reason}\t${row.continuousYears}\t${row.yearsEnrolled}\t${row.from}\t${knownAt(row.bookedOn)}\t${row.bookedOn}\n`,
    )
  }
}

function addCircumstances(rows: PeopleRows, key: bigint, person: SyntheticPerson): void {
  for (const { kind, listCode, confirmedBy, from, until } of person.identities)
    rows.identity.lines.push(
      `${key}\t${rows.fact++}\t${person.area}\t${kind}\t${listCode}\t${from}\t${orNull(until)}\t${confirmedBy}\t${knownAt(from)}\t${from}\n`,
    )
  for (const { kind, disease, placeArea, from, until } of person.filings)
    rows.filing.lines.push(
      `${key}\t${rows.fact++}\t${person.area}\t${kind}\t${orNull(disease)}\t${orNull(placeArea)}\t${from}\t${orNull(until)}\t${knownAt(from)}\t${from}\n`,
    )
}

function addAccount(rows: PeopleRows, key: bigint, person: SyntheticPerson, opens: Day): void {
  if (person.account === null) return
  const { current, history } = person.account
  rows.account.lines.push(`${key}\t${person.area}\t0\t${current}\t${history}\n`)
  rows.movement.lines.push(`${key}\t${rows.fact++}\t${person.area}\topening\t${current}\t${history}\t${opens}\t${knownAt(opens)}\n`)
}

/** Facts of the past became known in the morning of the day they were booked. */
function knownAt(day: Day): string {
  return `${day} 09:30:00+08`
}
