// `cainfo`: the institution's SM2 signature over the input node, where its switch asks for it. What is signed is the node's text as it
// was sent; a client whose library writes the message anew after signing is also understood when it signed the compact form.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Connection } from './connection.js'
import type { Envelope } from './envelope.js'
import { memberText } from './member-text.js'
import { signatureFits } from './sm2.js'

export function cainfoFault(connection: Connection, envelope: Envelope, body: string): Refusal | undefined {
  if (!connection.cainfoRequired) return undefined
  const signature = envelope.text('cainfo')
  if (signature === '') return refused('no_cainfo', '本机构已启用数字签名，报文缺少cainfo，请对input节点做SM2签名后发送')
  const type = envelope.text('signtype').toUpperCase()
  if (type !== '' && !type.startsWith('SM')) return refused('bad_signtype', '签名类型（signtype）应为SM2，或为空')
  if (connection.publicKey !== null && textsOf(body).some((text) => signatureFits(connection.publicKey ?? '', text, signature))) return undefined
  return refused('bad_cainfo', '数字签名（cainfo）与input节点不符，请核对签名内容、SM2密钥和用户标识')
}

function textsOf(body: string): string[] {
  const raw = memberText(body, 'input') ?? memberText(body, 'Input')
  if (raw === undefined) return []
  // What parses once parses again: the envelope was read from the same text.
  const value: unknown = JSON.parse(raw)
  return typeof value === 'string' ? [value] : [...new Set([raw, JSON.stringify(value)])]
}
