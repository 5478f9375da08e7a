// The deductible (起付线) of one bill: amount, sequence by admission, off-site, person, waiver in the policy's order; then what
// the period or the stay has already charged is taken off. Charged is never more than the base.
import { type Fen, least, most, notBelowZero, portion } from '../base/money.js'
import type { DeductibleAmount, DeductibleRule, DeductibleSequence, OffsiteRow } from '../policy/benefit-policy.js'
import { deductibleKey } from './accumulators.js'
import { count, fits, type Known, paths } from './known.js'
import { awaits, isAwaiting, silent } from './unanswered.js'

export interface Deduction {
  /** Amount of the rule before the period's earlier deductibles are taken off. */
  readonly full: Fen
  readonly due: Fen
  readonly charged: Fen
  readonly waived: boolean
  readonly rule: DeductibleRule | null
}

export const NO_DEDUCTION: Deduction = { full: 0n, due: 0n, charged: 0n, waived: false, rule: null }

export function deductionOf(known: Known, rule: DeductibleRule, row: OffsiteRow | null, base: Fen): Deduction {
  const { amount, waived } = fullAmount(known, rule, row)
  const due = dueOf(known, rule, amount)
  return { full: amount, due, charged: due < base ? due : base, waived, rule }
}

function fullAmount(known: Known, rule: DeductibleRule, row: OffsiteRow | null): { amount: Fen; waived: boolean } {
  let amount = 0n
  let waived = false
  for (const step of rule.order) {
    switch (step) {
      case 'amount':
        amount = amountOf(known, row?.deductibleAmount ?? rule.amount, rule)
        break
      case 'sequence':
        if (row?.deductibleAmount === undefined || row.sequenceApplies) amount = inSequence(known, rule.sequence, amount, rule)
        break
      case 'offsite':
        if (row?.deductibleFactor !== undefined) amount = portion(amount, row.deductibleFactor)
        break
      case 'person':
        amount = forPerson(known, rule, amount)
        break
      case 'waiver':
        waived = rule.waivers.length > 0 && rule.waivers.some(({ when }) => fits(when, known))
        if (waived) amount = 0n
        break
    }
  }
  return { amount, waived }
}

function amountOf(known: Known, amount: DeductibleAmount, { from }: DeductibleRule): Fen {
  const path = (): string => paths(known.bill.kind, 'deductible.amount')
  switch (amount.mode) {
    case 'fixed':
      return isAwaiting(amount.fen) ? awaits(amount.fen, path(), from) : amount.fen
    case 'by_level': {
      const fen = amount.table[known.bill.level]
      if (fen === undefined) return silent(path(), `${known.bill.level}级医疗机构的起付线`, from)
      return isAwaiting(fen) ? awaits(fen, path(), from) : fen
    }
    case 'percent_of_total': {
      if (isAwaiting(amount.ratio)) return awaits(amount.ratio, path(), from)
      const stay = known.stay?.kind === 'mid_stay' ? known.stay.soFar.total : 0n
      const share = portion(stay + known.bill.total, amount.ratio)
      return least(most(share, amount.minFen), amount.maxFen)
    }
  }
}

function inSequence(known: Known, sequence: DeductibleSequence, amount: Fen, { from }: DeductibleRule): Fen {
  const steps = known.admissionNumber - 1
  switch (sequence.kind) {
    case 'none':
      return amount
    case 'schedule': {
      const schedule = sequence.byLevel[known.bill.level]
      return schedule?.[Math.min(steps, schedule.length - 1)] ?? silent(paths(known.bill.kind, 'deductible.sequence'), '该级别医疗机构的起付线次序', from)
    }
    case 'factors': {
      const factor = sequence.factors[Math.min(steps, sequence.factors.length - 1)]
      return factor === undefined ? amount : portion(amount, factor)
    }
    case 'minus_each':
      return lowered(amount, BigInt(steps) * sequence.stepFen, sequence.floorFen)
    case 'minus_flat':
      return lowered(amount, steps > 0 ? sequence.stepFen : 0n, sequence.floorFen)
  }
}

/** Not below the floor, and never above the amount itself. */
function lowered(amount: Fen, by: Fen, floor: Fen): Fen {
  const reduced = amount - by > floor ? amount - by : floor
  return reduced < amount ? reduced : amount
}

function forPerson(known: Known, rule: DeductibleRule, amount: Fen): Fen {
  let own = amount
  for (const step of rule.personSteps) {
    if (!fits(step.when, known)) continue
    if (step.setFen !== undefined) own = step.setFen
    if (step.times !== undefined) own = portion(own, step.times)
    if (step.minusFen !== undefined) own = notBelowZero(own - step.minusFen)
  }
  return own
}

/** A yearly deductible and a merged stay do not charge twice what either has charged already. */
function dueOf(known: Known, rule: DeductibleRule, amount: Fen): Fen {
  const stay = known.stay
  if (stay === null && rule.period === 'per_bill') return notBelowZero(amount)
  if (stay?.rule.deductible === 'none') return 0n
  const inPeriod = chargedBefore(known, rule)
  const inStay = stay?.rule.deductible === 'top_up' ? stay.soFar.deductibleCharged : 0n
  return notBelowZero(amount - (inPeriod > inStay ? inPeriod : inStay))
}

function chargedBefore(known: Known, rule: DeductibleRule): Fen {
  if (rule.period === 'per_bill') return 0n
  let sum = 0n
  for (const kind of rule.countsKinds) sum += count(known.counters, deductibleKey(kind, rule.period, known, known.bill.provider))
  return sum
}
