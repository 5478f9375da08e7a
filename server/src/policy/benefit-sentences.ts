// Rules of one kind of care as sentences an officer can read.

import { percentText, yuanText } from '@tongchou/domain/base/money.js'
import { wordText } from '@tongchou/domain/policy/approval-leaf-words.js'
import type {
  BandsRule,
  DeductibleRule,
  DeductibleSequence,
  FixedBenefit,
  GuaranteedMinimum,
  OffsiteRule,
  Place,
} from '@tongchou/domain/policy/benefit-policy.js'
import { DELIVERY_NAMES, kindName, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { amountStepText, amountsText, bandsText, figure, levelsOf, levelWord, rowText, whenText, whereText, yuan } from './words.js'

const PERIODS: Readonly<Record<DeductibleRule['period'], string>> = {
  per_bill: '每次计',
  month: '一月一次',
  quarter: '一季一次',
  year: '一年一次',
  hospital_year: '每家机构一年一次',
  year_top_up: '一年一次，就诊级别升高时补足差额',
}

const USUAL_ORDER = 'amount,sequence,offsite,person,waiver'

export function deductibleSentences({ amount, sequence, period, countsKinds, personSteps, waivers, order }: DeductibleRule): readonly string[] {
  return [
    `起付线：${amountsText(amount)}；${periodWord(period)}${countsKinds.length > 1 ? `，${countsKinds.map(kindName).join('、')}合并计算` : ''}`,
    ...sequenceSentences(sequence),
    ...personSteps.map((step) => `起付线 ${amountStepText(step)}`),
    ...waivers.map(({ when }) => `不收起付线：${whenText(when)}`),
    ...(order.join() === USUAL_ORDER ? [] : [`计算的次序：${order.map((step) => wordText(step, ['order'])).join('→')}`]),
  ]
}

export const periodWord = (period: DeductibleRule['period']): string => PERIODS[period]

export function sequenceSentences(sequence: DeductibleSequence): readonly string[] {
  switch (sequence.kind) {
    case 'none':
      return []
    case 'schedule':
      return [
        `各次住院起付线：${levelsOf(sequence.byLevel)
          .map((level) => `${levelWord(level)} ${(sequence.byLevel[level] ?? []).map(yuan).join('、')}`)
          .join('，')}`,
      ]
    case 'factors':
      return [`各次住院起付线依次×${sequence.factors.map(percentText).join('、')}，以后各次同末次`]
    case 'minus_each':
      return [`再次住院每次降${yuan(sequence.stepFen)}，最低${yuan(sequence.floorFen)}`]
    case 'minus_flat':
      return [`再次住院降${yuan(sequence.stepFen)}，最低${yuan(sequence.floorFen)}`]
    default:
      return ['各次住院另有次序']
  }
}

export function bandsSentences({ bands, position, upperBound, scope, carriedKinds }: BandsRule): readonly string[] {
  const tables =
    'table' in bands ? [bandsText(bands.table)] : levelsOf(bands.byLevel).map((level) => `${levelWord(level)} ${bandsText(bands.byLevel[level] ?? [])}`)
  const where = position === null ? '分段起点没有规定' : position === 'absolute' ? '分段按范围内费用（含起付线）' : '分段按起付线以上的费用'
  const many = 'table' in bands ? bands.table.length > 1 : Object.values(bands.byLevel).some((table) => table.length > 1)
  return [
    `支付比例：${tables.join('；')}`,
    ...(many ? [`${where}，上限${upperBound === 'inclusive' ? '含' : '不含'}本数`] : []),
    ...(scope === 'year' ? [`分段按年度累计（${carriedKinds.map(kindName).join('、')}）`] : []),
  ]
}

export function offsiteSentences({ rows, silent }: OffsiteRule): readonly string[] {
  return [...rows.map((row) => `${whereText(row)}：${rowText(row)}`), ...silent.map((row) => `${whereText(row)}：没有规定`)]
}

export function guaranteedSentences({ ratioByPlace }: GuaranteedMinimum): readonly string[] {
  const said = Object.entries(ratioByPlace).map(([place, ratio]) => `${PLACE_NAMES[place as Place]} ${figure(ratio, percentText)}`)
  return [`保底：不低于（总费用－起付线）的 ${said.join('，')}`]
}

export function fixedSentences({ form, amounts, amountsByLevel = {}, limit, by, countsAdmission }: FixedBenefit): readonly string[] {
  const said = (table: FixedBenefit['amounts']): string =>
    Object.entries(table)
      .map(([what, fen]) => `${by === 'delivery' ? (DELIVERY_NAMES[what] ?? what) : what} ${figure(fen, yuan)}`)
      .join('，')
  const most = limit === 'bill_total' ? '总费用' : '范围内费用'
  return [
    `${form === 'lump_sum' ? '定额支付' : '定额以内全额支付'}：${said(amounts)}；不超过${most}`,
    ...(countsAdmission ? ['计入住院次数'] : []),
    ...levelsOf(amountsByLevel).map((level) => `${levelWord(level)}：${said(amountsByLevel[level] ?? {})}`),
  ]
}

/** A table of years and amounts, the oldest first. */
export const byYears = (table: Readonly<Record<string, bigint>>): string =>
  Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([year, fen]) => `${year}年${yuanText(fen).replace(/\.00$/, '')}`)
    .join('、')
