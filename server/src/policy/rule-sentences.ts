// Any rule as sentences, and any key as a name: what the library, the timeline and the comparison show of a provision.

import { percentText, yuanText } from '@tongchou/domain/base/money.js'
import { wordText } from '@tongchou/domain/policy/approval-leaf-words.js'
import type { AccidentRule, AccountRule, StayRule, ThirdPartyShareRule } from '@tongchou/domain/policy/benefit-policy.js'
import { capName } from '@tongchou/domain/policy/cap-names.js'
import { GAP_WORDS, type GapRule, type GapSharing, type TakeOverRule } from '@tongchou/domain/policy/gap-rule.js'
import type { Rule } from '@tongchou/domain/policy/keys.js'
import { LEAVE_NAMES, type MaternityAllowanceRule } from '@tongchou/domain/policy/maternity-rule.js'
import { FILING_NAMES, isBenefitKind, kindName, layerName, PAYER_NAMES, RELATION_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type { PerHeadContribution, PoolingMode, WageContribution } from '@tongchou/domain/policy/pooling-rule.js'
import type { Settings } from '@tongchou/domain/policy/read-settings.js'
import type { SubsidySplit } from '@tongchou/domain/policy/subsidy-split-rule.js'
import { GROUP_NAMES, isGroup } from '@tongchou/domain/policy/unification.js'
import { isAwaiting } from '@tongchou/domain/settlement/unanswered.js'
import { bandsSentences, byYears, deductibleSentences, fixedSentences, guaranteedSentences, offsiteSentences } from './benefit-sentences.js'
import { appraisalSentences, indicatorSentences } from './fund-sentences.js'
import { labelledLines } from './labelled-lines.js'
import {
  assistanceSentences,
  capSentences,
  civilServantSentences,
  jointCapSentences,
  largeSentences,
  majorSentences,
  supplementSentences,
} from './layer-sentences.js'
import { levelWord, limit, stepTexts } from './words.js'

export function sentencesOf(rule: Rule): readonly string[] {
  switch (rule.part) {
    case 'deductible':
      return deductibleSentences(rule.value)
    case 'bands':
      return bandsSentences(rule.value)
    case 'ratioSteps':
      return stepTexts(rule.value)
    case 'offsite':
      return offsiteSentences(rule.value)
    case 'guaranteed':
      return guaranteedSentences(rule.value)
    case 'fixed':
      return fixedSentences(rule.value)
    case 'sameAs':
      return [`按${kindName(rule.value.kind)}支付`]
    case 'countsAdmission':
      return [rule.value ? '计入住院次数' : '不计入住院次数']
    case 'priorTests':
      return [`入院前${rule.value.withinDays}天内的检查并入本次结算`]
    case 'accident':
      return [accidentText(rule.value)]
    case 'advancePayment':
      return [`${rule.value.layers.map(layerName).join('、')}先行支付，向责任方追偿；${rule.value.countsInYear ? '计入' : '不计入'}年度`]
    case 'offsiteCatalogue':
      return [`${rule.value.placeOfCare.map((filing) => FILING_NAMES[filing]).join('、')}按就医地目录，其他按参保地目录`]
    case 'silentKinds':
      return [`没有规定：${rule.value.map(kindName).join('、')}`]
    default:
      return ofLayerOrFund(rule)
  }
}

function ofLayerOrFund(rule: Rule): readonly string[] {
  switch (rule.part) {
    case 'cap':
      return capSentences(rule.value)
    case 'jointCap':
      return jointCapSentences(rule.value)
    case 'thirdPartyShare':
      return [THIRD_PARTY_WORDS[rule.value.kind]]
    case 'maternityAllowance':
      return [allowanceText(rule.value)]
    case 'large':
      return largeSentences(rule.value)
    case 'major':
      return majorSentences(rule.value)
    case 'assistance':
      return assistanceSentences(rule.value)
    case 'civilServant':
      return civilServantSentences(rule.value)
    case 'supplement':
      return supplementSentences(rule.value)
    case 'mode':
      return [modeText(rule.value)]
    case 'gap':
      return gapSentences(rule.value)
    case 'gapSharing':
      return [sharingText(rule.value)]
    case 'managementGap':
      return ['多支少收等管理原因和统筹前形成的缺口由所在县区政府承担']
    case 'takeOver':
      return [takeOverText(rule.value)]
    case 'advance':
      return [`按季度预付${rule.value.appliesTo.length === 0 ? '' : `（${rule.value.appliesTo.map(appliesWord).join('、')}）`}`]
    case 'disbursement':
      return [rule.value.steps.join('→')]
    case 'contribution':
      return contributionSentences(rule.value)
    case 'statement':
      return [rule.value.says]
    case 'account':
      return accountSentences(rule.value)
    case 'indicators':
      return indicatorSentences(rule.value)
    case 'appraisal':
    case 'areaAppraisal':
      return appraisalSentences(rule.value)
    case 'settings':
      return settingsSentences(rule.value)
    case 'transfer':
    case 'midStay':
    case 'readmission':
      return [stayText(rule.value)]
    default:
      return figuresOf(rule.value)
  }
}

/** A kind of rule without sentences of its own is still shown, figure by figure; of some a document may say that it says nothing. */
function figuresOf(value: Rule['value']): readonly string[] {
  if (typeof value !== 'object') return []
  if (!('rule' in value)) return labelledLines(value)
  return typeof value.rule === 'object' && value.rule !== null ? labelledLines(value.rule) : ['没有规定']
}

export function modeText({ accounting, unitsBalanceThemselves, transfersBetweenUnits }: PoolingMode): string {
  return `统收统支，${accounting === 'one_account' ? '一个账户' : '分级核算'}，${unitsBalanceThemselves ? '县区自求平衡' : '县区不自求平衡'}，${transfersBetweenUnits ? '可互济' : '互不调剂'}`
}

export function wageText({ employer, employee, baseFloor, baseCeiling }: WageContribution): string {
  return `单位${percentText(employer)}、个人${percentText(employee)}，基数${percentText(baseFloor)}—${percentText(baseCeiling)}`
}

export function gapText(rule: GapRule): string {
  const approval = rule.kind === 'same_level_finance' && rule.overspendNeedsApproval ? '；超预算须经同级政府同意' : ''
  return `${GAP_WORDS[rule.kind]}${approval}`
}

/** The figures of a way of covering a gap stand below its name. */
function gapSentences(rule: GapRule): readonly string[] {
  const { kind: _kind, ...figures } = rule
  return [gapText(rule), ...(rule.kind === 'same_level_finance' ? levyTexts(rule) : labelledLines(figures))]
}

const levyTexts = ({ afterLevy }: GapRule): readonly string[] => (afterLevy ? ['上解计入支出后再算缺口'] : [])

function sharingText({ ratio }: GapSharing): string {
  return ratio === null ? '市与县区分担，比例另行制定' : `市${percentText(ratio.city)}、县区${percentText(ratio.unit)}`
}

function takeOverText({ surplus, basis }: TakeOverRule): string {
  const kept = surplus === 'frozen' ? '统筹前结余单列，留作当地以后年度弥补缺口' : '统筹前结余全额上解'
  return `${kept}；按${basis === 'accrual' ? '权责发生制' : '收付实现制'}核定；统筹前的缺口由所在县区政府承担`
}

function contributionSentences(rule: PerHeadContribution | WageContribution): readonly string[] {
  if (rule.kind === 'wage_share') return [`${wageText(rule)}；划入个人账户${percentText(rule.toAccount)}`]
  return [
    `个人缴费（元）：${byYears(rule.individual)}`,
    `财政补助（元）：${byYears(rule.subsidy)}`,
    ...(rule.split === undefined ? [] : [splitText(rule.split)]),
  ]
}

function splitText(split: SubsidySplit): string {
  if (split.kind === 'amounts') {
    const amounts = Object.entries(split.amounts).map(([who, fen]) => `${governmentName(who)}${yuanText(fen)}元`)
    return `财政补助的分担，每人每年：${amounts.join('、')}`
  }
  const others = Object.entries(split.others).map(([who, share]) => `${governmentName(who)}${percentText(share)}`)
  return `财政补助的分担：中央${percentText(split.central)}，${split.othersOf === 'rest' ? '其余部分' : '全部补助'}中${others.join('、')}`
}

const GOVERNMENTS: Readonly<Record<string, string>> = { central: '中央', province: '省级', city: '市级', county: '县级', unit: '县区' }

const governmentName = (word: string): string => GOVERNMENTS[word] ?? word

function accountSentences({ order, beforeUses, afterUses, mayPay, family }: AccountRule): readonly string[] {
  const word = (one: string): string => wordText(one, [])
  const uses = [
    ...(beforeUses.length === 0 ? [] : [`基金之前用${beforeUses.map(word).join('、')}`]),
    ...(afterUses.length === 0 ? [] : [`基金之后用${afterUses.map(word).join('、')}`]),
  ]
  return [
    `个人账户${order === 'before_fund' ? '先于' : '后于'}基金支付，可付${mayPay.map(word).join('、')}`,
    ...(uses.length === 0 ? [] : [uses.join('；')]),
    ...(family === undefined ? [] : [`家庭共济：${family.relations.map((one) => RELATION_NAMES[one]).join('、')}，一年${limit(family.yearlyFen)}`]),
  ]
}

function accidentText({ declaredKinds, promiseAccepted }: AccidentRule): string {
  const kinds = declaredKinds.length === 0 ? '' : `${declaredKinds.map(kindName).join('、')}要先申报受伤经过；`
  return `${kinds}${promiseAccepted ? '接受没有他人责任的个人承诺' : '不以个人承诺代替调查'}`
}

function allowanceText({ daysInMonth, leave, perFurtherChild }: MaternityAllowanceRule): string {
  const days = leave.map(({ occasion, days: of }) => `${LEAVE_NAMES[occasion]}${isAwaiting(of) ? `待${of.awaiting}公布` : `${of}天`}`)
  return `单位上年度职工月平均工资除以${daysInMonth}乘以产假天数：${days.join('、')}，每多生育1个婴儿增加${perFurtherChild}天`
}

/** Whom an advance is paid to, where a document names them by a word of the policy files. */
const APPLIES: Readonly<Record<string, string>> = { close_knit_alliance: '紧密型县域医共体' }

const appliesWord = (word: string): string => APPLIES[word] ?? word

const DAYS: Readonly<Record<string, string>> = { discharge: '出院日', admission: '入院日', fee_day: '费用发生日', settlement: '结算日' }

function settingsSentences(of: Settings): readonly string[] {
  const { versionBy, yearBy, entitlementDay, layerOrder, levels, preSelfPayRounding, reversal, payers } = of
  const paid = Object.entries(payers).map(([layer, payer]) => `${layerName(layer)}由${PAYER_NAMES[payer]}支付`)
  return [
    `按${DAYS[versionBy] ?? versionBy}的政策、${DAYS[yearBy] ?? yearBy}的年度；待遇资格看${DAYS[entitlementDay] ?? entitlementDay}`,
    `支付层次：${layerOrder.map(layerName).join('→')}；机构级别：${levels.map(levelWord).join('、')}`,
    `先行自付${preSelfPayRounding === 'per_line' ? '逐条' : '按整单'}四舍五入；撤销${reversal === 'subtract_own' ? '减去本次' : '从最后一次撤起'}`,
    ...(paid.length === 0 ? [] : [paid.join('，')]),
  ]
}

const THIRD_PARTY_WORDS: Readonly<Record<ThirdPartyShareRule['kind'], string>> = {
  share_of_cost: '第三人按责任比例承担的部分不支付，其余各项费用按普通费用支付',
  share_of_payment: '各项待遇先按全部费用计算，第三人按责任比例承担的部分从应付金额中扣除',
}

function stayText(rule: StayRule): string {
  const { merge, deductible, positionsContinue, acrossNewYear } = rule
  if (!merge) return '各段分开计算'
  return `${whichStays(rule)}合并为一次住院，起付线${deductible === 'full' ? '照收' : deductible === 'none' ? '不再收' : '补足差额'}，分段${positionsContinue ? '接续' : '重新'}计算，跨年度${acrossNewYear === 'charged_again' ? '再收' : '不再收'}起付线`
}

/** Which stays are taken for one; nothing where every one is. */
function whichStays({ withinDays, sameProvider, sameDiagnosis }: StayRule): string {
  const said = [
    ...(withinDays === undefined ? [] : [`出院后${withinDays}天内`]),
    ...(sameProvider === true ? ['同一机构'] : []),
    ...(sameDiagnosis === true ? ['同一诊断'] : []),
  ]
  return said.length === 0 ? '' : `${said.join('、')}的`
}

const TAILS: Readonly<Record<string, string>> = {
  deductible: '起付线',
  bands: '支付比例',
  ratio_steps: '人员与情形',
  offsite: '异地就医',
  guaranteed: '保底',
  fixed: '定额',
  paid_as: '支付方式',
  counts_admission: '住院次数',
  prior_tests: '入院前检查',
}

const NAMES: Readonly<Record<string, string>> = {
  settlement: '结算设定',
  'stays.transfer': '转院',
  'stays.mid_stay': '中途结算',
  'stays.readmission': '短期内再次住院',
  silent_kinds: '没有规定的类别',
  large_amount: '大额医疗费用补助',
  major_illness: '大病保险',
  assistance: '医疗救助',
  civil_servant: '公务员医疗补助',
  account: '个人账户',
  'exclusions.accident': '意外伤害申报',
  'exclusions.advance_payment': '先行支付',
  'exclusions.third_party_share': '第三人只负部分责任',
  maternity_allowance: '生育津贴',
  offsite_catalogue: '就医地目录',
  'pooling.mode': '基金管理方式',
  'pooling.gap': '缺口责任',
  'pooling.gap_sharing': '缺口余下部分的分担',
  'pooling.management_gap': '管理缺口',
  'pooling.take_over': '统筹前结余和缺口',
  'adjustment.levy': '调剂金上解',
  'adjustment.allocation': '调剂金分配',
  'watch.indicators': '运行监测指标',
  appraisal: '区县考核',
  'appraisal.areas': '统筹区考核',
  'payment.advance': '预付',
  'pooling.disbursement': '拨付程序',
  contribution: '筹资标准',
  'entitlement.late_enrolment': '逾期参保的等待期',
  'entitlement.newborn': '新生儿参保',
  'entitlement.employee_start': '职工新参保的待遇起始',
  'entitlement.arrears': '欠费停止和恢复待遇',
  'entitlement.break': '灵活就业人员中断缴费',
  'entitlement.scheme_change': '险种转换',
  'entitlement.retirement': '退休人员的缴费年限',
  'entitlement.incentive_years': '连续参保和零报销年数的计算',
}

export function keyName(key: string): string {
  const known = NAMES[key]
  if (known !== undefined) return known
  const [head = '', tail = '', ...more] = key.split('.')
  if (head === 'unification' && isGroup(tail)) return `${GROUP_NAMES[tail]}：${more.join('.')}`
  if (head === 'supplement') return layerName(tail)
  if (head === 'caps') return capName(tail)
  if (head === 'joint_caps') return `合计限额 ${tail}`
  return isBenefitKind(head) ? `${kindName(head)} ${TAILS[tail] ?? tail}` : key
}
