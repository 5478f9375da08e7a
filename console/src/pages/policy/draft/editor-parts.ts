// What every editor of policy texts is made of: line numbers, undo, search, colours, wrapped lines.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import type { Text } from '../../../language/language.js'
import { policyLanguage } from './policy-language.js'

const LOOKS = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: '#fff' },
  '.cm-content': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, var(--font)', lineHeight: '1.65' },
  '.cm-gutters': { backgroundColor: '#f6f8f7', color: '#5f6f6d', border: 'none' },
  '.cm-activeLine': { backgroundColor: '#f3f8f66b' },
  '.cm-activeLineGutter': { backgroundColor: '#e4f1ee' },
  '&.cm-focused': { outline: '2px solid var(--teal)', outlineOffset: '-1px' },
})

/** Tab leaves the editor, so that the keyboard alone gets everywhere. */
export function editorParts(t: Text, label: string): Extension[] {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    history(),
    search({ top: true }),
    policyLanguage,
    syntaxHighlighting(defaultHighlightStyle),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    EditorState.phrases.of(phrases(t)),
    LOOKS,
  ]
}

export function readingOnly(): Extension[] {
  return [EditorState.readOnly.of(true), EditorView.editable.of(false)]
}

function phrases(t: Text): Record<string, string> {
  return {
    Find: t('查找'),
    Replace: t('替换为'),
    next: t('下一处'),
    previous: t('上一处'),
    all: t('全选'),
    'match case': t('区分大小写'),
    'by word': t('整词'),
    regexp: t('正则'),
    replace: t('替换'),
    'replace all': t('全部替换'),
    close: t('关闭'),
    '$ unchanged lines': t('$ 行没有改动'),
  }
}
