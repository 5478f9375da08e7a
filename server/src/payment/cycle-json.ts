// A provider's month as the page shows it: every line of the formula, its changes and their words.
import { sumOf } from '@tongchou/domain/base/money.js'
import { CYCLE_CHANGES, type CycleLine } from '@tongchou/domain/payment/cycle.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { CYCLE_LIFE } from '@tongchou/domain/payment/lives.js'
import { fenJson } from '../http/json-money.js'
import { STANDINGS } from './batch-json.js'
import type { CycleNow } from './cycle-lines.js'
import type { ChangeRow, CycleRow, DueOfProvider } from './cycle-store.js'

export const PARTS: Readonly<Record<string, string>> = { pool: '统筹基金', account: '个人账户', insurer: '代承保机构垫付', liable: '先行支付' }
export const CARES: Readonly<Record<string, string>> = {
  inpatient: '住院',
  outpatient: '门诊',
  outpatient_major: '门诊大病',
  pharmacy: '药店',
  birth: '生育',
  other: '其他',
}
const WORDS: Readonly<Record<string, string>> = { objected: '机构异议', upheld: '维持', dropped: '撤销扣款' }

export function dueJson({ area: _area, stage, cycle, total: _total, due_fen, declared_fen, ...row }: DueOfProvider) {
  const stage_name = stage === null ? (row.paid ? '已拨付' : '未开始') : stageName(CYCLE_LIFE, stage)
  return { ...row, cycle: cycle === null ? null : cycle.toString(), stage_name, due_fen: fenJson(due_fen), declared_fen: fenJson(declared_fen) }
}

export function cycleJson(row: CycleRow) {
  const { cycle, book, provider, provider_name, month, officer_name, known_at, stage, standing, pay_fen } = row
  return {
    ...{
      number: cycle.toString(),
      book,
      provider,
      provider_name,
      month: month.slice(0, 7),
      officer_name,
      known_at,
      stage,
      stage_name: stageName(CYCLE_LIFE, stage),
    },
    ...{ by_item_fen: fenJson(row.by_item_fen), declared_fen: fenJson(row.declared_fen), pay_fen: pay_fen === null ? null : fenJson(pay_fen) },
    payment: standing === null ? '' : (STANDINGS[standing] ?? standing),
  }
}

const FIELDS = [
  ['by_item_fen', 'byItemFen'],
  ['carried_fen', 'carriedFen'],
  ['difference_fen', 'differenceFen'],
  ['deduction_fen', 'deductionFen'],
  ['deposit_fen', 'depositFen'],
  ['netted_this_year_fen', 'nettedThisYearFen'],
  ['netted_earlier_fen', 'nettedEarlierFen'],
  ['set_off_fen', 'setOffFen'],
  ['pay_fen', 'payFen'],
  ['carry_fen', 'carryFen'],
] as const
type Amounts = Record<(typeof FIELDS)[number][0], number>

function amountsJson(lines: readonly CycleLine[]): Amounts {
  return Object.fromEntries(FIELDS.map(([name, field]) => [name, fenJson(sumOf(lines.map((line) => line[field])))])) as Amounts
}

export function linesJson({ dues, cycle }: CycleNow) {
  const billsOf = ({ unit, part, care }: CycleLine): number => dues.find((due) => due.unit === unit && due.part === part && due.care === care)?.bills ?? 0
  return {
    lines: cycle.lines.map((line) => {
      const { unit, part, care } = line
      return { unit, part, part_name: PARTS[part] ?? part, care, care_name: CARES[care] ?? care, bills: billsOf(line), ...amountsJson([line]) }
    }),
    sums: amountsJson(cycle.lines),
    faults: cycle.faults.map(({ sentence }) => sentence),
  }
}

export function changeJson({ change, kind, unit, part, care, amountFen, reason, article, officer_name, words }: ChangeRow) {
  const last = words.at(-1)?.kind
  return {
    ...{ change: change.toString(), kind, kind_name: CYCLE_CHANGES[kind], unit, part_name: PARTS[part] ?? part, care_name: CARES[care] ?? care },
    ...{ amount_fen: fenJson(amountFen), reason, article, officer_name, standing: last === undefined ? '' : (WORDS[last] ?? last) },
    words: words.map((word) => ({ ...word, name: WORDS[word.kind] ?? word.kind })),
  }
}
