// Serves the built console: hashed files for a year, the page itself never from a cache; any other address is the page, which routes by itself.
import { existsSync } from 'node:fs'
import path from 'node:path'
import statics from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const YEAR = 'public, max-age=31536000, immutable'

/** Whether there is a console to serve. */
export async function serveConsole(app: FastifyInstance, folder: string | undefined): Promise<boolean> {
  if (folder === undefined || !existsSync(path.join(folder, 'index.html'))) return false
  await app.register(statics, {
    root: folder,
    wildcard: true,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const name = path.relative(folder, file).replaceAll('\\', '/')
      reply.setHeader('cache-control', /^assets\/.+[-.][A-Za-z0-9_-]{8}\./.test(name) ? YEAR : 'no-cache')
    },
  })
  return true
}

/** True for a page that a browser asks for by its address bar: it gets the console and no error. */
export function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? ''
  return request.method === 'GET' && !path.startsWith('/api/') && !path.startsWith('/assets/') && (request.headers.accept ?? '').includes('text/html')
}

export function sendPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html')
}
