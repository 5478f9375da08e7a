// Starts the long work of a take-over: reading a file, checking, the parallel run, rehearsal, switch and roll-back. What can be refused
// at once is refused before the job begins.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { takeOverStage } from '@tongchou/domain/pooling/take-over/take-over-life.js'
import type pg from 'pg'
import { registerCipher } from '../../enrolment/register-cipher.js'
import { uploadNumbered } from '../../files/upload-store.js'
import { dayIn } from '../../http/clock.js'
import type { AppContext } from '../../http/context.js'
import type { Desk } from '../../http/route.js'
import { houseOf } from '../../jobs/house.js'
import { type Progress, runJob } from '../../jobs/run-job.js'
import { checkFiles } from './check-files.js'
import { rehearse, rollBack, stepRefused, switchOver, tooEarly } from './go-live.js'
import { importFile } from './import-file.js'
import { runParallel } from './run-parallel.js'
import { found, stepForbidden } from './take-over-acts.js'
import { stepsOf, type TakeOverRow } from './take-over-store.js'

type Started = { readonly job: string } | Refusal
type Work = (of: TakeOverRow, progress: Progress, job: bigint) => Promise<Readonly<Record<string, unknown>>>

interface Job {
  readonly kind: 'takeover_import' | 'takeover_check' | 'takeover_parallel' | 'takeover_rehearse' | 'takeover_switch' | 'takeover_roll_back'
  readonly about?: Readonly<Record<string, unknown>>
  /** Why it may not begin. */
  readonly wrong: (client: pg.PoolClient, of: TakeOverRow) => Promise<Refusal | undefined>
  readonly work: Work
}

async function started(context: AppContext, desk: Desk, takeover: string, { kind, about = {}, wrong, work }: Job): Promise<Started> {
  const of = await desk.read(async (client): Promise<TakeOverRow | Refusal> => {
    const one = await found(client, desk, takeover)
    return isRefusal(one) ? one : ((await wrong(client, one)) ?? one)
  })
  if (isRefusal(of)) return of
  const { pool, officer } = desk.officer
  const asked = { kind, pool, officer, about: { takeover, unit_name: of.unit_name, scheme: of.scheme, ...about } }
  const { job } = await runJob(houseOf(context), asked, (progress, number) => work(of, progress, number))
  await desk.audit(`${kind}.started`, { area: of.unit, detail: { takeover, job: String(job) } })
  return { job: String(job) }
}

export async function startImport(context: AppContext, desk: Desk, takeover: string, number: bigint, whole: boolean): Promise<Started> {
  const { officer, pool } = desk.officer
  const upload = await desk.read((client) => uploadNumbered(client, pool, number))
  if (upload === undefined || upload.layout === 'four_ways') return refused('not_found', '没有这份上传；请重新选择文件。')
  return started(context, desk, takeover, {
    kind: 'takeover_import',
    about: { file: upload.name, layout: upload.layout },
    wrong: async (client, of) => {
      if (upload.unit !== of.unit) return refused('elsewhere', '这份文件不是这个核算单位的；请重新上传。')
      const stage = takeOverStage(await stepsOf(client, [of.takeover]))
      if (stage === 'live') return refused('not_its_turn', '已经切换，不能再导入原系统数据；有差错请在本系统更正。')
      if (upload.layout === 'fund' && (stage === 'transfer' || stage === 'run'))
        return refused('not_its_turn', '清查审计已经完成，不能再导入基金余额；有变动请先冲回期初。')
      const { rowCount } = await client.query(
        `SELECT 1 FROM takeover_file f JOIN upload u USING (upload) WHERE f.takeover = $1 AND u.sha256 = $2 AND f.kind = $3 AND f.file >= coalesce(
           (SELECT max(w.file) FROM takeover_file w WHERE w.takeover = $1 AND w.kind = $3 AND w.whole), 0) LIMIT 1`,
        [of.takeover, upload.sha256, upload.layout],
      )
      return rowCount === 1 ? refused('already_imported', '这份文件已经导入过，内容没有变化，不用再导入。') : undefined
    },
    work: (of, progress, job) =>
      importFile(context.databases.batch, registerCipher(context.key), { of, upload, whole, officer, today: dayIn(context.clock) }, progress, job),
  })
}

export function startCheck(context: AppContext, desk: Desk, takeover: string): Promise<Started> {
  return started(context, desk, takeover, {
    kind: 'takeover_check',
    wrong: async (client, of) =>
      takeOverStage(await stepsOf(client, [of.takeover])) === 'live' ? refused('not_its_turn', '已经切换，不用再核对原系统文件。') : undefined,
    work: (of, progress, job) => checkFiles(context.databases.batch, of, desk.officer.officer, progress, job),
  })
}

export function startParallel(context: AppContext, desk: Desk, takeover: string): Promise<Started> {
  return started(context, desk, takeover, {
    kind: 'takeover_parallel',
    wrong: async (client, of) =>
      takeOverStage(await stepsOf(client, [of.takeover])) === 'live' ? refused('not_its_turn', '已经切换，不再并行比对。') : undefined,
    work: (of, progress, job) => runParallel(context.databases.batch, of, desk.officer.officer, progress, job),
  })
}

const GO_LIVE = {
  rehearsed: ['takeover_rehearse', rehearse],
  switched: ['takeover_switch', switchOver],
  rolled_back: ['takeover_roll_back', rollBack],
} as const

export async function startGoLive(context: AppContext, desk: Desk, takeover: string, kind: keyof typeof GO_LIVE, remark: string): Promise<Started> {
  const forbidden = stepForbidden(desk, kind)
  if (forbidden !== undefined) return forbidden
  const [name, work] = GO_LIVE[kind]
  const { databases, key, clock } = context
  const today = dayIn(clock)
  return started(context, desk, takeover, {
    kind: name,
    wrong: async (client, of) => (kind === 'switched' ? tooEarly(of, today) : undefined) ?? (await stepRefused(client, of, kind, desk.officer.officer)),
    work: (of, progress) => work({ batch: databases.batch, cipher: registerCipher(key), of, officer: desk.officer.officer, today, remark }, progress),
  })
}
