// 统筹区与核算单位: the tree of a day with what each unit has, its changes past and coming, Excel; proposing a change, and approving it by
// another officer.
import type { Day } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { UNIT_CHANGE_LIFE, type UnitChangeStage } from '@tongchou/domain/pooling/unit-change.js'
import { CHANGE_KINDS, UNIT_KINDS, type UnitKind } from '@tongchou/domain/pooling/unit-tree.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { actionsOf, type StepRow, stepsJson, stepsOf } from '../../fund/desk-steps.js'
import { fundName } from '../../fund/open-books.js'
import { type Clock, dayIn } from '../../http/clock.js'
import type { AppContext } from '../../http/context.js'
import { fenJson } from '../../http/json-money.js'
import { likeText } from '../../http/list-query.js'
import { type Desk, type Route, route } from '../../http/route.js'
import { type RowColumn, rowsWorkbook } from '../../http/sheet-of-rows.js'
import { Workbook } from '../../http/workbook.js'
import { decideChange, proposeChange } from './change-unit.js'
import * as shape from './unit-schema.js'
import { type ChangeRow, changeNumbered, changesOf, type NetRow, netAssetsOn, type TreeRow, treeOn } from './unit-tree-store.js'

const SEE = { permission: 'fund.see' } as const
const PERMISSION = { confirmed: 'unit.approve', returned: 'unit.approve', withdrawn: 'unit.propose' } as const

export function unitRoutes({ clock, databases: { batch } }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/pooling-units',
      access: SEE,
      summary: '某一天的统筹区与核算单位，各单位净资产与全统筹区合计，以往和将来的调整',
      schema: { querystring: shape.TreeQuery, response: shape.Tree },
      handler: ({ query }, desk) => desk.read((client) => treeJson(client, desk, clock, query)),
    }),
    route({
      method: 'GET',
      url: '/api/pooling-units.xlsx',
      access: SEE,
      summary: '某一天的统筹区与核算单位（Excel）',
      schema: { querystring: shape.TreeQuery, response: Workbook },
      handler: async ({ query }, desk) => {
        const { units, on } = await desk.read((client) => treeJson(client, desk, clock, query))
        return rowsWorkbook(['pooling-units', `统筹区与核算单位${on}`], COLUMNS, desk, async () => ({ total: units.length, rows: units }))
      },
    }),
    route({
      method: 'POST',
      url: '/api/pooling-units/changes',
      access: { permission: 'unit.propose' },
      summary: '提出新设、撤销、调整、更名或改变类别，写明起始日期、文号和条款',
      schema: { body: shape.ChangeBody, response: shape.Tree },
      handler: async ({ body }, desk) => {
        await desk.audit('unit.prepared', { detail: { unit: body.unit, kind: body.kind, from: body.from_day } })
        const made = await desk.write((client) => proposeChange(client, desk, body, dayIn(clock)))
        return isRefusal(made) ? made : desk.read((client) => treeJson(client, desk, clock, {}))
      },
    }),
    route({
      method: 'POST',
      url: '/api/pooling-units/changes/:change/steps',
      access: 'signed_in',
      summary: '批准、退回或撤回一件核算单位调整；批准后统筹区树即按日期改变，不能撤销',
      schema: { params: shape.ChangeParams, body: shape.StepBody, response: shape.Tree },
      handler: async ({ params, body: { kind, remark = '' } }, desk) => {
        if (!desk.officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
        if (kind === 'returned' && remark.trim().length < 2) return refused('remark_missing', '请写明退回理由，至少两个字。')
        const row = await desk.read((client) => changeNumbered(client, desk.officer.pool, BigInt(params.change)))
        if (row === undefined) return refused('not_found', '没有这件核算单位调整；请从列表进入。')
        await desk.audit(`unit.${kind}`, { area: row.unit, detail: { change: params.change, unit: row.unit, kind: row.kind, from: row.from_day } })
        // Only the batch's role may write the tree: the step, the tree and the trail stand or fall together.
        const wrong = await desk.writeWith(batch, (client) => decideChange(client, desk, row, { kind, remark: remark.trim() }, dayIn(clock)))
        return wrong ?? desk.read((client) => treeJson(client, desk, clock, {}))
      },
    }),
  ]
}

type TreeUnit = Static<typeof shape.TreeUnit>

const COLUMNS: readonly RowColumn<TreeUnit>[] = [
  { header: '统筹区', of: ({ pool_name }) => pool_name },
  { header: '核算单位代码', of: ({ unit }) => unit },
  { header: '核算单位', of: ({ name }) => name },
  { header: '类别', of: ({ kind_name }) => kind_name },
  { header: '起始日期', of: ({ in_force }) => in_force },
  { header: '终止日期', of: ({ until }) => until },
  { header: '状态', of: ({ leaving }) => (leaving ? '已调出，余额待移交' : '在用') },
  { header: '依据', width: 40, of: ({ source }) => source },
  { header: '终止依据', width: 40, of: ({ ended_by }) => ended_by },
  { header: '净资产（元）', money: true, of: ({ net_assets }) => net_assets.reduce((sum, { net_fen }) => sum + net_fen, 0) },
]

async function treeJson(client: pg.ClientBase, desk: Desk, clock: Clock, { on, q }: Static<typeof shape.TreeQuery>): Promise<Static<typeof shape.Tree>> {
  const { pool } = desk.officer
  const day = on ?? dayIn(clock)
  const all = await treeOn(client, pool, day, null)
  const shown = q === undefined ? all : await treeOn(client, pool, day, `%${likeText(q.trim())}%`)
  const pools = [...new Set(all.map((row) => row.pool))]
  const net = await netAssetsOn(client, pools, day)
  return {
    on: day,
    pool,
    units: shown.map((row) => unitJson(row, pools, net)),
    sums: await sumsJson(client, all, net),
    changes: await changesJson(client, desk, day),
    kinds: Object.entries(UNIT_KINDS).flatMap(([kind, name]) => (kind === 'pooling_area' ? [] : [{ kind, name }])),
    pools: (await poolsOn(client, day)).filter((one) => one.pool !== pool),
  }
}

function unitJson({ certainty, source, in_force_now, ...row }: TreeRow, pools: readonly string[], net: readonly NetRow[]): TreeUnit {
  return {
    ...row,
    kind_name: UNIT_KINDS[row.kind],
    source: source ?? (certainty === 'official' ? '统筹区数据文件' : '统筹区数据文件（代码非国家编码）'),
    leaving: !in_force_now,
    is_pool: row.unit !== row.pool && pools.includes(row.unit),
    net_assets: net
      .filter((one) => one.pool === row.pool && one.unit === row.unit)
      .map(({ fund, net_fen }) => ({ fund, fund_name: fundName(fund), net_fen: fenJson(net_fen) })),
  }
}

/** Own level and units added up, beside the books as a whole: they differ where money stands under a unit that the tree does not know. */
async function sumsJson(client: pg.ClientBase, units: readonly TreeRow[], net: readonly NetRow[]): Promise<Static<typeof shape.Tree>['sums']> {
  const sums = []
  for (const pool of new Set(units.map((row) => row.pool))) {
    const { rows } = await client.query<{ sees: boolean }>('SELECT coalesce(bool_and(sees_book(book)), false) AS sees FROM book WHERE pool = $1', [pool])
    if (rows[0]?.sees !== true) continue
    const own = units.filter((row) => row.pool === pool)
    const known = new Set(own.map(({ unit }) => unit))
    for (const fund of new Set(net.filter((one) => one.pool === pool).map((one) => one.fund))) {
      const ofFund = net.filter((one) => one.pool === pool && one.fund === fund)
      sums.push({
        pool,
        pool_name: own[0]?.pool_name ?? pool,
        fund,
        fund_name: fundName(fund),
        units: own.length,
        units_fen: fenJson(sumOf(ofFund.filter(({ unit }) => known.has(unit)).map((one) => one.net_fen))),
        pool_fen: fenJson(sumOf(ofFund.map((one) => one.net_fen))),
      })
    }
  }
  return sums
}

async function changesJson(client: pg.ClientBase, desk: Desk, day: Day): Promise<Static<typeof shape.Tree>['changes']> {
  const rows = await changesOf(client, desk.officer.pool)
  const steps = await stepsOf<UnitChangeStage>(
    client,
    'unit_change',
    rows.map(({ change }) => change),
  )
  return rows.map((row) =>
    changeJson(
      desk,
      row,
      steps.filter(({ of }) => of === row.change),
      day,
    ),
  )
}

function changeJson({ officer }: Desk, row: ChangeRow, steps: readonly StepRow<UnitChangeStage>[], day: Day): Static<typeof shape.Tree>['changes'][number] {
  const { change, pool, unit, unit_name, kind, from_day, document, article, stage } = row
  return {
    change: change.toString(),
    pool,
    unit,
    unit_name,
    kind,
    kind_name: CHANGE_KINDS[kind],
    from_day,
    becomes: becomes(row),
    document,
    article,
    stage,
    stage_name: UNIT_CHANGE_LIFE.names[stage],
    future: stage === 'confirmed' && from_day > day,
    steps: stepsJson(UNIT_CHANGE_LIFE, steps),
    actions: actionsOf(UNIT_CHANGE_LIFE, steps, PERMISSION, officer),
  }
}

function becomes({ kind, name, unit_kind, to_pool, to_pool_name, unit }: ChangeRow): string {
  const kindName = unit_kind === null ? '' : UNIT_KINDS[unit_kind satisfies UnitKind]
  switch (kind) {
    case 'add':
      return `${name ?? ''}（${kindName}）`
    case 'rename':
      return name ?? ''
    case 'kind':
      return kindName
    case 'move':
      return to_pool === unit ? '单独成为统筹区' : (to_pool_name ?? to_pool ?? '')
    case 'end':
      return '不再是核算单位'
  }
}

async function poolsOn(client: pg.ClientBase, day: Day): Promise<{ pool: string; name: string }[]> {
  const { rows } = await client.query<{ pool: string; name: string }>(
    `SELECT DISTINCT u.pool, a.name FROM pooling_unit u JOIN area a ON a.code = u.pool WHERE u.in_force <= $1 AND (u.until IS NULL OR u.until >= $1) ORDER BY 1`,
    [day],
  )
  return rows
}
