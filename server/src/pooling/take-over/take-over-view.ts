// A take-over as the board and its own page show it.
import type { Day } from '@tongchou/domain/base/day.js'
import { TAKE_OVER_STAGES, type TakeOverStepKind, takeOverStage, takeOverStepRefused } from '@tongchou/domain/pooling/take-over/take-over-life.js'
import { layouts } from '../../files/layout.js'
import type { Queries } from '../../fund/transaction.js'
import type { Officer } from '../../http/route.js'
import { SCHEMES, wordOf } from '../../settlement/words.js'
import { blockingOf } from './blocking.js'
import { lastParallel } from './parallel-store.js'
import { filesOf, liveSettlements, type StepRow, standingCounts, stepsOf, type TakeOverRow, type TaskRow, tasksOf } from './take-over-store.js'

export const STEP_NAMES: Readonly<Record<TakeOverStepKind, string>> = {
  data_finished: '数据接管完成',
  returned_to_data: '退回数据接管',
  audit_finished: '清查审计完成',
  transfer_asked: '提请期初入账',
  transferred: '期初入账',
  transfer_reversal_asked: '提请冲回期初',
  transfer_reversed: '冲回期初',
  rehearsed: '切换演练',
  switch_asked: '提请切换',
  switched: '切换',
  roll_back_asked: '提请回退',
  rolled_back: '回退切换',
}

/** What an officer must hold to take each step: whoever asks prepares, whoever does approves. */
export const STEP_PERMISSIONS: Readonly<Record<TakeOverStepKind, string>> = {
  data_finished: 'takeover.manage',
  returned_to_data: 'takeover.manage',
  audit_finished: 'takeover.manage',
  transfer_asked: 'takeover.manage',
  transferred: 'takeover.approve',
  transfer_reversal_asked: 'takeover.manage',
  transfer_reversed: 'takeover.approve',
  rehearsed: 'takeover.manage',
  switch_asked: 'takeover.manage',
  switched: 'takeover.approve',
  roll_back_asked: 'takeover.manage',
  rolled_back: 'takeover.approve',
}

export function kindName(kind: string): string {
  return layouts().get(kind)?.name ?? kind
}

interface Standing {
  readonly steps: readonly StepRow[]
  readonly tasks: readonly TaskRow[]
}

export async function headJson(db: Queries, of: TakeOverRow, { steps, tasks }: Standing, today: Day) {
  const stage = takeOverStage(steps)
  const parallel = await lastParallel(db, of.takeover)
  const { unit, unit_name, scheme, as_of, switch_on, sources } = of
  return {
    takeover: String(of.takeover),
    unit,
    unit_name,
    scheme,
    scheme_name: wordOf(SCHEMES, scheme),
    as_of,
    switch_on,
    sources: [...sources],
    stage,
    stage_name: TAKE_OVER_STAGES[stage],
    tasks: tasks.length,
    tasks_done: tasks.filter(({ done }) => done).length,
    overdue: tasks.filter((task) => overdue(task, today)).length,
    blocking: [...(await blockingOf(db, { of, steps, tasks }))],
    parallel: parallel === undefined ? null : { bills: parallel.bills, unequal: parallel.differs + parallel.not_possible },
  }
}

const overdue = ({ done, due }: TaskRow, today: Day): boolean => !done && due < today

export async function takeOverJson(db: Queries, of: TakeOverRow, officer: Officer, today: Day) {
  const [steps, tasks] = [await stepsOf(db, [of.takeover]), await tasksOf(db, [of.takeover])]
  const head = await headJson(db, of, { steps, tasks }, today)
  const live = await liveSettlements(db, of)
  const actions = (Object.keys(STEP_NAMES) as TakeOverStepKind[]).map((kind): [string, string | null] => {
    if (!officer.permissions.has(STEP_PERMISSIONS[kind])) return [kind, '您的岗位不能办理这一步。']
    return [kind, takeOverStepRefused({ steps, blocking: head.blocking, liveSettlements: live }, kind, officer.officer)?.sentence ?? null]
  })
  return {
    ...head,
    task_list: tasks.map((task) => ({ ...withoutNumber(task), overdue: overdue(task, today) })),
    files: (await filesOf(db, [of.takeover])).map((file) => ({ ...withoutNumber(file), file: String(file.file), kind_name: kindName(file.kind) })),
    standing: (await standingCounts(db, of.takeover)).map((row) => ({ ...row, kind_name: kindName(row.kind) })),
    steps: steps.map(({ step, kind, remark, officer_name, known_at, report }) => ({
      step,
      kind,
      kind_name: STEP_NAMES[kind],
      remark,
      officer_name,
      known_at,
      report,
    })),
    actions: Object.fromEntries(actions),
  }
}

function withoutNumber<T extends { readonly takeover: bigint }>({ takeover: _takeover, ...row }: T): Omit<T, 'takeover'> {
  return row
}

export async function boardJson(db: Queries, takeovers: readonly TakeOverRow[], today: Day) {
  const numbers = takeovers.map(({ takeover }) => takeover)
  const [steps, tasks] = [await stepsOf(db, numbers), await tasksOf(db, numbers)]
  const rows: Awaited<ReturnType<typeof headJson>>[] = []
  for (const of of takeovers) {
    const own = <T extends { readonly takeover: bigint }>(all: readonly T[]): readonly T[] => all.filter(({ takeover }) => takeover === of.takeover)
    rows.push(await headJson(db, of, { steps: own(steps), tasks: own(tasks) }, today))
  }
  return rows
}
