// Two texts side by side, what differs coloured. The right one can be written where both are to be brought together.
import { MergeView } from '@codemirror/merge'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useText } from '../../../language/language.js'
import { editorParts, readingOnly } from './editor-parts.js'

interface Side {
  readonly name: string
  readonly text: string
}

interface TextDiffProps {
  readonly left: Side
  readonly right: Side
  /** Given where the right side may be written. */
  readonly change?: (text: string) => void
}

export function TextDiff({ left, right, change }: TextDiffProps) {
  const t = useText()
  const place = useRef<HTMLDivElement>(null)
  const heard = useRef(change)
  heard.current = change
  const writing = change !== undefined
  useEffect(() => {
    if (place.current === null) return
    const listening = EditorView.updateListener.of((update) => {
      if (update.docChanged) heard.current?.(update.state.doc.toString())
    })
    const view = new MergeView({
      parent: place.current,
      a: { doc: left.text, extensions: [editorParts(t, left.name), readingOnly()] },
      b: { doc: right.text, extensions: [editorParts(t, right.name), writing ? listening : readingOnly()] },
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
      ...(writing ? { revertControls: 'a-to-b' as const } : {}),
    })
    return () => view.destroy()
  }, [t, left.name, left.text, right.name, right.text, writing])
  return (
    <div className="text-diff">
      <p className="text-diff-names">
        <span>{left.name}</span>
        <span>{right.name}</span>
      </p>
      <div ref={place} className="text-diff-views" />
    </div>
  )
}
