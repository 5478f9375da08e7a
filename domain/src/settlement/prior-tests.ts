// Tests before an admission that join its bill: a line that is older than the days which the rule names belongs to another bill and is
// handed back, not cut. Source of the shape: day surgery, whose tests before the admission are paid with it (青医保局发〔2024〕65号).
import { dayNumber } from '../base/day.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { PriorTests } from '../policy/benefit-policy.js'
import type { Bill } from './bill.js'

export function tooEarly({ lines, admitted }: Bill, { withinDays, from }: PriorTests): Refusal | undefined {
  const first = dayNumber(admitted) - withinDays
  const early = lines.find(({ feeDay }) => feeDay !== undefined && dayNumber(feeDay) < first)
  if (early?.feeDay === undefined) return undefined
  return refused('line_too_early', `${early.feeDay}的费用早于入院前${withinDays}天，不能并入本次结算；请把更早的检查按门诊另行结算。`, {
    article: `${from.document} ${from.article}`,
  })
}
