// A message that is right but for one missing field must be refused, in a sentence that names the field.
import type { Json } from '../wire/envelope.js'
import type { Asking, Examiner } from './examiner.js'

/** In a small examination the first of each node. */
export async function requiredFields(examiner: Examiner, infno: string, input: Json, asking: Asking = {}): Promise<void> {
  const seen = new Set<string>()
  for (const { node, field, label } of examiner.tables.required.get(infno) ?? []) {
    const sent = input[node]
    if (sent === undefined || (Array.isArray(sent) && sent.length === 0) || (examiner.small && seen.has(node))) continue
    seen.add(node)
    const rule = {
      what: `缺少${node}.${field}时拒绝`,
      says: `${field}（${label}）各版本均为必填；缺少时应以−1答复并指明该字段`,
      section: `${infno} 输入 ${node}`,
      about: new RegExp(`${field}|${label}`),
    }
    await examiner.refused(infno, { ...input, [node]: without(input[node], field) }, rule, asking)
  }
}

function without(node: unknown, field: string): unknown {
  if (Array.isArray(node)) return node.map((one) => without(one, field))
  const { [field]: _left, ...rest } = node as Record<string, unknown>
  return rest
}
