// Words of the policy pages for codes that arrive as codes.
import type { Certainty, CertaintyCounts, PolicyDocument, Standing, Verdict } from '../../api/policy-types.js'

export const CERTAINTIES: readonly { readonly certainty: Certainty; readonly name: string }[] = [
  { certainty: 'official', name: '正式文件' },
  { certainty: 'quoted', name: '官方引述' },
  { certainty: 'secondary', name: '二手资料，未核实' },
  { certainty: 'recalled', name: '凭记忆，未核实' },
  { certainty: 'illustrative', name: '演示用' },
]

export function certaintyName(certainty: string): string {
  return CERTAINTIES.find((one) => one.certainty === certainty)?.name ?? certainty
}

export function figuresOf(counts: CertaintyCounts): number {
  return CERTAINTIES.reduce((sum, { certainty }) => sum + counts[certainty], 0)
}

export const STATUSES: readonly { readonly status: PolicyDocument['status']; readonly name: string; readonly tone: string }[] = [
  { status: 'published', name: '已发布', tone: 'good' },
  { status: 'consultation_draft', name: '征求意见稿', tone: 'draft' },
  { status: 'stand_in', name: '代用资料', tone: 'plain' },
  { status: 'not_adopted', name: '不采用', tone: 'faint' },
]

export const STANDING_TONES: Readonly<Record<Standing, string>> = {
  in_force: 'good',
  replaced: 'faint',
  not_yet: 'soon',
  ended: 'faint',
  unused: 'plain',
  draft: 'draft',
  not_adopted: 'faint',
}

export const VERDICTS: readonly { readonly verdict: Verdict; readonly name: string }[] = [
  { verdict: 'same', name: '同' },
  { verdict: 'different', name: '不同' },
  { verdict: 'left_only', name: '只有左方有规定' },
  { verdict: 'right_only', name: '只有右方有规定' },
  { verdict: 'neither', name: '都没有规定' },
]
