// One bill of a trial on a synthetic city with both statements side by side. No bill of such a city is stored: the person is drawn again
// from the seed and the year settled again, by the thread that settled it for the trial. What came of it is held against what the trial
// found of the person, so that a bill of another city (rules, catalogue or providers have changed since) is never shown as the tried one.
import { daysAfter } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import type { AppContext } from '../http/context.js'
import type { Desk } from '../http/route.js'
import { startThreads } from '../jobs/threads.js'
import { NO_SUCH_TRIAL } from './read-trial.js'
import { NOT_IN_TRIAL, rulesOf, sideBySide } from './read-trial-bill.js'
import { type CityAsked, cityOf, type DrawnAsked, type SyntheticCity, type SyntheticThread, urlOf } from './synthetic-city.js'
import { tallyPersons } from './tally.js'
import type { TrialBill } from './trial-bill.js'
import { loserSums, type TrialRow, trialNumbered } from './trial-rows.js'
import type { TrialRules } from './trial-rules.js'
import type { DrawnBillParams, TrialBillView } from './trial-schema.js'

type Asked = Static<typeof DrawnBillParams>
type Answer = Static<typeof TrialBillView> | Refusal

const CHANGED = refused('city_changed', '测算之后规则、目录或定点机构有了变动，同一个种子不再生成同一张单；请重新测算后再看。')

interface Found {
  readonly row: TrialRow
  readonly rules: TrialRules
  readonly sums: Awaited<ReturnType<typeof loserSums>>
}

/** Draws of one process come one after another: each takes a thread and the memory of a part of the city. */
export function drawnBillReader({ databases, syntheticCity }: AppContext): (asked: Asked, desk: Desk) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (city: SyntheticCity, of: Omit<SyntheticThread, 'url'>, person: number): Promise<readonly TrialBill[]> => {
    const bills = last.then(() => draw(city, { ...of, url: urlOf(databases.settlement) }, person))
    last = bills.catch(() => undefined)
    return bills
  }
  return async ({ trial, person, settlement }, desk) => {
    const found = await findTrial(trial, Number(person), settlement, desk)
    if (isRefusal(found)) return found
    const city = cityOf(syntheticCity, desk.officer.pool)
    if (isRefusal(city)) return city
    const request = requestOf(city, found.row)
    if (isRefusal(request)) return request
    const bills = await inTurn(city, { request, rules: found.rules, scheme: found.row.scheme }, Number(person))
    if (!bills.every(({ area }) => desk.officer.areas.includes(area))) return NOT_IN_TRIAL
    if (!asFound(found, bills)) return CHANGED
    const view = sideBySide(found.rules, bills, BigInt(settlement))
    return view === undefined ? NOT_IN_TRIAL : { trial, psn_no: null, drawn: Number(person), settlement, ...view }
  }
}

async function findTrial(trial: string, person: number, settlement: string, desk: Desk): Promise<Found | Refusal> {
  return desk.read(async (client) => {
    const row = await trialNumbered(client, desk.officer.pool, BigInt(trial))
    if (row === undefined) return NO_SUCH_TRIAL
    if (row.people === null || person > row.people) return NOT_IN_TRIAL
    await desk.audit('trial.bill', { detail: { trial, drawn: person, settlement } })
    return { row, rules: await rulesOf(client, row), sums: await loserSums(client, row.trial, -BigInt(person)) }
  })
}

/** The city as it was asked for; its year must still be the one that was settled. */
function requestOf(city: SyntheticCity, { people, seed, booked_from: from, booked_to: to }: TrialRow): CityAsked | Refusal {
  if (people === null || seed === null) return NOT_IN_TRIAL
  const request = { people, seed: Number(seed), today: daysAfter(to, 1) }
  const year = city.days(request.today)
  return year.from === from && year.to === to ? request : CHANGED
}

async function draw({ thread }: SyntheticCity, data: SyntheticThread, person: number): Promise<readonly TrialBill[]> {
  const threads = await startThreads<readonly TrialBill[]>(thread, data, 1)
  let bills: readonly TrialBill[] = []
  try {
    await threads.deal(
      1,
      async (): Promise<DrawnAsked> => person,
      async (own) => {
        bills = own
      },
    )
  } finally {
    await threads.end()
  }
  return bills
}

/** Whether the person loses just what the trial found, or does not lose where it found nothing. */
function asFound({ rules, sums }: Found, bills: readonly TrialBill[]): boolean {
  const [loser] = tallyPersons(rules, [{ person: -1n, bills }]).losers
  if (loser === undefined || sums === undefined) return loser === undefined && sums === undefined
  return loser.selfBefore === sums.self_before_fen && loser.selfAfter === sums.self_after_fen
}
