// Every question has exactly one answer, tried on the engine itself: for each area, each day on which a version begins or ends, each
// class of persons, kind of care, level, place and filing, a bill is settled, or undecided with the article that leaves it open, or
// refused because the kind is not covered; and a dearer bill never brings less from all payers together.
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import type { BenefitPolicy, Filing, Place } from '@tongchou/domain/policy/benefit-policy.js'
import { BENEFIT_KINDS, FILING_NAMES, IDENTITIES } from '@tongchou/domain/policy/national-lists.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { checkPolicies } from './check.js'

const { rules } = checkPolicies(path.resolve(import.meta.dirname, '../../../policies'))
const CLASSES = [[], ...IDENTITIES.map(({ word }) => [word]), IDENTITIES.map(({ word }) => word)]
const FILINGS = Object.keys(FILING_NAMES) as Filing[]
const PLACES: readonly (readonly [Place, Filing])[] = [
  ['local', 'none'],
  ...(['in_province', 'out_of_province'] as const).flatMap((place) => FILINGS.map((filing) => [place, filing] as const)),
]
const AMOUNTS = [100_00n, 3_000_00n, 90_000_00n]

interface Tally {
  settled: number
  undecided: number
  refused: number
}

function answer(
  area: AreaRules,
  asked: { kind: (typeof BENEFIT_KINDS)[number]; level: string; place: Place; filing: Filing; day: string; amount: bigint },
  who: { identities: string[]; retired: boolean },
) {
  const { amount, day, ...care } = asked
  const lines = [{ class: '甲' as const, amount, initialSelfPayment: { num: 0n, den: 1n }, aboveStandard: 0n }]
  const bill = {
    scheme: area.scheme,
    ...care,
    provider: 'H1',
    admitted: day,
    discharged: day,
    settledOn: day,
    total: amount,
    lines,
    delivery: 'natural',
    useAccount: false,
  }
  const person = { age: 45, ...who, yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null }
  return settle({ versions: area.versions, scheme: area.scheme, person, bill, counters: () => ({}) })
}

/** What all payers bring; undefined where the bill is not settled. */
function tried(
  area: AreaRules,
  version: BenefitPolicy,
  asked: Parameters<typeof answer>[1],
  who: Parameters<typeof answer>[2],
  tally: Tally,
): bigint | undefined {
  const outcome = answer(area, asked, who)
  const where = JSON.stringify({ ...asked, amount: String(asked.amount), ...who })
  const covered = version.benefits[asked.kind] !== undefined
  if (outcome.kind === 'refused') {
    assert.equal(outcome.code, 'kind_not_covered', where)
    assert.equal(covered, false, where)
    tally.refused += 1
    return undefined
  }
  assert.ok(covered, where)
  if (outcome.kind === 'undecided') {
    assert.ok(outcome.needs !== '' && outcome.sentence !== '', where)
    if (outcome.code === 'awaiting_figure') assert.ok((outcome.from?.document ?? '') !== '' && (outcome.from?.article ?? '') !== '', where)
    tally.undecided += 1
    return undefined
  }
  assert.equal(outcome.inForce, version.inForce, where)
  tally.settled += 1
  return outcome.layers.reduce((sum, { paid }) => sum + paid, 0n)
}

/** Every question that a version must answer. */
function* questions({ scheme }: AreaRules, { inForce, until, levels }: BenefitPolicy) {
  const people = CLASSES.flatMap((identities) => (scheme === 'employee' ? [false, true] : [false]).map((retired) => ({ identities, retired })))
  const care = BENEFIT_KINDS.flatMap((kind) => levels.map((level) => ({ kind, level })))
  for (const day of new Set([inForce, until ?? inForce])) {
    for (const who of people) {
      for (const one of care) for (const [place, filing] of PLACES) yield { asked: { ...one, place, filing, day }, who }
    }
  }
}

for (const area of rules.filter(({ versions }) => versions.length > 0)) {
  test(`${area.area} ${area.scheme}: one answer for every class, kind, level, place and day`, (t) => {
    const tally: Tally = { settled: 0, undecided: 0, refused: 0 }
    for (const version of area.versions) {
      for (const { asked, who } of questions(area, version)) {
        let before = 0n
        for (const amount of AMOUNTS) {
          const paid = tried(area, version, { ...asked, amount }, who, tally)
          if (paid === undefined) break
          assert.ok(paid >= before && paid <= amount, `${JSON.stringify(asked)} ${who.identities.join()}: ${before}, then ${paid}`)
          before = paid
        }
      }
    }
    t.diagnostic(JSON.stringify(tally))
    assert.ok(tally.settled + tally.undecided > 0 && tally.refused > 0)
  })
}

test('before the first day in force there is no answer, and says so', () => {
  for (const area of rules) {
    const [first] = area.versions
    if (first === undefined) continue
    const outcome = answer(
      area,
      { kind: 'inpatient', level: '2', place: 'local', filing: 'none', day: '2010-01-01', amount: 100_00n },
      { identities: [], retired: false },
    )
    assert.ok(outcome.kind === 'refused' && outcome.code === 'no_version_in_force', area.area)
  }
})
