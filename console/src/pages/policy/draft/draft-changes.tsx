// What a draft changes: each figure before and after with its article; what it loosens is marked.
import type { Checked, RuleChange, Stated } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import { Empty } from '../../../shell/states.js'
import { schemeName } from '../../enrolment/words.js'
import { Articles } from '../../settlement/article.js'
import { useAreaNames } from '../area-names.js'
import { Chip } from '../marks.js'
import { certaintyName } from '../words.js'

export function DraftChanges({ of }: { readonly of: Checked }) {
  const t = useText()
  const areaName = useAreaNames()
  if (of.faults.length > 0) return <Empty title={t('检查有 {n} 处问题，改正后才能列出改动', { n: of.faults.length })} />
  if (of.changes.length === 0) return <Empty title={t('与已发布的规定相比没有改动')} />
  return (
    <table className="plain-table changes">
      <thead>
        <tr>
          <th scope="col">{t('项目')}</th>
          <th scope="col">{t('起止')}</th>
          <th scope="col">{t('现在')}</th>
          <th scope="col">{t('改为')}</th>
        </tr>
      </thead>
      <tbody>
        {of.changes.map((change) => (
          <tr key={keyOf(change)}>
            <th scope="row">
              {change.label}
              <Of change={change} />
              <Chips change={change} />
              <small className="quiet">
                {areaName(change.area)} · {t(schemeName(change.scheme))}
              </small>
            </th>
            <td className="num">
              <Days change={change} />
            </td>
            <td>
              <Figure of={change.before} />
            </td>
            <td>
              <Figure of={change.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The same in short, for the side of the editor. */
export function ChangeList({ of }: { readonly of: readonly RuleChange[] }) {
  const t = useText()
  return (
    <ul className="change-list">
      {of.map((change) => (
        <li key={keyOf(change)}>
          <span>
            {change.label}
            <Of change={change} /> <small className="quiet">{t(schemeName(change.scheme))}</small>
          </span>
          <span>
            <del>{change.before?.text ?? t('没有规定')}</del> → <ins>{change.after?.text ?? t('没有规定')}</ins> <Chips change={change} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function keyOf({ area, scheme, key, from, label, of }: RuleChange): string {
  return [area, scheme, key, from, label, ...of].join(' ')
}

function Of({ change }: { readonly change: RuleChange }) {
  return change.of.length === 0 ? null : <>（{change.of.join('、')}）</>
}

function Chips({ change }: { readonly change: RuleChange }) {
  const t = useText()
  return change.loosens ? <Chip tone="soon" name={t('放宽')} title={t('参保人多得或少付')} /> : null
}

function Days({ change }: { readonly change: RuleChange }) {
  const t = useText()
  return <>{change.until === null ? t('{day} 起', { day: change.from }) : t('{from} 至 {until}', { from: change.from, until: change.until })}</>
}

function Figure({ of }: { readonly of: Stated | null }) {
  const t = useText()
  if (of === null) return <span className="quiet">{t('没有规定')}</span>
  return (
    <>
      <p>{of.text}</p>
      <Articles of={[{ ...of.from, certainty_name: certaintyName(of.from.certainty) }]} />
    </>
  )
}
