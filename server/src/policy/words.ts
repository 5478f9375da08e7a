// Figures and conditions of rules in the words of an office: what comparisons, the library and timelines say of a rule.
import { percentText, yuanText } from '@tongchou/domain/base/money.js'
import { wordText } from '@tongchou/domain/policy/approval-leaf-words.js'
import type { Band, DeductibleAmount, OffsiteRow, OrAwaiting, RatioChange, RatioStep, When } from '@tongchou/domain/policy/benefit-policy.js'
import { FILING_NAMES, FIRST_SEEN_NAMES, identityOf, kindName, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'

/** Short names of the levels of providers, lowest first, for lines that name many. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['township', '乡镇'],
  ['1', '一级'],
  ['county', '县级'],
  ['2', '二级'],
  ['2_province', '省属二级'],
  ['3', '三级'],
  ['3_province', '省属三级'],
  ['pharmacy', '药店'],
])

export const levelWord = (level: string): string => LEVELS.get(level) ?? level

/** The levels of a table, lowest first: the keys of an object stand in no such order. */
export function levelsOf(table: Readonly<Record<string, unknown>>): readonly string[] {
  const known = [...LEVELS.keys()]
  const at = (level: string): number => (known.includes(level) ? known.indexOf(level) : known.length)
  return Object.keys(table).sort((a, b) => at(a) - at(b))
}

export const yuan = (fen: bigint): string => `${yuanText(fen).replace(/\.00$/, '')}元`

export function figure<T>(value: OrAwaiting<T>, words: (value: T) => string): string {
  return typeof value === 'object' && value !== null && 'awaiting' in value ? `待${value.awaiting}另定` : words(value)
}

export const limit = (fen: OrAwaiting<bigint> | null): string => (fen === null ? '不设限额' : `限额${figure(fen, yuan)}`)

/** Every level that a deductible names, or the one that holds for all. */
export function amountsText(amount: DeductibleAmount): string {
  if (amount.mode !== 'by_level') return amountText(amount, '')
  return levelsOf(amount.table)
    .map((level) => `${levelWord(level)} ${amountText(amount, level)}`)
    .join('，')
}

export function amountText(amount: DeductibleAmount, level: string): string {
  if (amount.mode === 'percent_of_total') return `总费用的${figure(amount.ratio, percentText)}（${yuan(amount.minFen)}—${yuan(amount.maxFen)}）`
  const fen = amount.mode === 'fixed' ? amount.fen : amount.table[level]
  return fen === undefined ? '没有规定' : figure(fen, yuan)
}

export function bandsText(table: readonly Band[]): string {
  if (table.length === 1) return table.map(bandRatioText).join('')
  return table.map((band) => `${band.toFen === null ? '以上' : `至${yuan(band.toFen)}`} ${bandRatioText(band)}`).join('，')
}

/** Classes with a ratio of their own in a band, as tables name them. */
const CLASSES: Readonly<Record<string, string>> = { retired: '退休' }

export const classWord = (word: string): string => CLASSES[word] ?? identityOf(word)?.name ?? word

function bandRatioText({ ratio, others = {} }: Band): string {
  const own = Object.entries(others).map(([word, other]) => `${classWord(word)}${percentText(other)}`)
  return `${figure(ratio, percentText)}${own.length === 0 ? '' : `（${own.join('，')}）`}`
}

export function rowText({ ratio, deductibleAmount, deductibleFactor, firstSelfPay, sequenceApplies }: OffsiteRow): string {
  const said = [
    ...(deductibleAmount === undefined ? [] : [`起付线${amountsText(deductibleAmount)}`]),
    ...(deductibleFactor === undefined ? [] : [`起付线×${percentText(deductibleFactor)}`]),
    ...(firstSelfPay === undefined ? [] : [`先行自付${percentText(firstSelfPay)}`]),
    ...(sequenceApplies ? [] : ['起付线不随住院次数变动']),
    ...ratio.map(changeText),
  ]
  return said.length === 0 ? '不降低' : said.join('，')
}

export const whereText = ({ place, filing }: Pick<OffsiteRow, 'place' | 'filing'>): string =>
  `${PLACE_NAMES[place]}（${filing.map((one) => FILING_NAMES[one]).join('、')}）`

export function changeText(change: RatioChange): string {
  if ('points' in change) return `比例${change.points.num < 0n ? '' : '+'}${percentText(change.points)}`
  if ('times' in change) return `比例×${percentText(change.times)}`
  if ('selfShareTimes' in change) return `自付部分×${percentText(change.selfShareTimes)}`
  return 'set' in change ? `比例${percentText(change.set)}` : `用分段表里${classWord(change.setFromBand)}的比例`
}

export function whenText(when: When): string {
  const identities = [...(when.identity === undefined ? [] : [when.identity]), ...(when.identityIn ?? [])].map((word) => identityOf(word)?.name ?? word)
  const said = [
    ...(identities.length === 0 ? [] : [identities.join('或')]),
    ...(when.retired === undefined ? [] : [when.retired ? '退休' : '在职']),
    ...(when.ageFrom === undefined ? [] : [`满${when.ageFrom}岁`]),
    ...(when.ageTo === undefined ? [] : [`不满${when.ageTo + 1}岁`]),
    ...(when.kind === undefined ? [] : [kindName(when.kind)]),
    ...(when.level === undefined ? [] : [`${levelWord(when.level)}机构`]),
    ...(when.disease === undefined ? [] : [when.disease]),
    ...(when.diseaseIn === undefined ? [] : [when.diseaseIn.join('或')]),
    ...(when.place === undefined ? [] : [PLACE_NAMES[when.place]]),
    ...(when.filingIn === undefined ? [] : [when.filingIn.map((filing) => FILING_NAMES[filing]).join('或')]),
    ...(when.firstSeenIn === undefined ? [] : [when.firstSeenIn.map((how) => FIRST_SEEN_NAMES[how]).join('或')]),
    ...(when.treatment === undefined
      ? []
      : [when.treatmentFrom === undefined ? wordText(when.treatment, []) : `第${when.treatmentFrom}次起的${wordText(when.treatment, [])}`]),
    ...(when.admissionFrom === undefined ? [] : [`第${when.admissionFrom}次住院起`]),
  ]
  return said.length === 0 ? '所有人' : said.join('、')
}

/** Steps that change the ratio for somebody, in their order; the place of the out-of-area cut among them is told where others follow or precede. */
export const stepTexts = (steps: readonly RatioStep[]): readonly string[] =>
  steps.flatMap((step) => {
    if ('offsite' in step) return steps.length === 1 ? [] : ['在此按异地就医的规定变动']
    return [`${whenText(step.when)}：${changeText(step.change)}`]
  })

export interface AmountStep {
  readonly when: When
  readonly times?: { readonly num: bigint; readonly den: bigint }
  readonly setFen?: bigint | null
  readonly minusFen?: bigint
  readonly plusFen?: bigint
}

export function amountStepText({ when, times, setFen, minusFen, plusFen }: AmountStep): string {
  const said = [
    ...(times === undefined ? [] : [`×${percentText(times)}`]),
    ...(setFen === undefined ? [] : [setFen === null ? '不设限额' : yuan(setFen)]),
    ...(minusFen === undefined ? [] : [`减${yuan(minusFen)}`]),
    ...(plusFen === undefined ? [] : [`加${yuan(plusFen)}`]),
  ]
  return `${whenText(when)}：${said.join('，')}`
}
