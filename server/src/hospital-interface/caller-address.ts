// Whether a caller's address is among those that an institution registered.
import { BlockList, isIP } from 'node:net'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'

const lists = new WeakMap<readonly string[], BlockList>()

/** `allowed` in CIDR; an empty list lets everybody in. */
export function mayCallFrom(allowed: readonly string[], address: string): boolean {
  if (allowed.length === 0) return true
  const plain = address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address
  const version = isIP(plain)
  return version !== 0 && listOf(allowed).check(plain, version === 4 ? 'ipv4' : 'ipv6')
}

function listOf(allowed: readonly string[]): BlockList {
  const known = lists.get(allowed)
  if (known !== undefined) return known
  const list = new BlockList()
  for (const cidr of allowed) {
    const [net = '', length = ''] = cidr.split('/')
    const version = isIP(net) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(net, length === '' ? (version === 'ipv6' ? 128 : 32) : Number(length), version)
  }
  lists.set(allowed, list)
  return list
}

/** Addresses and networks as they are stored, each in CIDR; a refusal names the one that is none. */
export function addressesOf(texts: readonly string[]): readonly string[] | Refusal {
  const read: string[] = []
  for (const text of texts.map((one) => one.trim()).filter((one) => one !== '')) {
    const [net = '', length, ...more] = text.split('/')
    const version = isIP(net)
    const most = version === 6 ? 128 : 32
    const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : -1
    if (version === 0 || more.length > 0 || bits < 0 || bits > most)
      return refused('wrong_address', `访问地址${text.slice(0, 50)}不正确，应如 10.1.2.3 或 10.1.2.0/24。`)
    read.push(`${networkOf(net, version, bits)}/${bits}`)
  }
  return [...new Set(read)]
}

/** The first address of the network: what stands behind the prefix is no part of it. */
function networkOf(net: string, version: number, bits: number): string {
  if (version !== 4) return net
  const value = net.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  const kept = bits === 0 ? 0n : (value >> BigInt(32 - bits)) << BigInt(32 - bits)
  return [24n, 16n, 8n, 0n].map((shift) => ((kept >> shift) & 255n).toString()).join('.')
}
