// What is told to the books from outside in the year: last year's final accounts, and the changed rules of the middle of the year.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { bookOf } from '@tongchou/server/fund/open-books.js'
import { type City, OFFICER, PROVINCE, publish, SCHEMES, YEAR } from './places.js'
import type { Plan } from './plan.js'
import { provinceRules } from './rules.js'

function decision(name: string, day: Day, books: readonly string[], write: NonNullable<Plan['write']>): Plan {
  return { name, day, books, facts: [], moves: [], write }
}

/** What each city took in last year is told from outside: the books begin with this one. */
export function tellLastYear(cities: readonly City[], day: Day, incomeFen: Fen): Plan {
  const books = SCHEMES.map((scheme) => bookOf(PROVINCE, scheme))
  return decision('上年决算收入', day, books, async (client) => {
    for (const book of books)
      await client.query(
        `INSERT INTO year_figure (figure, book, unit, year, name, amount_fen, source, officer) SELECT nextval('year_end_seq'), $1, c.unit, $2, 'last_final_income', $3, '上年财务决算', $4
           FROM unnest($5::text[]) AS c(unit)`,
        [book, YEAR, incomeFen, OFFICER, cities.map(({ code }) => code)],
      )
  })
}

/** In the middle of the year the province's levy rises. Runs that stand keep the rule they were computed by. */
export function levyRises(day: Day): Plan {
  return decision('政策调整', day, [], async (client) => {
    for (const scheme of SCHEMES)
      await publish(client, PROVINCE, scheme, [
        { ...provinceRules('3%'), until: `${YEAR}-06-30` },
        { ...provinceRules('4%'), inForce: `${YEAR}-07-01` },
      ])
  })
}
