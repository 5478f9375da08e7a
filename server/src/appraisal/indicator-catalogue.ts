// What the indicators of an appraisal are called and mean; an indicator of the policy that is not listed is judged.
import { readTable } from '../fund/read-table.js'

export interface IndicatorMeaning {
  readonly id: string
  readonly heading: string
  readonly name: string
  readonly origin: string
  readonly actual: string
  readonly target: string
  readonly count: string
}

let known: Promise<ReadonlyMap<string, IndicatorMeaning>> | undefined

export function indicatorMeanings(): Promise<ReadonlyMap<string, IndicatorMeaning>> {
  known ??= readTable('../appraisal/indicators.tsv', ['id', 'heading', 'name', 'origin', 'actual', 'target', 'count']).then(
    (rows) => new Map(rows.map((row) => [row.id, row])),
  )
  return known
}

const FIGURES = { actual: '评定值', target: '目标值', count: '件数' } as const

/** What a figure of the indicator is called where somebody enters or judges it: in yuan, where the books have fen. */
export function figureName(meaning: IndicatorMeaning, figure: keyof typeof FIGURES): string {
  return meaning[figure] === '' ? FIGURES[figure] : meaning[figure].replace('（分）', '（元）')
}

export function meaningOf(meanings: ReadonlyMap<string, IndicatorMeaning>, id: string): IndicatorMeaning {
  return meanings.get(id) ?? { id, heading: id, name: id, origin: 'judged', ...FIGURES }
}
