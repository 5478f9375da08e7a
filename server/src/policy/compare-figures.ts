// What a comparison says of one area and scheme: rows in a fixed order, each a label and the figure in words with its mark.
import { percentText, yuanText } from '@tongchou/domain/base/money.js'
import type {
  Band,
  Benefit,
  BenefitPolicy,
  CapAmount,
  DeductibleAmount,
  Filing,
  OffsiteRow,
  OrAwaiting,
  Place,
  RatioChange,
  ShareBenefit,
} from '@tongchou/domain/policy/benefit-policy.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import { BENEFIT_KINDS, DELIVERY_NAMES, FILING_NAMES, identityOf, kindName, LEVEL_NAMES, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import { CERTAINTY } from './show.js'

export interface Row {
  readonly label: string
  readonly text: string
}

/** Only what was read in the issued text goes without a mark. */
function marked(text: string, { certainty }: Citation): string {
  return certainty === 'official' ? text : `${text}〔${CERTAINTY[certainty]}〕`
}

function figure<T>(value: OrAwaiting<T>, words: (value: T) => string): string {
  return typeof value === 'object' && value !== null && 'awaiting' in value ? `待${value.awaiting}另定` : words(value)
}

const yuan = (fen: bigint): string => `${yuanText(fen).replace(/\.00$/, '')}元`

export function fundRows(rules: PoolingRules, year: string): readonly Row[] {
  const { mode, gap, advance, disbursement, contribution } = rules
  const accounting = mode?.accounting === 'one_account' ? '一个账户' : '分级核算'
  const modeText = `统收统支，${accounting}，${mode?.unitsBalanceThemselves === true ? '县区自求平衡' : '县区不自求平衡'}，${mode?.transfersBetweenUnits === true ? '可互济' : '互不调剂'}`
  return [
    { label: '筹资', text: contribution === null ? '未定' : marked(contributionText(contribution, year), contribution.from) },
    { label: '基金管理方式', text: mode === null ? '未定' : marked(modeText, mode.from) },
    { label: '缺口责任', text: gap === null ? '未定' : marked('同级财政承担', gap.from) },
    { label: '预付', text: advance === null ? '未定' : marked('按季度预付', advance.from) },
    { label: '拨付程序', text: disbursement === null ? '未定' : marked(disbursement.steps.join('→'), disbursement.from) },
  ]
}

function contributionText(rule: NonNullable<PoolingRules['contribution']>, year: string): string {
  if (rule.kind === 'wage_share') {
    const { employer, employee, baseFloor, baseCeiling } = rule
    return `单位${percentText(employer)}、个人${percentText(employee)}，基数${percentText(baseFloor)}—${percentText(baseCeiling)}`
  }
  const [individual, subsidy] = [rule.individual[year], rule.subsidy[year]]
  return individual === undefined || subsidy === undefined ? `${year}年没有数额` : `个人${yuan(individual)}、财政${yuan(subsidy)}（${year}年）`
}

type Kind = (typeof BENEFIT_KINDS)[number]

export function benefitRows(policy: BenefitPolicy): readonly Row[] {
  return [...BENEFIT_KINDS.flatMap((kind) => kindRows(policy, kind, policy.benefits[kind])), ...capRows(policy), ...layerRows(policy)]
}

function kindRows(policy: BenefitPolicy, kind: Kind, benefit: Benefit | undefined): readonly Row[] {
  const name = kindName(kind)
  if (benefit === undefined) return [{ label: name, text: '没有规定' }]
  if (benefit.mode === 'fixed') {
    const amounts = Object.entries(benefit.amounts).map(([what, fen]) => `${DELIVERY_NAMES[what] ?? what}${figure(fen, yuan)}`)
    return [{ label: name, text: marked(amounts.join('，'), benefit.from) }]
  }
  const model = modelOf(policy, kind, benefit)
  if (model !== undefined) return [{ label: name, text: marked(`按${kindName(model)}支付`, benefit.from) }]
  return [...levelRows(policy, kind, benefit), ...placeRows(kind, benefit)]
}

/** The kind whose rules this one shares; what is paid as another kind holds the very same deductible. */
function modelOf({ benefits }: BenefitPolicy, kind: Kind, benefit: ShareBenefit): Kind | undefined {
  return BENEFIT_KINDS.find((other) => {
    const model = benefits[other]
    return (
      other !== kind && model?.mode === 'share' && model.deductible === benefit.deductible && model.from !== benefit.from && model.from === model.bands.from
    )
  })
}

/** Deductible and ratio carry their own marks: they may stand in different documents. */
function levelRows({ levels }: BenefitPolicy, kind: Kind, benefit: ShareBenefit): readonly Row[] {
  const { deductible, bands } = benefit
  return levels.map((level) => {
    const [first, then] = [`起付线${amountText(deductible.amount, level)}`, bandsText(tableOf(benefit, level))]
    const text =
      deductible.from.certainty === bands.from.certainty
        ? marked(`${first}，${then}`, bands.from)
        : `${marked(first, deductible.from)}，${marked(then, bands.from)}`
    return { label: `${kindName(kind)} ${LEVEL_NAMES[level] ?? level}`, text }
  })
}

function placeRows(kind: Kind, { offsite }: ShareBenefit): readonly Row[] {
  if (offsite.length === 0) return [{ label: `${kindName(kind)} 异地`, text: '没有规定' }]
  return OUTSIDE.flatMap((place) =>
    FILINGS.map((filing) => {
      const row = offsite.find((one) => one.place === place && one.filing.includes(filing))
      return { label: `${kindName(kind)} ${PLACE_NAMES[place]} ${FILING_NAMES[filing]}`, text: row === undefined ? '没有规定' : marked(rowText(row), row.from) }
    }),
  )
}

const OUTSIDE: readonly Place[] = ['in_province', 'out_of_province']
const FILINGS = Object.keys(FILING_NAMES) as Filing[]
function tableOf({ bands }: ShareBenefit, level: string): readonly Band[] {
  return 'table' in bands.bands ? bands.bands.table : (bands.bands.byLevel[level] ?? [])
}

function amountText(amount: DeductibleAmount, level: string): string {
  if (amount.mode === 'percent_of_total') return `总费用的${figure(amount.ratio, percentText)}（${yuan(amount.minFen)}—${yuan(amount.maxFen)}）`
  const fen = amount.mode === 'fixed' ? amount.fen : amount.table[level]
  return fen === undefined ? '没有规定' : figure(fen, yuan)
}

function bandsText(table: readonly Band[]): string {
  if (table.length === 1) return table.map(({ ratio }) => figure(ratio, percentText)).join('')
  return table.map(({ toFen, ratio }) => `${toFen === null ? '以上' : `至${yuan(toFen)}`} ${figure(ratio, percentText)}`).join('，')
}

function rowText({ ratio, deductibleAmount, deductibleFactor, firstSelfPay }: OffsiteRow): string {
  const said = [
    ...(deductibleAmount === undefined ? [] : [`起付线${amountText(deductibleAmount, '')}`]),
    ...(deductibleFactor === undefined ? [] : [`起付线×${percentText(deductibleFactor)}`]),
    ...(firstSelfPay === undefined ? [] : [`先行自付${percentText(firstSelfPay)}`]),
    ...ratio.map(changeText),
  ]
  return said.length === 0 ? '不降低' : said.join('，')
}

function changeText(change: RatioChange): string {
  if ('points' in change) return `比例${change.points.num < 0n ? '' : '+'}${percentText(change.points)}`
  if ('times' in change) return `比例×${percentText(change.times)}`
  if ('selfShareTimes' in change) return `自付部分×${percentText(change.selfShareTimes)}`
  return 'set' in change ? `比例${percentText(change.set)}` : '用该类人员自己的比例'
}

function capWords(amount: CapAmount): string {
  if ('fen' in amount) return yuan(amount.fen)
  if ('byDisease' in amount)
    return Object.entries(amount.byDisease)
      .map(([disease, fen]) => `${disease} ${figure(fen, yuan)}`)
      .join('，')
  return amount.byEnrolledYears.map(({ fromYears, fen }) => `满${fromYears}年${yuan(fen)}`).join('，')
}

function capRows({ caps }: BenefitPolicy): readonly Row[] {
  return caps.map(({ kinds, period, amount, on, from }) => {
    const words = figure(amount, capWords)
    const per = period === 'year' ? '一年' : period === 'month' ? '一月' : '每次'
    return { label: `限额 ${kinds.map(kindName).join('、')}（${per}）`, text: marked(`${words}${on === 'fund_paid' ? '' : '（按费用）'}`, from) }
  })
}

function layerRows({ large, major, assistance }: BenefitPolicy): readonly Row[] {
  const cap = (fen: OrAwaiting<bigint> | null): string => (fen === null ? '不设限额' : `限额${figure(fen, yuan)}`)
  return [
    { label: '大额补助', text: large === null ? '没有规定' : marked(`${figure(large.ratio, percentText)}，${cap(large.capFen)}`, large.from) },
    {
      label: '大病保险',
      text:
        major === null
          ? '没有规定'
          : marked(`起付线${figure(major.deductibleFen, yuan)}，${bandsText(major.bands.table)}，${cap(major.cap.baseFen)}`, major.from),
    },
    ...(assistance === null
      ? [{ label: '医疗救助', text: '没有规定' }]
      : Object.entries(assistance.classes).map(([word, own]) => ({
          label: `医疗救助 ${identityOf(word)?.name ?? word}`,
          text: marked(`${figure(own.ratio, percentText)}，${cap(own.capFen)}`, own.from),
        }))),
  ]
}
