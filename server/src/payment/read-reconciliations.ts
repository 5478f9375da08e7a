// The office's lists of reconciliations and of the differences they found.
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { differencePage, type FoundDifference } from './difference-store.js'
import type { DifferenceQuery, Differences, RunQuery, Runs } from './reconciliation-schemas.js'
import { type RunRow, runPage } from './run-store.js'

const KINDS: Readonly<Record<FoundDifference['kind'], string>> = {
  amount: '金额不一致',
  missing_here: '中心没有',
  missing_there: '机构没有',
  double: '重复',
  cancelled_here: '仅中心撤销',
  cancelled_there: '仅机构撤销',
}

export async function listRuns(provider: string, query: Static<typeof RunQuery>, desk: Desk): Promise<Static<typeof Runs>> {
  const { page = 1, size = 20 } = query
  const rows = await desk.read((client) => runPage(client, { areas: desk.officer.areas, provider, kind: query.kind ?? null, page, size }))
  return { total: rows[0]?.total ?? 0, rows: rows.map(runJson) }
}

function runJson({ total: _total, ...row }: RunRow): Static<typeof Runs>['rows'][number] {
  return {
    ...row,
    theirs_total_fen: fenJson(row.theirs_total_fen),
    theirs_fund_fen: fenJson(row.theirs_fund_fen),
    theirs_account_fen: orNull(row.theirs_account_fen),
    theirs_cash_fen: orNull(row.theirs_cash_fen),
    ours_total_fen: fenJson(row.ours_total_fen),
    ours_fund_fen: fenJson(row.ours_fund_fen),
    ours_account_fen: fenJson(row.ours_account_fen),
    ours_cash_fen: fenJson(row.ours_cash_fen),
  }
}

const orNull = (fen: bigint | null): number | null => (fen === null ? null : fenJson(fen))

export async function listDifferences(query: Static<typeof DifferenceQuery>, desk: Desk, clock: Clock): Promise<Static<typeof Differences>> {
  const { page = 1, size = 20 } = query
  const all = { areas: desk.officer.areas, provider: query.provider ?? null, kind: query.kind ?? null, matter: null, today: dayIn(clock) }
  const found = await desk.read(async (client) => ({
    rows: await differencePage(client, { ...all, standing: query.standing ?? null, page, size }),
    open: await differencePage(client, { ...all, standing: 'open', page: 1, size: 1 }),
  }))
  return { total: found.rows[0]?.total ?? 0, open: found.open[0]?.total ?? 0, rows: found.rows.map(differenceJson) }
}

function differenceJson({ total: _total, area: _area, ...row }: FoundDifference): Static<typeof Differences>['rows'][number] {
  return {
    ...row,
    kind_name: KINDS[row.kind],
    theirs_total_fen: orNull(row.theirs_total_fen),
    theirs_fund_fen: orNull(row.theirs_fund_fen),
    theirs_account_fen: orNull(row.theirs_account_fen),
    ours_total_fen: orNull(row.ours_total_fen),
    ours_fund_fen: orNull(row.ours_fund_fen),
    ours_account_fen: orNull(row.ours_account_fen),
  }
}
