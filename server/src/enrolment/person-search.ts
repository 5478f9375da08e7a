// What somebody meant who typed into the search box. The text stands in the address, so a certificate number is sent back at once.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personOf } from './person-number.js'

export type PersonSearch =
  | { readonly kind: 'all' }
  | { readonly kind: 'number'; readonly person: bigint }
  | { readonly kind: 'last_four'; readonly text: string }
  /** Names from `from` on and below `below`, compared by code point. */
  | { readonly kind: 'name'; readonly from: string; readonly below: string }

export function readSearch(pool: string, given: string): PersonSearch | Refusal {
  const text = given.normalize('NFC').trim()
  if (text === '') return { kind: 'all' }
  if (/^\d{20}$/.test(text)) {
    const person = personOf(pool, text)
    return person === undefined ? refused('not_in_register', '人员编号不属于本统筹区。') : { kind: 'number', person }
  }
  if (/^\d{3}[\dXx]$/.test(text)) return { kind: 'last_four', text: text.toUpperCase() }
  if (/\d{5,}/.test(text)) return refused('number_in_address', '证件号码和手机号不能放在网址里。请用“按证件查找”（POST /api/persons/find）。')
  if (/^[\p{L}\p{M}·•. ]{1,50}$/u.test(text)) return { kind: 'name', from: text, below: nextPrefix(text) }
  return refused('unreadable_search', '请输入姓名（可只输前几个字）、20 位人员编号，或证件号码后四位。')
}

/** The first text after all that begin with `prefix`. Surrogates are no characters, so the code points jump over them. */
export function nextPrefix(prefix: string): string {
  const points = [...prefix]
  const last = points.pop()?.codePointAt(0) ?? 0
  const next = last === 0xd7ff ? 0xe000 : last + 1
  return points.join('') + String.fromCodePoint(Math.min(next, 0x10ffff))
}
