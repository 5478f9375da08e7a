// A province that does not exist: its cities, their counties, a hospital in each, two insured persons in each, officers, books and rules.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Fund } from '@tongchou/domain/fund/memo.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { bookOf, openBooks } from '@tongchou/server/fund/open-books.js'
import { ruleSetText } from '@tongchou/server/policy/rule-set.js'
import { insertRuleSet, type Queryable } from '@tongchou/server/policy/store.js'
import { publishBase } from './benefit-documents.js'
import { gapRules, provinceRules, TAKE_OVER } from './rules.js'

export const YEAR = 2026
export const PROVINCE = '970000'
export const FUNDS = ['resident', 'employee', 'assistance'] as const satisfies readonly Fund[]
export const SCHEMES: readonly Scheme[] = ['resident', 'employee']
/** Who computes, and who approves. */
export const OFFICER = 1n
export const SECOND = 2n

export interface City {
  readonly index: number
  readonly code: string
  readonly ownLevel: string
  /** The own level first. */
  readonly units: readonly string[]
  readonly books: Readonly<Record<(typeof FUNDS)[number], string>>
  /** From this day premiums of a later year are a liability; undefined: switched off. */
  readonly liabilityFrom: string | undefined
}

export function citiesOf(cities: number, counties: number): City[] {
  return Array.from({ length: cities }, (_, i) => {
    const prefix = `${PROVINCE.slice(0, 2)}${String(i + 1).padStart(2, '0')}`
    const code = `${prefix}00`
    const ownLevel = `${prefix}99`
    return {
      index: i,
      code,
      ownLevel,
      units: [ownLevel, ...Array.from({ length: counties }, (_county, j) => `${prefix}${21 + j}`)],
      books: { resident: bookOf(code, 'resident'), employee: bookOf(code, 'employee'), assistance: bookOf(code, 'assistance') },
      liabilityFrom: i % 2 === 0 ? `${YEAR}-10-15` : undefined,
    }
  })
}

export function hospitalOf(unit: string): string {
  return `H${unit}00001`
}

/** Whose bills are settled by the product's own rules, and whose policy changes in the year. */
export function hasCounter({ index }: City): boolean {
  return index === 0
}

export function pharmacyOf({ ownLevel }: City): string {
  return `P${ownLevel}00001`
}

/** The one person insured with a scheme in a unit whose bills are drawn. */
export function personOf(unit: string, scheme: Scheme): bigint {
  return BigInt(unit) * 10n + (scheme === 'resident' ? 1n : 2n)
}

export async function makePlaces(batch: Pool, cities: readonly City[]): Promise<void> {
  await loadRoles(batch)
  const counties = cities.flatMap(({ code, units }) =>
    units.map((unit, i) => ({ code: unit, parent: code, level: 3, kind: i === 0 ? 'city_level' : 'county' })),
  )
  const areas = [{ code: PROVINCE, parent: null, level: 1 }, ...cities.map(({ code }) => ({ code, parent: PROVINCE, level: 2 })), ...counties].map((area) => ({
    ...area,
    name: `示范${area.code}`,
  }))
  await rows(
    batch,
    'INSERT INTO area (code, name, level, parent, certainty) SELECT code, name, level, parent, $2 FROM',
    'code text, name text, level smallint, parent text',
    areas,
    ['illustrative'],
  )
  const units = [
    ...cities.map(({ code }) => ({ pool: PROVINCE, unit: code, kind: 'pooling_area' })),
    ...counties.map(({ code, parent, kind }) => ({ pool: parent, unit: code, kind })),
  ]
  await rows(
    batch,
    `INSERT INTO pooling_unit (pool, unit, in_force, kind, name) SELECT pool, unit, '2020-01-01', kind, '示范' || unit FROM`,
    'pool text, unit text, kind text',
    units,
  )
  const hospitals = counties.map(({ code }) => ({ code: hospitalOf(code), area: code }))
  await rows(
    batch,
    `INSERT INTO provider (code, name, kind, area, level, institution_type, designated_from, price_tier, certainty)
       SELECT code, '示范医院' || area, 'hospital', area, '2', '1', '2020-01-01', 2, 'illustrative' FROM`,
    'code text, area text',
    hospitals,
  )
  await batch.query(
    `INSERT INTO provider (code, name, kind, area, level, institution_type, designated_from, price_tier, certainty)
       SELECT code, '示范药店', 'pharmacy', area, '1', '2', '2020-01-01', 1, 'illustrative' FROM unnest($1::text[], $2::text[]) AS p(code, area)`,
    [cities.filter(hasCounter).map(pharmacyOf), cities.filter(hasCounter).map(({ ownLevel }) => ownLevel)],
  )
  await makePersons(
    batch,
    counties.map(({ code }) => code),
  )
  // The first two numbers of a new database.
  await batch.query(
    `INSERT INTO officer (officer, account, name, department, role, pool, area, password_hash, password_changed_at, active)
       VALUES (nextval('officer_seq'), 'proof.first', '示范经办', 'bureau', 'fund_officer', $1, $1, '-', now(), false), (nextval('officer_seq'), 'proof.second', '示范审批', 'bureau', 'director', $1, $1, '-', now(), false)`,
    [PROVINCE],
  )
  await makeBooks(batch, cities)
}

async function rows(batch: Pool, statement: string, columns: string, values: readonly object[], more: readonly string[] = []): Promise<void> {
  await batch.query(`${statement} jsonb_to_recordset($1) AS r(${columns})`, [JSON.stringify(values), ...more])
}

/** Their certificates are made up and cannot be decrypted: nobody reads them here. */
async function makePersons(batch: Pool, units: readonly string[]): Promise<void> {
  const persons = units.flatMap((area) => SCHEMES.map((scheme) => ({ person: personOf(area, scheme).toString(), area })))
  const key = `convert_to(lpad(person::text, 16, '0'), 'UTF8')`
  await rows(
    batch,
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
       SELECT person, area, '示范人', '1', '1970-01-01', '01', ${key}, ${key}, ${key}, ${key}, 1 FROM`,
    'person bigint, area text',
    persons,
  )
}

async function makeBooks(batch: Pool, cities: readonly City[]): Promise<void> {
  const openedOn = '2020-01-01'
  await openBooks(batch, { pool: PROVINCE, openedOn, funds: SCHEMES })
  for (const { code, liabilityFrom } of cities)
    await openBooks(batch, { pool: code, openedOn, funds: FUNDS, ...(liabilityFrom === undefined ? {} : { nextYearLiabilityFrom: liabilityFrom }) })
  for (const { code } of cities.filter(hasCounter)) await publishBase(batch, code)
  for (const scheme of SCHEMES) {
    await publish(batch, PROVINCE, scheme, [provinceRules('3%')])
    for (const { code, index } of cities.filter((city) => !hasCounter(city))) await publish(batch, code, scheme, [{ ...gapRules(index), takeOver: TAKE_OVER }])
  }
}

export async function publish(db: Queryable, area: string, scheme: Scheme, rules: readonly PoolingRules[]): Promise<void> {
  const pooling = rules.map((rule) => ({ ...rule, area, scheme }))
  await insertRuleSet(db, ruleSetText({ area, scheme, versions: [], pooling, entitlement: [], files: [] }, []))
}
