// What an error becomes for the caller: a sentence that can be acted on where it is the caller's, a trace id and nothing more where it is ours.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { InvalidField } from './fault-sentence.js'
import { errorReply, statusOf } from './refusal-status.js'

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .code(statusOf(refusal.code))
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorReply(refusal)))
}

export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof InvalidField)
    return reply
      .code(400)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ code: 'invalid_field', sentence: error.message, field: error.field }))
  const fault = callersFault(error)
  if (fault !== undefined) return sendRefusal(reply, fault)
  request.log.error({ err: error, trace_id: request.id }, 'request failed')
  const away = databaseAway(error)
  const refusal = away
    ? refused('database_unavailable', '数据库暂时无法使用，本次操作没有办成，请稍后再试。')
    : refused('unexpected', '系统出错，本次操作没有办成。请稍后再试；若仍出错，请把跟踪号告诉管理员。')
  return reply
    .code(away ? 503 : 500)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ ...errorReply(refusal), trace_id: request.id }))
}

/** Errors that fastify raises before a handler runs. */
function callersFault(error: FastifyError): Refusal | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refused('unsupported_type', '只接受 JSON（content-type: application/json）。')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refused('too_large', '提交的内容太大。')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refused('malformed', '没有收到任何内容。')
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refused('malformed', '提交的内容不是正确的 JSON。')
    case 'FST_ERR_BAD_URL':
      return refused('malformed', '地址的写法不对。')
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? refused('malformed', '请求的写法不对。') : undefined
  }
}

const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '08006', '08003', '53300'])

/** A socket's file that is gone is a server that is gone. */
function databaseAway(error: Error & { code?: string; syscall?: string }): boolean {
  if (error.code === 'ENOENT' && error.syscall === 'connect') return true
  return AWAY.has(error.code ?? '') || /Connection terminated|timeout exceeded when trying to connect|connection timeout/i.test(error.message)
}
