// A policy document as it was read from its text, before any rule is checked: sections with their headings and, inside them,
// keys and values with the lines on which they stand. Every scalar is still text; a figure is never a float.

export type PolicyNode =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly PolicyNode[] }
  | { readonly kind: 'map'; readonly line: number; readonly entries: readonly PolicyEntry[] }

export interface PolicyEntry {
  readonly key: string
  /** Line of the key. */
  readonly line: number
  readonly value: PolicyNode
}

/** One policy block: the entries under one heading. The heading is the citation. */
export interface PolicySection {
  readonly heading: string
  readonly line: number
  readonly entries: readonly PolicyEntry[]
}

export interface PolicyDocument {
  /** Path of the file, for faults. */
  readonly file: string
  readonly text: string
  readonly frontMatter: readonly PolicyEntry[]
  readonly sections: readonly PolicySection[]
}

/** What is wrong in a policy file and what to do about it. */
export interface PolicyFault {
  readonly file: string
  readonly line: number
  readonly sentence: string
}

export function faultText({ file, line, sentence }: PolicyFault): string {
  return `${file}:${line}: ${sentence}`
}
