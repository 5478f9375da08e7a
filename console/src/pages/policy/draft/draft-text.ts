// What is being written: the text and the revision it was written upon. It outlives a reload and a wrong click, in this tab and for
// this officer only; a save or a decision to drop it ends it.
import { useEffect, useState } from 'react'
import type { Draft } from '../../../api/draft-types.js'
import { useSession } from '../../../session/session.js'

interface Writing {
  readonly upon: number
  readonly text: string
}

export interface DraftText extends Writing {
  /** Another word as often as the text comes from elsewhere than the editor. */
  readonly poured: string
  /** Something is not saved. */
  readonly dirty: boolean
  /** Somebody else saved since the writing began. */
  readonly overtaken: boolean
  readonly change: (text: string) => void
  /** The text was saved as this revision; what was typed while it was on its way stays and is written upon it. */
  readonly saved: (revision: number, merged?: string) => void
  readonly drop: () => void
}

export function useDraftText(draft: Draft): DraftText {
  const { account } = useSession()
  const key = `tongchou.draft.${account}.${draft.draft}`
  const [own, setOwn] = useState<Writing | null>(() => kept(key))
  const [poured, setPoured] = useState(0)
  const { upon, text } = own ?? { upon: draft.revision, text: draft.text }
  const dirty = own !== null && text !== draft.text
  // A text that is the saved one is nobody's own: the next revision of somebody else then simply shows.
  useEffect(() => {
    if (own !== null && own.text === draft.text) setOwn(null)
  }, [own, draft.text])
  useEffect(() => keep(key, dirty ? { upon, text } : null), [key, dirty, upon, text])
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
  return {
    upon,
    text,
    poured: `${poured} ${draft.revision}`,
    dirty,
    overtaken: dirty && upon < draft.revision,
    change: (next) => setOwn((before) => ({ upon: before?.upon ?? draft.revision, text: next })),
    saved: (revision, merged) => {
      setOwn((before) => ({ upon: revision, text: merged ?? before?.text ?? draft.text }))
      if (merged !== undefined) setPoured((times) => times + 1)
    },
    drop: () => {
      keep(key, null)
      setOwn(null)
      setPoured((times) => times + 1)
    },
  }
}

function kept(key: string): Writing | null {
  const stored = sessionStorage.getItem(key)
  if (stored === null) return null
  const read: unknown = JSON.parse(stored)
  const fits = typeof read === 'object' && read !== null && 'upon' in read && 'text' in read && typeof read.upon === 'number' && typeof read.text === 'string'
  return fits ? (read as Writing) : null
}

function keep(key: string, writing: Writing | null): void {
  if (writing === null) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, JSON.stringify(writing))
}
