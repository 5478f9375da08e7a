// Reads JSON without letting a number pass through floating point: a number becomes its own text, so that `1.10` is what
// the sender wrote and `1e3` can be refused by name. Otherwise strict (RFC 8259), except that a text may hold a line break or a tab
// as it is: the documents have senders escape `"` and `\` only. Of a repeated key the last counts.

export type Read = string | boolean | null | ReadObject | readonly Read[]
export interface ReadObject {
  readonly [key: string]: Read
}

/** Where and why the text is no JSON. */
export class JsonFault extends Error {
  readonly at: number
  constructor(at: number) {
    super(`no JSON at character ${at + 1}`)
    this.at = at
  }
}

const DEEPEST = 32
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** Throws JsonFault. */
export function readJson(text: string): Read {
  const reader = new Reader(text)
  return reader.whole()
}

class Reader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  whole(): Read {
    const value = this.value(0)
    this.space()
    if (this.at < this.text.length) throw new JsonFault(this.at)
    return value
  }

  private value(depth: number): Read {
    if (depth > DEEPEST) throw new JsonFault(this.at)
    this.space()
    switch (this.text.charCodeAt(this.at)) {
      case 0x7b:
        return this.object(depth)
      case 0x5b:
        return this.array(depth)
      case 0x22:
        return this.string()
      case 0x74:
        return this.word('true', true)
      case 0x66:
        return this.word('false', false)
      case 0x6e:
        return this.word('null', null)
      default:
        return this.number()
    }
  }

  private object(depth: number): ReadObject {
    const object: Record<string, Read> = {}
    this.at++
    this.space()
    if (this.took(0x7d)) return object
    for (;;) {
      this.space()
      if (this.text.charCodeAt(this.at) !== 0x22) throw new JsonFault(this.at)
      const key = this.string()
      this.space()
      if (!this.took(0x3a)) throw new JsonFault(this.at)
      const value = this.value(depth + 1)
      if (key !== '__proto__') object[key] = value
      this.space()
      if (this.took(0x7d)) return object
      if (!this.took(0x2c)) throw new JsonFault(this.at)
    }
  }

  private array(depth: number): Read[] {
    const array: Read[] = []
    this.at++
    this.space()
    if (this.took(0x5d)) return array
    for (;;) {
      array.push(this.value(depth + 1))
      this.space()
      if (this.took(0x5d)) return array
      if (!this.took(0x2c)) throw new JsonFault(this.at)
    }
  }

  private string(): string {
    const from = this.at + 1
    for (let at = from; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at)
      if (code === 0x22) {
        this.at = at + 1
        return this.text.slice(from, at)
      }
      if (code === 0x5c) return this.escaped(from, at)
    }
    throw new JsonFault(this.text.length)
  }

  private escaped(from: number, first: number): string {
    let value = this.text.slice(from, first)
    for (let at = first; at < this.text.length; at++) {
      const character = this.text[at] ?? ''
      if (character === '"') {
        this.at = at + 1
        return value
      }
      if (character !== '\\') {
        value += character
        continue
      }
      at++
      const named = ESCAPES[this.text[at] ?? '']
      value += named ?? this.unicode(at)
      if (named === undefined) at += 4
    }
    throw new JsonFault(this.text.length)
  }

  private unicode(at: number): string {
    const digits = this.text.slice(at + 1, at + 5)
    if (this.text[at] !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) throw new JsonFault(at)
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  private number(): string {
    NUMBER.lastIndex = this.at
    const match = NUMBER.exec(this.text)
    if (match === null) throw new JsonFault(this.at)
    this.at += match[0].length
    return match[0]
  }

  private word<T extends boolean | null>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw new JsonFault(this.at)
    this.at += word.length
    return value
  }

  private took(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false
    this.at++
    return true
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.at++
    }
  }
}

export function isObject(value: Read | undefined): value is ReadObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
