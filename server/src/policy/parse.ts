// Reads a policy document: Markdown with a YAML head and ```policy blocks. Only text and lines are taken out here; what the keys
// mean is checked in the domain. YAML's failsafe schema keeps every scalar as text, so that no figure passes through a float.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PolicyDocument, PolicyEntry, PolicyFault, PolicyNode, PolicySection } from '@tongchou/domain/policy/document.js'
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

export interface Parsed {
  readonly documents: readonly PolicyDocument[]
  readonly faults: readonly PolicyFault[]
}

/** Every `.md` file below `folder` except README; paths in faults are relative to `folder`'s parent. */
export function parseFolder(folder: string): Parsed {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/^README/i.test(path.basename(file)))
    .sort()
  const faults: PolicyFault[] = []
  const documents = files.map((file) => parseText(path.posix.join(path.basename(folder), file), readFileSync(path.join(folder, file), 'utf8'), faults))
  return { documents, faults }
}

export function parseText(file: string, text: string, faults: PolicyFault[]): PolicyDocument {
  const lines = text.split('\n')
  const head = headEnd(lines)
  if (head === undefined) faults.push({ file, line: 1, sentence: '文件应以“---”开头的文件头开始，写明 document、area、status；请补上。' })
  const frontMatter = head === undefined ? [] : entriesOf(file, lines.slice(1, head).join('\n'), 1, faults)
  return { file, text, frontMatter, sections: sectionsOf(file, lines, head ?? 0, faults) }
}

function headEnd(lines: readonly string[]): number | undefined {
  if (lines[0]?.trim() !== '---') return undefined
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---')
  return end === -1 ? undefined : end
}

function sectionsOf(file: string, lines: readonly string[], from: number, faults: PolicyFault[]): PolicySection[] {
  const sections: PolicySection[] = []
  let heading = ''
  let begun: number | undefined
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (begun === undefined) {
      heading = /^#{2,6}\s+(.+)$/.exec(line)?.[1]?.trim() ?? heading
      if (/^```policy\s*$/.test(line)) begun = index
    } else if (/^```\s*$/.test(line)) {
      sections.push({ heading, line: begun + 1, entries: entriesOf(file, lines.slice(begun + 1, index).join('\n'), begun + 1, faults) })
      begun = undefined
    }
  }
  if (begun !== undefined) faults.push({ file, line: begun + 1, sentence: '规则块没有结束；请在末尾补上一行 ```。' })
  return sections
}

/** `before` lines stand above the block; a key's line is counted in the file. */
function entriesOf(file: string, block: string, before: number, faults: PolicyFault[]): readonly PolicyEntry[] {
  const root = parseYaml(file, block, before, faults)
  if (root === undefined || root.kind === 'map') return root?.entries ?? []
  faults.push({ file, line: before + 1, sentence: '规则块应写成“名称: 值”的各行。' })
  return []
}

/** YAML as nodes with lines, every scalar as text; undefined, with faults, where it is not YAML. */
export function parseYaml(file: string, block: string, before: number, faults: PolicyFault[]): PolicyNode | undefined {
  const counter = new LineCounter()
  const parsed = parseDocument(block, { schema: 'failsafe', lineCounter: counter, uniqueKeys: true })
  const lineAt = (offset: number | undefined): number => counter.linePos(offset ?? 0).line + before
  for (const error of parsed.errors) faults.push({ file, line: lineAt(error.pos[0]), sentence: `YAML 写法有误：${error.message.split('\n')[0] ?? ''}` })
  return parsed.errors.length > 0 ? undefined : nodeOf(parsed.contents, lineAt, before + 1)
}

function nodeOf(node: unknown, lineAt: (offset: number | undefined) => number, otherwise: number): PolicyNode {
  const line = hasRange(node) ? lineAt(node.range[0]) : otherwise
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const keyLine = hasRange(key) ? lineAt(key.range[0]) : line
      return { key: isScalar(key) ? String(key.value) : '', line: keyLine, value: nodeOf(value, lineAt, keyLine) }
    })
    return { kind: 'map', line, entries }
  }
  if (isSeq(node)) return { kind: 'list', line, items: node.items.map((item) => nodeOf(item, lineAt, line)) }
  return { kind: 'text', line, text: isScalar(node) ? String(node.value).trim() : '' }
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}
