// The result of an appraisal as Excel: points of every unit that the officer may see, and a sheet that says what each point rests on.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookOf } from '../http/workbook.js'
import * as shape from './appraisal-schema.js'
import { appraisalNumbered } from './appraisal-store.js'
import { ruleJson, unitsJson } from './show-appraisal.js'

export const appraisalSheetRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/appraisals/:run/appraisal.xlsx',
    access: { permission: 'fund.see' },
    summary: '考核结果和各项依据（Excel）',
    schema: { params: shape.RunParams, response: Workbook },
    handler: ({ params }, desk) => workbook(desk, BigInt(params.run)),
  }),
]

async function workbook(desk: Desk, run: bigint): Promise<Response | Refusal> {
  const read = await desk.read(async (client) => {
    const found = await appraisalNumbered(client, desk.officer.pool, run)
    return found === undefined ? undefined : { found, rule: await ruleJson(found), units: await unitsJson(client, run) }
  })
  if (read === undefined) return refused('not_found', '没有这次考核；请在列表里核对编号。')
  const { found, rule, units } = read
  await desk.audit('appraisal.export', { detail: { run: String(run) } })
  const headers = ['名次', '单位', ...rule.indicators.map(({ name, weight }) => `${name}（${weight}）`), '总分', '等次', '系数', '结果运用']
  const points = {
    name: `${found.year}年考核`,
    columns: headers.map((header) => ({ header, width: 14 })),
    rows: units.map((unit) => [
      unit.rank,
      unit.name,
      ...rule.indicators.map(({ id }) => number(unit.values.find(({ indicator }) => indicator === id)?.points)),
      number(unit.total),
      unit.band,
      unit.coefficient,
      unit.consequence,
    ]),
  }
  const bases = {
    name: '各项依据',
    columns: [
      { header: '单位', width: 14 },
      { header: '项目', width: 12 },
      { header: '指标', width: 22 },
      { header: '计分办法', width: 40, wrapped: true },
      { header: '依据', width: 60, wrapped: true },
      { header: '得分', width: 8 },
    ],
    rows: units.flatMap((unit) =>
      rule.indicators.flatMap(({ id, heading, name, formula }) => {
        const value = unit.values.find(({ indicator }) => indicator === id)
        return value === undefined ? [] : [[unit.name, heading, name, formula, value.basis, number(value.points)]]
      }),
    ),
  }
  return workbookOf(`appraisal-${found.year}-${run}`, `${found.year}年考核结果`, [points, bases])
}

/** Points in a cell; they are no money. */
function number(text: string | null | undefined): number | null {
  return text == null ? null : Number(text)
}
