// Reads every document into provisions: one key, one value, its area, schemes, days and article. Says everything that is wrong at
// once. A consultation draft is read and checked like any other document, and is marked so that it never enters into force.
import type { Day } from '../base/day.js'
import { SCHEMES, type Scheme } from '../base/scheme.js'
import { governmentLevel, LEVEL_WORDS } from './area-level.js'
import { CERTAINTIES, type Citation } from './citation.js'
import type { PolicyDocument, PolicyEntry, PolicyFault, PolicyNode, PolicySection } from './document.js'
import { DOCUMENT_STATUSES, type DocumentStatus, isNumbered, statusFinding } from './document-number.js'
import { KEY_NAMES, keyNamed, type Rule, type Subject } from './keys.js'
import { day, oneOf, type Reader, text, wrong } from './node-reader.js'

export interface Provision {
  readonly key: string
  readonly subject: Subject
  readonly rule: Rule
  readonly area: string
  readonly schemes: readonly Scheme[]
  readonly inForce: Day
  readonly until: Day | null
  readonly draft: boolean
  readonly status: DocumentStatus
  readonly from: Citation
  readonly file: string
  readonly line: number
}

interface Head {
  readonly file: string
  readonly document: string
  readonly area: string
  readonly status: DocumentStatus
}

const SECTION_FIELDS = ['scheme', 'in_force', 'until', 'certainty', 'reading']

export function provisionsOf(document: PolicyDocument, faults: PolicyFault[]): Provision[] {
  const head = headOf(document, faults)
  if (head === undefined) return []
  if (document.sections.length === 0) faults.push({ file: document.file, line: 1, sentence: '文件里没有任何 ```policy 规则块；请补上，或删去该文件。' })
  return document.sections.flatMap((section) => ofSection(head, section, faults))
}

/** Readers ask for a citation; the front matter has none yet. */
const NO_CITATION: Citation = { document: '', article: '', certainty: 'illustrative', inForce: '0001-01-01' }

function headOf({ file, frontMatter }: PolicyDocument, faults: PolicyFault[]): Head | undefined {
  const reading = { file, from: NO_CITATION, faults }
  const read = <T>(name: string, reader: Reader<T>): T | undefined => {
    const entry = frontMatter.find(({ key }) => key === name)
    return entry === undefined ? wrong(reading, 1, `文件头缺少“${name}”，请补上。`) : reader(entry.value, reading)
  }
  const document = read('document', text)
  const area = read('area', areaCode)
  const status = read('status', oneOf(DOCUMENT_STATUSES))
  for (const { key, line } of frontMatter) {
    if (!['document', 'title', 'area', 'status', 'issued', 'source', 'retroactive'].includes(key))
      wrong(reading, line, `文件头里不认识“${key}”这一项；请删去或改名。`)
  }
  if (document === undefined || area === undefined || status === undefined) return undefined
  const finding = statusFinding(document, status)
  if (finding !== undefined) wrong(reading, frontMatter.find(({ key }) => key === 'status')?.line ?? 1, finding)
  return { file, document, area, status }
}

const areaCode: Reader<string> = (node, reading) => {
  const code = text(node, reading)
  return code === undefined || /^\d{6}$/.test(code) ? code : wrong(reading, node.line, `“${code}”不是六位行政区划代码；全国请写 "000000"。`)
}

function ofSection(head: Head, section: PolicySection, faults: PolicyFault[]): Provision[] {
  const reading = { file: head.file, from: NO_CITATION, faults }
  const entry = (name: string): PolicyNode | undefined => section.entries.find(({ key }) => key === name)?.value
  const need = <T>(name: string, reader: Reader<T>): T | undefined => {
    const node = entry(name)
    return node === undefined ? wrong(reading, section.line, `本规则块缺少“${name}”，请补上。`) : reader(node, reading)
  }
  const maybe = <T>(name: string, reader: Reader<T>): T | undefined => {
    const node = entry(name)
    return node === undefined ? undefined : reader(node, reading)
  }
  if (section.heading === '') wrong(reading, section.line, '规则块之上没有标题；标题就是条款的出处，请写上条款标题。')
  const read = { schemes: need('scheme', schemes), inForce: need('in_force', day), certainty: need('certainty', oneOf(CERTAINTIES)) }
  const until = maybe('until', day) ?? null
  const ours = maybe('reading', text)
  if (read.certainty === 'official' && (!isNumbered(head.document) || head.status === 'stand_in')) {
    wrong(
      reading,
      section.entries.find(({ key }) => key === 'certainty')?.line ?? section.line,
      `“${head.document}”没有正式文号或只是代用资料，不能标为 official；请补文号，或改标 recalled、secondary。`,
    )
  }
  if (until !== null && read.inForce !== undefined && until < read.inForce) wrong(reading, section.line, '失效日期早于生效日期，请更正。')
  const from: Citation = {
    document: head.document,
    article: section.heading,
    certainty: read.certainty ?? 'illustrative',
    inForce: read.inForce ?? NO_CITATION.inForce,
    ...(ours === undefined ? {} : { reading: ours }),
  }
  const rules = section.entries.filter(({ key }) => !SECTION_FIELDS.includes(key))
  if (rules.length === 0) wrong(reading, section.line, '本规则块没有任何规则；请补上规则，或删去规则块。')
  const found = rules.flatMap((rule) => {
    const one = provisionOf(head, rule, { ...reading, from })
    if (one === undefined || read.schemes === undefined || read.inForce === undefined) return []
    const { area, status, file } = head
    return [{ ...one, area, schemes: read.schemes, inForce: read.inForce, until, draft: status === 'consultation_draft', status, from, file, line: rule.line }]
  })
  return found
}

const schemes: Reader<readonly Scheme[]> = (node, reading) => {
  if (node.kind === 'list') {
    const read = node.items.map((item) => oneOf(SCHEMES)(item, reading))
    return read.every((scheme) => scheme !== undefined) ? read : undefined
  }
  const one = oneOf(SCHEMES)(node, reading)
  return one === undefined ? undefined : [one]
}

function provisionOf(head: Head, entry: PolicyEntry, reading: Parameters<Reader<Rule>>[1]): Pick<Provision, 'key' | 'subject' | 'rule'> | undefined {
  const known = keyNamed(entry.key)
  if (known === 'unknown_benefit') return wrong(reading, entry.line, `“${entry.key}”不在国家医疗保障待遇清单内；清单之外不得自设待遇，请改用清单内的医疗类别。`)
  if (known === 'unknown_key') return wrong(reading, entry.line, `不认识规则“${entry.key}”；可用：${KEY_NAMES.join('、')}。`)
  const level = governmentLevel(head.area)
  if (!known.may.includes(level)) {
    return wrong(
      reading,
      entry.line,
      `${LEVEL_WORDS[level]}文件无权规定“${entry.key}”；有权的是${known.may.map((may) => LEVEL_WORDS[may]).join('、')}，请删去或改由其发文。`,
    )
  }
  const rule = known.read(entry.value, reading)
  return rule === undefined ? undefined : { key: entry.key, subject: known.subject, rule }
}
