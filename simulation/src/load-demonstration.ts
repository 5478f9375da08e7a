// Loads the demonstration city once: reference data, policies, officers, people, account credits, a year of bills, the money of
// that year. A load that was broken off is recognised and done again from the start.
import path from 'node:path'
import type { Day } from '@tongchou/domain/base/day.js'
import { loadReference } from '@tongchou/server/catalogue/load-reference.js'
import { CATALOGUES } from '@tongchou/server/catalogue/table.js'
import { type Databases, urlFor } from '@tongchou/server/database/connect.js'
import { type Clock, dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { publishPolicies } from '@tongchou/server/policy/publish.js'
import { type City, type CityRequest, makeCity } from './city/city.js'
import { clear, mark, type Standing, standingOf } from './demonstration/marks.js'
import { runOffice } from './demonstration/office/run-office.js'
import { loadOfficers } from './demonstration/officers.js'
import { creditAccounts } from './money-year/credit-accounts.js'
import { runMoneyYear } from './money-year/run-money-year.js'
import { loadPeople } from './people/load-people.js'
import type { YearCounts } from './year/bill-part.js'
import { loadYear } from './year/load-year.js'

/** What is needed of an installation. */
export interface Site {
  readonly adminUrl: string
  readonly key: Buffer
  readonly databases: Databases
}

export interface DemonstrationOptions {
  readonly people: number
  readonly today: Day
  readonly seed: number
  /** Called at the end of each step with a line to show. */
  readonly progress?: (line: string) => void
  /** Absent: every provider of the pool instead of the chosen thirty. */
  readonly allProviders?: boolean
  readonly clock?: Clock
  /** True: the offices and hospitals also do a few days' work, so that no desk is empty. */
  readonly offices?: boolean
}

export const POLICIES = path.resolve(CATALOGUES, '../policies')

/** Answers how the installation stood before; nothing is loaded where it was finished or holds somebody else's people. */
export async function loadDemonstration(site: Site, options: DemonstrationOptions): Promise<Standing> {
  const { batch } = site.databases
  const standing = await standingOf(batch)
  if (standing === 'finished' || standing === 'foreign') return standing
  if (standing === 'half_done') await clear(site.adminUrl)
  const { people, seed, today } = options
  await mark(batch, 'started', { people, seed, today })
  const counts = await load(site, makeCity({ people, seed, today }), options)
  await mark(batch, 'finished', { ...counts })
  return standing
}

/** Reference data and people alone, to see how fast the register fills. */
export async function loadRegister(site: Site, options: DemonstrationOptions): Promise<bigint> {
  const { people, seed, today } = options
  return registerOf(site, makeCity({ people, seed, today }), options, stepper(options.progress ?? (() => undefined)))
}

async function registerOf(site: Site, city: City, options: DemonstrationOptions, step: Step): Promise<bigint> {
  const { batch } = site.databases
  const { demonstration } = city
  await lawOf(batch, city, options, step)
  await step(
    '岗位账号 officers',
    () => loadOfficers(batch, options.clock ?? systemClock, demonstration),
    (many) => `${many} accounts`,
  )
  return step(
    '参保人 people',
    () => loadPeople(city, site),
    (_, seconds) => `${city.people} people, ${Math.round(city.people / seconds)} a second`,
  )
}

/** Reference data and policies alone: what bills are settled by, without anybody to settle for. */
export async function loadLaw(site: Site, city: City, options: Pick<DemonstrationOptions, 'allProviders' | 'progress'>): Promise<void> {
  await lawOf(site.databases.batch, city, options, stepper(options.progress ?? (() => undefined)))
}

async function lawOf(batch: Databases['batch'], { demonstration, pool }: City, options: Pick<DemonstrationOptions, 'allProviders'>, step: Step): Promise<void> {
  const areas = { pool: pool.pool, outOfAreaProviders: demonstration.out_of_area_providers }
  const wanted = options.allProviders === true ? areas : { ...areas, providers: demonstration.providers }
  await step(
    '目录与行政区划 reference data',
    () => loadReference(batch, wanted),
    ({ items, providers }) => `${items} items, ${providers} providers`,
  )
  await step(
    '政策 policies',
    () => publishPolicies(batch, POLICIES, 'demonstration'),
    ({ ruleSets }) => `${ruleSets.length} rule sets`,
  )
}

/** Kept with the mark of the finished load. */
export interface Loaded extends CityRequest {
  readonly firstPerson: string
  readonly bills: number
  readonly lines: number
  readonly vouchers: number
}

async function load(site: Site, city: City, options: DemonstrationOptions): Promise<Loaded> {
  const { batch } = site.databases
  const step = stepper(options.progress ?? (() => undefined))
  const firstPerson = await registerOf(site, city, options, step)
  const money = { pool: city.pool.pool, from: city.window.from, to: city.today, seed: city.seed }
  await step(
    '个人账户划入 account credits',
    () => creditAccounts(batch, money),
    (many) => `${many} credits`,
  )
  const settlementUrl = urlFor(site.adminUrl, site.key, 'tongchou_settlement')
  const settled = (year: YearCounts, seconds: number): string =>
    `${year.bills} bills with ${year.lines} lines, ${Math.round(year.bills / seconds)} bills a second`
  const year = await step('一年的结算 a year of bills', () => loadYear(city, { adminUrl: site.adminUrl, batch, settlementUrl, firstPerson }), settled)
  const booked = await step(
    '一年的收支 the year’s money',
    () => runMoneyYear(batch, money),
    ({ vouchers }) => `${vouchers} vouchers`,
  )
  if (options.offices === true) await workOffices(site, city, options, step)
  const { people, seed, today } = city
  return { people, seed, today, firstPerson: String(firstPerson), bills: year.bills, lines: year.lines, vouchers: booked.vouchers }
}

async function workOffices(site: Site, { demonstration, today }: City, { clock, progress }: DemonstrationOptions, step: Step): Promise<void> {
  const { left } = await step(
    '各岗位办公 offices at work',
    () => runOffice(site, demonstration, today, clock ?? clockOf(today)),
    ({ done, left }) => `${done} matters${left.length === 0 ? '' : `, ${left.length} not done`}`,
  )
  for (const one of left) progress?.(`  ${one}`)
}

/** The system's, unless the city's today is another day. */
function clockOf(today: Day): Clock {
  return dayIn(systemClock) === today ? systemClock : { now: () => new Date(`${today}T12:00:00+08:00`) }
}

type Step = <T>(name: string, work: () => Promise<T>, said: (result: T, seconds: number) => string) => Promise<T>

function stepper(progress: (line: string) => void): Step {
  return async (name, work, said) => {
    const began = performance.now()
    const result = await work()
    const seconds = (performance.now() - began) / 1000
    progress(`${name}: ${said(result, seconds)} (${Math.round(seconds * 10) / 10} s)`)
    return result
  }
}
