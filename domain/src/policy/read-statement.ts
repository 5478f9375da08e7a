// A point of unified pooling as a document says it: a sentence, or a sentence with a mark or a reading of its own.
import { all, fieldsOf } from './field-reader.js'
import { type Reader, text, wrong } from './node-reader.js'
import type { Statement, UnificationGroup } from './unification.js'

export function statement(group: UnificationGroup, point: string): Reader<Statement> {
  return (node, reading) => {
    if (node.kind === 'text') {
      if (node.text === '') return wrong(reading, node.line, '此处应写文件怎样说；文件没有说的，不写这一项。')
      return { group, point, says: node.text, from: reading.from }
    }
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    const read = { says: fields.need('says', text) }
    fields.done()
    return all(read) ? { group, point, says: read.says, from: fields.reading.from } : undefined
  }
}
