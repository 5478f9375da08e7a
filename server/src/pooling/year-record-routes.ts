// What was registered for a year end beside the causes: approvals of governments, and figures that no ledger here knows, each with its
// document or source. Row-level security shows each unit its own.
import { Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { type Route, route } from '../http/route.js'
import { BookYear } from './year-end-schema.js'
import { FIGURE_NAMES } from './year-end-words.js'

const SEE = { permission: 'fund.see' } as const
const Text = Type.String()

const Approvals = Type.Array(Type.Object({ approval: Text, unit: Text, of: Text, step: Text, dated: Text, document: Text, officer_name: Text, known_at: Text }))
const Figures = Type.Object({
  /** Names by which rules ask; `money` tells an amount from a condition. */
  names: Type.Array(Type.Object({ name: Text, label: Text, money: Type.Boolean() })),
  rows: Type.Array(
    Type.Object({
      figure: Text,
      unit: Text,
      name: Text,
      label: Text,
      amount_fen: Type.Union([Type.Integer(), Type.Null()]),
      met: Type.Union([Type.Boolean(), Type.Null()]),
      source: Text,
      officer_name: Text,
      known_at: Text,
      /** A later one of the same name and unit counts instead. */
      superseded: Type.Boolean(),
    }),
  ),
})

export const yearRecordRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/gap-approvals',
    access: SEE,
    summary: '政府对超支或动用结余的批准',
    schema: { querystring: BookYear, response: Approvals },
    handler: ({ query: { book, year } }, desk) =>
      desk.read(async (client) => {
        const { rows } = await client.query(
          `SELECT a.approval::text AS approval, a.unit, a."of", a.step, a.dated, a.document, o.name AS officer_name, a.known_at
             FROM gap_approval a JOIN officer o USING (officer) WHERE a.book = $1 AND a.year = $2 ORDER BY a.approval`,
          [book, year],
        )
        return rows
      }),
  }),
  route({
    method: 'GET',
    url: '/api/year-figures',
    access: SEE,
    summary: '账外数字及来源，新的在前',
    schema: { querystring: BookYear, response: Figures },
    handler: ({ query: { book, year } }, desk) =>
      desk.read(async (client) => {
        const { rows } = await client.query<{ name: string; amount_fen: bigint | null } & Record<string, unknown>>(
          `SELECT f.figure::text AS figure, f.unit, f.name, f.amount_fen, f.met, f.source, o.name AS officer_name, f.known_at,
                  EXISTS (SELECT 1 FROM year_figure n WHERE n.book = f.book AND n.year = f.year AND n.unit = f.unit AND n.name = f.name AND n.figure > f.figure) AS superseded
             FROM year_figure f JOIN officer o USING (officer) WHERE f.book = $1 AND f.year = $2 ORDER BY f.figure DESC`,
          [book, year],
        )
        return {
          names: FIGURE_NAMES.map(({ name, label, money }) => ({ name, label, money })),
          rows: rows.map(({ amount_fen, ...row }) => ({ ...row, label: labelOf(row.name), amount_fen: amount_fen === null ? null : fenJson(amount_fen) })),
        }
      }),
  }),
]

function labelOf(name: string): string {
  return FIGURE_NAMES.find((one) => one.name === name)?.label ?? name
}
