// What keeps the present stage of a take-over from being finished: each a sentence that says what to do.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { sheetFaults } from '@tongchou/domain/pooling/take-over/audit-sheet.js'
import { type TakeOverStage, takeOverStage } from '@tongchou/domain/pooling/take-over/take-over-life.js'
import type { Queries } from '../../fund/transaction.js'
import { confirmationsOf, PARTIES, type Party, readSheet } from './audit-store.js'
import { checkStanding } from './difference-store.js'
import { lastParallel } from './parallel-store.js'
import type { StepRow, TakeOverRow, TaskRow } from './take-over-store.js'

interface Known {
  readonly of: TakeOverRow
  readonly steps: readonly StepRow[]
  readonly tasks: readonly TaskRow[]
}

export async function blockingOf(db: Queries, { of, steps, tasks }: Known): Promise<readonly string[]> {
  const stage = takeOverStage(steps)
  const open = tasks.filter((task) => !task.done && DUE_IN[stage].includes(task.stage))
  return [...(await BLOCKING[stage](db, of, steps)), ...open.map(({ name, owner, due }) => `任务“${name}”还没有办完（${owner}，${due}前）。`)]
}

/** Tasks of which stage must be done before a stage is left; the money's own tasks are done by the step itself. */
const DUE_IN: Readonly<Record<TakeOverStage, readonly string[]>> = { data: ['data'], audit: ['audit'], transfer: [], run: ['transfer', 'run'], live: [] }

type Blocking = (db: Queries, of: TakeOverRow, steps: readonly StepRow[]) => Promise<readonly string[]>

const BLOCKING: Readonly<Record<TakeOverStage, Blocking>> = {
  data: dataOpen,
  audit: auditOpen,
  transfer: async (db, of) => {
    const { rule, sheet, items } = await readSheet(db, of)
    return [...(isRefusal(rule) ? [rule.sentence] : []), ...sheetFaults(sheet, items)]
  },
  run: runOpen,
  live: async () => [],
}

async function dataOpen(db: Queries, of: TakeOverRow): Promise<readonly string[]> {
  const { newest_data, kinds, check_file, open } = await checkStanding(db, of.takeover)
  if (newest_data === null || !kinds.includes('persons')) return ['还没有导入参保人员文件。']
  if (check_file === null || check_file < newest_data) return ['最近一次导入之后还没有核对；请先核对文件。']
  return open > 0 ? [`还有${open}条差异没有处理；请逐条关闭，或挂账并写明责任人，由第二人复核。`] : []
}

async function auditOpen(db: Queries, of: TakeOverRow): Promise<readonly string[]> {
  const { rule, sheet, items, hash } = await readSheet(db, of)
  const said = await confirmationsOf(db, of.takeover)
  const missing = (Object.keys(PARTIES) as Party[]).flatMap((party) => {
    const word = said.find((one) => one.party === party)
    if (word === undefined) return [`${PARTIES[party]}还没有确认清查审计表。`]
    if (word.sheet_hash !== hash) return [`${PARTIES[party]}确认后数字又有变动；请重新确认。`]
    return word.agreed ? [] : [`${PARTIES[party]}不同意清查审计表：${word.remark}`]
  })
  return [...(isRefusal(rule) ? [rule.sentence] : []), ...sheetFaults(sheet, items), ...missing]
}

async function runOpen(db: Queries, of: TakeOverRow, steps: readonly StepRow[]): Promise<readonly string[]> {
  const { newest_data, check_file, open } = await checkStanding(db, of.takeover)
  const parallel = await lastParallel(db, of.takeover)
  const rehearsed = steps.filter(({ kind }) => kind === 'rehearsed').at(-1)
  return [
    ...(newest_data !== null && (check_file === null || check_file < newest_data) ? ['最近一次导入之后还没有核对；请先核对文件。'] : []),
    ...(open > 0 ? [`还有${open}条差异没有处理。`] : []),
    ...(parallel === undefined
      ? ['还没有并行比对；请导入原系统结算并比对。']
      : parallel.stale
        ? ['导入新的原系统结算后还没有比对；请再比对一次。']
        : parallel.differs + parallel.not_possible > 0
          ? [`最近一次并行比对还有${parallel.differs + parallel.not_possible}张结算不一致；要到零才能切换。`]
          : []),
    ...(rehearsed === undefined || (newest_data !== null && rehearsed.report !== null && String(rehearsed.report['newest_file']) !== String(newest_data))
      ? ['最近的数据还没有做过切换演练；请先演练。']
      : []),
  ]
}
