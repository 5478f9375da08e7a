// The text under the pen: the editor, and beside it what the checker says of it as it is typed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useDeferredValue, useEffect, useState } from 'react'
import type { Checked, Draft } from '../../../api/draft-types.js'
import { changesQuery, draftPath, draftQuery, draftsQuery } from '../../../api/policy-queries.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { useMay } from '../../../session/session.js'
import { FailureLine } from '../../../shell/failure-line.js'
import { CheckerSide } from './checker-side.js'
import { CodeEditor } from './code-editor.js'
import { type Clash, Conflict, clashOf } from './conflict.js'
import type { DraftText } from './draft-text.js'

interface WritingProps {
  readonly of: Draft
  readonly writing: DraftText
  readonly saved: Checked | undefined
}

export function DraftWriting({ of, writing, saved }: WritingProps) {
  const t = useText()
  const [goTo, setGoTo] = useState<{ readonly line: number; readonly asked: number } | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)
  const live = useLiveCheck(of, writing)
  const save = useSaving(of, writing, setClash)
  const why = of.actions.save
  const checked = writing.dirty ? live.data : saved
  const faults = checked?.faults.filter(({ file }) => file === of.path) ?? []
  const saveNow = () => {
    if (writing.dirty && why === null && !save.isPending) save.mutate({ upon: writing.upon, text: writing.text, merged: false })
  }
  return (
    <div className="writing">
      <section className="writing-text" aria-label={t('草案文本')}>
        <div className="writing-bar no-print">
          <Button type="primary" onClick={saveNow} loading={save.isPending} disabled={why !== null || !writing.dirty}>
            {t('保存为新的一稿')}
          </Button>
          <Button onClick={writing.drop} disabled={!writing.dirty}>
            {t('放弃未保存的改动')}
          </Button>
          <span className="quiet" role="status">
            {why ?? (writing.dirty ? t('有未保存的改动，已暂存在本页') : t('已保存为第 {n} 稿', { n: of.revision }))}
          </span>
        </div>
        {writing.overtaken && <p className="notice-line">{t('写作期间别人保存了第 {n} 稿；保存时会并排列出两份文本，供您合并。', { n: of.revision })}</p>}
        <FailureLine error={clashOf(save.error) === null ? save.error : null} otherwise={t('没有保存成功，文字还在；请重试。')} />
        <CodeEditor
          text={writing.text}
          poured={writing.poured}
          faults={faults}
          editable={why === null}
          label={t('草案文本')}
          goTo={goTo}
          change={writing.change}
          save={saveNow}
        />
        <PaperText text={writing.text} />
      </section>
      <CheckerSide
        of={checked}
        path={of.path}
        checking={writing.dirty && live.isFetching}
        failure={live.error}
        show={(line) => setGoTo({ line, asked: Date.now() })}
      />
      {clash !== null && (
        <Conflict
          of={clash}
          busy={save.isPending}
          close={() => setClash(null)}
          save={(text) => save.mutate({ upon: clash.revision, text, merged: true }, { onSuccess: () => setClash(null) })}
        />
      )}
    </div>
  )
}

/** The editor draws only the lines that are seen; on paper the whole text stands, with the numbers by which the checker names its lines. */
function PaperText({ text }: { readonly text: string }) {
  const lines = useDeferredValue(text).split('\n')
  return <pre className="paper-text">{lines.map((line, index) => `${String(index + 1).padStart(4)}  ${line}`).join('\n')}</pre>
}

const PAUSE = 600

/** Asks the checker after each pause of the pen. */
function useLiveCheck({ path, area }: Draft, { text, dirty }: DraftText) {
  const may = useMay()('policy.draft')
  const [asked, setAsked] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['/api/policy/drafts/check', path, area, asked],
    queryFn: () => post<Checked>('/api/policy/drafts/check', { path, area, text: asked }),
    enabled: may && dirty && asked !== '',
    placeholderData: (before) => before,
    gcTime: 60_000,
  })
}

interface Saving {
  readonly upon: number
  readonly text: string
  /** Brought together from two texts, and therefore not what stands in the editor. */
  readonly merged: boolean
}

function useSaving(of: Draft, writing: DraftText, clashed: (clash: Clash) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ upon, text }: Saving) => post<Draft>(`${draftPath(of.draft)}/revisions`, { upon, text }),
    onSuccess: async (draft, { text, merged }) => {
      client.setQueryData(draftQuery(of.draft).queryKey, draft)
      writing.saved(draft.revision, merged ? text : undefined)
      await Promise.all([client.invalidateQueries({ queryKey: changesQuery(of.draft).queryKey }), client.invalidateQueries({ queryKey: draftsQuery.queryKey })])
    },
    onError: async (error) => {
      const clash = clashOf(error)
      if (clash === null) return
      clashed(clash)
      await client.invalidateQueries({ queryKey: draftQuery(of.draft).queryKey })
    },
  })
}
