// A rule as a list of single figures, so that two versions of it can be held side by side: each figure has a name that stays the same
// from version to version, its article, and the direction in which it is more generous to the insured (C9: loosened conditions,
// raised ratios, lowered contributions).
import { type Fen, percentText, type Ratio, yuanText } from '../base/money.js'
import type { OrAwaiting, When } from './benefit-policy.js'
import type { Citation } from './citation.js'
import { FILING_NAMES, FIRST_SEEN_NAMES, identityOf, isBenefitKind, kindName, LEVEL_NAMES, PLACE_NAMES } from './national-lists.js'

export type FigureValue =
  | { readonly unit: 'fen'; readonly fen: Fen }
  | { readonly unit: 'ratio'; readonly ratio: Ratio }
  | { readonly unit: 'count'; readonly count: number | bigint }
  | { readonly unit: 'flag'; readonly flag: boolean }
  | { readonly unit: 'words'; readonly words: string }
  | { readonly unit: 'awaiting'; readonly by: string }

/** What it means for the insured that a figure is not there; a value: as if that were written. */
export type Absence = 'less' | 'more' | 'neither' | FigureValue

export interface Figure {
  /** The same in every version of the rule. */
  readonly key: string
  readonly label: string
  /** Level, admission or band, where a rule has a figure for each; figures that change alike are told together. */
  readonly of: string
  readonly value: FigureValue
  /** Which value gives the insured more. `neither`: it cannot be said of the figure alone; `unknown`: nobody has said it. */
  readonly generous: 'higher' | 'lower' | 'neither' | 'unknown'
  readonly whenAbsent: Absence
  readonly from: Citation
  /** What the value is held against, where its text may read like another's. */
  readonly exact?: string
}

/** What both versions must be cut by to be comparable: bounds of bands by rule, and rules in which admissions differ. */
export interface Cuts {
  readonly bounds: ReadonlyMap<string, readonly Fen[]>
  readonly byAdmission: ReadonlySet<string>
}

export interface Sheet {
  readonly figures: Figure[]
  readonly cuts: Cuts
}

export interface Place {
  readonly key: string
  readonly label: string
  readonly of?: string
  readonly from: Citation
}

export interface Meaning {
  readonly generous: Figure['generous']
  readonly whenAbsent: Absence
}

const NOTHING_DUE: FigureValue = { unit: 'fen', fen: 0n }
const ONE: FigureValue = { unit: 'ratio', ratio: { num: 1n, den: 1n } }
const NO_POINTS: FigureValue = { unit: 'ratio', ratio: { num: 0n, den: 1n } }

/** Something due from the person: the lower, the more generous. */
export const DUE: Meaning = { generous: 'lower', whenAbsent: 'neither' }
/** Something paid to the person: without it nothing is paid. */
export const PAID: Meaning = { generous: 'higher', whenAbsent: 'less' }
/** A limit: without it there is no limit. */
export const LIMIT: Meaning = { generous: 'higher', whenAbsent: 'more' }
export const DUE_FACTOR: Meaning = { generous: 'lower', whenAbsent: ONE }
export const PAID_FACTOR: Meaning = { generous: 'higher', whenAbsent: ONE }
export const ADDED_POINTS: Meaning = { generous: 'higher', whenAbsent: NO_POINTS }
export const FIRST_SELF_PAY: Meaning = { generous: 'lower', whenAbsent: NO_POINTS }
export const TAKEN_OFF: Meaning = { generous: 'higher', whenAbsent: NOTHING_DUE }
/** A setting that changes who gets how much, without a direction of its own. */
export const SETTING: Meaning = { generous: 'neither', whenAbsent: 'neither' }

export function put(sheet: Sheet, { key, label, of = '', from }: Place, meaning: Meaning, value: FigureValue): void {
  sheet.figures.push({ key: of === '' ? key : `${key}/${of}`, label, of, value, from, ...meaning })
}

export function putFen(sheet: Sheet, place: Place, meaning: Meaning, fen: OrAwaiting<Fen> | null | undefined): void {
  if (fen === null || fen === undefined) return
  put(sheet, place, meaning, typeof fen === 'bigint' ? { unit: 'fen', fen } : { unit: 'awaiting', by: fen.awaiting })
}

export function putRatio(sheet: Sheet, place: Place, meaning: Meaning, ratio: OrAwaiting<Ratio> | undefined): void {
  if (ratio === undefined) return
  put(sheet, place, meaning, 'awaiting' in ratio ? { unit: 'awaiting', by: ratio.awaiting } : { unit: 'ratio', ratio })
}

export function putWords(sheet: Sheet, place: Place, meaning: Meaning, words: string): void {
  put(sheet, place, meaning, { unit: 'words', words })
}

export function valueText(value: FigureValue): string {
  switch (value.unit) {
    case 'fen':
      return `${yuanText(value.fen).replace(/\.00$/, '')}元`
    case 'ratio':
      return percentText(value.ratio)
    case 'count':
      return String(value.count)
    case 'flag':
      return value.flag ? '是' : '否'
    case 'words':
      return value.words
    case 'awaiting':
      return `待${value.by}另定`
  }
}

export function levelText(level: string): string {
  return LEVEL_NAMES[level] ?? level
}

/** A condition in words; also its name from version to version. */
export function whenText(when: When): string {
  const {
    identity,
    identityIn,
    retired,
    ageFrom,
    ageTo,
    kind,
    disease,
    diseaseIn,
    treatment,
    treatmentFrom,
    admissionFrom,
    level,
    place,
    filingIn,
    ...others
  } = when
  const { firstSeenIn, ...more } = others
  const said = [
    ...[...(identity === undefined ? [] : [identity]), ...(identityIn ?? [])].map((word) => identityOf(word)?.name ?? word),
    ...(retired === undefined ? [] : [retired ? '退休' : '在职']),
    ...(ageFrom === undefined ? [] : [`${ageFrom}岁起`]),
    ...(ageTo === undefined ? [] : [`至${ageTo}岁`]),
    ...(kind === undefined ? [] : [isBenefitKind(kind) ? kindName(kind) : kind]),
    ...(disease === undefined ? [] : [`病种${disease}`]),
    ...(diseaseIn === undefined ? [] : [`病种${diseaseIn.join('或')}`]),
    ...(treatment === undefined ? [] : [`治疗${treatment}`]),
    ...(treatmentFrom === undefined ? [] : [`第${treatmentFrom}次治疗起`]),
    ...(admissionFrom === undefined ? [] : [`第${admissionFrom}次住院起`]),
    ...(level === undefined ? [] : [levelText(level)]),
    ...(diseaseIn === undefined ? [] : [`病种${diseaseIn.join('或')}`]),
    ...(place === undefined ? [] : [PLACE_NAMES[place]]),
    ...(filingIn === undefined ? [] : [filingIn.map((filing) => FILING_NAMES[filing]).join('或')]),
    ...(firstSeenIn === undefined ? [] : [firstSeenIn.map((one) => FIRST_SEEN_NAMES[one]).join('或')]),
    // A condition that has no words here yet still tells two conditions apart.
    ...Object.entries(more).map(([name, value]) => `${name} ${String(value)}`),
  ]
  return said.length === 0 ? '所有人' : said.join('、')
}
