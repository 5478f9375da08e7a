// The log: method, pattern of the route, status, time, officer. Never a body, an address as asked, or the values inside a database error.
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { type DestinationStream, pino } from 'pino'

export function makeLog(level = 'info', stream?: DestinationStream): FastifyBaseLogger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: safeError, req: () => undefined, res: () => undefined } }
  return stream === undefined ? pino(options) : pino(options, stream)
}

/** Messages may quote what somebody typed, so long numbers are cut out; a database error's detail, which quotes rows, is left out. */
function safeError(error: Error & { code?: string; table?: string; constraint?: string }): Record<string, unknown> {
  const { name, code, table, constraint } = error
  const withoutNumbers = (text: string): string => text.replace(/\d{7,}[xX]?/g, '…')
  return { name, code, table, constraint, message: withoutNumbers(error.message), stack: withoutNumbers(error.stack ?? '') }
}

export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = `${request.method} ${request.routeOptions.url ?? '(unknown)'}`
    const entry = { trace_id: request.id, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), officer: request.desk?.officer.account }
    request.log.info(entry, 'answered')
  })
}
