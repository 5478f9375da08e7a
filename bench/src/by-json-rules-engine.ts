// The small policy in json-rules-engine: rules pick the deductible of the level, the bands that the cost reaches and the cap. The
// library has no arithmetic, so the sums are facts in code; every figure stands in a rule.
import { type Almanac, Engine, type RuleProperties } from 'json-rules-engine'
import { BAND_END, type Contender, LEVELS, type LevelFigures, type Prepared, type Visit, YEARLY_CAP } from './small-policy.js'

export function byJsonRulesEngine(): Contender {
  const engine = new Engine([
    ...LEVELS.flatMap((figures) => [levelRule(figures), ...bandRules(figures)]),
    capRule('lessThanInclusive', 'due'),
    capRule('greaterThan', 'left'),
  ])
  engine.addFact('shared', async (_, almanac) => Math.max((await number(almanac, 'cost')) - (await number(almanac, 'deductible')), 0))
  engine.addFact('left', async (_, almanac) => Math.max(YEARLY_CAP - (await number(almanac, 'used')), 0))
  engine.addFact('due', async (_, almanac) => dueOf(await almanac.factValue<BandFigures[]>('reached'), await number(almanac, 'shared')))
  engine.on('level', (figures: { deductible: number }, almanac) => {
    almanac.addFact('deductible', figures.deductible)
    almanac.addFact('reached', [])
  })
  engine.on('band', async (band: BandFigures, almanac) => {
    const reached = await almanac.factValue<BandFigures[]>('reached')
    reached.push(band)
  })
  return { name: 'json-rules-engine 7.3.1', prepare: (visit) => prepared(engine, visit) }
}

function prepared(engine: Engine, visit: Visit): Prepared {
  const facts = { ...visit }
  return {
    pay: async () => {
      const { events, almanac } = await engine.run(facts)
      const which: unknown = events.find(({ type }) => type === 'pays')?.params?.['which']
      return BigInt(await number(almanac, String(which)))
    },
    trace: async () => (await engine.run(facts)).results,
  }
}

interface BandFigures {
  readonly from: number
  readonly to: number
  readonly percent: number
}

/** The bands' shares of what lies in them, rounded half up. */
function dueOf(reached: readonly BandFigures[], shared: number): number {
  const hundredths = reached.reduce((sum, { from, to, percent }) => sum + (Math.min(shared, to) - from) * percent, 0)
  return Math.floor((hundredths + 50) / 100)
}

function number(almanac: Almanac, fact: string): Promise<number> {
  return almanac.factValue<number>(fact)
}

function levelRule({ level, deductible }: LevelFigures): RuleProperties {
  return {
    name: `level ${level}`,
    priority: 3,
    conditions: { all: [{ fact: 'level', operator: 'equal', value: level }] },
    event: { type: 'level', params: { deductible } },
  }
}

function bandRules({ level, lower, upper }: LevelFigures): RuleProperties[] {
  const bands = [
    { from: 0, to: BAND_END, percent: lower },
    { from: BAND_END, to: Number.MAX_SAFE_INTEGER, percent: upper },
  ]
  return bands.map((band) => ({
    name: `level ${level} above ${band.from}`,
    priority: 2,
    conditions: {
      all: [
        { fact: 'level', operator: 'equal', value: level, priority: 2 },
        { fact: 'shared', operator: 'greaterThan', value: band.from },
      ],
    },
    event: { type: 'band', params: band },
  }))
}

function capRule(operator: string, which: 'due' | 'left'): RuleProperties {
  return {
    name: `pays what is ${which}`,
    priority: 1,
    conditions: { all: [{ fact: 'due', operator, value: { fact: 'left' } }] },
    event: { type: 'pays', params: { which } },
  }
}
