// The sentences of the basic layer: the deductible and how it came about, the bands, the guarantee, the cap; and the reasons
// why no more was paid.
import { most, percentText, rounded, yuanText } from '../base/money.js'
import type { DeductiblePeriod } from '../policy/benefit-policy.js'
import type { Basic } from './basic.js'
import type { Deduction } from './deductible.js'
import type { Known } from './known.js'
import type { Reason } from './ladder.js'
import type { CostSplit } from './outcome.js'
import { exactText, piecesText } from './texts.js'

const PERIOD: Readonly<Record<DeductiblePeriod, string>> = {
  per_bill: '本次',
  month: '本月',
  quarter: '本季度',
  year: '本年度',
  hospital_year: '本年度在该机构',
  year_top_up: '本年度（按就诊最高级别补差）',
}

export function deductionText(known: Known, deduction: Deduction): string {
  const { rule, waived, full, due, charged } = deduction
  if (rule === null) return '定额支付，不设起付线'
  if (waived) return '符合免收条件，免收起付线'
  const nth = known.benefit.countsAdmission ? `第${known.admissionNumber}次住院，` : ''
  const before = due < full ? `，已收${yuanText(full - due)}元，本次应收${yuanText(due)}元` : ''
  const short = charged < due ? `；政策范围内费用不足，实收${yuanText(charged)}元` : ''
  return `${nth}${PERIOD[rule.period]}起付线${yuanText(full)}元${before}${short}`
}

export function basicText(known: Known, basic: Basic): string {
  return `${calculation(known, basic)}${capText(basic)}，支付${yuanText(basic.paid)}元`
}

function calculation(known: Known, basic: Basic): string {
  if (basic.type === 'fixed_amount') return `定额${yuanText(basic.fixed ?? 0n)}元，以实际费用为限`
  const normal = `政策范围内费用${yuanText(basic.base)}元减起付线${yuanText(basic.deduction.charged)}元后，${piecesText(basic.pieces)}`
  if (basic.type === 'normal' || basic.guarantee === null || known.benefit.mode !== 'share') return normal
  const ratio = known.benefit.guaranteed?.ratioByPlace[known.bill.place]
  const share = ratio !== undefined && 'num' in ratio ? percentText(ratio) : ''
  return `保底：（总费用${yuanText(known.bill.total)}元－起付线${yuanText(basic.deduction.due)}元）×${share}＝${exactText(basic.guarantee)}，高于按比例计算的金额（${normal}）`
}

function capText({ room, exact, paid }: Basic): string {
  if (room === undefined || paid === rounded(exact)) return ''
  return `；最高支付限额${yuanText(room.amount)}元，剩余${yuanText(room.left)}元`
}

/** Which rules kept the basic layer from paying more, each with the fen it kept back; `deductible` is the sentence on it. */
export function basicReasons(basic: Basic, split: CostSplit, deductible: string): Reason[] {
  const reasons: Reason[] = []
  addCaps(basic, reasons)
  const { charged } = basic.deduction
  if (charged > 0n) reasons.push({ weight: charged, sentence: () => `${deductible}，起付线内${yuanText(charged)}元由个人负担。` })
  if (basic.type === 'normal') addOwnShare(basic, reasons)
  const { outOfCatalogue, itemPreSelfPay, aboveStandard, offsitePreSelfPay } = split
  if (outOfCatalogue > 0n) reasons.push({ weight: outOfCatalogue, sentence: () => `目录外或不符合限定支付范围的费用${yuanText(outOfCatalogue)}元不予支付。` })
  if (itemPreSelfPay > 0n) reasons.push({ weight: itemPreSelfPay, sentence: () => `乙类项目先行自付${yuanText(itemPreSelfPay)}元。` })
  if (aboveStandard > 0n) reasons.push({ weight: aboveStandard, sentence: () => `超过支付标准或限价的${yuanText(aboveStandard)}元由个人负担。` })
  if (offsitePreSelfPay > 0n) reasons.push({ weight: offsitePreSelfPay, sentence: () => `异地就医先行自付${yuanText(offsitePreSelfPay)}元。` })
  return reasons
}

function addCaps({ room, costRoom, deduction, exact, base, countable, paid }: Basic, reasons: Reason[]): void {
  const cut = room === undefined ? 0n : rounded(exact) - paid
  if (room !== undefined && cut > 0n) {
    const { document, article } = room.cap.from
    const sentence = (): string => `最高支付限额${yuanText(room.amount)}元（${document} ${article}）只剩${yuanText(room.left)}元，少付${yuanText(cut)}元。`
    reasons.push({ weight: cut, sentence })
  }
  const beyond = costRoom === undefined ? 0n : base - most(countable, deduction.charged)
  if (costRoom !== undefined && beyond > 0n) {
    const { document, article } = costRoom.cap.from
    const sentence = (): string => `政策范围内费用限额${yuanText(costRoom.amount)}元以上的${yuanText(beyond)}元不予支付（${document} ${article}）。`
    reasons.push({ weight: beyond, sentence })
  }
}

function addOwnShare({ pieces, exact }: Basic, reasons: Reason[]): void {
  let shared = 0n
  for (const { amount } of pieces) shared += amount
  const own = shared - rounded(exact)
  if (own > 0n) reasons.push({ weight: own, sentence: () => `起付线以上${yuanText(shared)}元按比例分担，个人负担${yuanText(own)}元。` })
}
