// Limits and later layers as sentences an officer can read.
import { percentText } from '@tongchou/domain/base/money.js'
import type {
  AssistanceClass,
  AssistanceLayer,
  BenefitKind,
  BurdenPart,
  CapRule,
  CivilServantLayer,
  IncentiveRule,
  JointCapRule,
  LargeAmountLayer,
  MajorIllnessLayer,
  SupplementLayer,
  WhenGuaranteed,
} from '@tongchou/domain/policy/benefit-policy.js'
import { capName } from '@tongchou/domain/policy/cap-names.js'
import { DELIVERY_NAMES, identityOf, kindName, layerName } from '@tongchou/domain/policy/national-lists.js'
import { amountStepText, bandsText, figure, limit, stepTexts, whenText, yuan } from './words.js'

const PARTS: Readonly<Record<BurdenPart, string>> = {
  basic_deductible: '起付线',
  in_scope_rest: '范围内个人负担',
  item_pre_self_pay: '乙类先行自付',
  offsite_pre_self_pay: '异地先行自付',
  above_standard: '超过支付标准部分',
  out_of_catalogue: '目录外费用',
  special_list: '省定特殊药品与材料',
}

const partNames = (parts: readonly BurdenPart[]): string => parts.map((part) => PARTS[part]).join('、')

const names = (kinds: CapRule['kinds']): string => kinds.map(kindName).join('、')

export function capAmountText({ amount }: CapRule): string {
  return figure(amount, (own) => {
    if ('fen' in own) return yuan(own.fen)
    if ('byEnrolledYears' in own) return own.byEnrolledYears.map(({ fromYears, fen }) => `满${fromYears}年${yuan(fen)}`).join('，')
    return `按病种（${Object.entries(own.byDisease)
      .map(([disease, fen]) => `${disease} ${figure(fen, yuan)}`)
      .join('，')}）`
  })
}

export const capPeriod = ({ period }: CapRule): string => (period === 'year' ? '一年' : period === 'quarter' ? '一季' : period === 'month' ? '一月' : '每次')

export function capSentences(cap: CapRule): readonly string[] {
  const on = cap.on === 'fund_paid' ? '基金支付' : '范围内费用'
  return [
    `${capPeriod(cap)}${on}限额 ${capAmountText(cap)}（${[names(cap.kinds), ...onlyOf(cap)].join('，')}）`,
    ...cap.personSteps.map((step) => `限额 ${amountStepText(step)}`),
    ...(cap.incentive === undefined ? [] : [incentiveText(cap.incentive)]),
    ...(cap.sharedBySchemes === true ? ['职工、居民两个险种合并计算'] : []),
  ]
}

/** The disease or the way of delivery to which a limit is held. */
function onlyOf({ disease, delivery }: CapRule): readonly string[] {
  return [...(disease === undefined ? [] : [`只限${disease}`]), ...(delivery === undefined ? [] : [`只限${DELIVERY_NAMES[delivery] ?? delivery}`])]
}

function incentiveText({ freeYears, perYearFen, perZeroClaimYearFen, limitShare }: IncentiveRule): string {
  return `连续参保满${freeYears}年后每年限额加${yuan(perYearFen)}，零报销年度加${yuan(perZeroClaimYearFen)}，合计不超过${percentText(limitShare)}`
}

const GUARANTEED: Readonly<Record<WhenGuaranteed, string>> = { zero: '保底支付的不再支付', in_scope_minus_paid: '保底支付的按范围内费用减已支付计算' }

const withDeductible = (included: boolean): string => `基数${included ? '含' : '不含'}基本医保起付线`

export function jointCapSentences({ layers, kinds, fen, period, personSteps }: JointCapRule): readonly string[] {
  const most = `${period === 'year' ? '一年' : '每次'}合计限额 ${figure(fen, yuan)}`
  return [`${layers.map(layerName).join('、')}：${most}（${names(kinds)}）`, ...personSteps.map((step) => `合计限额 ${amountStepText(step)}`)]
}

export function largeSentences({ start, ratio, ratioSteps, capFen, kinds }: LargeAmountLayer): readonly string[] {
  const from = start.mode === 'cost_position' ? `费用超过${yuan(start.atFen)}起` : `达到“${capName(start.ofCap)}”以后`
  return [`${from}支付 ${figure(ratio, percentText)}，${limit(capFen)}（${names(kinds)}）`, ...stepTexts(ratioSteps)]
}

export function majorSentences({ kinds, deductibleFen, deductibleSteps, burden, bands, ratioSteps, cap }: MajorIllnessLayer): readonly string[] {
  const position = bands.position === null ? '分段起点没有规定' : bands.position === 'absolute' ? '分段按年度负担总额' : '分段按起付线以上的负担'
  return [
    `起付线${figure(deductibleFen, yuan)}；${bandsText(bands.table)}；${limit(cap.baseFen)}`,
    `${position}；负担含${partNames(burden.includes)}（${names(kinds)}）；${GUARANTEED[burden.whenGuaranteed]}`,
    ...deductibleSteps.map((step) => `起付线 ${amountStepText(step)}`),
    ...stepTexts(ratioSteps),
    ...cap.personSteps.map((step) => `限额 ${amountStepText(step)}`),
    ...(cap.incentive === null ? [] : [incentiveText(cap.incentive)]),
  ]
}

export function classText({ deductible, ratio, capFen }: AssistanceClass): string {
  const from = 'fen' in deductible ? figure(deductible.fen, yuan) : `人均可支配收入的${figure(deductible.incomeShare, percentText)}`
  return `起付标准${from}，${figure(ratio, percentText)}，${limit(capFen)}`
}

export function assistanceSentences(layer: AssistanceLayer): readonly string[] {
  const { classes, classOrder, tilt, disposableIncomeFen, kinds, baseIncludesBasicDeductible, whenGuaranteed } = layer
  const of = classOrder.flatMap((word) => {
    const own = classes[word]
    return own === undefined ? [] : [`${identityOf(word)?.name ?? word}：${[classText(own), ...stepTexts(own.ratioSteps ?? [])].join('；')}`]
  })
  const whose = tilt?.classes === undefined ? '' : `（${tilt.classes.map((word) => identityOf(word)?.name ?? word).join('、')}）`
  return [
    ...of,
    ...(disposableIncomeFen === null ? [] : [`人均可支配收入：${figure(disposableIncomeFen, yuan)}`]),
    ...(tilt === null ? [] : [`负担超过${figure(tilt.thresholdFen, yuan)}的部分倾斜救助 ${figure(tilt.ratio, percentText)}，${limit(tilt.capFen)}${whose}`]),
    `救助${names(kinds)}；${withDeductible(baseIncludesBasicDeductible)}；${GUARANTEED[whenGuaranteed]}`,
  ]
}

export function civilServantSentences(layer: CivilServantLayer): readonly string[] {
  const { when, deductibleFen, inScopeBands, ratioSteps, outScope, capFen, kinds, inScopeRestIncludesBasicDeductible, whenGuaranteed } = layer
  return [
    `${whenText(when)}：年度起付线${figure(deductibleFen, yuan)}，范围内余额 ${bandsText(inScopeBands)}，范围外 ${figure(outScope.ratio, percentText)}，${limit(capFen)}`,
    ...stepTexts(ratioSteps),
    ...Object.entries(outScope.baseByKind).map(([kind, parts]) => `范围外的基数，${kindName(kind as BenefitKind)}：${partNames(parts)}`),
    `补助${names(kinds)}；范围内余额${inScopeRestIncludesBasicDeductible ? '含' : '不含'}基本医保起付线；${GUARANTEED[whenGuaranteed]}`,
  ]
}

export function supplementSentences({ name, when, ratio, capFen, kinds }: SupplementLayer): readonly string[] {
  return [`${layerName(name)}，${whenText(when)}：对余额支付 ${figure(ratio, percentText)}，${limit(capFen)}（${names(kinds)}）`]
}
