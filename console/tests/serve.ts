// The real server for browser tests: a database of its own, the small city, bills settled over the hospital interface, officers,
// and the built console, on a port of its own.
import path from 'node:path'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { nextFacts } from '@tongchou/server/fund/fact-store.js'
import { openBooks } from '@tongchou/server/fund/open-books.js'
import { recordFacts } from '@tongchou/server/fund/record-facts.js'
import { inTransaction } from '@tongchou/server/fund/transaction.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { admitPerson, dischargeOf, done, purchase, registerVisit, settlementOf, uploadOf } from '@tongchou/server/testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { DRAWN_CITY } from '@tongchou/server/testing/drawn-city.js'
import { CEILED, DRUG, DRUG_B, DRUG_C, type Person, POOL, type SmallCity, smallCity } from '@tongchou/server/testing/small-city.js'

export const PASSWORD = 'Qiao-4411-lou'
export const EAST = '980101'
export const WEST = '980102'

/** Accounts by what they are for. */
export const ACCOUNTS = {
  clerk: { account: 'east-clerk', name: '钱小满', department: 'agency', role: 'benefit_clerk', area: EAST },
  stranger: { account: 'west-clerk', name: '孙立秋', department: 'agency', role: 'benefit_clerk', area: WEST },
  enroller: { account: 'east-enrol', name: '周白露', department: 'agency', role: 'enrolment_clerk', area: EAST },
  fund: { account: 'fund-officer', name: '李谷雨', department: 'bureau', role: 'fund_officer', area: POOL },
  policy: { account: 'policy-officer', name: '郑清明', department: 'bureau', role: 'policy_officer', area: POOL },
  reviewer: { account: 'policy-reviewer', name: '沈霜降', department: 'bureau', role: 'policy_reviewer', area: POOL },
  system: { account: 'system-admin', name: '吴寒露', department: 'platform', role: 'system_administrator', area: POOL },
} as const

export interface Served {
  readonly base: string
  readonly db: TestDatabase
  readonly city: SmallCity
  /** A stay of a needy resident: three layers, lines of every class. */
  readonly bill: { readonly person: Person; readonly settlement: string }
  /** A stay that was settled and cancelled. */
  readonly cancelled: { readonly person: Person; readonly settlement: string }
  close(): Promise<void>
}

export async function serve(): Promise<Served> {
  const db = await testDatabase()
  const city = await smallCity(db)
  await loadRoles(db.batch)
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(db.batch, systemClock, { ...officer, pool: POOL }, PASSWORD)
  const bill = { person: city.needy, settlement: await stay(city, city.needy) }
  const cancelled = await cancelledStay(city, db)
  await buy(city, city.employee)
  await money(db)
  const app = await buildApp({
    databases: db,
    key: TEST_KEY,
    clock: systemClock,
    pool: POOL,
    consoleFolder: path.resolve(import.meta.dirname, '../build'),
    syntheticCity: DRAWN_CITY,
  })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const close = async (): Promise<void> => {
    await app.close()
    await city.close()
    await db.drop()
  }
  return { base, db, city, bill, cancelled, close }
}

/** 60,000.00 asked: 55,000.00 class 甲, 2,000.00 class 乙 at 10 %, 1,000.00 above a ceiling of 100.00, 2,000.00 outside. */
async function stay({ app }: SmallCity, person: Person): Promise<string> {
  const visit = await admitPerson(app, person, '390')
  const lines = [
    { sn: '1', code: DRUG, count: '5', price: '11000.00', amount: '55000.00' },
    { sn: '2', code: DRUG_B, price: '2000.00' },
    { sn: '3', code: CEILED, count: '5', price: '200.00', amount: '1000.00' },
    { sn: '4', code: DRUG_C, price: '2000.00' },
  ]
  await done(app, '2301', uploadOf(person, visit, '', lines))
  await done(app, '2402', dischargeOf(person, visit))
  return settlementId(await done(app, '2304', settlementOf(person, visit, '390', '', '60000.00', { med_type: '21' })))
}

async function cancelledStay({ app, resident }: SmallCity, db: TestDatabase): Promise<Served['cancelled']> {
  const visit = await registerVisit(app, resident, '390')
  await done(app, '2204', uploadOf(resident, visit, 'B1', [{ sn: '1', price: '300.00' }]))
  const settlement = settlementId(await done(app, '2207', settlementOf(resident, visit, '390', 'B1', '300.00')))
  await done(app, '2208', { data: { psn_no: resident.number, setl_id: settlement, mdtrt_id: visit } })
  await db.batch.query('ANALYZE settlement')
  return { person: resident, settlement }
}

/** A purchase at a pharmacy paid from the individual account. */
async function buy({ app }: SmallCity, person: Person): Promise<void> {
  await done(app, '2102', purchase(person, '310', '450.00', [{ sn: '1', price: '450.00' }], { acct_used_flag: '1' }))
}

function settlementId(reply: Readonly<Record<string, unknown>>): string {
  return (reply['setlinfo'] as { setl_id: string }).setl_id
}

export const RESIDENT_BOOK = `${POOL}-resident`

/** The residents' book opens with money at both units; a grant moves some of it to the expenditure account. */
async function money(db: TestDatabase): Promise<void> {
  await openBooks(db.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee', 'assistance'] })
  const [first, second, third] = await nextFacts(db.batch, 3)
  const book = { book: RESIDENT_BOOK, inForce: '2026-01-01', bookedOn: '2026-01-01' }
  const accounts = { accounts: ['1003', '3001'], details: ['', ''], memoAccounts: [], memoAmounts: [] }
  const facts = [
    { kind: 'opening_balance', fact: first, ...book, unit: EAST, ...accounts, amounts: [900_000_000n, -900_000_000n] },
    { kind: 'opening_balance', fact: second, ...book, unit: WEST, ...accounts, amounts: [400_000_000n, -400_000_000n] },
    { kind: 'funds_granted', fact: third, ...book, bookedOn: '2026-03-18', unit: EAST, via: 'direct', amountFen: 5_000_000n, request: null },
  ]
  await inTransaction(db.batch, (client) => recordFacts(client, facts as unknown as BookFact[]))
}
