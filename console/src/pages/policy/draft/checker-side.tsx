// What the checker says: faults that lead to their lines, else in short what changes.
import type { Checked, PolicyFault } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import { FailureLine } from '../../../shell/failure-line.js'
import { ChangeList } from './draft-changes.js'

interface SideProps {
  readonly of: Checked | undefined
  readonly path: string
  readonly checking: boolean
  readonly failure: Error | null
  readonly show: (line: number) => void
}

export function CheckerSide({ of, path, checking, failure, show }: SideProps) {
  const t = useText()
  return (
    <aside className="checker" aria-label={t('检查结果')}>
      <h2>
        {t('检查')} <small className="quiet">{checking ? t('正在检查…') : ''}</small>
      </h2>
      <FailureLine error={failure} otherwise={t('没有检查成，请稍后再改一处重试。')} />
      {of !== undefined && (
        <div aria-live="polite">
          {of.faults.length > 0 ? <Faults of={of.faults} path={path} show={show} /> : <p className="balanced">{t('没有问题')}</p>}
          {of.retroactive !== null && <p className="notice-line">{t('追溯：{words}', { words: of.retroactive })}</p>}
          {of.faults.length === 0 && <Summary of={of} />}
        </div>
      )}
    </aside>
  )
}

function Faults({ of, path, show }: { readonly of: readonly PolicyFault[]; readonly path: string; readonly show: (line: number) => void }) {
  const t = useText()
  return (
    <>
      <p className="negative">{t('{n} 处问题', { n: of.length })}</p>
      <ol className="fault-list">
        {of.map((fault) => (
          <li key={`${fault.file} ${fault.line} ${fault.sentence}`}>
            {fault.file === path ? (
              <button type="button" className="link-button num" onClick={() => show(fault.line)}>
                {t('第 {n} 行', { n: fault.line })}
              </button>
            ) : (
              <span className="num quiet">
                {fault.file}:{fault.line}
              </span>
            )}
            <span>{fault.sentence}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function Summary({ of }: { readonly of: Checked }) {
  const t = useText()
  const looser = of.changes.filter(({ loosens }) => loosens).length
  if (of.changes.length === 0) return <p className="quiet">{t('与已发布的规定相比没有改动')}</p>
  return (
    <>
      <p>{t('改动 {n} 项，其中放宽 {m} 项；最早自 {day} 起。', { n: of.changes.length, m: looser, day: of.first_day ?? '—' })}</p>
      <ChangeList of={of.changes.slice(0, 40)} />
      {of.changes.length > 40 && <p className="quiet">{t('其余见“改动的规定”。')}</p>}
    </>
  )
}
