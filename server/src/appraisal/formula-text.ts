// An indicator's formula as a sentence, with the figures of the policy.
import { decimalText } from '@tongchou/domain/base/decimal.js'
import { percentText } from '@tongchou/domain/base/money.js'
import type { AppraisalIndicator } from '@tongchou/domain/policy/watch-rule.js'

export type Figure = 'actual' | 'target' | 'count'

/** What a value of the indicator must say to be scored. */
export function figuresOf({ form }: Pick<AppraisalIndicator, 'form'>): readonly Figure[] {
  if (form === 'deduct') return ['count']
  return form === 'ratio_deduct' ? ['actual', 'target', 'count'] : ['actual', 'target']
}

export function formulaText({ form, weight, per, zeroBelow, tolerancePoints }: AppraisalIndicator): string {
  const [full, each] = [decimalText(weight), decimalText(per)]
  switch (form) {
    case 'ratio':
      return `${full}分 ×（实际÷目标，最高按1计）`
    case 'ratio_floor':
      return `${full}分 ×（实际÷目标，最高按1计），低于${percentText(zeroBelow)}不得分`
    case 'deduct':
      return `${full}分，每件扣${each}分`
    case 'ratio_deduct':
      return `${full}分 ×（实际÷目标，最高按1计），每件再扣${each}分`
    case 'deviation':
      return `${full}分，偏差超过±${decimalText(tolerancePoints)}个百分点的部分每点扣${each}分`
    case 'overspend':
      return `${full}分，每超支1个百分点扣${each}分`
  }
}
