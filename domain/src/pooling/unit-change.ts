// Whether the tree of pools and accounting units may be changed as proposed. A closed period is never touched (会计法 第二十六条: books say what
// happened in their period), a unit is in one place at a time, and where the year end closes whole years a unit changes its pool only on
// 1 January: facts before that day stay with the old pool, facts from that day belong to the new one, and no plan is split.
import { type Day, daysAfter } from '../base/day.js'
import type { DeskLife } from '../base/desk-life.js'
import { type Fen, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import { inForceOn, UNIT_KINDS, type UnitChange, type UnitPeriod } from './unit-tree.js'

export type UnitChangeStage = 'prepared' | 'confirmed' | 'returned' | 'withdrawn'

export const UNIT_CHANGE_LIFE: DeskLife<UnitChangeStage> = {
  what: '核算单位调整',
  names: { prepared: '提出', confirmed: '批准', returned: '退回', withdrawn: '撤回' },
  after: { prepared: [], confirmed: ['prepared'], returned: ['prepared'], withdrawn: ['prepared'] },
  apart: { confirmed: ['prepared'], returned: ['prepared'] },
}

export interface AroundChange {
  /** Every period of the unit in any pool, and the periods of the pools concerned as units of another. */
  readonly periods: readonly UnitPeriod[]
  /** Units of the pool that are its own level on the day. */
  readonly ownLevel: readonly string[]
  readonly pools: ReadonlySet<string>
  /** Books of the pools concerned and how far they are closed. */
  readonly books: readonly { readonly name: string; readonly closedThrough: Day | null }[]
  /** Document of a year-end rule in force on the day in one of the pools; null where none is. */
  readonly wholeYears: string | null
}

/** Why the change cannot be as proposed; asked again when it is approved. */
export function unitChangeRefused(change: UnitChange, around: AroundChange): Refusal | undefined {
  return closedPeriod(change, around) ?? (change.kind === 'add' ? addRefused(change, around) : standingRefused(change, around))
}

function closedPeriod({ from }: UnitChange, { books }: AroundChange): Refusal | undefined {
  const closed = books.find(({ closedThrough }) => closedThrough !== null && from <= closedThrough)
  if (closed === undefined || closed.closedThrough === null) return undefined
  return refused('closed_period', `${closed.name}已结账至 ${closed.closedThrough}；调整只能从 ${daysAfter(closed.closedThrough, 1)} 或以后起。`)
}

function addRefused({ pool, unit, from, unitKind }: UnitChange, { periods, ownLevel }: AroundChange): Refusal | undefined {
  const other = periods.find((one) => one.unit === unit && one.pool !== unit && one.kind !== 'pooling_area' && (one.until === null || one.until >= from))
  if (other !== undefined)
    return other.pool === pool
      ? refused('overlapping', `${other.name}${stretch(other)}已是本统筹区的核算单位，与 ${from} 起新设重叠；请核对代码或日期。`)
      : elsewhere(other)
  if (unitKind === 'city_level' && ownLevel.length > 0)
    return refused('own_level_already', `本统筹区 ${from} 已有市本级（${ownLevel.join('、')}）；一个统筹区只有一个市本级。`)
  return undefined
}

function elsewhere(other: UnitPeriod): Refusal {
  return refused(
    'overlapping',
    `${other.name}${stretch(other)}是统筹区 ${other.pool} 的核算单位，同一时间只能属于一个统筹区；请由该统筹区办理“调整到另一统筹区”。`,
  )
}

function standingRefused(change: UnitChange, around: AroundChange): Refusal | undefined {
  const { pool, unit, from, kind } = change
  const own = around.periods.filter((one) => one.unit === unit && one.pool === pool)
  const here = own.find((one) => inForceOn(one, from))
  if (here === undefined) return refused('no_such_unit', `${unit} 在 ${from} 不是统筹区 ${pool} 的核算单位；请按这一天的统筹区树核对。`)
  if (here.inForce === from) return refused('same_day', `${here.name}的现有登记就从 ${from} 起；请把调整日期改到这一天以后。`)
  const later = own.find(({ inForce }) => inForce > from)
  if (later !== undefined) return refused('overlapping', `${here.name}从 ${later.inForce} 起已有批准的变动，与 ${from} 起的调整重叠；请改在这一天以后。`)
  if (here.until !== null) return refused('overlapping', `${here.name}已批准在 ${here.until} 终止，与 ${from} 起的调整重叠；终止以前的日期不能再调整。`)
  if (kind === 'end' || kind === 'move') return leavingRefused(change, around, here)
  if (kind === 'rename' && change.name === here.name) return refused('nothing_changes', `${here.name}现在就是这个名称；请核对。`)
  return kind === 'kind' ? kindRefused(change, around, here) : undefined
}

function kindRefused({ unit, unitKind }: UnitChange, { ownLevel }: AroundChange, here: UnitPeriod): Refusal | undefined {
  if (unitKind === here.kind) return refused('nothing_changes', `${here.name}现在就是“${UNIT_KINDS[here.kind]}”；请核对。`)
  if (here.kind === 'city_level') return refused('own_level', '市本级不能改为别的类别；统筹区总要有本级。')
  const other = ownLevel.find((one) => one !== unit)
  return unitKind === 'city_level' && other !== undefined
    ? refused('own_level_already', `本统筹区已有市本级（${other}）；一个统筹区只有一个市本级。`)
    : undefined
}

function leavingRefused({ kind, from, toPool, unit }: UnitChange, { periods, pools, wholeYears }: AroundChange, here: UnitPeriod): Refusal | undefined {
  if (here.kind === 'city_level') return refused('own_level', '市本级不能撤销或调出；统筹区总要有本级，各单位与本级相加才等于全统筹区。')
  if (kind === 'end') return undefined
  if (toPool !== unit && !pools.has(toPool ?? ''))
    return refused('no_such_pool', `${toPool} 在 ${from} 不是统筹区；请先登记这个统筹区，或填本单位代码单独成为统筹区。`)
  const other = periods.find((one) => one.unit === unit && one.pool === toPool && (one.until === null || one.until >= from))
  if (other !== undefined) return refused('overlapping', `${other.name}${stretch(other)}已是统筹区 ${toPool} 的核算单位；两段时间重叠，请核对。`)
  if (wholeYears !== null && !from.endsWith('-01-01'))
    return refused('whole_years', `统筹区按整年清算（${wholeYears}），计划和缺口不能拆成两段；核算单位只能从 ${Number(from.slice(0, 4)) + 1}-01-01 起调整。`)
  return undefined
}

function stretch({ inForce, until }: UnitPeriod): string {
  return until === null ? `自 ${inForce} 起` : `自 ${inForce} 至 ${until} `
}

/** What a unit that leaves still has in the old pool's books and on its desks. */
export interface LeftBehind {
  readonly money: readonly { readonly book: string; readonly account: string; readonly fen: Fen }[]
  readonly papers: readonly { readonly what: string; readonly count: number; readonly todo: string }[]
  /** Vouchers of the unit in the pool's books, and bills of its persons, booked on the day of the change or later. */
  readonly bookedSince: number
}

/** Asked when a change is approved: a unit is ended with nothing left; one that moves takes along what is there, but nothing of the new time. */
export function leavingWith({ kind, from }: UnitChange, name: string, left: LeftBehind, today: Day): Refusal | undefined {
  if (kind !== 'end' && kind !== 'move') return undefined
  if (left.bookedSince > 0)
    return refused('booked_since', `${name}从 ${from} 起在原统筹区账里已有 ${left.bookedSince} 笔记账；请先红字冲销后记入新的单位，或退回改日期。`)
  if (kind === 'move') return undefined
  const last = daysAfter(from, -1)
  if (today < last) return refused('too_early', `${name}到 ${last} 才停止核算；撤销要在这一天账目结清后批准，在此之前保留为待批准。`)
  return stillThere(name, left)
}

function stillThere(name: string, { money, papers }: LeftBehind): Refusal | undefined {
  if (money.length > 0) {
    const which = money.slice(0, 3).map(({ book, account, fen }) => `${book}${account} ${yuanText(fen)} 元`)
    return refused('money_left', `${name}还有余额：${which.join('；')}${money.length > 3 ? `等 ${money.length} 项` : ''}。请先用凭证转入接收单位，再批准撤销。`)
  }
  if (papers.length === 0) return undefined
  return refused(
    'papers_open',
    `${name}还有未办完的事项：${papers.map(({ what, count, todo }) => `${what} ${count} 件（${todo}）`).join('；')}。办完后再批准撤销。`,
  )
}
