// The sentence of each fault stands at the end of its line, where the writer is looking.
import { setDiagnosticsEffect } from '@codemirror/lint'
import { type Range, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'

class Sentence extends WidgetType {
  readonly text: string
  constructor(text: string) {
    super()
    this.text = text
  }
  override eq(other: Sentence): boolean {
    return other.text === this.text
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'fault-words'
    element.textContent = this.text
    return element
  }
}

export const faultWords = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(sentences, transaction) {
    const found = transaction.effects.find((effect) => effect.is(setDiagnosticsEffect))
    if (found === undefined) return sentences.map(transaction.changes)
    const { doc } = transaction.state
    const ranges: Range<Decoration>[] = found.value.map(({ from, message }: { readonly from: number; readonly message: string }) =>
      Decoration.widget({ widget: new Sentence(message), side: 1 }).range(doc.lineAt(Math.min(from, doc.length)).to),
    )
    return Decoration.set(ranges, true)
  },
  provide: (field) => EditorView.decorations.from(field),
})
