// Published cases of prepayment, quality deposit and reconciliation, asked of the rules that the desks use.
import { type Fen, ratioOf, rounded, times } from '@tongchou/domain/base/money.js'
import { type LineDifference, matchLines, type PartyLine } from '@tongchou/domain/fund/four-ways/match-lines.js'
import { depositReturned } from '@tongchou/domain/payment/deposit-return.js'
import { averageMonth, prepaymentGate } from '@tongchou/domain/payment/prepayment-gate.js'
import { type Json, type JsonObject, listAt, textAt, UnknownForm } from '../../policy/cases-form.js'
import { objectsAt } from '../case-values.js'
import { type Answer, amountsOf, decimalOf, printed } from './figures.js'

const HUNDREDTHS = { num: 100n, den: 1n }

/** Twelve months for employees, six for residents (医保办函〔2024〕101号); the size is asked of another case. */
export function mayPrepay(input: JsonObject): Answer {
  const gate = (scheme: 'employee' | 'resident', months: bigint): boolean =>
    prepaymentGate(
      { monthsOfCover: months * 100n, appraisalScore: null, months: { num: 1n, den: 1n } },
      {
        amountFen: 0n,
        monthsOfCover: rounded(times(decimalOf(input[`${scheme}_months`], scheme), HUNDREDTHS)),
        lastYearFen: input['last_year_deficit'] === true ? -1n : 0n,
        forecastHolds: input['rolling12_forecast_deficit'] === false,
        agreementInForce: true,
        appraisalScore: null,
        averageMonthFen: 0n,
      },
    ).every(({ met }) => met)
  return { employee: gate('employee', 12n), resident: gate('resident', 6n) }
}

/** Reading: below the full score the deposit comes back as score / 95. */
/** The average month of up to three years (医保办函〔2024〕101号), or of the last year alone (云医保〔2025〕5号). */
export function prepaymentAmount(input: JsonObject): Answer {
  const paid = listAt(input['last3y_fund_payment_to_hospital'], 'last3y_fund_payment_to_hospital').map((one) => BigInt(amountsOf(input)(one, 'year')))
  return { national_3y: printed(input, averageMonth(paid)), yunnan: printed(input, averageMonth(paid.slice(-1))) }
}

export function qualityDeposit(input: JsonObject): Answer {
  const settled = BigInt(amountsOf(input)(input['settled'], 'settled'))
  const rate = ratioOf(String(input['rate']))
  if (rate === undefined) throw new UnknownForm('rate: a decimal is expected')
  const withheld = rounded(times({ num: settled, den: 1n }, rate))
  const back = listAt(input['score'], 'score').map((score): readonly [string, Answer] => {
    const returned = depositReturned(withheld, BigInt(Number(score)) * 100n, { fullScore: 9_500n, passScore: 6_000n })
    return [`s${String(score)}`, printed(input, returned)]
  })
  return { withheld: printed(input, withheld), paid_now: printed(input, settled - withheld), returned: Object.fromEntries(back) }
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

export function taxAndTreasury(input: JsonObject): Answer {
  const [tax, treasury] = [linesOf(input['tax'], 'tax'), linesOf(input['treasury'], 'treasury')]
  const { matches, differences } = matchLines(tax, treasury, { days: 0 })
  const matched = matches.flatMap(({ left }) => left.map((id): readonly [string, Answer] => [keyOf(tax, id), 'matched']))
  const open = differences.map((one): readonly [string, Answer] => [(one.left[0] ?? one.right[0])?.key ?? '', wordsOf(one)])
  return Object.fromEntries([...matched, ...open])
}

function linesOf(given: Json | undefined, party: string): PartyLine[] {
  return objectsAt(given, party).map(({ ticket, amt, day }, i) => ({
    id: `${party}${i}`,
    fund: 'resident',
    unit: 'u',
    key: textAt(ticket, 'ticket'),
    day: textAt(day, 'day'),
    amountFen: BigInt(Number(amt)) * 100n,
  }))
}

const keyOf = (lines: readonly PartyLine[], id: string): string => lines.find((line) => line.id === id)?.key ?? id
const monthOf = (line: PartyLine | undefined): string => MONTHS[Number(line?.day.slice(5, 7)) - 1] ?? ''

function wordsOf({ kind, left, right }: LineDifference): string {
  const sum = (lines: readonly PartyLine[]): Fen => lines.reduce((total, { amountFen }) => total + amountFen, 0n)
  if (kind === 'timing') return `timing (tax ${monthOf(left[0])}, treasury ${monthOf(right[0])})`
  if (kind === 'amount') return `amount difference ${(sum(left) - sum(right)) / 100n}`
  if (kind === 'right_only') return 'treasury only'
  return kind === 'reversal_pending' ? 'tax only, refund' : kind
}
