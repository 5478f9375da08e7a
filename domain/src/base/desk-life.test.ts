import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DeskLife, deskStage, deskStepRefused } from './desk-life.js'

type Stage = 'made' | 'checked' | 'done'
const LIFE: DeskLife<Stage> = {
  what: '单据',
  names: { made: '已制', checked: '已核', done: '已办' },
  after: { made: [], checked: ['made'], done: ['checked'] },
  apart: { checked: ['made'], done: ['checked'] },
}
const MADE = [{ kind: 'made' as const, officer: 1n }]

test('a step waits for its turn', () => {
  assert.equal(deskStage(MADE), 'made')
  assert.equal(deskStepRefused(LIFE, MADE, 'done', 2n)?.code, 'not_its_turn')
  assert.equal(deskStepRefused(LIFE, MADE, 'checked', 2n), undefined)
})

test('two steps that stand apart are never one officer’s', () => {
  assert.equal(deskStepRefused(LIFE, MADE, 'checked', 1n)?.code, 'same_officer')
  const checked = [...MADE, { kind: 'checked' as const, officer: 2n }]
  assert.equal(deskStepRefused(LIFE, checked, 'done', 2n)?.code, 'same_officer')
  assert.equal(deskStepRefused(LIFE, checked, 'done', 1n), undefined)
})
