// The working days that fill the demonstration's desks. Each matter is done by itself: one that the calendar does not allow on some day
// leaves its desk empty and is told, and the rest is done.
import { registerCipher } from '@tongchou/server/enrolment/register-cipher.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { type Clock, systemClock } from '@tongchou/server/http/clock.js'
import type { DemonstrationFile } from '../../city/demonstration-file.js'
import type { Site } from '../../load-demonstration.js'
import { syntheticCity } from '../../trial/synthetic-city.js'
import { billsOf } from './bills.js'
import { askForAccount, declareAccident, draftPolicy, recogniseLate, registerLaunch, renameUnit, replayNight, takeOver } from './bureau-desks.js'
import { agreePaymentMethod, askForOwnBook, claimBack } from './counter-desks.js'
import { reconcileFourWays } from './four-parties.js'
import { agreeRates, appraise, endYear, keepArchive, planYear, reportMonth, watchRisk, writeVoucher } from './fund-desks.js'
import { applyForFilings, askForClearing, compareAccounts, holdOrders, sendLists, sendRecords } from './hospitals-day.js'
import { NotDone, type Office, openOffice } from './office.js'
import { askForFunds, contractInsurer, payProviders } from './payment-desks.js'

export interface OfficeDone {
  readonly done: number
  /** What was not done, with why. */
  readonly left: readonly string[]
}

export async function runOffice(site: Site, file: DemonstrationFile, today: string, clock: Clock = systemClock): Promise<OfficeDone> {
  const app = await buildApp({ databases: site.databases, key: site.key, clock, pool: file.pool, demonstration: true, syntheticCity: syntheticCity(file.pool) })
  try {
    const office = openOffice({ app, databases: site.databases, clock, pool: file.pool, today, officers: file.officers })
    return await doAll(await mattersOf(office, site.key, file))
  } finally {
    await app.close()
  }
}

type Matter = readonly [string, () => Promise<void>]

async function mattersOf(office: Office, key: Buffer, file: DemonstrationFile): Promise<readonly Matter[]> {
  const cipher = registerCipher(key)
  const stays = await billsOf(office, cipher, 'inpatient', 40)
  const own = file.officers.accounts.find(({ provider }) => provider?.startsWith('H') === true)?.provider
  const visits = await billsOf(office, cipher, 'outpatient', 6, own)
  const [pharmacy] = await billsOf(office, cipher, 'pharmacy', 1)
  const purchases = pharmacy === undefined ? [] : await billsOf(office, cipher, 'pharmacy', 400, pharmacy.provider)
  const far = file.out_of_area_providers.find(({ place }) => place === 'out_of_province')?.code ?? ''
  const [hurt] = stays
  return [
    ['filings', () => applyForFilings(office, stays, far)],
    ['orders', () => holdOrders(office, stays)],
    ['settlement lists', () => sendLists(office, stays)],
    ['medical records', () => sendRecords(office, visits)],
    ['accounts compared', () => compareAccounts(office, purchases)],
    ['clearing', () => askForClearing(office)],
    ['budget', () => planYear(office)],
    ['report', () => reportMonth(office)],
    ['archive', () => keepArchive(office)],
    ['voucher', () => writeVoucher(office)],
    ['rates', () => agreeRates(office)],
    ['risk', () => watchRisk(office)],
    ['year end', () => endYear(office)],
    ['appraisal', () => appraise(office)],
    ['payment', () => payProviders(office)],
    ['request for funds', () => askForFunds(office)],
    ['insurer', () => contractInsurer(office)],
    ['policy draft', () => draftPolicy(office)],
    ['late identities', () => recogniseLate(office)],
    ['accident', async () => hurt && declareAccident(office, hurt)],
    ['reimbursement', async () => hurt && claimBack(office, hurt)],
    ['payment method', async () => hurt && agreePaymentMethod(office, hurt)],
    ['book of a county', () => askForOwnBook(office)],
    ['replay', () => replayNight(office)],
    ['take-over', () => takeOver(office)],
    ['unit renamed', () => renameUnit(office)],
    ['launch period', () => registerLaunch(office)],
    ['four ways', () => reconcileFourWays(office)],
    ['account', () => askForAccount(office)],
  ]
}

async function doAll(matters: readonly Matter[]): Promise<OfficeDone> {
  const left: string[] = []
  for (const [name, work] of matters) {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof NotDone)) throw error
      left.push(`${name}: ${error.message}`)
    }
  }
  return { done: matters.length - left.length, left }
}
