// The small policy as a decision graph of @gorules/zen-engine: a decision table picks the figures, an expression node computes.
import { type ZenDecision, ZenEngine } from '@gorules/zen-engine'
import { BAND_END, type Contender, LEVELS, type Prepared, type Visit, YEARLY_CAP } from './small-policy.js'

export function byZen(): Contender {
  const decision = new ZenEngine().createDecision({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      node('visit', 'inputNode'),
      node('figures', 'decisionTableNode', figures()),
      node('pay', 'expressionNode', formulas()),
      node('reply', 'outputNode'),
    ],
    edges: [edge('visit', 'figures'), edge('figures', 'pay'), edge('pay', 'reply')],
  })
  return { name: '@gorules/zen-engine 0.54.0', prepare: (visit) => prepared(decision, visit) }
}

function prepared(decision: ZenDecision, visit: Visit): Prepared {
  const evaluated = () => decision.evaluate(visit, { trace: true })
  return {
    pay: async () => BigInt((await evaluated()).result.paid),
    trace: async () => (await evaluated()).trace,
  }
}

function node(id: string, type: string, content?: object): object {
  return { id, name: id, type, position: { x: 0, y: 0 }, ...(content === undefined ? {} : { content }) }
}

function edge(sourceId: string, targetId: string): object {
  return { id: `${sourceId}-${targetId}`, sourceId, targetId, type: 'edge' }
}

function figures(): object {
  const output = (field: string): object => ({ id: field, name: field, field, type: 'expression' })
  return {
    hitPolicy: 'first',
    passThrough: true,
    executionMode: 'single',
    inputs: [output('level')],
    outputs: [output('deductible'), output('lower'), output('upper')],
    rules: LEVELS.map(({ level, deductible, lower, upper }) => ({
      _id: `level ${level}`,
      level: `"${level}"`,
      deductible: `${deductible}`,
      lower: `${lower}`,
      upper: `${upper}`,
    })),
  }
}

function formulas(): object {
  const shared = 'max([cost - deductible, 0])'
  const byBands = `min([$.shared, ${BAND_END}]) * lower + max([$.shared - ${BAND_END}, 0]) * upper`
  const paid = `min([floor(($.byBands + 50) / 100), max([${YEARLY_CAP} - used, 0])])`
  const expressions = Object.entries({ shared, byBands, paid }).map(([key, value]) => ({ id: key, key, value }))
  return { passThrough: false, executionMode: 'single', expressions }
}
