// Two settlings of one bill, step by step in the order of the statement: what each side comes to, by which rule and article, and
// where they part. Shown for a trial beside the rules in force, and for a difference beside the bill as it stands.

import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { SettledJson } from './settled-json.js'
import { Article, fen, nullable } from './statement-schema.js'

const text = Type.String()
const SideStep = nullable(
  Type.Object({ fen, rule: nullable(text), articles: Type.Array(Article), bound: nullable(text), input_fen: nullable(fen), left_fen: nullable(fen) }),
)

export const BesideStep = Type.Object({
  step: text,
  step_name: text,
  payer_name: text,
  kind: Type.Union([Type.Literal('cost'), Type.Literal('deductible'), Type.Literal('layer'), Type.Literal('person')]),
  before: SideStep,
  after: SideStep,
  difference_fen: Type.Integer({ description: 'after less before' }),
  differs: Type.Boolean(),
  first: Type.Boolean({ description: 'the first step at which the two part' }),
})

type Step = Static<typeof BesideStep>
type Side = SettledJson | null
type SettledRung = SettledJson['layers'][number]
type Named = Pick<Step, 'step' | 'step_name' | 'payer_name' | 'kind'>

export function stepsBeside(before: Side, after: Side): Step[] {
  const steps = [...costSteps(before, after), deductibleStep(before, after), ...layerSteps(before, after), ...personSteps(before, after)]
  const first = steps.findIndex(({ differs }) => differs)
  return steps.map((step, index) => ({ ...step, first: index === first }))
}

const COSTS = [
  ['total_fen', '医院收费'],
  ['item_pre_self_pay_fen', '先行自付'],
  ['offsite_pre_self_pay_fen', '异地先行自付'],
  ['above_standard_fen', '超限价'],
  ['out_of_catalogue_fen', '目录外'],
  ['in_scope_fen', '范围内费用'],
] as const

function costSteps(before: Side, after: Side): Step[] {
  return COSTS.flatMap(([key, step_name]) => {
    const step = stepOf({ step: key.replace(/_fen$/, ''), step_name, payer_name: '', kind: 'cost' }, plain(before?.split[key]), plain(after?.split[key]))
    return isNothing(step) ? [] : [step]
  })
}

function deductibleStep(before: Side, after: Side): Step {
  const side = (of: Side): Step['before'] =>
    of === null ? null : { ...only(of.deductible.charged_fen), rule: of.deductible.rule, articles: of.deductible.articles }
  return stepOf({ step: 'deductible', step_name: '起付线', payer_name: '个人先付', kind: 'deductible' }, side(before), side(after))
}

/** Layers in the order of the later side; one that only the earlier side knows keeps its place after the layer it followed. */
function layerSteps(before: Side, after: Side): Step[] {
  const [was, is] = [byTurn(before?.layers ?? []), byTurn(after?.layers ?? [])]
  const order = [...is.keys()]
  let last = ''
  for (const step of was.keys()) {
    if (!order.includes(step)) order.splice(order.indexOf(last) + 1, 0, step)
    last = step
  }
  return order.map((step) => {
    const [first, second] = [was.get(step), is.get(step)]
    const named = second ?? first
    return stepOf({ step, step_name: stepName(step, named), payer_name: named?.payer_name ?? '', kind: 'layer' }, rungSide(first), rungSide(second))
  })
}

/** A layer may stand more than once on a statement (what is paid first stands below the ordinary part): each by its turn. */
function byTurn(rungs: readonly SettledRung[]): ReadonlyMap<string, SettledRung> {
  const turns = new Map<string, SettledRung>()
  for (const rung of rungs) {
    let turn = 1
    while (turns.has(turnName(rung.layer, turn))) turn += 1
    turns.set(turnName(rung.layer, turn), rung)
  }
  return turns
}

function turnName(layer: string, turn: number): string {
  return turn === 1 ? layer : `${layer}#${turn}`
}

function stepName(step: string, rung: SettledRung | undefined): string {
  const [, turn] = step.split('#')
  const name = rung?.layer_name ?? step
  return turn === undefined ? name : `${name}（第${turn}笔）`
}

function rungSide(rung: SettledRung | undefined): Step['before'] {
  if (rung === undefined) return null
  const { paid_fen, rule, articles, bound_sentence, input_fen, left_fen } = rung
  return { fen: paid_fen, rule, articles, bound: bound_sentence, input_fen, left_fen }
}

function personSteps(before: Side, after: Side): Step[] {
  const named = (step: string, step_name: string): Named => ({ step, step_name, payer_name: '本人', kind: 'person' })
  const account = stepOf(named('account', '个人账户'), plain(before?.account.paid_fen), plain(after?.account.paid_fen))
  const cash = stepOf(named('cash', '现金'), plain(before?.cash_fen), plain(after?.cash_fen))
  return isNothing(account) ? [cash] : [account, cash]
}

function only(amount: number): NonNullable<Step['before']> {
  return { fen: amount, rule: null, articles: [], bound: null, input_fen: null, left_fen: null }
}

function plain(amount: number | undefined): Step['before'] {
  return amount === undefined ? null : only(amount)
}

function stepOf(named: Named, before: Step['before'], after: Step['after']): Step {
  const difference_fen = (after?.fen ?? 0) - (before?.fen ?? 0)
  return { ...named, before, after, difference_fen, differs: difference_fen !== 0, first: false }
}

function isNothing({ before, after }: Step): boolean {
  return (before?.fen ?? 0) === 0 && (after?.fen ?? 0) === 0
}
