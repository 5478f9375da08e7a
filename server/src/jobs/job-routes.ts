// Long work as its officer sees it: how far, what came of it, stop. Who may start a kind of work is said where it is started.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { askToStop, type JobRow, jobNumbered, jobsOf } from './job-store.js'

const NEWEST = 50

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Job = Type.Object({
  job: Type.String(),
  kind: Type.String(),
  asked_at: Type.String(),
  about: Type.Record(Type.String(), Type.Unknown()),
  state: Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('failed'), Type.Literal('stopped')]),
  phase: Type.String(),
  done: Type.Integer(),
  total: Nullable(Type.Integer()),
  finished_at: Nullable(Type.String()),
  sentence: Nullable(Type.String()),
  result: Nullable(Type.Record(Type.String(), Type.Unknown())),
})
const JobParams = Type.Object({ job: Type.String({ title: '任务编号', pattern: '^\\d{1,18}$', description: '数字' }) })

export function jobRoutes({ databases }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/jobs',
      access: 'signed_in',
      summary: '我发起的任务，新的在前',
      schema: {
        querystring: Type.Object({ kind: Type.Optional(Type.String({ title: '任务种类', pattern: '^[a-z_]{1,40}$', description: '小写字母' })) }),
        response: Type.Array(Job),
      },
      handler: async ({ query }, { officer }) =>
        (await jobsOf(databases.batch, officer.pool, { officer: officer.officer, kind: query.kind }, NEWEST)).map(jobJson),
    }),
    route({
      method: 'GET',
      url: '/api/jobs/:job',
      access: 'signed_in',
      summary: '一项任务的进度和结果',
      schema: { params: JobParams, response: Job },
      handler: async ({ params }, desk) => {
        const found = await ownJob(databases, desk, params.job)
        return 'code' in found ? found : jobJson(found)
      },
    }),
    route({
      method: 'POST',
      url: '/api/jobs/:job/stop',
      access: 'signed_in',
      summary: '停止一项任务；停止后不留结果',
      schema: { params: JobParams, response: Job },
      handler: async ({ params }, desk) => {
        const found = await ownJob(databases, desk, params.job)
        if ('code' in found) return found
        await askToStop(databases.batch, found.job)
        await desk.audit('job.stop', { detail: { job: params.job, kind: found.kind } })
        return jobJson(found)
      },
    }),
  ]
}

async function ownJob({ batch }: AppContext['databases'], { officer }: Desk, job: string): Promise<JobRow | Refusal> {
  const found = await jobNumbered(batch, officer.pool, BigInt(job))
  if (found !== undefined && found.officer === officer.officer) return found
  return refused('not_found', '没有这项任务，或不是您发起的；请到“我的任务”里查看。')
}

function jobJson({ job, officer: _officer, stop_asked: _stop, done, total, ...row }: JobRow) {
  return { ...row, job: job.toString(), done: Number(done), total: total === null ? null : Number(total) }
}
