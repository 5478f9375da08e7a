// What was typed into the calculator, and the question it makes: amounts in yuan become whole fen, and each fault stands by its field.
import type { CalculatorOptions, SchemeChoice, VisitAsked } from '../../api/calculator-types.js'
import { fenOf } from './money-entry.js'
import { askedOf, factsOf, type MoreEntry, moreFaults, NOTHING_MORE } from './more-facts.js'

export interface Entry extends MoreEntry {
  readonly scheme: string
  readonly benefit: string
  readonly variant: string
  readonly level: string
  /** Name of the hospital that was chosen, whose level it is; empty where the level alone was. */
  readonly hospital: string
  readonly place: string
  readonly filing: string
  readonly firstSeen: string
  readonly age: string
  readonly retired: boolean
  readonly identities: readonly string[]
  readonly total: string
  readonly classB: string
  readonly classC: string
  readonly firstPay: string
  readonly account: string
  readonly admissions: string
  readonly deductible: string
  readonly inScope: string
  readonly fundPaid: string
  readonly treatment: string
  readonly disease: string
  /** Somebody else answers for the cost. */
  readonly liability: string
  /** For how many percent of it; empty: for all. */
  readonly liableShare: string
  /** How the stay goes on from an earlier one; empty where it does not. */
  readonly link: string
}

export type Faults = Readonly<Partial<Record<keyof Entry, string>>>

export function firstEntry({ schemes, places, filings }: CalculatorOptions): Entry {
  const none = {
    age: '',
    retired: false,
    identities: [],
    total: '',
    classB: '',
    classC: '',
    account: '',
    admissions: '',
    deductible: '',
    inScope: '',
    fundPaid: '',
    treatment: '',
    disease: '',
    liability: '',
    liableShare: '',
    link: '',
    ...NOTHING_MORE,
  }
  return fitted(
    {
      ...none,
      scheme: schemes[0]?.value ?? '',
      benefit: '',
      variant: '',
      level: '',
      hospital: '',
      firstPay: '',
      firstSeen: '',
      place: places[0]?.value ?? 'local',
      filing: filings[0]?.value ?? 'none',
    },
    schemes[0],
  )
}

function known(choices: readonly { readonly value: string }[], value: string): string {
  return choices.some((choice) => choice.value === value) ? value : ''
}

/** The entry with every choice that the scheme does not know replaced by its first one. */
export function fitted(entry: Entry, scheme: SchemeChoice | undefined): Entry {
  const among = (choices: readonly { readonly value: string }[], value: string) =>
    choices.some((choice) => choice.value === value) ? value : (choices[0]?.value ?? '')
  const benefit = among(scheme?.benefits ?? [], entry.benefit)
  const variants = scheme?.benefits.find(({ value }) => value === benefit)?.variants ?? []
  const level = among(scheme?.levels ?? [], entry.level)
  return {
    ...entry,
    benefit,
    variant: among(variants, entry.variant),
    level,
    hospital: entry.place === 'local' && level === entry.level ? entry.hospital : '',
    firstPay: among(scheme?.class_b_first_pay ?? [], entry.firstPay),
    identities: entry.identities.filter((word) => scheme?.identities.some(({ value }) => value === word)),
    filing: entry.place === 'local' ? 'none' : entry.filing,
    treatment: known(scheme?.treatments ?? [], entry.treatment),
    disease: known(scheme?.diseases ?? [], entry.disease),
    link: scheme?.asks.includes('stay') === true ? entry.link : '',
    firstSeen: entry.place === 'local' ? among(scheme?.first_seen ?? [], entry.firstSeen) : '',
  }
}

const NOT_MONEY = '请填写金额，以元为单位，最多两位小数，如 1234.50。'
const MONEY = ['total', 'classB', 'classC', 'account', 'deductible', 'inScope', 'fundPaid'] as const

export function faultsOf(entry: Entry): Faults {
  const faults: Partial<Record<keyof Entry, string>> = moreFaults(entry, NOT_MONEY)
  for (const name of MONEY) if (fenOf(entry[name]) === undefined) faults[name] = NOT_MONEY
  if (fenOf(entry.total) === 0) faults.total = '请填写医疗费用总额。'
  if (!/^\d{1,3}$/.test(entry.age) || Number(entry.age) > 130) faults.age = '请填写年龄，0 至 130 的整数。'
  if (!/^\d{0,2}$/.test(entry.admissions)) faults.admissions = '请填写住院次数，0 至 99 的整数。'
  if (percentOf(entry.liableShare) === undefined) faults.liableShare = '请填写大于 0、小于 100 的百分数，最多两位小数；对方负全部责任的不填。'
  if (Object.keys(faults).length === 0 && restOf(entry) < 0) faults.classC = '乙类和目录外合计超过了总费用，请核对。'
  return faults
}

/** A share as it is typed in percent, as the decimal of the question: empty where nothing is typed, undefined where it is no share. */
export function percentOf(typed: string): string | undefined {
  const plain = typed.trim()
  if (plain === '') return ''
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?%?$/.exec(plain)
  const decimal = match === null ? undefined : `0.${(match[1] ?? '').padStart(2, '0')}${(match[2] ?? '').padEnd(2, '0')}`
  return decimal === '0.0000' ? undefined : decimal
}

/** Whether the share of a third party is asked: where the rules use one, and only of a third party. */
export function asksShare(entry: Entry, scheme: SchemeChoice | undefined): boolean {
  return entry.liability === 'third_party' && scheme?.asks.includes('liable_share') === true
}

/** What is left of the total for 甲. */
export function restOf(entry: Entry): number {
  return (fenOf(entry.total) ?? 0) - (fenOf(entry.classB) ?? 0) - (fenOf(entry.classC) ?? 0)
}

export function askedBy(entry: Entry, scheme: SchemeChoice | undefined): VisitAsked {
  const fen = (name: (typeof MONEY)[number]) => fenOf(entry[name]) ?? 0
  const more = (part: Parameters<typeof factsOf>[1]) => askedOf(entry, factsOf(scheme, part, entry.treatment))
  return {
    scheme: entry.scheme,
    benefit: entry.benefit,
    ...(entry.variant === '' ? {} : { variant: entry.variant }),
    level: entry.level,
    place: entry.place,
    filing: entry.filing,
    ...(entry.firstSeen === '' ? {} : { first_seen: entry.firstSeen }),
    age: Number(entry.age),
    retired: entry.scheme === 'employee' && entry.retired,
    identities: entry.identities,
    total_fen: fen('total'),
    class_a_fen: restOf(entry),
    class_b_fen: fen('classB'),
    class_c_fen: fen('classC'),
    class_b_first_pay: entry.firstPay === '' ? '0' : entry.firstPay,
    ...(entry.scheme !== 'employee' || entry.account.trim() === '' ? {} : { account_fen: fen('account') }),
    ...chosen({
      treatment: entry.treatment,
      disease: entry.disease,
      liability: entry.liability,
      liable_share: asksShare(entry, scheme) ? (percentOf(entry.liableShare) ?? '') : '',
    }),
    ...(entry.link === '' ? {} : { stay: { link: entry.link, deductible_fen: 0, in_scope_fen: 0, ...more('stay') } }),
    ...more('person'),
    ...more('cost'),
    used: {
      admissions: Number(entry.admissions),
      deductible_fen: fen('deductible'),
      in_scope_fen: fen('inScope'),
      fund_paid_fen: fen('fundPaid'),
      ...more('used'),
    },
  }
}

function chosen(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word !== ''))
}

/** The field of a refusal's `details.field`, by the name that the form gives it. */
export function fieldOf(name: string): keyof Entry | undefined {
  const known: Readonly<Record<string, keyof Entry>> = {
    total_fen: 'total',
    benefit: 'benefit',
    level: 'level',
    filing: 'filing',
    variant: 'variant',
    age: 'age',
    above_standard_fen: 'above',
    liable_share: 'liableShare',
  }
  return known[name]
}
