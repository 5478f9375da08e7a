// Deductibles that would not be one: a least amount above the greatest, a factor below zero (the person would be paid to come), a
// level without an amount in a row of care outside the area; and factors that would turn a limit or a ratio around.
import { compared, NOTHING, type Ratio, yuanText } from '../base/money.js'
import type { BenefitKind, BenefitPolicy, DeductibleAmount, DeductibleRule, ShareBenefit } from './benefit-policy.js'
import { kindName, LEVEL_NAMES, PLACE_NAMES } from './national-lists.js'
import type { Say } from './prove.js'

export function amountFaults({ levels }: BenefitPolicy, kind: BenefitKind, benefit: ShareBenefit, say: Say): void {
  const { deductible, offsite } = benefit
  boundFault(deductible.amount, kindName(kind), (sentence) => say([`${kind}.deductible`], sentence))
  for (const factor of factorsOf(deductible)) {
    if (isNegative(factor)) say([`${kind}.deductible`], `${kindName(kind)}的起付线乘以负数，会变成倒贴；请改为 0 或以上的数。`)
  }
  for (const { place, filing, deductibleAmount, deductibleFactor } of offsite) {
    const named = `${kindName(kind)}${PLACE_NAMES[place]}（${filing.join('、')}）`
    const sayHere = (sentence: string): void => say([`${kind}.offsite`], sentence)
    if (deductibleFactor !== undefined && isNegative(deductibleFactor)) sayHere(`${named}的起付线乘以负数，会变成倒贴；请改为 0 或以上的数。`)
    if (deductibleAmount === undefined) continue
    boundFault(deductibleAmount, named, sayHere)
    for (const level of deductibleAmount.mode === 'by_level' ? levels : []) {
      if (deductibleAmount.mode === 'by_level' && deductibleAmount.table[level] === undefined)
        sayHere(`${named}：机构级别“${level}”（${LEVEL_NAMES[level] ?? level}）没有起付线；请补上，文件没有规定的写 { awaiting: 谁 }。`)
    }
  }
}

/** Limits of the layers and their deductibles, turned around by a factor below zero. */
export function layerFactorFaults({ major, caps }: BenefitPolicy, say: Say): void {
  const steps = [...(major?.deductibleSteps ?? []), ...(major?.cap.personSteps ?? [])]
  if (steps.some(({ times }) => times !== undefined && isNegative(times))) say(['major_illness'], '大病保险的起付线或限额乘以负数；请改为 0 或以上的数。')
  for (const { id, personSteps } of caps) {
    if (personSteps.some(({ times }) => times !== undefined && isNegative(times))) say([`caps.${id}`], `限额“${id}”乘以负数；请改为 0 或以上的数。`)
  }
}

function boundFault(amount: DeductibleAmount, named: string, say: (sentence: string) => void): void {
  if (amount.mode !== 'percent_of_total' || amount.minFen <= amount.maxFen) return
  say(`${named}：按总费用比例的起付线，下限${yuanText(amount.minFen)}元高于上限${yuanText(amount.maxFen)}元，没有一个数额两头都满足；请更正 min 或 max。`)
}

function factorsOf({ sequence, personSteps }: DeductibleRule): readonly Ratio[] {
  return [...(sequence.kind === 'factors' ? sequence.factors : []), ...personSteps.flatMap(({ times }) => (times === undefined ? [] : [times]))]
}

const isNegative = (ratio: Ratio): boolean => compared(ratio, NOTHING) < 0
