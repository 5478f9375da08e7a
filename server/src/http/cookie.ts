// The session cookie: no script reads it, no other site sends it.
import type { FastifyRequest } from 'fastify'

const NAME = 'tongchou'
const SHAPE = /^[A-Za-z0-9_-]{43}$/

export function cookieOf(token: string, https: boolean): string {
  return `${NAME}=${token}; Path=/; HttpOnly; SameSite=Strict${https ? '; Secure' : ''}`
}

export function clearCookie(): string {
  return `${NAME}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`
}

/** The token a request carries; undefined when it has none or something that never was one. */
export function tokenOf(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=', 2)
    if (name === NAME && SHAPE.test(value)) return value
  }
  return undefined
}
