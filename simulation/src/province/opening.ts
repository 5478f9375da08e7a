// What the funds and everybody else begin the year with.
import type { Day } from '@tongchou/domain/base/day.js'
import { hospitalOf } from './places.js'
import { addTo, between, draft, type Plan, type Planner } from './plan.js'
import { bank, outside } from './world.js'

/** The unit `later` brings its residents' fund with it when it comes. Savings in the special fiscal account, debts to hospitals, claims of persons, recoveries outstanding. */
export function opening(planner: Planner, day: Day, later: string | undefined): Plan {
  const { city, random, owed } = planner
  const made = draft(planner, day)
  for (const unit of city.units) {
    for (const [fund, book] of Object.entries(city.books)) {
      if (unit === later && fund === 'resident') continue
      const saved = between(random, 60_000, 260_000)
      const account = fund === 'employee' ? between(random, 5_000, 20_000) : 0n
      const frozen = fund === 'resident' && city.index % 3 === 2 ? saved / 4n : 0n
      const [owing, claims, back] = [
        between(random, 1_000, 9_000),
        fund === 'resident' ? between(random, 500, 3_000) : 0n,
        fund === 'resident' ? between(random, 500, 3_000) : 0n,
      ]
      const net = [
        ['pool', saved - frozen],
        ['account', account],
        ['frozen', frozen],
      ] as const
      const details = net.filter(([, fen]) => fen > 0n)
      made.add(
        'opening_balance',
        book,
        {
          unit,
          accounts: ['1003', ...details.map(() => '3001')],
          details: ['', ...details.map(([detail]) => (fund === 'employee' || detail === 'frozen' ? detail : ''))],
          amounts: [saved + account, ...details.map(([, fen]) => -fen)],
          memoAccounts: ['payable_providers', 'payable_persons', 'receivable_recoveries'],
          memoAmounts: [-owing, -claims, back],
        },
        { from: outside('before the year'), to: bank(book, '1003', unit), fen: saved + account },
      )
      made.after.push(() => {
        addTo(owed.hospitals, `${book} ${hospitalOf(unit)} ${unit} pool`, owing)
        addTo(owed.claims, unit, claims)
        addTo(owed.recoveries, unit, back)
      })
    }
  }
  return made.plan(`${city.code} 期初`)
}
