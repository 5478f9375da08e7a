// Rows of a node that stands inside a field of another node (3101–3103). Some clients send such nodes side by side in the input.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { decode, type Row } from './codec.js'
import type { Counter, Message } from './message.js'
import { type Read, readJson } from './read-json.js'

export function nestedRows(message: Message, counter: Counter, parent: Row, node: string): readonly Row[] | Refusal {
  const spec = counter.tables.nodes.get(message.infno)?.find((one) => one.node === node)
  if (spec === undefined) throw new Error(`nodes.tsv has no node ${node} of ${message.infno}`)
  if (!parent.has(node)) return message.input[node] ?? []
  const rows = decode({ [node]: jsonOf(parent.text(node)) }, [spec])
  return isRefusal(rows) ? refused(rows.code, `${node}：${rows.sentence}`) : (rows[node] ?? [])
}

/** A nested value comes as JSON text, or is a text of its own. */
function jsonOf(text: string): Read {
  try {
    return readJson(text)
  } catch {
    return text
  }
}

/** The rows, of which there must be some. */
export function someRows(message: Message, counter: Counter, parent: Row, node: string, label: string): readonly Row[] | Refusal {
  const rows = nestedRows(message, counter, parent, node)
  if (isRefusal(rows) || rows.length > 0) return rows
  return refused('bad_input', `缺少${label}（${node}），没有内容可以审核`)
}
