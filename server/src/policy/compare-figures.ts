// What a comparison says of one area and scheme: rows under the six unifications in a fixed order, each a label and its parts in
// words, every part with the article it stands on.
import type { Benefit, BenefitPolicy, Filing, Place, ShareBenefit } from '@tongchou/domain/policy/benefit-policy.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import type { Rule } from '@tongchou/domain/policy/keys.js'
import { BENEFIT_KINDS, FILING_NAMES, identityOf, kindName, LEVEL_NAMES, layerName, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import type { UnificationGroup } from '@tongchou/domain/policy/unification.js'
import { fixedSentences, guaranteedSentences, periodWord, sequenceSentences } from './benefit-sentences.js'
import {
  capAmountText,
  capPeriod,
  civilServantSentences,
  classText,
  jointCapSentences,
  largeSentences,
  majorSentences,
  supplementSentences,
} from './layer-sentences.js'
import { gapText, modeText, sentencesOf, wageText } from './rule-sentences.js'
import { amountStepText, amountText, bandsText, rowText, stepTexts, whenText, yuan } from './words.js'

export interface Part {
  readonly text: string
  readonly from: Citation
}

export interface Row {
  readonly group: UnificationGroup
  readonly label: string
  /** Empty where no document says anything: `none` then says so. */
  readonly parts: readonly Part[]
  readonly none: string
}

const NOT_DECIDED = '未定'
const NO_RULE = '没有规定'

/** Part by part; one that is missing leaves the row empty. */
function row(group: UnificationGroup, label: string, parts: readonly (Part | undefined)[], none = NO_RULE): Row {
  return { group, label, parts: parts.filter((part) => part !== undefined), none }
}

export function fundRows(rules: PoolingRules, year: string): readonly Row[] {
  const { mode, gap, advance, disbursement, contribution } = rules
  const said = (group: UnificationGroup, label: string, part: Part | undefined): Row => row(group, label, [part], NOT_DECIDED)
  return [
    said('financing', '筹资', contribution === null ? undefined : { text: contributionText(contribution, year), from: contribution.from }),
    said('fund', '基金管理方式', mode === null ? undefined : { text: modeText(mode), from: mode.from }),
    said('fund', '缺口责任', gap === null ? undefined : { text: gapText(gap), from: gap.from }),
    ...fundExtras(rules),
    said('fund', '预付', advance === null ? undefined : { text: '按季度预付', from: advance.from }),
    said('fund', '拨付程序', disbursement === null ? undefined : { text: disbursement.steps.join('→'), from: disbursement.from }),
    ...(rules.statements ?? []).map(({ group, point, says, from }) => row(group, statementLabel(group, point), [{ text: says, from }])),
  ]
}

/** Rows of which few areas have a rule: shown only where one has. */
function fundExtras({ gapSharing, managementGap, takeOver, levy, allocation }: PoolingRules): readonly Row[] {
  const rules: readonly (readonly [string, Rule['part'], { readonly from: Citation } | null])[] = [
    ['缺口余下部分的分担', 'gapSharing', gapSharing],
    ['管理缺口', 'managementGap', managementGap],
    ['统筹前结余和缺口', 'takeOver', takeOver ?? null],
    ['调剂金上解', 'levy', levy],
    ['调剂金分配', 'allocation', allocation],
  ]
  return rules.flatMap(([label, part, value]) =>
    value === null || value === undefined ? [] : [row('fund', label, [{ text: sentencesOf({ part, value } as Rule).join('；'), from: value.from }])],
  )
}

/** Beside the figures of the same name, what a document demands of them. */
const statementLabel = (group: UnificationGroup, point: string): string => (group === 'benefits' ? `${point}（文件的要求）` : point)

function contributionText(rule: NonNullable<PoolingRules['contribution']>, year: string): string {
  if (rule.kind === 'wage_share') return wageText(rule)
  const [individual, subsidy] = [rule.individual[year], rule.subsidy[year]]
  return individual === undefined || subsidy === undefined ? `${year}年没有数额` : `个人${yuan(individual)}、财政${yuan(subsidy)}（${year}年）`
}

type Kind = (typeof BENEFIT_KINDS)[number]

export function benefitRows(policy: BenefitPolicy): readonly Row[] {
  return [...BENEFIT_KINDS.flatMap((kind) => kindRows(policy, kind, policy.benefits[kind])), ...capRows(policy), ...jointCapRows(policy), ...layerRows(policy)]
}

const benefit = (label: string, parts: readonly (Part | undefined)[]): Row => row('benefits', label, parts)

function kindRows(policy: BenefitPolicy, kind: Kind, own: Benefit | undefined): readonly Row[] {
  const name = kindName(kind)
  if (own === undefined) return [benefit(name, [])]
  if (own.mode === 'fixed') return [benefit(name, [{ text: fixedSentences(own).join('；'), from: own.from }])]
  const model = modelOf(policy, kind, own)
  if (model !== undefined) return [benefit(name, [{ text: `按${kindName(model)}支付`, from: own.from }])]
  return [...levelRows(policy, kind, own), ...stepRows(kind, own), ...placeRows(kind, own)]
}

/** The kind whose rules this one shares; what is paid as another kind holds the very same deductible. */
function modelOf({ benefits }: BenefitPolicy, kind: Kind, own: ShareBenefit): Kind | undefined {
  return BENEFIT_KINDS.find((other) => {
    const model = benefits[other]
    return (
      other !== kind &&
      model?.mode === 'share' &&
      same(model.deductible, own.deductible) &&
      same(model.bands, own.bands) &&
      !same(model.from, own.from) &&
      same(model.from, model.bands.from)
    )
  })
}

/** Rules that come from the database are equal without being the same object. */
const same = (a: object, b: object): boolean => a === b || JSON.stringify(a, plain) === JSON.stringify(b, plain)
const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)

/** Deductible and ratio carry their own marks: they may stand in different documents. */
function levelRows({ levels }: BenefitPolicy, kind: Kind, { deductible, bands }: ShareBenefit): readonly Row[] {
  return levels.map((level) => {
    const table = 'table' in bands.bands ? bands.bands.table : (bands.bands.byLevel[level] ?? [])
    return benefit(`${kindName(kind)} ${LEVEL_NAMES[level] ?? level}`, [
      { text: `起付线${amountText(deductible.amount, level)}`, from: deductible.from },
      { text: bandsText(table), from: bands.from },
    ])
  })
}

/** How the deductible is counted, and who gets more: rows only where a document says something of the kind. */
function stepRows(kind: Kind, { deductible, bands, ratioSteps, guaranteed }: ShareBenefit): readonly Row[] {
  const name = kindName(kind)
  const { period, sequence, personSteps, waivers, from } = deductible
  const counted = [
    periodWord(period),
    ...sequenceSentences(sequence),
    ...personSteps.map(amountStepText),
    ...waivers.map(({ when }) => `${whenText(when)}：不收`),
  ]
  const people = stepTexts(ratioSteps)
  return [
    benefit(`${name} 起付线计法`, [{ text: counted.join('；'), from }]),
    ...(people.length === 0 ? [] : [benefit(`${name} 人员与情形`, [{ text: people.join('；'), from: stepsFrom(ratioSteps) ?? bands.from }])]),
    ...(guaranteed === null ? [] : [benefit(`${name} 保底`, [{ text: guaranteedSentences(guaranteed).join(''), from: guaranteed.from }])]),
  ]
}

const stepsFrom = (steps: ShareBenefit['ratioSteps']): Citation | undefined => steps.flatMap((step) => ('from' in step ? [step.from] : []))[0]

const OUTSIDE: readonly Place[] = ['in_province', 'out_of_province']
const FILINGS = Object.keys(FILING_NAMES) as Filing[]

function placeRows(kind: Kind, { offsite }: ShareBenefit): readonly Row[] {
  if (offsite.length === 0) return [benefit(`${kindName(kind)} 异地`, [])]
  return OUTSIDE.flatMap((place) =>
    FILINGS.map((filing) => {
      const found = offsite.find((one) => one.place === place && one.filing.includes(filing))
      return benefit(`${kindName(kind)} ${PLACE_NAMES[place]} ${FILING_NAMES[filing]}`, [found && { text: rowText(found), from: found.from }])
    }),
  )
}

function capRows({ caps }: BenefitPolicy): readonly Row[] {
  return caps.map((cap) => {
    const text = [`${capAmountText(cap)}${cap.on === 'fund_paid' ? '' : '（按费用）'}`, ...cap.personSteps.map(amountStepText)].join('；')
    return benefit(`限额 ${cap.kinds.map(kindName).join('、')}（${capPeriod(cap)}）`, [{ text, from: cap.from }])
  })
}

function jointCapRows({ jointCaps = [] }: BenefitPolicy): readonly Row[] {
  return jointCaps.map((cap) => benefit(`合计限额 ${cap.layers.map(layerName).join('、')}`, [{ text: jointCapSentences(cap).join('；'), from: cap.from }]))
}

function layerRows({ large, major, assistance, civilServant, supplements }: BenefitPolicy): readonly Row[] {
  const one = (label: string, layer: { readonly from: Citation } | null, text: () => readonly string[]): Row =>
    benefit(label, layer === null ? [] : [{ text: text().join('；'), from: layer.from }])
  return [
    one('大额补助', large, () => (large === null ? [] : largeSentences(large))),
    one('大病保险', major, () => (major === null ? [] : majorSentences(major))),
    ...(assistance === null
      ? [benefit('医疗救助', [])]
      : Object.entries(assistance.classes).map(([word, own]) =>
          benefit(`医疗救助 ${identityOf(word)?.name ?? word}`, [{ text: classText(own), from: own.from }]),
        )),
    one('公务员医疗补助', civilServant, () => (civilServant === null ? [] : civilServantSentences(civilServant))),
    ...supplements.map((layer) => benefit(layerName(layer.name), [{ text: supplementSentences(layer).join(''), from: layer.from }])),
  ]
}
