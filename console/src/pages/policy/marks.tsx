// Marks of a document and its figures: what it is, how far its figures were checked, whether they hold.
import type { CertaintyCounts, LiveFigure, PolicyDocument } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import { CERTAINTIES, figuresOf, STANDING_TONES, STATUSES } from './words.js'

export function Chip({ tone, name, title }: { readonly tone: string; readonly name: string; readonly title?: string }) {
  return (
    <span className={`chip tone-${tone}`} title={title}>
      {name}
    </span>
  )
}

export function StatusMark({ of }: { readonly of: PolicyDocument }) {
  const t = useText()
  const known = STATUSES.find(({ status }) => status === of.status)
  return <Chip tone={known?.tone ?? 'plain'} name={t(known?.name ?? of.status_name)} title={t(of.status_name)} />
}

export function StandingMark({ of }: { readonly of: LiveFigure }) {
  const t = useText()
  return <Chip tone={STANDING_TONES[of.standing]} name={t(of.standing_name)} />
}

/** How many figures of each mark: a strip for the eye, words for everybody. */
export function CertaintyMarks({ of }: { readonly of: CertaintyCounts }) {
  const t = useText()
  const total = figuresOf(of)
  if (total === 0) return <span className="quiet">{t('没有可计算的规则')}</span>
  const present = CERTAINTIES.filter(({ certainty }) => of[certainty] > 0)
  return (
    <span className="certainty-marks">
      <span className="certainty-strip" aria-hidden="true">
        {present.map(({ certainty }) => (
          <span key={certainty} className={`certainty-${certainty}`} style={{ flexGrow: of[certainty] }} />
        ))}
      </span>
      <span className="certainty-words">
        {present.map(({ certainty, name }) => (
          <span key={certainty}>
            {t(name)} <b className="num">{of[certainty]}</b>
          </span>
        ))}
      </span>
    </span>
  )
}
