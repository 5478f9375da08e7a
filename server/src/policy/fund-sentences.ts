// Rules by which the fund is watched and units are appraised, as sentences: scores and days are plain numbers, not shares or money.
import { decimalText } from '@tongchou/domain/base/decimal.js'
import { percentText, yuanText } from '@tongchou/domain/base/money.js'
import { wordText } from '@tongchou/domain/policy/approval-leaf-words.js'
import type {
  AppraisalAward,
  AppraisalIndicator,
  AppraisalRule,
  IndicatorBound,
  IndicatorRule,
  IndicatorThreshold,
  WarningLevel,
  WarningOwner,
  WatchSchedule,
} from '@tongchou/domain/policy/watch-rule.js'
import { cell, readTable } from '../catalogue/table.js'
import { SCHEMES, wordOf } from '../settlement/words.js'

const number = decimalText
const word = (text: string): string => wordText(text, [])

let names: ReadonlyMap<string, { readonly name: string; readonly unit: string }> | undefined

/** What the catalogues call an indicator; one that they do not know is told as it is written. */
function indicatorNamed(id: string): { readonly name: string; readonly unit: string } {
  names ??= new Map([
    ...readTable('appraisal/indicators.tsv').map((row) => [cell(row, 'id'), { name: `${cell(row, 'heading')}（${cell(row, 'name')}）`, unit: '' }] as const),
    ...readTable('watch/indicators.tsv').map((row) => [`watch ${cell(row, 'id')}`, { name: cell(row, 'name'), unit: UNITS[cell(row, 'unit')] ?? '' }] as const),
  ])
  return names.get(id) ?? { name: id.replace(/^watch /, ''), unit: '' }
}

const UNITS: Readonly<Record<string, string>> = { months: '个月', percent: '%', yuan: '元' }

export function appraisalSentences({ indicators, bands, full, rounding, rank }: AppraisalRule): readonly string[] {
  return [
    ...indicators.map((one) => `${indicatorNamed(one.id).name} ${number(one.weight)}分：${[word(one.form), ...limitsOf(one)].join('，')}`),
    `满分${number(full)}分`,
    ...bands.map(
      ({ name, from, coefficient, consequence, award }) =>
        `${name}：${number(from)}分起，系数${number(coefficient)}${consequence === undefined ? '' : `，${consequence}`}${award === undefined ? '' : `，${awardText(award)}`}`,
    ),
    `得分${word(rounding)}，${rank ? '排名' : '不排名'}`,
  ]
}

function limitsOf({ per, zeroBelow, tolerancePoints }: AppraisalIndicator): readonly string[] {
  return [
    ...(per.num === 0n ? [] : [`每项或每个百分点扣${number(per)}分`]),
    ...(zeroBelow.num === 0n ? [] : [`低于${percentText(zeroBelow)}不得分`]),
    ...(tolerancePoints.num === 0n ? [] : [`偏差${number(tolerancePoints)}个百分点以内不扣`]),
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
  const also = when === undefined ? '' : `，且${boundText(when)}`
  const who = owner === undefined ? '' : `由${OWNERS[owner] ?? owner}`
  return `${LEVELS[level] ?? level}预警：${boundText({ indicator, side, value })}${also}，${who}${answerDays}日内答复`
}

function boundText({ indicator, side, value }: IndicatorBound): string {
  const { name, unit } = indicatorNamed(`watch ${indicator}`)
  return `${name}${side === 'below' ? '低于' : '高于'}${number(value)}${unit}`
}

function scheduleText({ every, fromDay }: WatchSchedule): string {
  return `${every === 'night' ? '每夜' : '每月'}自动计算，${fromDay}日起计算上月`
}
