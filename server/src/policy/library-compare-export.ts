// A comparison as an Excel file: one row for each item, both sides with their articles and marks.
import { workbookReply } from '../http/workbook.js'
import type { ComparisonAnswer } from './library-compare.js'

type Row = ComparisonAnswer['groups'][number]['rows'][number]

export function comparisonWorkbook({ left, right, scheme_name, groups }: ComparisonAnswer, onlyDifferent: boolean): Promise<Response> {
  const side = ({ area_name, day }: ComparisonAnswer['left']): string => `${area_name} ${day}`
  const rows = groups.flatMap(({ name, rows }) =>
    rows.filter((row) => !onlyDifferent || differs(row)).map((row) => ({ texts: [name, ...textsOf(row)], fen: [] })),
  )
  return workbookReply(
    {
      name: `六统一对照 ${scheme_name}`,
      file: 'comparison.xlsx',
      texts: ['方面', '项目', side(left), '依据', side(right), '依据', '是否统一'],
      amounts: [],
      width: 30,
    },
    rows,
  )
}

/** Two sides that both say nothing do not differ. */
function differs({ verdict }: Row): boolean {
  return verdict !== 'same' && verdict !== 'neither'
}

function textsOf({ label, left, right, verdict_name }: Row): readonly string[] {
  return [label, ...cellTexts(left), ...cellTexts(right), verdict_name]
}

function cellTexts({ text, citations }: Row['left']): readonly [string, string] {
  const articles = citations.map((from) => `${from.document} ${from.article}（${from.certainty_name}${from.draft ? '，征求意见稿' : ''}）`)
  return [text ?? '没有规定', articles.join('\n')]
}
