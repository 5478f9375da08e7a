import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DraftLife, type DraftStage, type DraftStep, rewritingRefused, type StepKind, stageOf, stepRefused } from './approval.js'
import { decidingRefused, numberFault, reachFault, writingRefused } from './approval-publication.js'

const [AUTHOR, REVIEWER, DIRECTOR, CO_AUTHOR] = [1n, 2n, 3n, 4n]

const step = (kind: StepKind, officer = AUTHOR, revision = 1): DraftStep => ({ kind, officer, revision })
const life = (steps: readonly DraftStep[], faults = 0): DraftLife => ({ openedBy: AUTHOR, revisions: [{ revision: 1, author: AUTHOR, faults }], steps })

const PATH: readonly DraftStep[] = [step('checked'), step('trial_attached'), step('reviewed', REVIEWER), step('approved', DIRECTOR), step('published')]
const STAGES: Readonly<Record<DraftStage, readonly DraftStep[]>> = {
  draft: [],
  checked: PATH.slice(0, 1),
  trial_attached: PATH.slice(0, 2),
  reviewed: PATH.slice(0, 3),
  approved: PATH.slice(0, 4),
  published: PATH,
  withdrawn: [step('checked'), step('withdrawn')],
}

/** Every step from every stage, by an officer whom nothing else keeps from it. */
const ALLOWED: Readonly<Record<StepKind, { readonly by: bigint; readonly from: readonly DraftStage[] }>> = {
  checked: { by: AUTHOR, from: ['draft', 'checked'] },
  trial_attached: { by: AUTHOR, from: ['checked', 'trial_attached'] },
  reviewed: { by: REVIEWER, from: ['trial_attached'] },
  returned: { by: DIRECTOR, from: ['checked', 'trial_attached', 'reviewed', 'approved'] },
  approved: { by: DIRECTOR, from: ['reviewed'] },
  withdrawn: { by: AUTHOR, from: ['draft', 'checked', 'trial_attached', 'reviewed', 'approved'] },
  published: { by: AUTHOR, from: ['approved'] },
}

test('a step is taken only from the stages before it; every other is refused with what to do', () => {
  for (const [stage, steps] of Object.entries(STAGES) as [DraftStage, readonly DraftStep[]][]) {
    assert.equal(stageOf(life(steps)), stage)
    for (const [kind, { by, from }] of Object.entries(ALLOWED) as [StepKind, (typeof ALLOWED)[StepKind]][]) {
      const refused = stepRefused(life(steps), kind, by)
      if (from.includes(stage)) assert.equal(refused, undefined, `${stage} → ${kind}`)
      else {
        assert.equal(refused?.code, 'wrong_stage', `${stage} → ${kind}`)
        assert.match(refused.sentence, /；.*请/, `${stage} → ${kind}`)
      }
    }
  }
})

test('a changed text is a draft again, whatever was decided upon the old one', () => {
  const rewritten: DraftLife = { ...life(STAGES.approved), revisions: [...life([]).revisions, { revision: 2, author: CO_AUTHOR, faults: 0 }] }
  assert.equal(stageOf(rewritten), 'draft')
  assert.equal(stepRefused(rewritten, 'published', AUTHOR)?.code, 'wrong_stage')
})

test('a returned draft begins anew with the same text', () => {
  const returned = life([...STAGES.reviewed, step('returned', DIRECTOR)])
  assert.equal(stageOf(returned), 'draft')
  assert.equal(stageOf(life([...returned.steps, step('checked')])), 'checked')
})

test('author, reviewer and approver are three people', () => {
  const twoAuthors: DraftLife = { openedBy: AUTHOR, revisions: [{ revision: 1, author: CO_AUTHOR, faults: 0 }], steps: STAGES.trial_attached }
  for (const one of [AUTHOR, CO_AUTHOR]) assert.equal(stepRefused(twoAuthors, 'reviewed', one)?.code, 'own_draft')
  const reviewed = { ...twoAuthors, steps: STAGES.reviewed }
  for (const one of [AUTHOR, CO_AUTHOR]) assert.equal(stepRefused(reviewed, 'approved', one)?.code, 'own_draft')
  assert.equal(stepRefused(reviewed, 'approved', REVIEWER)?.code, 'own_review')
  assert.equal(stepRefused(reviewed, 'approved', DIRECTOR), undefined)
})

test('a text with faults is not checked, and only its author takes a draft back', () => {
  assert.equal(stepRefused(life([], 2), 'checked', AUTHOR)?.code, 'has_faults')
  assert.equal(stepRefused(life([]), 'withdrawn', REVIEWER)?.code, 'not_the_author')
})

test('what is published or withdrawn is not written upon', () => {
  assert.equal(rewritingRefused(life(STAGES.approved)), undefined)
  for (const stage of ['published', 'withdrawn'] as const) assert.match(rewritingRefused(life(STAGES[stage]))?.sentence ?? '', /另起一份草案/)
})

test('a number is in its legal form: issuer, year in hexagonal brackets, number without noughts', () => {
  const today = '2026-03-20'
  for (const good of ['某府办〔2026〕1号', '某医保发〔2025〕112号']) assert.equal(numberFault(good, today), undefined, good)
  for (const bad of ['', '某府办[2026]1号', '某府办（2026）1号', '某府办〔2026〕01号', '某府办〔2026〕第1号', '〔2026〕1号', '某府办〔2027〕1号', '草案'])
    assert.equal(numberFault(bad, today)?.code, 'no_document_number', bad)
})

test('law for the past needs the document’s own word', () => {
  const today = '2026-03-20'
  assert.equal(reachFault({ firstDay: today, today, retroactive: '' }), undefined)
  assert.equal(reachFault({ firstDay: '2026-03-19', today, retroactive: '' })?.code, 'reaches_back')
  assert.equal(reachFault({ firstDay: '2026-01-01', today, retroactive: '第九条' }), undefined)
})

test('counties write nothing, a city writes its own and what it inherits, and each level decides its own', () => {
  const [nation, province, city, otherCity, county, town] = ['000000', '990000', '990100', '990200', '990121', '990121001']
  for (const area of [nation, province, city]) assert.equal(writingRefused(city, area), undefined, area)
  for (const [home, area] of [
    [county, city],
    [town, city],
    [city, county],
    [city, otherCity],
    [province, city],
  ] as const)
    assert.equal(writingRefused(home, area)?.code, 'level_may_not', `${home} ${area}`)
  assert.equal(decidingRefused(city, city), undefined)
  for (const [home, area] of [
    [county, city],
    [county, county.slice(0, 4)],
    [city, province],
    [city, nation],
    [province, city],
  ] as const)
    assert.equal(decidingRefused(home, area)?.code, 'level_may_not', `${home} ${area}`)
})
