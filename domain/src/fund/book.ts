// A set of accounts (账套) as the bookkeeping sees it: one fund at one agency, with the accounts it opened and its balances.
// The chart is national and comes as data; first-level codes are fixed, details may be added (财会〔2017〕28号 part 2).
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { Part } from '../facts/money-fact.js'
import type { Fund } from './memo.js'

export interface Book {
  readonly book: string
  readonly fund: Fund
  /** First-level accounts that the book opened. */
  readonly permitted: ReadonlySet<string>
  /** For an account that takes money only from some: which accounts may stand against its debit (permitted-flow matrix). */
  readonly flows: ReadonlyMap<string, ReadonlySet<string>>
  /** From this day on premiums of a later year are a liability, not income (补充规定, in force 2026-01-01); null: switched off. */
  readonly nextYearLiabilityFrom: Day | null
  /** Last day of the last closed year. */
  readonly closedThrough: Day | null
  /** Approved budgets by year and what was requested out of them; a year without one is not held to any. */
  readonly budgets: ReadonlyMap<number, Budget>
}

export interface Budget {
  readonly approvedFen: Fen
  readonly requestedFen: Fen
}

export interface Entry {
  readonly account: string
  /** Part and kind, e.g. `pool/inpatient`, `county_finance`; empty where there is none. */
  readonly detail: string
  /** Accounting unit (核算单位) that the money is counted for. */
  readonly unit: string
  /** Debit +, credit −. */
  readonly amount: Fen
  /** Written in red: shown as a negative amount on the side where it belongs. */
  readonly red?: boolean
}

export interface MemoLine {
  readonly unit: string
  readonly account: string
  readonly amount: Fen
}

/** Balances by account, detail and unit; debit +. */
export type Balances = ReadonlyMap<string, Fen>

export function balanceKey(account: string, detail: string, unit: string): string {
  return `${account}|${detail}|${unit}`
}

export function balanceParts(key: string): { account: string; detail: string; unit: string } {
  const [account = '', detail = '', unit = ''] = key.split('|')
  return { account, detail, unit }
}

/** Only the employees' fund is kept by part; other funds have no detail for it. */
export function partDetail(fund: Fund, part: Part): string {
  return fund === 'employee' ? part : ''
}

export function debit(account: string, unit: string, amount: Fen, detail = ''): Entry {
  return { account, detail, unit, amount }
}

export function credit(account: string, unit: string, amount: Fen, detail = ''): Entry {
  return { account, detail, unit, amount: -amount }
}
