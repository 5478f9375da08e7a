// A rule as labelled figures: for kinds of rules, and for fields of them, whose figures read better in a list than in a sentence.
import { type Sheet, valueText } from '@tongchou/domain/policy/approval-figures.js'
import { ORDER, putLeaves } from '@tongchou/domain/policy/approval-leaves.js'

/** Every figure of a rule under the names that the desk gives its fields; the order of a list shows in the list. */
export function labelledLines(value: object): readonly string[] {
  const sheet: Sheet = { figures: [], cuts: { bounds: new Map(), byAdmission: new Set() } }
  putLeaves(sheet, value)
  return sheet.figures.filter(({ key }) => !key.endsWith(ORDER)).map(({ label, value: own }) => `${label}：${valueText(own)}`)
}

/** The same in one line, as a part of a sentence. */
export function labelledText(value: object): string {
  return labelledLines(value).join('，')
}
