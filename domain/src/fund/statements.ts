// The statutory statements (财会〔2017〕28号: 会社保01 资产负债表, 会社保02 收支表) from balances and turnover. Which lines a form has is
// data; here is only how a line is reckoned. 4001, 4301, 5001 and 5201 are net, other income and expenditure one-sided turnover.
import type { Fen } from '../base/money.js'
import { isIncomeOrExpenditure, PENDING } from './entries/close-year.js'

export const MEASURES = [
  'heading',
  'debit_balance',
  'credit_balance',
  'net_assets',
  'income_net',
  'income_turnover',
  'expenditure_net',
  'expenditure_turnover',
  'sum',
  'difference',
] as const
export type Measure = (typeof MEASURES)[number]

export interface StatementLine {
  readonly line: number
  readonly indent: number
  readonly name: string
  readonly measure: Measure
  /** Accounts such as `5001/inpatient`, or numbers of lines for sums and differences. */
  readonly of: readonly string[]
  /** `pool`, `account`, `pending`; empty for a fund without parts. */
  readonly part: string
}

/** One account and detail of a book over a stretch of time. Turnover leaves closing entries and opening balances out; red amounts stay on their side. */
export interface AccountState {
  readonly account: string
  readonly detail: string
  /** Debit +. */
  readonly balance: Fen
  readonly debit: Fen
  readonly credit: Fen
}

export interface StatementRow {
  readonly line: number
  readonly indent: number
  readonly name: string
  /** One amount a column; null on a heading. */
  readonly fen: readonly (Fen | null)[]
}

/** `columns`: the states that each column looks at, e.g. this month and the year so far. */
export function statementRows(lines: readonly StatementLine[], columns: readonly (readonly AccountState[])[]): StatementRow[] {
  const amounts = columns.map((states) => amountsOf(lines, states))
  return lines.map(({ line, indent, name, measure }) => ({
    line,
    indent,
    name,
    fen: amounts.map((ofColumn) => (measure === 'heading' ? null : (ofColumn.get(line) ?? 0n))),
  }))
}

function amountsOf(lines: readonly StatementLine[], states: readonly AccountState[]): ReadonlyMap<number, Fen> {
  const byLine = new Map<number, Fen>()
  const own = new Map(lines.map((line) => [line.line, line]))
  const amountOf = (number: number): Fen => {
    const known = byLine.get(number)
    if (known !== undefined) return known
    const line = own.get(number)
    if (line === undefined) throw new Error(`a statement has no line ${number}`)
    const fen = line.measure === 'sum' || line.measure === 'difference' ? combined(line, amountOf) : measured(line, states)
    byLine.set(number, fen)
    return fen
  }
  for (const { line } of lines) amountOf(line)
  return byLine
}

function combined({ measure, of }: StatementLine, amountOf: (line: number) => Fen): Fen {
  const [first = 0n, ...rest] = of.map((number) => amountOf(Number(number)))
  return rest.reduce((total, fen) => (measure === 'sum' ? total + fen : total - fen), first)
}

function measured(line: StatementLine, states: readonly AccountState[]): Fen {
  if (line.measure === 'net_assets')
    return -sumOver(
      states.filter((state) => inNetAssets(state, line.part)),
      ({ balance }) => balance,
    )
  const own = states.filter((state) => line.of.some((account) => fits(account, line.part, state)))
  switch (line.measure) {
    case 'debit_balance':
      return sumOver(own, ({ balance }) => balance)
    case 'credit_balance':
      return -sumOver(own, ({ balance }) => balance)
    case 'income_net':
      return sumOver(own, ({ debit, credit }) => credit - debit)
    case 'income_turnover':
      return sumOver(own, ({ credit }) => credit)
    case 'expenditure_net':
      return sumOver(own, ({ debit, credit }) => debit - credit)
    case 'expenditure_turnover':
      return sumOver(own, ({ debit }) => debit)
    default:
      return 0n
  }
}

function sumOver(states: readonly AccountState[], amount: (state: AccountState) => Fen): Fen {
  return states.reduce((total, state) => total + amount(state), 0n)
}

/** `5001/inpatient` fits the detail `inpatient`, for the employees' fund `pool/inpatient`; without a detail the whole account. */
function fits(wanted: string, part: string, { account, detail }: AccountState): boolean {
  const [code = '', kind] = wanted.split('/')
  if (account !== code) return false
  const words = detail.split('/')
  if (part !== '' && words[0] !== part) return false
  return kind === undefined || words.includes(kind)
}

/** 3001 with income and expenditure that are not closed yet; pending income is a part of its own. */
function inNetAssets({ account, detail }: AccountState, part: string): boolean {
  if (PENDING.has(account)) return part === '' || part === 'pending'
  if (account !== '3001' && !isIncomeOrExpenditure(account)) return false
  if (part === '') return true
  if (part === 'pending') return false
  const own = ['4301', '5201'].includes(account) || detail.startsWith('account') ? 'account' : 'pool'
  return own === part
}
