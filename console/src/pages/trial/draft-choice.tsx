// Which draft to try: one that officers write, or a consultation draft of the library.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Radio from 'antd/es/radio'
import { documentsToTryQuery, draftsToTryQuery } from '../../api/change-queries.js'
import type { DraftToTry } from '../../api/trial-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { useSession } from '../../session/session.js'
import { Answer, Empty } from '../../shell/states.js'

const ENDED = ['published', 'withdrawn']

export function DraftChoice({ address, next }: { readonly address: Address; readonly next: () => void }) {
  const t = useText()
  const drafts = useQuery(draftsToTryQuery)
  const documents = useQuery(documentsToTryQuery)
  const { pool } = useSession()
  return (
    <div className="wizard-step">
      <Answer of={drafts}>
        {(written) => (
          <Answer of={documents}>
            {(all) => {
              const open = written.filter((draft) => !ENDED.includes(draft.stage))
              const consulted = all.filter((document) => document.status === 'consultation_draft' && isAbove(document.area, pool))
              if (open.length + consulted.length === 0) return <Nothing />
              return (
                <Radio.Group value={chosenOf(address)} onChange={(event) => address.change(chosen(String(event.target.value)))} className="choices">
                  {open.length > 0 && <h2>{t('正在起草的草案')}</h2>}
                  {open.map((draft) => (
                    <WrittenChoice key={draft.draft} draft={draft} />
                  ))}
                  {consulted.length > 0 && <h2>{t('征求意见稿')}</h2>}
                  {consulted.map((document) => (
                    <Radio key={document.path} value={`document ${document.path}`}>
                      {document.title ?? document.document} <small className="quiet">{document.area_name}</small>
                    </Radio>
                  ))}
                </Radio.Group>
              )
            }}
          </Answer>
        )}
      </Answer>
      <div className="wizard-actions">
        <Button type="primary" disabled={chosenOf(address) === null} onClick={next}>
          {t('下一步')}
        </Button>
      </div>
    </div>
  )
}

/** The pool's own documents and those of the province and the nation above it: an area's code begins with that of the area above. */
function isAbove(area: string, pool: string): boolean {
  return pool.startsWith(area.replace(/(00)+$/, ''))
}

function WrittenChoice({ draft }: { readonly draft: DraftToTry }) {
  const t = useText()
  const faulty = draft.faults > 0
  return (
    <Radio value={`draft ${draft.draft}`} disabled={faulty}>
      {draft.title}{' '}
      <small className="quiet">
        {t('第 {n} 稿', { n: draft.revision })} · {t(draft.stage_name)}
        {faulty && ` · ${t('有 {n} 处问题，改正后才能测算', { n: draft.faults })}`}
      </small>
    </Radio>
  )
}

function Nothing() {
  const t = useText()
  return (
    <Empty title={t('没有可以测算的草案')}>
      <p>{t('先在政策草案里起草，或发布征求意见稿。')}</p>
    </Empty>
  )
}

function chosenOf(address: Address): string | null {
  const [draft, document] = [address.of('draft'), address.of('document')]
  return draft !== undefined ? `draft ${draft}` : document !== undefined ? `document ${document}` : null
}

function chosen(value: string): Readonly<Record<string, string | undefined>> {
  const space = value.indexOf(' ')
  const [kind, name] = [value.slice(0, space), value.slice(space + 1)]
  return kind === 'draft' ? { draft: name, document: undefined } : { draft: undefined, document: name }
}
