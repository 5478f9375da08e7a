// How a document splits the residents' subsidy between the levels of government.
import type { Fen, Ratio } from '../base/money.js'
import { fieldsOf } from './field-reader.js'
import { oneOf, type Reader, share, tableOf, yuan } from './node-reader.js'

export type SubsidySplit =
  | {
      readonly kind: 'shares'
      readonly central: Ratio
      /** By government. Counties of several tiers have one rule each. */
      readonly others: Readonly<Record<string, Ratio>>
      /** Shares of the whole subsidy, or of what the central government leaves. */
      readonly othersOf: 'whole' | 'rest'
    }
  | { readonly kind: 'amounts'; readonly amounts: Readonly<Record<string, Fen>> }

export const subsidySplit: Reader<SubsidySplit> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const kind = fields.need('kind', oneOf(['shares', 'amounts']))
  const amounts = kind === 'amounts' ? fields.need('amounts', tableOf(yuan)) : undefined
  const central = kind === 'shares' ? fields.need('central', share) : undefined
  const others = kind === 'shares' ? fields.need('others', tableOf(share)) : undefined
  const othersOf = kind === 'shares' ? fields.need('others_of', oneOf(['whole', 'rest'])) : undefined
  fields.done()
  if (amounts !== undefined) return { kind: 'amounts', amounts }
  return central === undefined || others === undefined || othersOf === undefined ? undefined : { kind: 'shares', central, others, othersOf }
}
