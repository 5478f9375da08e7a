// The editor of a draft's text, with the checker's faults beside their lines.
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { Annotation, Compartment } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { PolicyFault } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import { editorParts, readingOnly } from './editor-parts.js'
import { faultWords } from './fault-words.js'

/** The text was put there by the page; nobody typed it. */
const fromOutside = Annotation.define<boolean>()

interface EditorProps {
  readonly text: string
  /** Changes when the text is to be taken over from outside; what is being typed is never overwritten otherwise. */
  readonly poured: string
  readonly faults: readonly PolicyFault[]
  readonly editable: boolean
  readonly label: string
  /** A line to show; `asked` changes with every asking, so that the same line can be asked for again. */
  readonly goTo: { readonly line: number; readonly asked: number } | null
  readonly change: (text: string) => void
  readonly save: () => void
}

export function CodeEditor({ text, poured, faults, editable, label, goTo, change, save }: EditorProps) {
  const t = useText()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const lock = useRef(new Compartment())
  const heard = useRef({ change, save })
  heard.current = { change, save }
  const first = useRef({ text, editable })
  useEffect(() => {
    if (place.current === null) return
    const made = new EditorView({
      parent: place.current,
      doc: first.current.text,
      extensions: [
        keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => heard.current.save() === undefined }]),
        keymap.of(lintKeymap),
        editorParts(t, label),
        lintGutter(),
        faultWords,
        lock.current.of(first.current.editable ? [] : readingOnly()),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(fromOutside) === true)) heard.current.change(update.state.doc.toString())
        }),
      ],
    })
    view.current = made
    return () => made.destroy()
  }, [t, label])
  const newest = useRef(text)
  newest.current = text
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pouring takes the newest text, and typing pours nothing
  useEffect(() => {
    const { current } = view
    if (current === null || current.state.doc.toString() === newest.current) return
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: newest.current }, annotations: fromOutside.of(true) })
  }, [poured])
  useEffect(() => view.current?.dispatch({ effects: lock.current.reconfigure(editable ? [] : readingOnly()) }), [editable])
  useEffect(() => {
    const { current } = view
    if (current !== null) current.dispatch(setDiagnostics(current.state, diagnosticsOf(current, faults)))
  }, [faults])
  useEffect(() => {
    const { current } = view
    if (current === null || goTo === null) return
    const { from } = current.state.doc.line(Math.min(Math.max(goTo.line, 1), current.state.doc.lines))
    current.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    current.focus()
  }, [goTo])
  return <div ref={place} className="code-editor" />
}

function diagnosticsOf({ state }: EditorView, faults: readonly PolicyFault[]): Diagnostic[] {
  return faults
    .map(({ line, sentence }) => {
      const { from, to } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines))
      return { from, to, severity: 'error' as const, message: sentence }
    })
    .sort((one, other) => one.from - other.from)
}
