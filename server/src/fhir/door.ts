// The FHIR R4 door (/fhir): a scope of its own with its own content type and errors. Every answer but a file of nothing is a resource.
import { randomBytes } from 'node:crypto'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isObject, JsonFault, type Read, readJson } from '../hospital-interface/read-json.js'
import type { Room } from '../hospital-interface/room.js'
import { sharedRoom } from '../hospital-interface/room-of-server.js'
import { writeJson } from '../hospital-interface/write-json.js'
import type { AppContext } from '../http/context.js'
import type { Door } from '../http/doors.js'
import { DatabaseAway, isAway } from '../settlement/settle-visits.js'
import type { Asked } from './bundle.js'
import { type Caller, callerOf } from './caller.js'
import { capabilityStatement } from './capability.js'
import { submitClaim } from './claim.js'
import type { Resource } from './elements.js'
import { checkEligibility } from './eligibility.js'
import { type Finder, readBenefit, readClaimResponse, readCoverage, readPatient } from './find-resources.js'
import { operationOutcome, statusOf } from './outcome.js'
import { at, listAt, textAt } from './read-elements.js'
import { searchBenefits, searchClaimResponses, searchCoverages, searchPatients } from './search-resources.js'

const READ_AT_MOST = 4 * 1024 * 1024
const TYPE = 'application/fhir+json; charset=utf-8'

export const fhirDoor: Door = async (app, context) => {
  const room = sharedRoom(app, context)
  // Described by its own statement of capabilities, not by the desk's OpenAPI document.
  app.addHook('onRoute', (one) => {
    one.schema = { ...one.schema, hide: true }
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/fhir+json', 'application/json'], { parseAs: 'string', bodyLimit: READ_AT_MOST }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, request, reply) => send(reply, troubleOf(error, request)))
  addRoutes(app, context, room)
}

function addRoutes(app: FastifyInstance, context: AppContext, room: Room): void {
  app.get('/fhir/metadata', (request, reply) => send(reply, capabilityStatement(baseOf(request))))
  const reads: readonly (readonly [type: string, permission: string, read: (finder: Finder, id: string) => Promise<Resource | Refusal>])[] = [
    ['Patient', 'person.see', readPatient],
    ['Coverage', 'person.see', readCoverage],
    ['ClaimResponse', 'settlement.see', readClaimResponse],
    ['ExplanationOfBenefit', 'settlement.see', readBenefit],
  ]
  for (const [type, permission, read] of reads) {
    app.get(`/fhir/${type}/:id`, (request, reply) =>
      answer(context, room, request, reply, permission, (finder) => read(finder, (request.params as { id: string }).id)),
    )
  }
  const searches: readonly (readonly [type: string, permission: string, search: (finder: Finder, asked: Asked) => Promise<Resource | Refusal>])[] = [
    ['Patient', 'person.see', searchPatients],
    ['Coverage', 'person.see', searchCoverages],
    ['ClaimResponse', 'settlement.see', searchClaimResponses],
    ['ExplanationOfBenefit', 'settlement.see', searchBenefits],
  ]
  for (const [type, permission, search] of searches) {
    app.get(`/fhir/${type}`, (request, reply) => answer(context, room, request, reply, permission, (finder) => search(finder, askedOf(request, type))))
  }
  const submit = (work: typeof submitClaim, type: 'Claim' | 'CoverageEligibilityRequest') => (request: FastifyRequest, reply: FastifyReply) =>
    answer(context, room, request, reply, '', async ({ caller }) => {
      const body = resourceSent(request.body, type)
      if (isRefusal(body)) return body
      if (caller.provider === null) return refused('not_allowed', '经办人员在此只能查询；提交须以定点机构身份')
      const done = await work(room, await room.reference(), caller, caller.provider, body)
      if (isRefusal(done)) return done
      await caller.note(`fhir.${type}`, done.person)
      return done.resource
    })
  const eligibility: typeof submitClaim = (own, reference, _caller, provider, body) => checkEligibility(own, reference, provider, body)
  app.post('/fhir/Claim/$submit', submit(submitClaim, 'Claim'))
  app.post('/fhir/CoverageEligibilityRequest/$submit', submit(eligibility, 'CoverageEligibilityRequest'))
  app.post('/fhir/CoverageEligibilityRequest', submit(eligibility, 'CoverageEligibilityRequest'))
  const elsewhere = (request: FastifyRequest, reply: FastifyReply) =>
    send(reply, refused('not_offered', `本平台不提供${request.method} ${request.url.split('?')[0]?.slice(0, 60) ?? ''}；可用的资源见/fhir/metadata`))
  app.all('/fhir', elsewhere)
  app.all('/fhir/*', elsewhere)
}

async function answer(
  context: AppContext,
  room: Room,
  request: FastifyRequest,
  reply: FastifyReply,
  permission: string,
  work: (finder: Finder) => Promise<Resource | Refusal>,
): Promise<FastifyReply> {
  if (/xml|turtle/i.test(formatAsked(request))) return send(reply, refused('not_acceptable', '只提供JSON，请用application/fhir+json'))
  const caller = await callerOf(context, room, await room.reference(), request)
  if (isRefusal(caller)) return send(reply, caller)
  if (permission !== '' && !caller.may(permission)) return send(reply, refused('not_allowed', '您的岗位不能查看这些数据，请由有权限的岗位查询'))
  return send(reply, await carriedOut(caller, request, () => work({ counter: room.counter, caller })))
}

function formatAsked(request: FastifyRequest): string {
  const { _format: format = '' } = request.query as { readonly _format?: string | string[] }
  return String(format)
}

async function carriedOut(caller: Caller, request: FastifyRequest, work: () => Promise<Resource | Refusal>): Promise<Resource | Refusal> {
  try {
    const result = await work()
    await caller.close(isRefusal(result) ? 'refused' : 'ok')
    return result
  } catch (error) {
    await caller.close('failed').catch((trouble: unknown) => request.log.error({ err: trouble }, 'the audit trail could not be written'))
    return troubleOf(error, request)
  }
}

/** The resource itself, or the `resource` of a Parameters. */
function resourceSent(body: unknown, type: string): Read | Refusal {
  try {
    const read = readJson(typeof body === 'string' ? body : '')
    const resource =
      textAt(read, 'resourceType') === 'Parameters'
        ? at(
            listAt(read, 'parameter').find((one) => textAt(one, 'name') === 'resource'),
            'resource',
          )
        : read
    if (isObject(resource) && textAt(resource, 'resourceType') === type) return resource
    return refused('malformed', `请提交资源${type}（resourceType），或在Parameters的resource中提交`)
  } catch (error) {
    if (error instanceof JsonFault) return refused('malformed', `内容不是合法的JSON，第${error.at + 1}个字符处有误`)
    throw error
  }
}

function askedOf(request: FastifyRequest, type: string): Asked {
  const query = request.query as Readonly<Record<string, string | string[]>>
  const parameters = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value : [value]] as const)
  return { base: baseOf(request), type, parameters: Object.fromEntries(parameters) }
}

function baseOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}/fhir`
}

function troubleOf(error: unknown, request: FastifyRequest): Refusal {
  const code = typeof error === 'object' && error !== null ? String((error as { code?: unknown }).code) : ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refused('too_long', '内容过大，请分次提交')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refused('unsupported_type', '内容类型应为application/fhir+json')
  if (code.startsWith('FST_ERR_')) return refused('malformed', '请求的写法不对')
  const trace = randomBytes(4).toString('hex')
  request.log.error({ err: error, trace }, 'a request of the FHIR door failed')
  if (error instanceof DatabaseAway && error.inDoubt)
    return refused('in_doubt', `数据库连接中断，结果尚不能确认；请用同一identifier重新提交，不会重复结算 [${trace}]`)
  if (isAway(error)) return refused('database_away', `医保数据库暂时不可用，本次未办理，请稍后再试 [${trace}]`)
  return refused('internal', `系统故障，本次未办理，请联系医保信息部门并提供编号 [${trace}]`)
}

function send(reply: FastifyReply, what: Resource | Refusal): FastifyReply {
  const refusal = isRefusal(what) ? what : undefined
  const resource = isRefusal(what) ? operationOutcome(what) : what
  return reply
    .code(refusal === undefined ? 200 : statusOf(refusal))
    .header('cache-control', 'no-store')
    .header('content-type', TYPE)
    .send(writeJson(resource))
}
