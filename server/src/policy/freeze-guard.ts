// What a freeze makes of a draft: every figure that it would loosen on a day of the launch period, unless the higher level's approval
// of this very text was recorded.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { loosenedBy, type RuleChange } from '@tongchou/domain/policy/approval-changes.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'
import { exemptionsOf, type FreezeRow, freezesOver } from './freeze-store.js'
import type { Queryable } from './store.js'

export interface Frozen {
  readonly freeze: FreezeRow
  readonly loosened: readonly RuleChange[]
  /** The document by which a higher level let this text through. */
  readonly exemptBy: string | null
}

export interface Compared {
  readonly pool: string
  readonly area: string
  readonly draft: bigint
  readonly revision: number
  readonly before: readonly AreaRules[]
  readonly after: readonly AreaRules[]
}

/** Every freeze over the area of which the draft loosens something. */
export async function frozenFigures(db: Queryable, { pool, area, draft, revision, before, after }: Compared): Promise<readonly Frozen[]> {
  const freezes = await freezesOver(db, pool, inheritanceOf(area))
  const exemptions = (await exemptionsOf(db, draft)).filter((one) => one.revision === revision)
  return freezes
    .map((freeze) => ({
      freeze,
      loosened: loosenedBy(before, after, { from: freeze.in_force, until: freeze.until }),
      exemptBy: exemptions.find((one) => one.freeze === freeze.freeze)?.document ?? null,
    }))
    .filter(({ loosened }) => loosened.length > 0)
}

const SHOWN = 12

export function freezeRefused(frozen: readonly Frozen[]): Refusal | undefined {
  const held = frozen.find(({ exemptBy }) => exemptBy === null)
  if (held === undefined) return undefined
  const { freeze, loosened } = held
  const named = loosened.slice(0, SHOWN).map(changeText).join('；')
  const more = loosened.length > SHOWN ? `；另有${loosened.length - SHOWN}项` : ''
  return refused(
    'policy_frozen',
    `${freeze.area_name}自${freeze.in_force}${freeze.until === null ? '起' : `至${freeze.until}`}不得放宽待遇、提高比例、降低缴费（${freeze.document}）。草案放宽了${loosened.length}项：${named}${more}。请改到期满之后生效，或登记上级的批准文件后再发布。`,
    { article: freeze.document, details: { freeze: String(freeze.freeze) } },
  )
}

/** `普通住院起付线（三级）：800元（×〔2020〕1号 第三条）→ 600元（…）`. */
export function changeText({ label, of, before, after }: RuleChange): string {
  const side = (one: RuleChange['before']): string => (one === null ? '没有规定' : `${one.text}（${one.from.document} ${one.from.article}）`)
  return `${label}${of.length === 0 ? '' : `（${of.join('；')}）`}：${side(before)}→${side(after)}`
}
