// Which rule runs which published case, which cases no rule runs yet, and which printed figures no rule is to give.
import { readFileSync } from 'node:fs'
import { type Json, type JsonObject, objectAt, textAt } from '../../policy/cases-form.js'
import { objectsAt } from '../case-values.js'
import { type Answer, differenceBetween } from './figures.js'
import * as books from './published-books.js'
import * as payments from './published-payments.js'
import * as rules from './published-rules.js'

type Run = (input: JsonObject, expected: JsonObject) => Answer

/** By the case's name, by the beginning of several, or by the name without its number. */
const RUNS: Readonly<Record<string, Run>> = {
  'MONTHS-HA-': rules.county,
  'MONTHS-NATION-RES-2023': rules.nation,
  'MONTHS-GD-2012': rules.bySpending,
  'LEDGER-YUNLONG-EMP-2022': books.countyYear,
  'LEDGER-ELIM': books.consolidated,
  'LEVY-SHAANXI': rules.levyWithStop,
  'LEVY-SHAANXI-STOP': rules.levyStopped,
  'LEVY-SHAANXI-EMP': rules.levyOfEmployees,
  'LEVY-GUIZHOU': rules.levyAs('min_levy', { base: 'last_collected', rate: 'min_rate', field: 'last_year_pooled_collection' }),
  'LEVY-JINING': rules.levyAs('levy', { base: 'last_collected', rate: 'rate', field: 'last_year_collection' }),
  'LEVY-ANHUI-MED': rules.levyAs('max_levy', { base: 'last_final_income', rate: 'max_rate', field: 'last_year_income' }),
  'GAP-GUANGYUAN-1': rules.withinPlan,
  'GAP-LISHUI': rules.countyFirst,
  'GAP-SHAANXI-1': rules.afterOwnSurplus,
  'GAP-ANHUI-WI-': rules.byBands,
  'GAP-HUAINAN': rules.bySelfBalance,
  'GAP-JINHUA-CUTOVER': books.cutOver,
  'GAP-HENAN': rules.byCitySurplus,
  'ORDER-144-ART38': rules.inOrder,
  'ADJ-CENTRAL-PENSION': rules.perRetired,
  'SUBSIDY-YUNNAN-2022': rules.subsidyOfRest,
  'SUBSIDY-YUNNAN-2024': rules.subsidyByTier,
  'SUBSIDY-HUNAN-2023': rules.subsidyOfWhole,
  'SUBSIDY-WENQUAN-2019': rules.subsidyByAmounts,
  'PREPAY-ELIG': payments.mayPrepay,
  'PREPAY-AMOUNT': payments.prepaymentAmount,
  RETENTION: payments.qualityDeposit,
  'RECON-TAX-TREASURY': payments.taxAndTreasury,
  'PREPAY-BOOKS': books.prepaymentBooks,
  'INTEREST-DEMAND': rules.demandInterest,
  'POST-REFUND': books.refunds,
  'POST-2026-PREPAID': books.nextYearsPremium,
  'POST-DIRECT-SETTLE': books.directSettlement,
  'POST-MAJOR': books.majorIllness,
}

/** Cases that no rule of the product answers yet, each with the reason. */
export const NOT_RUN: Readonly<Record<string, string>> = {}

/** Figures that the source prints and that follow from no rule, with the reason. */
export const ONLY_PRINTED: Readonly<Record<string, string>> = {
  'MONTHS-NATION-RES-2023.months_quoted_by_NHSA_official': 'the denominator behind the quoted 8.5 months is not published',
  'MONTHS-GD-2012.months_as_printed': 'the article divides by income; cover is counted on spending',
  'LEDGER-YUNLONG-EMP-2022.income_total_published': 'the source adds amounts before it rounds them; the rounded amounts give 7303',
  'LEDGER-YUNLONG-EMP-2022.expenditure_total_published': 'the source adds amounts before it rounds them; the rounded amounts give 8359.32',
}

export function publishedCases(file: string): readonly JsonObject[] {
  return objectsAt(objectAt(JSON.parse(readFileSync(file, 'utf8')) as Json, 'file')['cases'], 'cases')
}

export function runOf(id: string): Run | undefined {
  const family = (name: string): string => name.replace(/-\d+$/, '')
  const named = Object.entries(RUNS)
  return RUNS[id] ?? (named.find(([name]) => name.endsWith('-') && id.startsWith(name)) ?? named.find(([name]) => family(name) === family(id)))?.[1]
}

/** The first figure that differs from the published one; undefined where all are equal. */
export function comparePublished(it: JsonObject): string | undefined {
  const id = textAt(it['id'], 'id')
  const run = runOf(id)
  if (run === undefined) return `no rule runs ${id}`
  const figures = Object.entries(objectAt(it['expected'], 'expected')).filter(([name]) => ONLY_PRINTED[`${id}.${name}`] === undefined)
  const expected = Object.fromEntries(figures)
  return differenceBetween(expected, run(objectAt(it['input'], 'input'), expected))
}
