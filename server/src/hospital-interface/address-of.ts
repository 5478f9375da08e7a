// Which transaction an address names. The addresses in use differ by province (§3.1) and are data: catalogues/interface/paths.tsv.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { InterfacePath } from './gate-settings.js'

/** The addresses as the router knows them. */
export function routesOf(paths: readonly InterfacePath[]): string[] {
  const routes = paths.map(({ path }) =>
    path.includes('{any}') ? `${path.slice(0, path.indexOf('{any}'))}*` : path.replace('{app}', ':app').replace('{infno}', ':infno'),
  )
  // Some clients end the address with a slash and some leave it out.
  return [...new Set(routes.flatMap((route) => (route.endsWith('*') ? [route] : [route, `${route}/`])))]
}

/** The transaction that the address names; undefined where the body alone does. */
export type AddressReader = (pathname: string) => string | undefined | Refusal

export function addressReader(paths: readonly InterfacePath[]): AddressReader {
  const patterns = paths.map(({ path, infno }) => ({ pattern: patternOf(path), infno }))
  const exact = new Map(paths.filter(({ path }) => !path.includes('{')).map(({ path, infno }) => [path, infno]))
  return (sent) => {
    // A base address with a slash at its end and a path with one at its beginning.
    const pathname = sent.replace(/\/{2,}/g, '/')
    const direct = exact.get(pathname)
    if (direct !== undefined) return direct || undefined
    for (const { pattern, infno } of patterns) {
      const match = pattern.exec(pathname)
      if (match !== null) return (infno === '{infno}' ? decoded(match[1] ?? '') : infno) || undefined
    }
    return refused('bad_address', '接口地址不正确，应为/ebus/…/hsa/hgs/交易编号，或本平台公布的其他接口地址')
  }
}

function patternOf(path: string): RegExp {
  const text = path
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace('/{any}/', '/(?:.+/)?')
    .replace('{app}', '[^/]+')
    .replace('{infno}', '([^/]+)')
  return new RegExp(`^${text}/?$`)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
