// What institutions hand in is kept whole, but certificate and telephone numbers apart from the rest and encrypted: `content` may be
// searched and shown, `sealed` is opened only to answer the institution that sent it.
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import type { Input, Row } from './codec.js'

/** Rows of nodes as texts, by node. */
export type Content = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>

export interface Kept {
  readonly content: Content
  /** Null where nothing had to be hidden. */
  readonly sealed: Buffer | null
}

const SECRET = /(cert_?no|tel|phone|card_sn)$/i

export function sealInput(cipher: RegisterCipher, input: Input): Kept {
  const nodes = Object.entries(input).filter(([, rows]) => rows.length > 0)
  return sealContent(cipher, Object.fromEntries(nodes.map(([node, rows]) => [node, rows.map((row) => row.fields)])))
}

export function sealContent(cipher: RegisterCipher, whole: Content): Kept {
  const secret = mapped(whole, (field) => SECRET.test(field))
  const hidden = Object.values(secret).some((rows) => rows.some((row) => Object.keys(row).length > 0))
  return { content: mapped(whole, (field) => !SECRET.test(field)), sealed: hidden ? cipher.encrypt(JSON.stringify(secret)) : null }
}

export function openSealed(cipher: RegisterCipher, { content, sealed }: Kept): Content {
  if (sealed === null) return content
  const secret = JSON.parse(cipher.decrypt(sealed)) as Content
  return Object.fromEntries(Object.entries(content).map(([node, rows]) => [node, rows.map((row, index) => ({ ...row, ...secret[node]?.[index] }))]))
}

/** One row's fields: those to show, and those to hide. */
export function sealRow(cipher: RegisterCipher, fields: Row['fields']): { readonly fields: Readonly<Record<string, string>>; readonly sealed: Buffer | null } {
  const { content, sealed } = sealContent(cipher, { row: [fields] })
  return { fields: content['row']?.[0] ?? {}, sealed }
}

function mapped(whole: Content, keeps: (field: string) => boolean): Content {
  const row = (fields: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(fields).filter(([field]) => keeps(field)))
  return Object.fromEntries(Object.entries(whole).map(([node, rows]) => [node, rows.map(row)]))
}
