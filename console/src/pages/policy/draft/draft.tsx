// A draft: its text with the checker beside it, what it changes, what may be done now, and what was done.
import { useQuery } from '@tanstack/react-query'
import Tabs from 'antd/es/tabs'
import { Link, useParams } from 'react-router'
import type { Draft } from '../../../api/draft-types.js'
import { changesQuery, draftQuery } from '../../../api/policy-queries.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { Guarded } from '../../../shell/guarded.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/policy.css'
import '../../../style/draft.css'
import { useAreaNames } from '../area-names.js'
import { DraftChanges } from './draft-changes.js'
import { DraftDeeds } from './draft-deeds.js'
import { DraftHistory } from './draft-history.js'
import { useDraftText } from './draft-text.js'
import { DraftWriting } from './draft-writing.js'
import { FreezeWarnings } from './freeze-warnings.js'
import { StageWay } from './stages.js'

export function PolicyDraft() {
  const { draft = '' } = useParams()
  return (
    <Guarded permission="policy.see">
      <Question draft={draft} />
    </Guarded>
  )
}

function Question({ draft }: { readonly draft: string }) {
  const answer = useQuery(draftQuery(draft))
  return (
    <Answer of={answer} rows={12}>
      {(found) => <Workplace key={found.draft} of={found} />}
    </Answer>
  )
}

function Workplace({ of }: { readonly of: Draft }) {
  const t = useText()
  const address = useAddress()
  const writing = useDraftText(of)
  const saved = useQuery(changesQuery(of.draft))
  return (
    <>
      <Head of={of} />
      {saved.data !== undefined && <FreezeWarnings draft={of} frozen={saved.data.frozen} />}
      <DraftDeeds of={of} dirty={writing.dirty} saved={saved.data} />
      <Tabs
        activeKey={address.of('tab') ?? 'text'}
        onChange={(tab) => address.change({ tab: tab === 'text' ? undefined : tab })}
        items={[
          { key: 'text', label: t('文本'), children: <DraftWriting of={of} writing={writing} saved={saved.data} /> },
          {
            key: 'changes',
            label: t('改动的规定'),
            children: <Answer of={saved}>{(checked) => <DraftChanges of={checked} />}</Answer>,
          },
          { key: 'history', label: t('经过和各稿'), children: <DraftHistory of={of} /> },
        ]}
      />
    </>
  )
}

function Head({ of }: { readonly of: Draft }) {
  const t = useText()
  const areaName = useAreaNames()
  return (
    <>
      <div className="page-head">
        <div>
          <p className="no-print">
            <Link to="/policy/drafts">{t('政策草案')}</Link>
          </p>
          <h1>{of.title}</h1>
          <p>
            {areaName(of.area)} · {of.path} · {t('第 {n} 稿', { n: of.revision })} · {t('{name}起草', { name: of.opened_by })}
            {of.changes !== null && (
              <>
                {' · '}
                <Link to={`/policy/documents/${of.changes}`}>{t('改写的文件')}</Link>
              </>
            )}
          </p>
        </div>
        <div className="actions no-print">
          <PrintButton />
        </div>
      </div>
      <StageWay stage={of.stage} />
    </>
  )
}
