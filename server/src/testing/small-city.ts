// A small city for tests: its pool and units, four providers, a short catalogue, a handful of people, and its rules. Its codes
// begin with 98, which no division has, and its people's certificates with 00.
import assert from 'node:assert/strict'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import fastify, { type FastifyInstance } from 'fastify'
import type { Pool } from '../database/connect.js'
import { personNumber } from '../enrolment/person-number.js'
import { type RegisterCipher, registerCipher } from '../enrolment/register-cipher.js'
import { publishedRules } from '../hospital-interface/published-rules.js'
import { registerHospitalInterface } from '../hospital-interface/register.js'
import type { Clock } from '../http/clock.js'
import { type RuleSetText, ruleSetText } from '../policy/rule-set.js'
import type { LoadRules } from '../settlement/reference.js'
import { verify } from '../verify/verify.js'
import { TEST_KEY, type TestDatabase } from './database.js'
import { certificateOf, insertPerson, openAccount } from './persons.js'
import { smallPolicy } from './small-policy.js'

export const POOL = '980100'
export const HOSPITAL = 'H98010100001'
export const CLINIC = 'H98010200002'
export const PHARMACY = 'P98010100001'
export const ENDED = 'H98010100009'
/** Outside the city, in another province. */
export const FAR = 'H97010100001'
/** Noon of 20 March 2026 in Asia/Shanghai. */
export const NOON: Clock = { now: () => new Date('2026-03-20T04:00:00Z') }
export const TODAY = '2026-03-20'

export const DRUG = 'XA01AAA001A001010100001'
export const DRUG_B = 'XB01BBB002B001010100002'
export const DRUG_C = 'XC01CCC003C001010100003'
export const RESTRICTED = 'XD01DDD004D001010100004'
export const CEILED = '009900000010000'

export interface Person {
  readonly person: bigint
  readonly number: string
  readonly name: string
  readonly certificate: string
}

export interface SmallCity {
  readonly app: FastifyInstance
  readonly cipher: RegisterCipher
  readonly employee: Person
  readonly resident: Person
  readonly needy: Person
  readonly uninsured: Person
  readonly waiting: Person
  readonly suspended: Person
  /** Enrolls one more employee with this much in the account. */
  enrol(scheme: Scheme, accountFen?: bigint): Promise<Person>
  readonly loadRules: LoadRules
  close(): Promise<void>
}

export async function smallCity(db: TestDatabase, patience = 4000): Promise<SmallCity> {
  const cipher = registerCipher(TEST_KEY)
  await furnish(db.batch)
  let next = 1n
  const person = async (): Promise<Person> => addPerson(db.batch, cipher, next++)
  const enrol = async (scheme: Scheme, account = 0n): Promise<Person> => {
    const one = await person()
    await enrolment(db.batch, one.person, scheme, '2026-01-01', '2026-12-31', null)
    if (scheme === 'employee') await openAccount(db.batch, { person: one.person, area: '980101', current: account, history: 0n, on: '2026-01-01' })
    return one
  }
  const [employee, resident, needy] = [await enrol('employee', 100_000n), await enrol('resident'), await enrol('resident')]
  await db.batch.query(
    `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, booked_on)
     VALUES ($1, nextval('fact_seq'), '980101', 'minimum_living', '2303', '2026-01-01', '民政', '2026-01-01')`,
    [String(needy.person)],
  )
  const [uninsured, waiting, suspended] = [await person(), await person(), await person()]
  await enrolment(db.batch, waiting.person, 'resident', '2026-06-01', '2026-12-31', null)
  await enrolment(db.batch, suspended.person, 'employee', '2026-01-01', '2025-12-31', '单位欠费')
  await db.batch.query('ANALYZE')
  const loadRules = publishedRules(db.settlement)
  const app = fastify({ logger: false })
  await registerHospitalInterface(app, {
    databases: db,
    clock: NOON,
    pool: POOL,
    cipher,
    loadRules,
    demonstration: true,
    patience,
  })
  await app.ready()
  return { app, cipher, employee, resident, needy, uninsured, waiting, suspended, enrol, loadRules, close: () => closeVerified(app, db) }
}

async function places(batch: Pool): Promise<void> {
  await batch.query(`INSERT INTO area (code, name, level, parent) VALUES ('980000', '小省', 1, NULL), ('980100', '小城', 2, '980000'),
    ('980101', '东区', 3, '980100'), ('980102', '西县', 3, '980100'), ('970000', '远省', 1, NULL), ('970101', '远区', 3, '970000')`)
  await batch.query(`INSERT INTO pooling_unit (pool, unit, in_force, kind, name) VALUES ('980100', '980101', '2021-01-01', 'district', '东区'),
    ('980100', '980102', '2021-01-01', 'county', '西县')`)
  await batch.query(
    `INSERT INTO provider (code, name, kind, area, level, hosp_lv, institution_type, uscc, designated_from, designated_until, price_tier, certainty) VALUES
     ($1, '小城第一医院', 'hospital', '980101', '3', '02', '综合医院', 'DEMO1', '2021-01-01', NULL, 3, 'illustrative'),
     ($2, '西县卫生院', 'hospital', '980102', 'township', '14', '乡镇卫生院', 'DEMO2', '2021-01-01', NULL, 1, 'illustrative'),
     ($3, '平安大药房', 'pharmacy', '980101', '1', NULL, '药店', 'DEMO3', '2021-01-01', NULL, 1, 'illustrative'),
     ($4, '旧医院', 'hospital', '980101', '2', '05', '综合医院', 'DEMO4', '2021-01-01', '2025-12-31', 2, 'illustrative'),
     ($5, '远省医院', 'hospital', '970101', '3', '02', '综合医院', 'DEMO5', '2021-01-01', NULL, 3, 'illustrative')`,
    [HOSPITAL, CLINIC, PHARMACY, ENDED, FAR],
  )
  await batch.query(`INSERT INTO book (book, pool, fund, agency, name, opened_on)
    SELECT '980100-' || fund, '980100', fund, '980100', fund, '2021-01-01' FROM unnest(ARRAY['resident', 'employee', 'large_amount', 'assistance', 'civil_servant', 'special_care']) AS fund`)
}

async function catalogue(batch: Pool): Promise<void> {
  await batch.query(`INSERT INTO code_list (list, list_name, value, label, sort) VALUES ('insutype', '险种类型', '310', '职工基本医疗保险', 1),
    ('insutype', '险种类型', '390', '城乡居民基本医疗保险', 2)`)
  await batch.query(
    `INSERT INTO catalogue_item (code, in_force, edition, kind, name, class, charge_type, initial_self_payment_employee, initial_self_payment_resident,
       ceiling_tier3_fen, ceiling_tier2_fen, ceiling_tier1_fen, restricted, certainty) VALUES
     ($1, '2025-01-01', '2024', 'western_drug', '甲类药', '甲', '09', 0, 0, NULL, NULL, NULL, false, 'illustrative'),
     ($2, '2025-01-01', '2024', 'western_drug', '乙类药', '乙', '09', 0.05, 0.1, NULL, NULL, NULL, false, 'illustrative'),
     ($3, '2025-01-01', '2024', 'western_drug', '丙类药', '丙', '09', 1, 1, NULL, NULL, NULL, false, 'illustrative'),
     ($4, '2025-01-01', '2024', 'western_drug', '限制药', '乙', '09', 0.1, 0.1, NULL, NULL, NULL, true, 'illustrative'),
     ($5, '2025-01-01', '2024', 'service', '限价项目', '甲', '05', 0, 0, 10000, 8000, 6000, false, 'illustrative')`,
    [DRUG, DRUG_B, DRUG_C, RESTRICTED, CEILED],
  )
  await batch.query(`INSERT INTO catalogue_item (code, in_force, edition, kind, name, class, charge_type, certainty)
    SELECT 'XZ01ZZZ' || to_char(n, 'FM000') || 'Z001010100001', '2025-01-01', '2024', 'western_drug', '药品' || n, '甲', '09', 'illustrative' FROM generate_series(1, 25) AS n`)
}

/** Ends the application and holds everything derived against the facts it follows from: what a test file did must add up. */
async function closeVerified(app: FastifyInstance, db: TestDatabase): Promise<void> {
  await app.close()
  assert.deepEqual(await verify(db.batch), [])
}

function ruleText(scheme: Scheme): RuleSetText {
  return ruleSetText({ area: POOL, scheme, versions: [smallPolicy(POOL, scheme)], pooling: [], entitlement: [], files: [] }, [])
}

async function publish(batch: Pool): Promise<void> {
  for (const text of [ruleText('employee'), ruleText('resident')]) {
    await batch.query('INSERT INTO rule_set (hash, area, scheme, documents, content) VALUES ($1, $2, $3, $4, $5)', [
      text.hash,
      POOL,
      text.scheme,
      [],
      text.content,
    ])
  }
}

/** Places, providers, catalogue, books and rules; no people. */
export async function furnish(batch: Pool): Promise<void> {
  await places(batch)
  await catalogue(batch)
  await publish(batch)
}

async function addPerson(batch: Pool, cipher: RegisterCipher, person: bigint): Promise<Person> {
  const certificate = certificateOf('1980-01-01', Number(person % 1000n), '000001')
  const name = `测试人${person}`
  await insertPerson(batch, cipher, { person, area: '980101', name, sex: '1', born: '1980-01-01', certificate })
  return { person, number: personNumber(POOL, person), name, certificate }
}

async function enrolment(batch: Pool, person: bigint, scheme: Scheme, from: string, to: string, reason: string | null): Promise<void> {
  await batch.query(
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, reason, in_force, booked_on)
     VALUES ($1, nextval('fact_seq'), $2, '980101', 2026, $3, false, $4, $5, $6, '2026-01-01', '2026-01-01')`,
    [String(person), scheme, scheme === 'employee' ? '11' : '1701', from, to, reason],
  )
}
