// Who owes a layer's amount: as the policy's documents say, otherwise the usual payer of that kind of layer.
import type { BenefitPolicy, Payer } from './benefit-policy.js'

const USUAL: Readonly<Record<string, Payer>> = {
  major: 'insurer',
  mutual_aid: 'union',
  disabled: 'federation',
  enterprise: 'enterprise',
  special_care: 'finance',
  veteran: 'finance',
  hospital: 'hospital',
}

export function payerOf(policy: BenefitPolicy, layer: string): Payer {
  return policy.payers[layer] ?? USUAL[layer] ?? 'fund'
}
