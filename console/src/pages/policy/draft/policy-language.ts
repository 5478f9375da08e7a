// Colours for a policy text: head, headings, fences, keys, figures. It only reads; what is right or wrong the server's checker says.
import { StreamLanguage } from '@codemirror/language'

interface Place {
  readonly in: 'head' | 'words' | 'rules'
}

interface Reading {
  place: Place['in']
  first: boolean
}

export const policyLanguage = StreamLanguage.define<Reading>({
  name: 'policy',
  startState: () => ({ place: 'words', first: true }),
  token(stream, state) {
    if (stream.sol()) {
      const fence = fenceAt(state, stream.string)
      if (fence !== null) {
        state.place = fence
        state.first = false
        stream.skipToEnd()
        return 'meta'
      }
      state.first = false
      if (state.place === 'words') {
        const heading = stream.string.startsWith('#')
        stream.skipToEnd()
        return heading ? 'heading' : null
      }
    }
    return ruleToken(stream)
  },
})

function fenceAt(state: Reading, line: string): Reading['place'] | null {
  if (line.trim() === '---') return state.first ? 'head' : state.place === 'head' ? 'words' : null
  if (/^```policy\s*$/.test(line)) return 'rules'
  return state.place === 'rules' && /^```\s*$/.test(line) ? 'words' : null
}

interface Read {
  match(pattern: RegExp): unknown
  next(): unknown
}

function ruleToken(stream: Read): string | null {
  if (stream.match(/^#.*/)) return 'comment'
  if (stream.match(/^"[^"]*"(?=\s*:)/) || stream.match(/^[A-Za-z_][\w.-]*(?=\s*:)/)) return 'propertyName'
  if (stream.match(/^"[^"]*"/)) return 'string'
  if (stream.match(/^\d{4}-\d{2}-\d{2}/) || stream.match(/^-?\d+(\.\d+)?%?/)) return 'number'
  if (stream.match(/^[^\s"\d{}[\],:#]+/) || stream.match(/^\s+/)) return null
  stream.next()
  return 'punctuation'
}
