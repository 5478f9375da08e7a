// Composes the server by hand: the desk in one scope, every other door in its own, the console's files, and what happens to the rest.
import { randomUUID } from 'node:crypto'
import swagger from '@fastify/swagger'
import { refused } from '@tongchou/domain/base/refusal.js'
import { type FastifyInstance, fastify, LogController } from 'fastify'
import { sendPage, serveConsole, wantsPage } from './console-files.js'
import type { AppContext } from './context.js'
import { registerDeskRoutes } from './desk-routes.js'
import { DOORS } from './doors.js'
import { answerError, handleErrors, sendRefusal } from './errors.js'
import { logRequests } from './log.js'
import type { Route } from './route.js'
import { routes } from './routes.js'
import { addSecurityHeaders } from './security-headers.js'

const LARGEST_BODY = 1024 * 1024

export interface AppOptions {
  /** Gathers the schemas, so that `app.swagger()` gives the OpenAPI document. */
  readonly openapi?: boolean
  /** The table of routes; tests give their own. */
  readonly table?: readonly Route[]
}

export async function buildApp(context: AppContext, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = emptyApp(context)
  handleErrors(app)
  logRequests(app)
  addSecurityHeaders(app, context.https === true)
  if (options.openapi === true) await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Tongchou 统筹', version: '0.1.0' } } })
  await app.register(async (desk) => registerDeskRoutes(desk, context, options.table ?? routes(context)))
  for (const door of DOORS) await app.register((own) => door(own, context))
  const console = await serveConsole(app, context.consoleFolder)
  app.setNotFoundHandler((request, reply) => {
    if (console && wantsPage(request)) return sendPage(reply)
    return sendRefusal(reply, refused('unknown_route', '没有这个地址，请检查网址。'))
  })
  return app
}

function emptyApp(context: AppContext): FastifyInstance {
  const app = fastify({
    ...(context.log === undefined ? {} : { loggerInstance: context.log }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Behind TLS the caller's address is what the proxy on this machine says; from anywhere else such a header is not believed.
    trustProxy: context.https === true ? 'loopback' : false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  app.decorateRequest('desk', undefined)
  return app as unknown as FastifyInstance
}
