// The sentence for the doctor: what the limit is, what the visit shows, and what can be done.
import { ageOn, dayNumber } from '../base/day.js'
import type { ReviewLine, ReviewRequest } from './review-request.js'
import type { Condition, Rule, Setting } from './rule.js'

type LineCondition = Exclude<Condition, { readonly kind: 'days' | 'frequency' | 'pair' | 'herb_alone' }>

const SEXES: Readonly<Record<string, string>> = { '1': '男性', '2': '女性' }
const SETTINGS: Readonly<Record<Setting, string>> = { inpatient: '住院', outpatient: '门诊', emergency: '急诊', pharmacy: '药店购药' }
const LEVELS = ['', '一级', '二级', '三级'] as const

export function sentenceFor(rule: Rule, condition: LineCondition, line: ReviewLine, request: ReviewRequest): string {
  const { item } = rule
  switch (condition.kind) {
    case 'sex':
      return `${item}限${SEXES[condition.sex]}使用，患者登记为${SEXES[request.person.sex]}；请先核对患者身份和性别登记，再决定是否修改。`
    case 'age':
      return `${item}限${bandText(condition)}使用，患者${ageText(condition, line, request)}；请改用其他药品或项目，或由患者知情同意后自费。`
    case 'setting':
      return `${item}限${condition.settings.map((one) => SETTINGS[one]).join('、')}使用，本次为${request.visit.setting === null ? '' : SETTINGS[request.visit.setting]}；不予支付，请调整或由患者自费。`
    case 'level':
      return `${item}${condition.firstOnly ? '首次处方' : ''}限${LEVELS[condition.least] ?? ''}及以上医疗机构，本机构为${LEVELS[request.visit.level ?? 0] ?? ''}；请转上级机构${condition.firstOnly ? '首次开具' : '使用'}或由患者自费。`
    case 'scheme':
      return `${item}限${condition.scheme === 'work_injury' ? '工伤保险' : '生育保险'}支付，本次不是${condition.scheme === 'work_injury' ? '工伤' : '生育'}结算；请由患者自费或按相应险种结算。`
    case 'herb_never':
      return `${item}单方、复方均不予支付；请由患者自费，同一处方的其他饮片不受影响。`
    case 'not_online':
      return `${item}不在互联网诊疗的处方和支付范围内；请患者到医疗机构就诊开具。`
  }
}

function bandText({ unit, from, to }: Extract<Condition, { kind: 'age' }>): string {
  const word = unit === 'years' ? '周岁' : '天'
  return from === 0 ? `${to}${word}及以下` : `${from}—${to}${word}`
}

function ageText({ unit }: Extract<Condition, { kind: 'age' }>, line: ReviewLine, { person }: ReviewRequest): string {
  return unit === 'years' ? `${ageOn(person.born, line.day)}周岁` : `出生${dayNumber(line.day) - dayNumber(person.born)}天`
}
