// Layers and limits after the basic one: their bands answer for every amount, no class is paid above one, limits do not fall with
// the years enrolled, and every layer of the order has a rule.
import type { Band, BenefitPolicy, CapRule, RatioStep } from './benefit-policy.js'
import { identityOf, layerName } from './national-lists.js'
import { payerOf } from './payer-of.js'
import type { Say } from './prove.js'
import { bandFindings } from './prove-bands.js'
import { jointCapFaults } from './prove-joint-cap.js'
import { classText, type PersonClass, personClasses } from './prove-person.js'
import { ratioFinding } from './prove-ratio.js'
import { RATIO_WORDS } from './prove-share.js'

export function layerFaults(version: BenefitPolicy, say: Say): void {
  const { large, major, civilServant, caps, scheme } = version
  const people = personClasses(scheme, version)
  if (major !== null) {
    const { table, position } = major.bands
    const least = position === 'absolute' && major.deductibleSteps.length === 0 && typeof major.deductibleFen === 'bigint' ? major.deductibleFen : 0n
    tableFaults('major_illness', '大病保险', { table, least, steps: major.ratioSteps, people }, say)
  }
  if (large !== null) {
    const table = [{ fromFen: 0n, toFen: null, ratio: large.ratio }]
    tableFaults('large_amount', '大额补助', { table, least: 0n, steps: large.ratioSteps, people }, say)
  }
  if (civilServant !== null) {
    tableFaults('civil_servant', '公务员补助', { table: civilServant.inScopeBands, least: 0n, steps: civilServant.ratioSteps, people }, say)
  }
  for (const cap of caps) capFaults(cap, say)
  const { assistance } = version
  for (const [word, own] of Object.entries(assistance?.classes ?? {})) {
    const table = [{ fromFen: 0n, toFen: null, ratio: own.ratio }]
    tableFaults('assistance', `医疗救助（${identityOf(word)?.name ?? word}）`, { table, least: 0n, steps: own.ratioSteps ?? [], people }, say)
  }
  const byIncome = Object.values(assistance?.classes ?? {}).some(({ deductible }) => 'incomeShare' in deductible)
  if (byIncome && assistance?.disposableIncomeFen === null)
    say(['assistance'], '救助起付标准按收入比例计算，却没有 disposable_income；请补上，尚未公布的写 { awaiting: 谁 }。')
  advanceFaults(version, say)
  familyFaults(version, say)
  jointCapFaults(version, say)
  orderFaults(version, say)
}

function familyFaults({ account }: BenefitPolicy, say: Say): void {
  if (account?.family === undefined) return
  const uses = [...account.beforeUses, ...account.afterUses].includes('family')
  if (!uses) say(['account'], '写了家庭共济的范围，before_uses、after_uses 却没有 family，共济账户不会支付；请列入。')
}

/** Only funds pay before a liable party; an insurer, a union or a hospital has its own contract. */
function advanceFaults(version: BenefitPolicy, say: Say): void {
  const rule = version.advancePayment
  if (rule === undefined || rule === null) return
  const at = ['exclusions.advance_payment']
  if (!rule.layers.includes('basic')) say(at, '先行支付没有列入基本医疗保险统筹基金（basic）；依社会保险法第三十条由其先行支付，请列入。')
  for (const layer of rule.layers) {
    if (payerOf(version, layer) !== 'fund') say(at, `先行支付列有${layerName(layer)}，它不由基金支付；请删去。`)
  }
}

interface LayerTable {
  readonly table: readonly Band[]
  readonly least: bigint
  readonly steps: readonly RatioStep[]
  readonly people: readonly PersonClass[]
}

function tableFaults(key: string, name: string, { table, least, steps, people }: LayerTable, say: Say): void {
  for (const finding of bandFindings(table, least)) say([key], `${name}${finding}`)
  for (const band of table) {
    const who = people.find((one) => ratioFinding(band, { steps, row: null }, one) !== undefined)
    const finding = who === undefined ? undefined : ratioFinding(band, { steps, row: null }, who)
    if (who !== undefined && finding !== undefined) say([key], `${name}，${classText(who)}：${RATIO_WORDS[finding]}。`)
  }
}

function capFaults({ id, amount, disease }: CapRule, say: Say): void {
  if ('byDisease' in amount && disease !== undefined) say([`caps.${id}`], `限额“${id}”已按病种列出，不能再写 disease；请删去一处。`)
  if (!('byEnrolledYears' in amount)) return
  const steps = [...amount.byEnrolledYears].sort((a, b) => a.fromYears - b.fromYears)
  if (steps[0]?.fromYears !== 0) say([`caps.${id}`], `限额“${id}”没有写参保不满${steps[0]?.fromYears ?? 1}年的数额；请从 "0" 写起。`)
  steps.forEach((step, index) => {
    const next = steps[index + 1]
    if (next !== undefined && next.fen < step.fen) say([`caps.${id}`], `限额“${id}”参保${next.fromYears}年反而低于${step.fromYears}年；请更正。`)
  })
}

/** A layer that is in the order without a rule would silently pay nothing. */
function orderFaults({ layerOrder, large, major, civilServant, benefits }: BenefitPolicy, say: Say): void {
  const rules: Readonly<Record<string, unknown>> = { large, major, civil_servant: civilServant, basic: benefits }
  for (const [layer, rule] of Object.entries(rules)) {
    if (layerOrder.includes(layer) && rule === null) say(['settlement'], `layer_order 列有${layerName(layer)}，却没有它的规则；请写规则，或从次序里删去。`)
    if (!layerOrder.includes(layer) && rule !== null) say(['settlement'], `有${layerName(layer)}的规则，layer_order 却没有列入，不会支付；请列入。`)
  }
}
