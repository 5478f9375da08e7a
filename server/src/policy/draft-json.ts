// Policy drafts as the desk shows them.
import { STAGE_NAMES, stageOf } from '@tongchou/domain/policy/approval.js'
import type { RuleChange, Stated } from '@tongchou/domain/policy/approval-changes.js'
import type { Officer } from '../http/route.js'
import type { Examined } from './draft-check.js'
import { openTo } from './draft-life.js'
import { lifeOf, type StoredDraft } from './draft-store.js'
import { changeText, type Frozen } from './freeze-guard.js'

export function summaryJson({ draft: row, revisions, steps }: Omit<StoredDraft, 'text'>) {
  const stage = stageOf(lifeOf({ draft: row, revisions, steps }))
  const { draft, area, path, title, changes, opened_by_name, opened_at } = row
  const last = revisions.at(-1)
  return {
    draft: String(draft),
    area,
    path,
    title,
    changes,
    opened_by: opened_by_name,
    opened_at,
    stage,
    stage_name: STAGE_NAMES[stage],
    revision: last?.revision ?? 0,
    faults: last?.faults ?? 0,
  }
}

export function draftJson(officer: Officer, stored: StoredDraft) {
  return {
    ...summaryJson(stored),
    text: stored.text,
    revisions: stored.revisions.map(({ revision, hash, faults, written_by_name, written_at }) => ({
      revision,
      hash,
      faults,
      written_by: written_by_name,
      written_at,
    })),
    steps: stored.steps.map(({ step, kind, revision, officer_name, at, remark, trial, document_number, document_hash, in_force, retroactive }) => ({
      step,
      kind,
      revision,
      officer: officer_name,
      at,
      remark,
      trial: trial === null ? null : String(trial),
      document_number,
      document_hash,
      in_force,
      retroactive,
    })),
    actions: openTo(officer, stored),
  }
}

export function checkedJson({ faults, changes, firstDay, retroactive }: Examined) {
  return { faults, changes: changes.map(changeJson), first_day: firstDay ?? null, retroactive: retroactive === '' ? null : retroactive }
}

export function changeJson({ before, after, ...change }: RuleChange) {
  return { ...change, before: statedJson(before), after: statedJson(after) }
}

function statedJson(stated: Stated | null) {
  if (stated === null) return null
  const { document, article, certainty, inForce, reading } = stated.from
  return { text: stated.text, from: { document, article, certainty, in_force: inForce, reading: reading ?? null } }
}

export function frozenJson({ freeze, loosened, exemptBy }: Frozen) {
  const { area, document, in_force, until } = freeze
  return { freeze: String(freeze.freeze), area, document, from: in_force, until, exempt_by: exemptBy, figures: loosened.map(changeText) }
}
