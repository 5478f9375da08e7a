// One rule shape in a test: policy text of a place, read, proved and settled, so that a test speaks of key and fen alone.
import assert from 'node:assert/strict'
import { type Fen, fenOfYuan, ratioOf } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import type { Exchange } from '@tongchou/domain/policy/exchange.js'
import { proveRules } from '@tongchou/domain/policy/prove.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import type { Bill, BillLine, Counters, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { parseText } from '../policy/parse.js'
import { ruleSetOf, ruleSetText } from '../policy/rule-set.js'

export interface Shape {
  readonly versions: readonly BenefitPolicy[]
  /** What reading and proving say of the added rules; the bare frame has gaps of its own, which are left out. */
  readonly said: readonly string[]
  outcome(bill?: Partial<Bill>, person?: Partial<InsuredPerson>, counters?: Counters, other?: Counters): Outcome
  settled(bill?: Partial<Bill>, person?: Partial<InsuredPerson>, counters?: Counters, other?: Counters): Settled
}

const FRAME = `inpatient.deductible: { mode: fixed, amount: 500, period: per_bill }
inpatient.bands: { mode: one_table, position: above_deductible, table: 80% }
inpatient.offsite: [{ place: in_province, filing: [long_term, referral, emergency, temporary, none] }, { place: out_of_province, filing: [long_term, referral, emergency, temporary, none] }]
`

export const fen = (yuan: string): Fen => fenOfYuan(yuan) ?? assert.fail(yuan)

function textOf(rules: string, scheme: string, layers: string): string {
  const settings = `settlement: { version_by: discharge, year_by: discharge, entitlement_day: admission, pre_self_pay_rounding: per_line, layer_order: [${layers}], levels: [township, "1", "2", "3", "3_province"], reversal: subtract_own }`
  return `---\ndocument: 某办〔2021〕3号\narea: "990100"\nstatus: published\n---\n## 第二条\n\`\`\`policy\nscheme: ${scheme}\nin_force: 2021-01-01\ncertainty: illustrative\n${rules.includes('inpatient.bands') ? '' : FRAME}${settings}\n${rules}\n\`\`\`\n`
}

function saidOf(text: string): { versions: readonly BenefitPolicy[]; said: readonly string[] } {
  const faults: PolicyFault[] = []
  const reading = readPolicies([parseText('c.md', text, faults)])
  const all = [...faults, ...reading.faults, ...proveRules(reading.rules, reading.provisions)]
  // A rule set must come back from the database as it went in.
  for (const rules of reading.rules) {
    const stored = ruleSetText(rules, [])
    assert.deepEqual(ruleSetOf({ ...stored, content: JSON.parse(stored.content) as Exchange }).versions, rules.versions)
  }
  return { versions: reading.rules[0]?.versions ?? [], said: all.map(({ sentence }) => sentence) }
}

/** `rules` beside an inpatient frame of 500 yuan and 80%, unless they bring their own; `layers` is the order of layers. */
export function shape(rules: string, layers = 'basic', scheme = 'resident'): Shape {
  const { versions, said } = saidOf(textOf(rules, scheme, layers))
  const bare = new Set(saidOf(textOf('', scheme, 'basic')).said)
  const outcome: Shape['outcome'] = (bill = {}, person = {}, counters = {}, other = {}) =>
    settle({
      versions,
      scheme: scheme as Scheme,
      person: { ...SOMEBODY, ...person },
      bill: { ...ordinary('10000'), ...bill },
      counters: () => counters,
      otherCounters: () => other,
    })
  return {
    versions,
    said: said.filter((one) => !bare.has(one)),
    outcome,
    settled: (...asked) => {
      const answer = outcome(...asked)
      assert.equal(answer.kind, 'settled', answer.kind === 'settled' ? '' : answer.sentence)
      return answer as Settled
    },
  }
}

const SOMEBODY: InsuredPerson = { age: 45, retired: false, identities: [], yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null }

const inScope = (amount: Fen): BillLine => ({ class: '甲', amount, initialSelfPayment: ratioOf('0') ?? assert.fail(), aboveStandard: 0n })

/** A stay of the second level in the area, every yuan of it in scope. */
export function ordinary(yuan: string, changes: Partial<Bill> = {}): Bill {
  const total = fen(yuan)
  return {
    scheme: 'resident',
    kind: 'inpatient',
    level: '2',
    provider: 'H99010000001',
    place: 'local',
    filing: 'none',
    admitted: '2026-03-01',
    discharged: '2026-03-08',
    settledOn: '2026-03-08',
    total,
    lines: [inScope(total)],
    useAccount: true,
    ...changes,
  }
}

/** What a layer paid, in fen; nothing where it did not stand on the statement. */
export function paid(settled: Settled, layer: string): Fen {
  return settled.layers.find((one) => one.layer === layer)?.paid ?? 0n
}
