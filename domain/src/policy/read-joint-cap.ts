// One limit over several layers: which layers, which kinds of care, how much, for whom it is another.
import type { JointCapRule } from './benefit-policy.js'
import { all, fieldsOf } from './field-reader.js'
import { LAYER_NAMES } from './national-lists.js'
import { listOf, oneOf, orAwaiting, type Reader, yuan } from './node-reader.js'
import { kinds, personStep } from './read-figures.js'

export function jointCap(id: string): Reader<JointCapRule> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    const read = {
      layers: fields.need('layers', listOf(oneOf(Object.keys(LAYER_NAMES)))),
      kinds: fields.need('kinds', kinds),
      fen: fields.need('amount', orAwaiting(yuan)),
      period: fields.need('period', oneOf(['per_bill', 'year'])),
      personSteps: fields.or('person_steps', listOf(personStep(['set', 'times', 'plus'])), []),
    }
    fields.done()
    return all(read) ? { id, ...read, from: fields.reading.from } : undefined
  }
}
