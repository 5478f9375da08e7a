// Names of the steps at which a bill pays less.
import { LAYERS, wordOf } from '../settlement/words.js'

const STEPS: Readonly<Record<string, string>> = { not_covered: '不再支付的就医类别', offsite: '异地先行自付', deductible: '起付线' }

export function stepName(step: string): string {
  return STEPS[step] ?? wordOf(LAYERS, step)
}
