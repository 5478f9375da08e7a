// Rules by which the fund is watched and units are appraised, as sentences: scores and days are plain numbers, not shares or money.
import { percentText, type Ratio } from '@tongchou/domain/base/money.js'
import { wordText } from '@tongchou/domain/policy/approval-leaf-words.js'
import type { AppraisalRule, IndicatorRule, IndicatorThreshold, WarningLevel } from '@tongchou/domain/policy/watch-rule.js'

/** A plain number reads as so many hundredths of itself in per cent. */
const number = ({ num, den }: Ratio): string => percentText({ num, den: den * 100n }).replace('%', '')
const word = (text: string): string => wordText(text, [])

export function appraisalSentences({ indicators, bands, rounding, rank }: AppraisalRule): readonly string[] {
  return [
    ...indicators.map((one) => {
      const limits = `每项扣${number(one.per)}分，低于${number(one.zeroBelow)}不得分，偏差${number(one.tolerancePoints)}个百分点以内不扣`
      return `${one.id} ${number(one.weight)}分：${word(one.form)}（${limits}）`
    }),
    ...bands.map(
      ({ name, from, coefficient, consequence }) =>
        `${name}：${number(from)}分起，系数${number(coefficient)}${consequence === undefined ? '' : `，${consequence}`}`,
    ),
    `得分${word(rounding)}，${rank ? '排名' : '不排名'}`,
  ]
}

export function indicatorSentences({ definitions, strip, bounds, thresholds = [] }: IndicatorRule): readonly string[] {
  const most = [
    ...(bounds?.currentPercent == null ? [] : [`当期结余率不超过${number(bounds.currentPercent)}%`]),
    ...(bounds?.cumulativePercent == null ? [] : [`累计结余率不超过${number(bounds.cumulativePercent)}%`]),
  ]
  return [
    `可支付月数：${definitions.map(word).join('、')}；结余中剔除${strip.length === 0 ? '：无' : strip.map(word).join('、')}`,
    ...(most.length === 0 ? [] : [most.join('，')]),
    ...thresholds.map(thresholdText),
  ]
}

const LEVELS: Readonly<Record<WarningLevel, string>> = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' }

function thresholdText({ indicator, level, side, value, answerDays }: IndicatorThreshold): string {
  return `${LEVELS[level] ?? level}预警：${indicator} ${side === 'below' ? '低于' : '高于'}${number(value)}，${answerDays}日内答复`
}
