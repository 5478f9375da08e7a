// The way of a draft, with where it stands; and the stage as a mark in lists.
import type { Stage } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import { Chip } from '../marks.js'

export const STAGES: readonly { readonly stage: Stage; readonly name: string; readonly tone: string }[] = [
  { stage: 'draft', name: '起草', tone: 'plain' },
  { stage: 'checked', name: '已检查', tone: 'soon' },
  { stage: 'trial_attached', name: '已附测算', tone: 'soon' },
  { stage: 'reviewed', name: '已复核', tone: 'soon' },
  { stage: 'approved', name: '已审批', tone: 'soon' },
  { stage: 'published', name: '已发布', tone: 'good' },
  { stage: 'withdrawn', name: '已撤回', tone: 'faint' },
]

export function StageMark({ stage }: { readonly stage: Stage }) {
  const t = useText()
  const known = STAGES.find((one) => one.stage === stage)
  return <Chip tone={known?.tone ?? 'plain'} name={t(known?.name ?? stage)} />
}

export function StageWay({ stage }: { readonly stage: Stage }) {
  const t = useText()
  if (stage === 'withdrawn') return <StageMark stage={stage} />
  const way = STAGES.filter((one) => one.stage !== 'withdrawn')
  const reached = way.findIndex((one) => one.stage === stage)
  return (
    <ol className="stage-way" aria-label={t('办理环节')}>
      {way.map((one, index) => (
        <li key={one.stage} className={index < reached ? 'done' : index === reached ? 'here' : undefined} aria-current={index === reached ? 'step' : undefined}>
          {t(one.name)}
        </li>
      ))}
    </ol>
  )
}
