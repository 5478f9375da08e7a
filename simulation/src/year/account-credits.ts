// What enters an employee's individual account each month: the employee's own share of the base, a fixed sum for the retired
// (国办发〔2021〕14号). Rates are those of the demonstration's money year.
import { dayOf, yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, fenOfYuan, portion, type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import { cell, readTable } from '@tongchou/server/catalogue/table.js'
import type { City } from '../city/city.js'
import type { SyntheticPerson } from '../people/synthetic-person.js'
import { randomFrom } from '../random/random.js'
import type { Credit } from './settle-person.js'

/** Monthly credits of last year and this one up to today, booked on the 20th, while the person is covered. */
export function accountCredits(city: City): (person: SyntheticPerson) => readonly Credit[] {
  const figures = new Map(readTable('fund/money-year.tsv').map((row) => [cell(row, 'name'), cell(row, 'value')]))
  const share = ratioOf(figures.get('employee_rate') ?? '')
  const wage = fenOfYuan(figures.get('average_wage_yuan') ?? '')
  const retired = fenOfYuan(figures.get('retired_account_yuan') ?? '')
  if (share === undefined || wage === undefined || retired === undefined) throw new Error('fund/money-year.tsv lacks a figure of the individual account')
  return (person) => creditsOf(city, person, (active) => (active ? portion(baseOf(city, person, wage), share) : retired))
}

function creditsOf(city: City, person: SyntheticPerson, monthly: (active: boolean) => Fen): Credit[] {
  if (person.account === null) return []
  const credits: Credit[] = []
  for (const year of [yearOf(city.today) - 1, yearOf(city.today)]) {
    const row = person.enrolments.findLast((candidate) => candidate.scheme === 'employee' && candidate.benefitYear === year)
    if (row === undefined) continue
    for (let month = 1; month <= 12; month++) {
      const day = dayOf(year, month, 20)
      // A flexible worker who pays for the pooled fund alone has no credit.
      if (day >= row.from && day <= row.to && day < city.today && !row.flexible) credits.push({ day, fen: monthly(!row.retired) })
    }
  }
  return credits
}

/** A person's base: log-normal round the average wage, held between 60% and 300% of it. */
function baseOf(city: City, person: SyntheticPerson, wage: Fen): Fen {
  const random = randomFrom(city.seed, 'wage', person.index)
  const factor: Ratio = { num: BigInt(Math.round(1000 * Math.min(3, Math.max(0.6, Math.exp(0.45 * random.normal() - 0.1))))), den: 1000n }
  return portion(wage, factor)
}
