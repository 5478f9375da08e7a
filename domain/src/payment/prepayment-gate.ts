// Whether a provider may be given money in advance (医保预付金, 医保办函〔2024〕101号): the fund's months of cover, no deficit last
// year, a rolling forecast that is not negative, an agreement in force, an appraisal that is good enough, and a size within the
// average month of the last year or years. Which of them hold and their figures are data of the place.
import { type Fen, portion, type Ratio, sumOf, yuanText } from '../base/money.js'

export interface GateRule {
  /** Hundredths of a month. */
  readonly monthsOfCover: bigint
  /** Hundredths of a point; null: the appraisal is not asked for. */
  readonly appraisalScore: bigint | null
  /** How many average months may be advanced. */
  readonly months: Ratio
}

export interface GateInput {
  readonly amountFen: Fen
  readonly monthsOfCover: bigint | null
  readonly lastYearFen: Fen
  readonly forecastHolds: boolean
  readonly agreementInForce: boolean
  readonly appraisalScore: bigint | null
  /** What the provider was paid in an average month (`averageMonth`). */
  readonly averageMonthFen: Fen
}

/** What a kind of money in advance asks for; which words is data of its plan. */
export const GATE_WORDS = ['cover', 'last_year', 'forecast', 'agreement', 'score', 'size'] as const
export type GateWord = (typeof GATE_WORDS)[number]

export interface GateCondition {
  readonly word: GateWord

  readonly name: string
  readonly met: boolean
  readonly found: string
}

export function prepaymentGate(rule: GateRule, given: GateInput, asked: readonly string[] = GATE_WORDS): readonly GateCondition[] {
  return everyCondition(rule, given).filter(({ word }) => asked.includes(word))
}

function everyCondition(rule: GateRule, given: GateInput): readonly GateCondition[] {
  const most = portion(given.averageMonthFen, rule.months)
  return [
    {
      word: 'cover',
      name: `基金累计结余可支付不少于 ${hundredths(rule.monthsOfCover)} 个月`,
      met: given.monthsOfCover !== null && given.monthsOfCover >= rule.monthsOfCover,
      found: given.monthsOfCover === null ? '没有支出，无法计算' : `${hundredths(given.monthsOfCover)} 个月`,
    },
    { word: 'last_year', name: '上年度基金没有当期赤字', met: given.lastYearFen >= 0n, found: `上年度结余 ${yuanText(given.lastYearFen)} 元` },
    { word: 'forecast', name: '今后十二个月滚动预测不出现缺口', met: given.forecastHolds, found: given.forecastHolds ? '经办人员已核对' : '未确认' },
    { word: 'agreement', name: '医药机构的协议有效', met: given.agreementInForce, found: given.agreementInForce ? '有效' : '无效或已终止' },
    ...(rule.appraisalScore === null
      ? []
      : [
          {
            word: 'score' as const,
            name: `上年度考核不低于 ${hundredths(rule.appraisalScore)} 分`,
            met: given.appraisalScore !== null && given.appraisalScore >= rule.appraisalScore,
            found: given.appraisalScore === null ? '没有考核结果' : `${hundredths(given.appraisalScore)} 分`,
          },
        ]),
    { word: 'size', name: `金额不超过月均拨付额的规定倍数（${yuanText(most)} 元）`, met: given.amountFen <= most, found: `${yuanText(given.amountFen)} 元` },
  ]
}

/** An average month of the years whose payments are given; over how many years is data of the place (one to three, 医保办函〔2024〕101号). */
export function averageMonth(paidByYear: readonly Fen[]): Fen {
  return paidByYear.length === 0 ? 0n : portion(sumOf(paidByYear), { num: 1n, den: 12n * BigInt(paidByYear.length) })
}

function hundredths(value: bigint): string {
  const text = yuanText(value)
  return text.endsWith('.00') ? text.slice(0, -3) : text
}
