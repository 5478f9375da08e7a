// Whether a caller's address is among those that an institution registered.
import { BlockList, isIP } from 'node:net'

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
