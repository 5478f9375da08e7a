// Says in one Chinese sentence what is wrong with a field, by the title that its schema gives it.

type Json = Readonly<Record<string, unknown>>

export class InvalidField extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(sentence)
    this.field = field
  }
}

export interface Fault {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Json
}

/** The first fault, as a sentence; an unknown or a missing field before all others. */
export function faultOf(faults: readonly Fault[], shape: Json, value: unknown): InvalidField {
  const unknownField = faults.find((fault) => fault.keyword === 'additionalProperties')
  const missing = faults.find((fault) => fault.keyword === 'required')
  if (unknownField !== undefined) return unknown(unknownField)
  if (missing !== undefined) return required(missing, shape)
  const first = faults[0]
  if (first === undefined) return new InvalidField('', '提交的内容不符合要求。')
  // A union fails in each of its branches first; a branch's faults say less than the union itself.
  const fault = faults.find((one) => one.keyword === 'anyOf' && first.instancePath.startsWith(one.instancePath)) ?? first
  const field = fieldOf(fault)
  return new InvalidField(field, `${labelOf(field, shape)}${complaint(fault, schemaAt(shape, field), valueAt(value, field))}`)
}

function fieldOf(fault: Fault, ...more: readonly (string | undefined)[]): string {
  return [fault.instancePath.slice(1).replaceAll('/', '.'), ...more].filter((part) => part !== undefined && part !== '').join('.')
}

function unknown(fault: Fault): InvalidField {
  const names = fault.params['additionalProperties'] as readonly string[]
  const field = fieldOf(fault, names[0])
  return new InvalidField(field, `不认识的字段“${field.slice(0, 60)}”，请去掉后再提交。`)
}

function required(fault: Fault, shape: Json): InvalidField {
  const names = fault.params['requiredProperties'] as readonly string[]
  const field = fieldOf(fault, names[0])
  return new InvalidField(field, field === '' ? '没有收到任何内容。' : `缺少${labelOf(field, shape)}。`)
}

/** `“证件号码”（cert_no）`, or only the field's name where the schema gives no title. */
function labelOf(field: string, shape: Json): string {
  const title = schemaAt(shape, field)?.['title']
  if (field === '') return '提交的内容'
  return typeof title === 'string' ? `“${title}”（${field}）` : `“${field}”`
}

/** The schema of a field such as `lines.0.price`. */
function schemaAt(shape: Json, field: string): Json | undefined {
  let here: Json | undefined = shape
  for (const part of field === '' ? [] : field.split('.')) {
    const properties: Readonly<Record<string, Json>> = (here?.['properties'] ?? {}) as Readonly<Record<string, Json>>
    here = properties[part] ?? (here?.['items'] as Json | undefined)
  }
  return here
}

function valueAt(value: unknown, field: string): unknown {
  let here = value
  for (const part of field === '' ? [] : field.split('.')) here = typeof here === 'object' && here !== null ? (here as Json)[part] : undefined
  return here
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是或否',
  array: '列表',
  object: '一组字段',
  null: '空',
}

function complaint(fault: Fault, shape: Json | undefined, value: unknown): string {
  const limit = String(fault.params['limit'] ?? '')
  switch (fault.keyword) {
    case 'type':
      return `应为${TYPES[String(shape?.['type'] ?? fault.params['type'])] ?? '另一种类型'}，收到的是${kindOf(value)}。`
    case 'minLength':
      return value === '' ? '不能为空。' : `至少 ${limit} 个字。`
    case 'maxLength':
      return `最多 ${limit} 个字。`
    case 'minimum':
      return `不能小于 ${limit}。`
    case 'maximum':
      return `不能大于 ${limit}。`
    case 'minItems':
      return `至少 ${limit} 项。`
    case 'maxItems':
      return `最多 ${limit} 项。`
    case 'anyOf':
    case 'enum':
    case 'const':
      return choices(shape)
    default:
      return typeof shape?.['description'] === 'string' ? `格式不对：应为${shape['description']}。` : '格式不对。'
  }
}

function choices(shape: Json | undefined): string {
  const branches = (shape?.['anyOf'] ?? (shape?.['enum'] as readonly unknown[] | undefined)?.map((one) => ({ const: one })) ?? []) as readonly Json[]
  const values = branches.map((branch) => branch['const']).filter((one) => one !== undefined)
  return values.length === 0 ? '不在允许的范围内。' : `只能是 ${values.join('、')} 之一。`
}

function kindOf(value: unknown): string {
  if (value === null) return '空'
  if (Array.isArray(value)) return '列表'
  return TYPES[typeof value] ?? '别的内容'
}
