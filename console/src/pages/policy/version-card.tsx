// One version: its days, and each changed rule before and after with the article that changed it.
import { Link } from 'react-router'
import type { PlaceOfRule, PolicyVersion, VersionChange } from '../../api/policy-types.js'
import { withQuery } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { Articles } from '../settlement/article.js'
import { Chip } from './marks.js'
import { versionId } from './timeline-strip.js'

interface VersionProps {
  readonly of: PolicyVersion
  readonly place: PlaceOfRule
  readonly restated: boolean
}

export function VersionCard({ of, place, restated }: VersionProps) {
  const t = useText()
  const shown = of.changes.filter(({ kind }) => restated || kind !== 'restated')
  const left = of.changes.length - shown.length
  return (
    <li id={versionId(of)} className={of.current ? 'version current' : 'version'}>
      <header>
        <h2 className="num">{of.until === null ? t('{day} 起', { day: of.in_force }) : t('{from} 至 {until}', { from: of.in_force, until: of.until })}</h2>
        <Chip tone="plain" name={t(of.subject_name)} />
        {of.current && <Chip tone="good" name={t('现行')} />}
        {!of.settles && <Chip tone="soon" name={t('数额不全，不能据以结算')} />}
        <BeforeAndAfter of={of} place={place} />
      </header>
      <details open={shown.length <= 8 || of.current}>
        <summary>{t('改动 {n} 项', { n: shown.length })}</summary>
        {shown.length > 0 && <Changes of={shown} />}
      </details>
      {left > 0 && <p className="quiet">{t('另有 {n} 项重申：换了文件，内容不变。', { n: left })}</p>}
    </li>
  )
}

/** The day before beside the first day, as a comparison. */
function BeforeAndAfter({ of, place }: { readonly of: PolicyVersion; readonly place: PlaceOfRule }) {
  const t = useText()
  const eve = new Date(Date.parse(`${of.in_force}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const query = { left: place.area, left_day: eve, right: place.area, right_day: of.in_force, scheme: place.scheme, only: 'different' }
  return (
    <Link className="push no-print" to={withQuery('/policy/compare', query)}>
      {t('与前一天对照')}
    </Link>
  )
}

function Changes({ of }: { readonly of: readonly VersionChange[] }) {
  const t = useText()
  return (
    <table className="plain-table changes">
      <thead>
        <tr>
          <th scope="col">{t('项目')}</th>
          <th scope="col">{t('之前')}</th>
          <th scope="col">{t('之后')}</th>
          <th scope="col">{t('依据')}</th>
        </tr>
      </thead>
      <tbody>
        {of.map((change) => (
          <tr key={change.key}>
            <th scope="row">
              {change.key_name} <Chip tone={TONES[change.kind]} name={t(change.kind_name)} />
            </th>
            <td className={change.before === null ? 'quiet' : 'was'}>
              <Sentences of={change.before} />
            </td>
            <td className={change.after === null ? 'quiet' : undefined}>
              <Sentences of={change.after} />
            </td>
            <td>
              <Articles of={[change.from]} />
              {change.hash !== null && <Link to={`/policy/documents/${change.hash}?day=${change.from.in_force}`}>{t('打开文件')}</Link>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const TONES = { added: 'good', changed: 'soon', restated: 'faint', removed: 'draft' } as const

function Sentences({ of }: { readonly of: readonly string[] | null }) {
  const t = useText()
  if (of === null || of.length === 0) return t('没有规定')
  return of.map((sentence) => <p key={sentence}>{sentence}</p>)
}
