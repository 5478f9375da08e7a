// Any rule as sentences, and any key as a name: what the library, the timeline and the comparison show of a provision.

import { percentText } from '@tongchou/domain/base/money.js'
import type { AccountRule, StayRule, ThirdPartyShareRule } from '@tongchou/domain/policy/benefit-policy.js'
import { capName } from '@tongchou/domain/policy/cap-names.js'
import { GAP_WORDS, type GapRule, type GapSharing, type TakeOverRule } from '@tongchou/domain/policy/gap-rule.js'
import type { Rule } from '@tongchou/domain/policy/keys.js'
import { isBenefitKind, kindName, layerName } from '@tongchou/domain/policy/national-lists.js'
import type { PerHeadContribution, PoolingMode, WageContribution } from '@tongchou/domain/policy/pooling-rule.js'
import type { Settings } from '@tongchou/domain/policy/read-settings.js'
import { GROUP_NAMES, isGroup } from '@tongchou/domain/policy/unification.js'
import { bandsSentences, byYears, deductibleSentences, fixedSentences, guaranteedSentences, offsiteSentences } from './benefit-sentences.js'
import {
  assistanceSentences,
  capSentences,
  civilServantSentences,
  jointCapSentences,
  largeSentences,
  majorSentences,
  supplementSentences,
} from './layer-sentences.js'
import { figureLines } from './show.js'
import { levelWord, stepTexts } from './words.js'

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
      return [gapText(rule.value)]
    case 'gapSharing':
      return [sharingText(rule.value)]
    case 'managementGap':
      return ['多支少收等管理原因和统筹前形成的缺口由所在县区政府承担']
    case 'takeOver':
      return [takeOverText(rule.value)]
    case 'advance':
      return ['按季度预付']
    case 'disbursement':
      return [rule.value.steps.join('→')]
    case 'contribution':
      return contributionSentences(rule.value)
    case 'statement':
      return [rule.value.says]
    case 'account':
      return [accountText(rule.value)]
    case 'settings':
      return settingsSentences(rule.value)
    case 'transfer':
    case 'midStay':
      return [stayText(rule.value)]
    default:
      // A kind of rule without sentences of its own is still shown, figure by figure.
      return figureLines(rule)
  }
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

function sharingText({ ratio }: GapSharing): string {
  return ratio === null ? '市与县区分担，比例另行制定' : `市${percentText(ratio.city)}、县区${percentText(ratio.unit)}`
}

function takeOverText({ surplus, basis }: TakeOverRule): string {
  const kept = surplus === 'frozen' ? '统筹前结余单列，留作当地以后年度弥补缺口' : '统筹前结余全额上解'
  return `${kept}；按${basis === 'accrual' ? '权责发生制' : '收付实现制'}核定；统筹前的缺口由所在县区政府承担`
}

function contributionSentences(rule: PerHeadContribution | WageContribution): readonly string[] {
  if (rule.kind === 'wage_share') return [`${wageText(rule)}；划入个人账户${percentText(rule.toAccount)}`]
  return [`个人缴费（元）：${byYears(rule.individual)}`, `财政补助（元）：${byYears(rule.subsidy)}`]
}

function accountText({ order, mayPay }: AccountRule): string {
  return `个人账户${order === 'before_fund' ? '先于' : '后于'}基金支付，可付${mayPay.length}类个人负担`
}

const DAYS: Readonly<Record<string, string>> = { discharge: '出院日', admission: '入院日', fee_day: '费用发生日', settlement: '结算日' }

function settingsSentences({ versionBy, yearBy, entitlementDay, layerOrder, levels }: Settings): readonly string[] {
  return [
    `按${DAYS[versionBy] ?? versionBy}的政策、${DAYS[yearBy] ?? yearBy}的年度；待遇资格看${DAYS[entitlementDay] ?? entitlementDay}`,
    `支付层次：${layerOrder.map(layerName).join('→')}；机构级别：${levels.map(levelWord).join('、')}`,
  ]
}

const THIRD_PARTY_WORDS: Readonly<Record<ThirdPartyShareRule['kind'], string>> = {
  share_of_cost: '第三人按责任比例承担的部分不支付，其余各项费用按普通费用支付',
  share_of_payment: '各项待遇先按全部费用计算，第三人按责任比例承担的部分从应付金额中扣除',
}

function stayText({ merge, deductible, positionsContinue }: StayRule): string {
  if (!merge) return '各段分开计算'
  return `合并为一次住院，起付线${deductible === 'full' ? '照收' : deductible === 'none' ? '不再收' : '补足差额'}，分段${positionsContinue ? '接续' : '重新'}计算`
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
  silent_kinds: '没有规定的类别',
  large_amount: '大额医疗费用补助',
  major_illness: '大病保险',
  assistance: '医疗救助',
  civil_servant: '公务员医疗补助',
  account: '个人账户',
  'exclusions.accident': '意外伤害申报',
  'exclusions.advance_payment': '先行支付',
  'exclusions.third_party_share': '第三人只负部分责任',
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
