// Rules by which the fund is watched and units are appraised, as sentences: scores and days are plain numbers, not shares or money.
import { percentText, type Ratio, yuanText } from '@tongchou/domain/base/money.js'
import { wordText } from '@tongchou/domain/policy/approval-leaf-words.js'
import type {
  AppraisalAward,
  AppraisalRule,
  IndicatorRule,
  IndicatorThreshold,
  WarningLevel,
  WarningOwner,
  WatchSchedule,
} from '@tongchou/domain/policy/watch-rule.js'
import { SCHEMES, wordOf } from '../settlement/words.js'

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
      ({ name, from, coefficient, consequence, award }) =>
        `${name}：${number(from)}分起，系数${number(coefficient)}${consequence === undefined ? '' : `，${consequence}`}${award === undefined ? '' : `，${awardText(award)}`}`,
    ),
    `得分${word(rounding)}，${rank ? '排名' : '不排名'}`,
  ]
}

function awardText({ kind, amount, scheme }: AppraisalAward): string {
  const of = wordOf(SCHEMES, scheme)
  return kind === 'reward' ? `奖励${yuanText(amount)}元（${of}，由同级财政预算安排）` : `扣罚${yuanText(amount)}元，由该单位同级财政补入${of}基金`
}

export function indicatorSentences({ definitions, strip, bounds, thresholds = [], schedule }: IndicatorRule): readonly string[] {
  const most = [
    ...(bounds?.currentPercent == null ? [] : [`当期结余率不超过${number(bounds.currentPercent)}%`]),
    ...(bounds?.cumulativePercent == null ? [] : [`累计结余率不超过${number(bounds.cumulativePercent)}%`]),
  ]
  return [
    `可支付月数：${definitions.map(word).join('、')}；结余中剔除${strip.length === 0 ? '：无' : strip.map(word).join('、')}`,
    ...(most.length === 0 ? [] : [most.join('，')]),
    ...thresholds.map(thresholdText),
    ...(schedule === undefined ? [] : [scheduleText(schedule)]),
  ]
}

const LEVELS: Readonly<Record<WarningLevel, string>> = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' }

const OWNERS: Readonly<Record<WarningOwner, string>> = {
  unit_bureau: '被预警单位的医保局',
  unit_agency: '被预警单位的经办机构',
  unit_finance: '被预警单位的财政部门',
  unit_tax: '被预警单位的税务部门',
  pool_bureau: '统筹地区医保局',
  pool_agency: '统筹地区经办机构',
}

function thresholdText({ indicator, level, side, value, answerDays, owner, when }: IndicatorThreshold): string {
  const also = when === undefined ? '' : `，且 ${when.indicator} ${when.side === 'below' ? '低于' : '高于'}${number(when.value)}`
  const who = owner === undefined ? '' : `由${OWNERS[owner] ?? owner}`
  return `${LEVELS[level] ?? level}预警：${indicator} ${side === 'below' ? '低于' : '高于'}${number(value)}${also}，${who}${answerDays}日内答复`
}

function scheduleText({ every, fromDay }: WatchSchedule): string {
  return `${every === 'night' ? '每夜' : '每月'}自动计算，${fromDay}日起计算上月`
}
