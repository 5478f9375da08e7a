// The money's way through a fund in a stretch of days: from whom it came, to which class of institution it went, what stayed. Cash as the
// books have it; each amount is the sum of entries, so both sides are equal to the fen.
import type { Day } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { type Route, route } from '../http/route.js'
import { DayText } from './schemas.js'
import type { Queries } from './transaction.js'

const Query = Type.Object({
  fund: Type.String({ title: '基金', pattern: '^[a-z_]{3,20}$', description: '基金代码' }),
  from: DayText,
  to: DayText,
})
const Way = Type.Object({
  fund: Type.String(),
  from: Type.String(),
  to: Type.String(),
  nodes: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), side: Type.String() })),
  links: Type.Array(Type.Object({ source: Type.String(), target: Type.String(), fen: Type.Integer({ description: '分' }) })),
})

export const moneyWayRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/fund/money-way',
    access: { permission: 'fund.see' },
    summary: '资金去向：各来源进入基金，付给各类机构，形成结余',
    schema: { querystring: Query, response: Way },
    handler: ({ query }, desk) => desk.read((client) => moneyWay(client, desk.officer.pool, query)),
  }),
]

const LINES = `
  SELECT CASE WHEN e.account LIKE '4%' THEN 'in' ELSE 'out' END AS side,
         CASE WHEN e.account = '4101' THEN 'subsidy_' || coalesce(g.government, 'other')
              WHEN e.account LIKE '4%' THEN 'account_' || e.account
              WHEN v.fact_kind = 'provider_paid' THEN 'provider_' || CASE WHEN p.kind = 'pharmacy' THEN 'pharmacy' WHEN p.price_tier = 3 THEN 'tertiary' WHEN p.price_tier = 2 THEN 'secondary' ELSE 'primary' END
              WHEN v.fact_kind IN ('outside_paid', 'person_paid', 'insurer_premium_paid') THEN v.fact_kind ELSE 'account_' || e.account END AS node,
         a.name AS account_name, CASE WHEN e.account LIKE '4%' THEN -sum(e.amount_fen) ELSE sum(e.amount_fen) END::bigint AS fen
    FROM book b JOIN cash_entry e USING (book) JOIN cash_voucher v USING (book, voucher) JOIN account a ON a.account = e.account
    LEFT JOIN provider_paid d ON v.fact_kind = 'provider_paid' AND d.book = v.book AND d.fact = v.fact LEFT JOIN provider p ON p.code = d.provider
    LEFT JOIN subsidy_received g ON v.fact_kind = 'subsidy_received' AND g.book = v.book AND g.fact = v.fact
   WHERE b.pool = $1 AND b.fund = $2 AND e.booked_on BETWEEN $3::date AND $4::date AND e.account >= '4' AND v.fact_kind NOT IN ('opening_balance', 'year_closed')
   GROUP BY 1, 2, e.account, a.name HAVING sum(e.amount_fen) <> 0 ORDER BY 1, 2`

const NAMES: Readonly<Record<string, string>> = {
  subsidy_central: '中央财政补助',
  subsidy_province: '省级财政补助',
  subsidy_city: '市级财政补助',
  subsidy_county: '县级财政补助',
  provider_tertiary: '三级医院',
  provider_secondary: '二级医院',
  provider_primary: '一级及以下机构',
  provider_pharmacy: '定点药店',
  outside_paid: '异地就医',
  person_paid: '零星报销',
  insurer_premium_paid: '大病保险',
}

export async function moneyWay(db: Queries, pool: string, { fund, from, to }: { readonly fund: string; readonly from: Day; readonly to: Day }) {
  const { rows } = await db.query<{ side: 'in' | 'out'; node: string; account_name: string; fen: bigint }>(LINES, [pool, fund, from, to])
  const total = (side: 'in' | 'out') => sumOf(rows.filter((row) => row.side === side).map(({ fen }) => fen))
  const surplus = total('in') - total('out')
  // What was taken back stands on the other side: a negative income goes out, a negative expense came in.
  const lines = [...rows, ...(surplus > 0n ? [{ side: 'out' as const, node: 'surplus', account_name: '本期结余', fen: surplus }] : [])]
  if (surplus < 0n) lines.push({ side: 'in', node: 'reserve', account_name: '动用历年结余', fen: -surplus })
  const sided = lines.map((line) => ({
    ...line,
    side: line.fen < 0n ? (line.side === 'in' ? 'out' : 'in') : line.side,
    fen: line.fen < 0n ? -line.fen : line.fen,
  }))
  const nodes = sided.map(({ side, node, account_name }) => ({ id: `${side} ${node}`, name: NAMES[node] ?? account_name, side }))
  return {
    fund,
    from,
    to,
    nodes: [...new Map(nodes.map((node) => [node.id, node])).values(), { id: 'fund', name: '基金', side: 'fund' }],
    links: sided.map(({ side, node, fen }) => ({
      source: side === 'in' ? `in ${node}` : 'fund',
      target: side === 'in' ? 'fund' : `out ${node}`,
      fen: fenJson(fen),
    })),
  }
}
