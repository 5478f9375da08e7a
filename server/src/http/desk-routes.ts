// Puts the table of routes on fastify. Order for each request: header, session, permission, then only body and validation, then the handler.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { openDesk } from '../access/desk.js'
import { mayCall } from '../access/may-call.js'
import type { AppContext } from './context.js'
import { clearCookie, cookieOf, tokenOf } from './cookie.js'
import { sendRefusal } from './errors.js'
import { ErrorReply } from './refusal-status.js'
import type { Exchange, OpenDesk, Route, Where } from './route.js'
import { checkOf } from './validate.js'

declare module 'fastify' {
  interface FastifyRequest {
    desk: OpenDesk | undefined
  }
}

export function registerDeskRoutes(app: FastifyInstance, context: AppContext, table: readonly Route[]): void {
  app.setValidatorCompiler(({ schema, httpPart }) => checkOf(schema, (httpPart ?? 'body') as 'body'))
  app.setSerializerCompiler(({ schema }) => serializerOf(schema))
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  for (const one of table) addRoute(app, context, one)
}

/** Our own reply must fit its schema; a bigint in it is an error of ours too, because JSON.stringify throws on one. */
function serializerOf(schema: unknown): (reply: unknown) => string {
  const check = checkOf(schema, 'body')
  return (reply) => {
    const text = JSON.stringify(reply)
    const checked = check(JSON.parse(text))
    if ('error' in checked) throw new Error(`a reply does not fit its schema: ${checked.error.message}`)
    return text
  }
}

function addRoute(app: FastifyInstance, context: AppContext, one: Route): void {
  const { body, params, querystring, response } = one.schema
  app.route({
    method: one.method,
    url: one.url,
    ...(one.bodyLimit === undefined ? {} : { bodyLimit: one.bodyLimit }),
    schema: {
      summary: one.summary,
      ...(body === undefined ? {} : { body }),
      ...(params === undefined ? {} : { params }),
      querystring: querystring ?? { type: 'object', properties: {} },
      response: { 200: response, '4xx': ErrorReply },
    },
    onRequest: (request, reply) => admit(context, one, request, reply),
    handler: (request, reply) => answer(context, one, request, reply),
  })
}

const whereOf = (one: Route, request: FastifyRequest): Where => ({ route: `${one.method} ${one.url}`, ip: request.ip })

/** Answers at once when the caller may not; otherwise leaves the caller's desk on the request. */
async function admit(context: AppContext, one: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const officer = await mayCall(context, one, whereOf(one, request), tokenOf(request), request.headers['x-tongchou'])
  if (isRefusal(officer)) return sendRefusal(reply, officer)
  request.desk = openDesk(context.databases.desk, officer, whereOf(one, request))
  return undefined
}

async function answer(context: AppContext, one: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const desk = request.desk
  if (desk === undefined) throw new Error('a handler ran before the caller was admitted')
  try {
    const given = { params: request.params, query: request.query, body: request.body } as never
    const result = await one.handler(given, desk, exchangeOf(context, one, request, reply))
    await desk.close(isRefusal(result) ? 'refused' : 'ok')
    return isRefusal(result) ? sendRefusal(reply, result) : result
  } catch (error) {
    await desk.close('failed').catch((trouble: unknown) => request.log.error({ err: trouble }, 'the audit trail could not be written'))
    throw error
  }
}

function exchangeOf(context: AppContext, one: Route, request: FastifyRequest, reply: FastifyReply): Exchange {
  return {
    token: tokenOf(request),
    where: whereOf(one, request),
    setToken: (token) => void reply.header('set-cookie', token === undefined ? clearCookie() : cookieOf(token, context.https === true)),
  }
}
