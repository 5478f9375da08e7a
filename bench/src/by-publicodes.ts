// The small policy in publicodes: variations by level, a barème of two bands, a ceiling. Its evaluated tree is its trace.
import Engine, { type Rule } from 'publicodes'
import { BAND_END, type Contender, LEVELS, type LevelFigures, type Prepared, type Visit, YEARLY_CAP } from './small-policy.js'

export function byPublicodes(): Contender {
  const engine = new Engine(rules(), { logger: { log: () => undefined, warn: () => undefined, error: console.error } })
  return { name: 'publicodes 1.10.3', prepare: (visit) => prepared(engine, visit) }
}

function prepared(engine: Engine, { level, cost, used }: Visit): Prepared {
  const situation = { level: `'${level}'`, cost, used }
  const evaluated = () => engine.setSituation(situation).evaluate('paid')
  return {
    pay: async () => BigInt(Number(evaluated().nodeValue)),
    trace: async () => Reflect.get(evaluated(), 'explanation'),
  }
}

function rules(): Record<string, Rule> {
  return {
    level: { 'par défaut': "'1'", 'une possibilité': LEVELS.map(({ level }) => `'${level}'`) },
    cost: { 'par défaut': 0 },
    used: { 'par défaut': 0 },
    deductible: byLevel(({ deductible }) => `${deductible}`),
    lower: byLevel(({ lower }) => `${lower}%`),
    upper: byLevel(({ upper }) => `${upper}%`),
    shared: { valeur: 'cost - deductible', plancher: 0 },
    bands: { barème: { assiette: 'shared', tranches: [{ taux: 'lower', plafond: BAND_END }, { taux: 'upper' }] } },
    paid: { valeur: 'bands', plafond: { valeur: `${YEARLY_CAP} - used`, plancher: 0 }, arrondi: 'oui' },
  }
}

function byLevel(figure: (of: LevelFigures) => string): Rule {
  const cases = LEVELS.slice(0, -1).map((of) => ({ si: `level = '${of.level}'`, alors: figure(of) }))
  return { variations: [...cases, ...LEVELS.slice(-1).map((of) => ({ sinon: figure(of) }))] }
}
