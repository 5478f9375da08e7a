// Figures of the demonstration year, read from `catalogues/fund`: each with its source and certainty there.
import { type Fen, fenOfYuan, type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import type { Government } from '@tongchou/domain/facts/contribution-facts.js'
import { readTable } from '@tongchou/server/fund/read-table.js'

export interface Instalment {
  /** 1 to 12. */
  readonly month: number
  readonly share: Ratio
}

export interface YearData {
  ratio(name: string): Ratio
  fen(name: string): Fen
  words(name: string): readonly string[]
  instalments(name: string): readonly Instalment[]
  /** Per head of a benefit year; the latest known year where the year has none. */
  standard(year: number): { readonly subsidyFen: Fen; readonly individualFen: Fen }
  readonly governments: readonly { readonly government: Government; readonly share: Ratio; readonly instalments: readonly Instalment[] }[]
}

export async function readYearData(): Promise<YearData> {
  const rows = await readTable('money-year.tsv', ['name', 'value'])
  const values = new Map(rows.map((row) => [row.name, row.value]))
  const standards = await readTable('resident-standards.tsv', ['benefit_year', 'subsidy_yuan', 'individual_yuan'])
  const split = await readTable('subsidy-split.tsv', ['government', 'share', 'instalments'])
  const text = (name: string): string => known(values.get(name), name)
  return {
    ratio: (name) => known(ratioOf(text(name)), name),
    fen: (name) => known(fenOfYuan(text(name)), name),
    words: (name) => text(name).split(' '),
    instalments: (name) => instalmentsOf(text(name)),
    standard: (year) => {
      const row = standards.findLast((candidate) => Number(candidate.benefit_year) <= year)
      return {
        subsidyFen: known(fenOfYuan(row?.subsidy_yuan ?? ''), `subsidy of ${year}`),
        individualFen: known(fenOfYuan(row?.individual_yuan ?? ''), `contribution of ${year}`),
      }
    },
    governments: split.map((row) => ({
      government: row.government as Government,
      share: known(ratioOf(row.share), row.government),
      instalments: instalmentsOf(row.instalments),
    })),
  }
}

/** `09:0.22 10:0.34`: month and share. */
function instalmentsOf(text: string): Instalment[] {
  return text.split(' ').map((part) => ({ month: Number(part.slice(0, 2)), share: known(ratioOf(part.slice(3)), part) }))
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`catalogues/fund lacks ${name}`)
  return value
}
