// A draft's text among the published ones, as it will be on the day it is published: its faults with their lines, and what it
// changes in the composed rules. Nothing is saved; the editor asks this with every pause of the pen.
import type { Day } from '@tongchou/domain/base/day.js'
import { changesBetween, firstChangedDay, type RuleChange } from '@tongchou/domain/policy/approval-changes.js'
import { headField, isNumber, provisionalNumber } from '@tongchou/domain/policy/approval-publication.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import type { PolicyFault } from '@tongchou/domain/policy/document.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'
import { type CheckedPolicies, composeTexts, type PolicyText, withTexts } from './compose-texts.js'
import { parseText } from './parse.js'
import { sha256 } from './rule-set.js'

export interface DraftText {
  readonly path: string
  /** Whose document it is to be; null while nobody has said so. */
  readonly area: string | null
  readonly text: string
}

export interface Examined {
  readonly faults: readonly PolicyFault[]
  /** Empty while there are faults. */
  readonly changes: readonly RuleChange[]
  readonly firstDay: Day | undefined
  /** Where the document itself says that it reaches back; empty where it does not. */
  readonly retroactive: string
  readonly before: readonly AreaRules[]
  readonly after: CheckedPolicies
}

export function examine(published: readonly PolicyText[], { path, area, text }: DraftText, today: Day): Examined {
  const read = parseText(path, text, [])
  const number = headField(read, 'document')
  const asPublished = withHead(text, { document: isNumber(number) ? number : provisionalNumber(today), status: 'published' })
  const line = inLine(published, area ?? headField(read, 'area'))
  const before = composed(line)
  const after = composeTexts(withTexts(line, [{ file: path, text: asPublished }]))
  const faults = [...wrongArea(path, read.frontMatter.find(({ key }) => key === 'area')?.line, headField(read, 'area'), area), ...after.faults]
  const changes = faults.length === 0 ? changesBetween(before, after.rules) : []
  return { faults, changes, firstDay: firstChangedDay(changes), retroactive: headField(read, 'retroactive'), before, after }
}

/** The texts of the area, of those above and of those below: no other can bear upon its rules, and composing them all takes long. */
function inLine(published: readonly PolicyText[], area: string): readonly PolicyText[] {
  return published.filter(({ text }) => {
    const own = /^area: *["']?(\d{6})/m.exec(text)?.[1]
    return own === undefined || inheritanceOf(own).includes(area) || inheritanceOf(area).includes(own)
  })
}

/** The published texts change seldom and are asked for with every check. */
let atHand: { readonly name: string; readonly rules: readonly AreaRules[] } | undefined
function composed(published: readonly PolicyText[]): readonly AreaRules[] {
  const name = sha256(published.map(({ file, text }) => `${file}\n${text}`).join('\n'))
  if (atHand?.name !== name) atHand = { name, rules: composeTexts(published).rules }
  return atHand.rules
}

function wrongArea(file: string, line: number | undefined, written: string, area: string | null): readonly PolicyFault[] {
  if (area === null || line === undefined || written === area) return []
  return [{ file, line, sentence: `文件头的 area 写的是“${written}”，草案的发文地区是 ${area}；请改成一致，或另起草案。` }]
}

/** The head's lines with these values; a field that the head lacks stays missing, so that the check names it. Lines keep their numbers. */
export function withHead(text: string, fields: Readonly<Record<string, string>>): string {
  const lines = text.split('\n')
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---')
  if (lines[0]?.trim() !== '---') return text
  const named = (line: string): string | undefined => /^([a-z_]+):/.exec(line)?.[1]
  return lines
    .map((line, index) => {
      const value = index > 0 && index < end ? fields[named(line) ?? ''] : undefined
      return value === undefined ? line : `${named(line)}: ${value}`
    })
    .join('\n')
}
