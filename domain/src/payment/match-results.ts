// What a bank's answer says about each payment of a batch: paid, not carried out, or returned later (退票). A line that names no
// payment of the batch, another amount, or an outcome that cannot follow is shown and changes nothing.
import { type Day, isDay } from '../base/day.js'
import { type Fen, yuanText } from '../base/money.js'
import { amountOf, type BankAnswer, type BankTemplate } from './bank-file.js'

export type Outcome = 'paid' | 'failed' | 'returned'

export interface SentItem {
  readonly item: number
  readonly itemKey: string
  readonly amountFen: Fen
  readonly outcomes: readonly Outcome[]
}

export interface MatchedResult {
  readonly item: number
  readonly outcome: Outcome
  readonly reason: string
  /** `20260320` or `2026-03-20` as the bank wrote it; empty where it did not. */
  readonly day: string
}

export interface Matched {
  readonly results: readonly MatchedResult[]
  readonly faults: readonly { readonly line: number; readonly why: string }[]
  /** Lines that only repeat what is known. */
  readonly known: number
}

/** The bank's day however it wrote it; undefined where it gave none that exists. */
export function bankDay(text: string): Day | undefined {
  const day = /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text
  return isDay(day) ? day : undefined
}

/** `preparedOn` is the batch's own day: nothing was paid before it. */
export function matchResults(template: BankTemplate, items: readonly SentItem[], answer: BankAnswer, preparedOn: Day): Matched {
  const byKey = new Map(items.map((item) => [item.itemKey, item]))
  const seen = new Map<number, readonly Outcome[]>(items.map(({ item, outcomes }) => [item, outcomes]))
  const results: MatchedResult[] = []
  const faults = [...answer.faults]
  const told = new Set<string>()
  let known = 0
  for (const { line, record } of answer.lines) {
    const item = byKey.get(record.item_key ?? '')
    const outcome = template.results.get(record.result ?? '')
    const amount = amountOf(record.amount_yuan, record.amount_fen)
    const before = item === undefined ? [] : (seen.get(item.item) ?? [])
    const twice = `${record.item_key} ${outcome}`
    const why = faultOf(item, outcome, amount, before, record.result ?? '') ?? lineFault(told.has(twice), record.day ?? '', preparedOn)
    told.add(twice)
    if (why !== undefined) faults.push({ line, why })
    else if (item === undefined || outcome === undefined || before.includes(outcome)) known++
    else {
      results.push({ item: item.item, outcome, reason: record.reason ?? '', day: record.day ?? '' })
      seen.set(item.item, [...before, outcome])
    }
  }
  return { results, faults: faults.sort((a, b) => a.line - b.line), known }
}

function faultOf(
  item: SentItem | undefined,
  outcome: Outcome | undefined,
  amount: Fen | undefined,
  before: readonly Outcome[],
  word: string,
): string | undefined {
  if (item === undefined) return '本批次没有这个付款编号'
  if (outcome === undefined) return `处理结果“${word}”不在模板的结果码里`
  if (amount === undefined) return '金额不能识别'
  if (amount !== item.amountFen) return `金额 ${yuanText(amount)} 元与付款金额 ${yuanText(item.amountFen)} 元不符`
  if (before.includes(outcome)) return undefined
  if (outcome === 'returned') return before.includes('paid') ? undefined : '没有支付成功过，不会有退票；请核对结果码'
  return before.length > 0 ? '已有处理结果，与这一行矛盾' : undefined
}

function lineFault(repeated: boolean, day: string, preparedOn: Day): string | undefined {
  if (repeated) return '这个付款编号在文件中重复出现；请向银行核实是否重复付款'
  const on = bankDay(day)
  return on !== undefined && on < preparedOn ? `处理日期 ${on} 早于批次编制的 ${preparedOn}；请向银行核实` : undefined
}
