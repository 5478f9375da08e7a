// The figures of one kind of care: deductible by level and admission, ratio by level and band, steps for persons, care outside the
// area, guaranteed minimum, fixed amounts.
import { type Fen, portion, type Ratio } from '../base/money.js'
import {
  ADDED_POINTS,
  type Cuts,
  DUE,
  DUE_FACTOR,
  FIRST_SELF_PAY,
  levelText,
  type Meaning,
  type Place as Name,
  PAID,
  PAID_FACTOR,
  put,
  putFen,
  putRatio,
  putWords,
  SETTING,
  type Sheet,
  TAKEN_OFF,
  valueText,
  whenText,
} from './approval-figures.js'
import type {
  Band,
  Benefit,
  BenefitKind,
  BenefitPolicy,
  DeductibleAmount,
  DeductibleRule,
  FixedBenefit,
  OffsiteRow,
  RatioChange,
  RatioStep,
  ShareBenefit,
  When,
} from './benefit-policy.js'
import type { Citation } from './citation.js'
import { DELIVERY_NAMES, FILING_NAMES, kindName, PLACE_NAMES } from './national-lists.js'

const PLACES = Object.keys(PLACE_NAMES) as (keyof typeof PLACE_NAMES)[]
const FILINGS = Object.keys(FILING_NAMES) as (keyof typeof FILING_NAMES)[]
/** Admissions that are told apart; rules with a sequence settle by then. */
const ADMISSIONS = [2, 3, 4]

export function putBenefit(sheet: Sheet, policy: BenefitPolicy, kind: BenefitKind, benefit: Benefit): void {
  const name = kindName(kind)
  putWords(sheet, { key: `${kind}.benefit`, label: `${name}待遇`, from: benefit.from }, { generous: 'neither', whenAbsent: 'less' }, '有规定')
  putWords(sheet, { key: `${kind}.counts_admission`, label: `${name}计入住院次数`, from: benefit.from }, SETTING, benefit.countsAdmission ? '计入' : '不计入')
  if (benefit.priorTests !== undefined) {
    const { withinDays, from } = benefit.priorTests
    putWords(sheet, { key: `${kind}.prior_tests`, label: `${name}入院前检查并入`, from }, SETTING, `${withinDays}天内`)
  }
  if (benefit.mode === 'fixed') putFixed(sheet, kind, benefit)
  else putShare(sheet, policy, kind, benefit)
}

function putShare(sheet: Sheet, policy: BenefitPolicy, kind: BenefitKind, benefit: ShareBenefit): void {
  const name = kindName(kind)
  putDeductible(sheet, policy, kind, benefit.deductible)
  putBands(sheet, policy, kind, benefit)
  putRatioSteps(sheet, { key: kind, label: name }, benefit.ratioSteps)
  for (const row of benefit.offsite) putOffsite(sheet, policy, kind, row)
  for (const place of PLACES) {
    const ratio = benefit.guaranteed?.ratioByPlace[place]
    putRatio(
      sheet,
      { key: `${kind}.guaranteed.${place}`, label: `${name}保底比例`, of: PLACE_NAMES[place], from: benefit.guaranteed?.from ?? benefit.from },
      PAID,
      ratio,
    )
  }
}

function putFixed(sheet: Sheet, kind: BenefitKind, { amounts, amountsByLevel = {}, form, limit, from }: FixedBenefit): void {
  const name = kindName(kind)
  for (const [what, fen] of Object.entries(amounts))
    putFen(sheet, { key: `${kind}.fixed`, label: `${name}定额`, of: DELIVERY_NAMES[what] ?? what, from }, PAID, fen)
  for (const [level, own] of Object.entries(amountsByLevel))
    for (const [what, fen] of Object.entries(own))
      putFen(sheet, { key: `${kind}.fixed.by_level`, label: `${name}定额`, of: `${levelText(level)} ${DELIVERY_NAMES[what] ?? what}`, from }, PAID, fen)
  putWords(sheet, { key: `${kind}.fixed.form`, label: `${name}定额的付法`, from }, SETTING, `${form}/${limit}`)
}

function putDeductible(sheet: Sheet, { levels }: BenefitPolicy, kind: BenefitKind, rule: DeductibleRule): void {
  const name = kindName(kind)
  const place = { key: `${kind}.deductible`, label: `${name}起付线`, from: rule.from }
  for (const level of levels) putAmount(sheet, place, rule.amount, level)
  if (sheet.cuts.byAdmission.has(kind)) for (const level of levels) putAdmissions(sheet, place, rule, level)
  putWords(
    sheet,
    { ...place, key: `${kind}.deductible.period`, label: `${name}起付线的周期` },
    SETTING,
    `${rule.period}（${rule.countsKinds.map(kindName).join('、')}）`,
  )
  for (const { when, times, setFen, minusFen } of rule.personSteps) {
    const own = (what: string, word: string): Name => ({
      ...place,
      key: `${place.key}.${what}.${whenText(when)}`,
      label: `${name}起付线（${whenText(when)}）${word}`,
    })
    putRatio(sheet, own('times', '系数'), DUE_FACTOR, times)
    putFen(sheet, own('set', '另定'), { generous: 'lower', whenAbsent: 'less' }, setFen)
    putFen(sheet, own('minus', '减'), TAKEN_OFF, minusFen)
  }
  for (const { when } of rule.waivers)
    putWords(
      sheet,
      { ...place, key: `${place.key}.waiver.${whenText(when)}`, label: `${name}免起付线` },
      { generous: 'neither', whenAbsent: 'less' },
      whenText(when),
    )
}

function putAmount(sheet: Sheet, place: Name, amount: DeductibleAmount, level: string): void {
  const own = { ...place, of: levelText(level) }
  if (amount.mode !== 'percent_of_total') {
    putFen(sheet, own, DUE, amount.mode === 'fixed' ? amount.fen : amount.table[level])
    return
  }
  putRatio(sheet, own, DUE, amount.ratio)
  putFen(sheet, { ...own, key: `${place.key}.min`, label: `${place.label}下限` }, DUE, amount.minFen)
  putFen(sheet, { ...own, key: `${place.key}.max`, label: `${place.label}上限` }, DUE, amount.maxFen)
}

function putAdmissions(sheet: Sheet, place: Name, rule: DeductibleRule, level: string): void {
  const base = rule.amount.mode === 'fixed' ? rule.amount.fen : rule.amount.mode === 'by_level' ? rule.amount.table[level] : undefined
  if (typeof base !== 'bigint') return
  for (const admission of ADMISSIONS) putFen(sheet, { ...place, of: `${levelText(level)}第${admission}次` }, DUE, onAdmission(rule, level, base, admission))
}

function onAdmission({ sequence }: DeductibleRule, level: string, base: Fen, admission: number): Fen {
  switch (sequence.kind) {
    case 'none':
      return base
    case 'schedule': {
      const own = sequence.byLevel[level] ?? []
      return own[Math.min(admission - 1, own.length - 1)] ?? base
    }
    case 'factors':
      return portion(base, sequence.factors[Math.min(admission - 1, sequence.factors.length - 1)] ?? { num: 1n, den: 1n })
    case 'minus_each':
      return lowered(base, sequence.stepFen * BigInt(admission - 1), sequence.floorFen)
    case 'minus_flat':
      return lowered(base, sequence.stepFen, sequence.floorFen)
  }
}

function lowered(base: Fen, by: Fen, floor: Fen): Fen {
  const less = base - by
  return less > floor ? less : floor < base ? floor : base
}

function putBands(sheet: Sheet, { levels }: BenefitPolicy, kind: BenefitKind, { bands }: ShareBenefit): void {
  const name = kindName(kind)
  for (const level of levels) {
    const table = 'table' in bands.bands ? bands.bands.table : bands.bands.byLevel[level]
    if (table !== undefined) putTable(sheet, { key: `${kind}.bands`, label: `${name}支付比例`, of: levelText(level), from: bands.from }, table)
  }
  const from = bands.from
  putWords(sheet, { key: `${kind}.bands.position`, label: `${name}分段起点`, from }, SETTING, `${bands.position ?? '未定'}/${bands.upperBound}/${bands.scope}`)
}

/** Ratio by ratio, cut where either version cuts. */
export function putTable(sheet: Sheet, place: Name, table: readonly Band[]): void {
  const bounds = sheet.cuts.bounds.get(place.key) ?? [0n]
  bounds.forEach((fromFen, index) => {
    const toFen = bounds[index + 1]
    const band = table.find((one) => one.fromFen <= fromFen && (one.toFen === null || one.toFen > fromFen))
    const words = [place.of ?? '', bounds.length === 1 ? '' : bandText(fromFen, toFen)].filter((part) => part !== '').join(' ')
    putRatio(sheet, { ...place, of: words }, PAID, band?.ratio)
    for (const [other, ratio] of Object.entries(band?.others ?? {}))
      putRatio(sheet, { ...place, key: `${place.key}.${other}`, label: `${place.label}（${other === 'retired' ? '退休' : other}）`, of: words }, PAID, ratio)
  })
}

function bandText(fromFen: Fen, toFen: Fen | undefined): string {
  const yuan = (fen: Fen): string => valueText({ unit: 'fen', fen })
  return toFen === undefined ? `${yuan(fromFen)}以上` : `${yuan(fromFen)}至${yuan(toFen)}`
}

export function putRatioSteps(sheet: Sheet, { key, label }: { readonly key: string; readonly label: string }, steps: readonly RatioStep[]): void {
  for (const step of steps) {
    if (!('offsite' in step)) putChange(sheet, { key: `${key}.ratio_steps`, label: `${label}比例`, from: step.from }, step.when, step.change)
  }
}

function putChange(
  sheet: Sheet,
  place: { readonly key: string; readonly label: string; readonly from: Citation },
  when: When | undefined,
  change: RatioChange,
): void {
  const who = when === undefined ? '' : `.${whenText(when)}`
  const label = `${place.label}${when === undefined ? '' : `（${whenText(when)}）`}`
  const own = (what: string, word: string): Name => ({ key: `${place.key}.${what}${who}`, label: `${label}${word}`, from: place.from })
  const ratio = (what: string, word: string, meaning: Meaning, value: Ratio): void => putRatio(sheet, own(what, word), meaning, value)
  if ('points' in change) ratio('points', '加减', ADDED_POINTS, change.points)
  else if ('times' in change) ratio('times', '系数', PAID_FACTOR, change.times)
  else if ('selfShareTimes' in change) ratio('self_share_times', '自付部分系数', DUE_FACTOR, change.selfShareTimes)
  else if ('set' in change) ratio('set', '另定', PAID, change.set)
  else putWords(sheet, own('set_from_band', '取分段表'), { generous: 'neither', whenAbsent: 'less' }, change.setFromBand)
}

function putOffsite(sheet: Sheet, { levels }: BenefitPolicy, kind: BenefitKind, row: OffsiteRow): void {
  for (const filing of FILINGS.filter((one) => row.filing.includes(one))) {
    const label = `${kindName(kind)}${PLACE_NAMES[row.place]}${FILING_NAMES[filing]}`
    const place = { key: `${kind}.offsite.${row.place}.${filing}`, label, from: row.from }
    put(sheet, { ...place, label: `${label}支付` }, { generous: 'neither', whenAbsent: 'less' }, { unit: 'words', words: '支付' })
    for (const change of row.ratio) putChange(sheet, { ...place, label: `${label}比例` }, undefined, change)
    putRatio(sheet, { ...place, key: `${place.key}.factor`, label: `${label}起付线系数` }, DUE_FACTOR, row.deductibleFactor)
    putRatio(sheet, { ...place, key: `${place.key}.first`, label: `${label}先行自付` }, FIRST_SELF_PAY, row.firstSelfPay)
    const amount = row.deductibleAmount
    if (amount !== undefined) for (const level of levels) putAmount(sheet, { ...place, key: `${place.key}.deductible`, label: `${label}起付线` }, amount, level)
  }
}

/** Where the tables of either version are cut, and where admissions differ. */
export function cutsOf(policies: readonly BenefitPolicy[]): Cuts {
  const bounds = new Map<string, readonly Fen[]>()
  const byAdmission = new Set<string>()
  const cut = (key: string, table: readonly Band[]): void => {
    const found = new Set([...(bounds.get(key) ?? []), ...table.map(({ fromFen }) => fromFen), ...table.flatMap(({ toFen }) => toFen ?? [])])
    bounds.set(
      key,
      [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    )
  }
  for (const policy of policies) {
    for (const [kind, benefit] of Object.entries(policy.benefits)) {
      if (benefit.mode !== 'share') continue
      const { bands } = benefit.bands
      for (const table of 'table' in bands ? [bands.table] : Object.values(bands.byLevel)) cut(`${kind}.bands`, table)
      if (benefit.deductible.sequence.kind !== 'none') byAdmission.add(kind)
    }
    cut('major.bands', policy.major?.bands.table ?? [])
    cut('civil_servant.bands', policy.civilServant?.inScopeBands ?? [])
  }
  return { bounds, byAdmission }
}
