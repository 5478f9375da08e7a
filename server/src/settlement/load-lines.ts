// The fee lines of visits. The months stand in the statement's text, so that its plan knows one partition and locks no other;
// there are as many prepared statements as spans of months in use.
import { type Day, isDay } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import { plainArray } from '../database/array-literal.js'
import type { FeeBatch } from './work.js'

export interface LinesWanted {
  readonly person: bigint
  readonly visit: bigint
  readonly months: readonly Day[]
}

type Texts = 'amounts' | 'overCeilings' | 'quantities' | 'prices'
type BatchRow = Omit<FeeBatch, Texts> & Readonly<Record<Texts, readonly bigint[]>> & { readonly visit: bigint }

export function loadLinesText(from: Day, to: Day): string {
  if (!isDay(from) || !isDay(to)) throw new Error('a month of fee lines is no day')
  return `
SELECT b.visit, b.batch, b.month, b.charge_batch AS "chargeBatch", b.sn, b.amount_fen AS amounts, b.class AS classes,
       b.initial_self_payment::text[] AS "initialSelfPayments", b.over_ceiling_fen AS "overCeilings", b.quantity AS quantities, b.price AS prices,
       b.code AS codes, b.fee_day AS "feeDays", b.refunds, b.flags
FROM unnest($1::bigint[], $2::bigint[]) AS r(person, visit)
JOIN fee_batch b ON b.person = r.person AND b.visit = r.visit AND b.month BETWEEN '${from}' AND '${to}'
ORDER BY b.batch`
}

/** By visit, in the order in which they were booked. */
export async function loadLines(client: pg.ClientBase | pg.Pool, wanted: readonly LinesWanted[]): Promise<ReadonlyMap<bigint, readonly FeeBatch[]>> {
  const months = wanted.flatMap((one) => one.months).sort()
  const [from, to] = [months[0], months.at(-1)]
  const byVisit = new Map<bigint, FeeBatch[]>()
  if (from === undefined || to === undefined) return byVisit
  const { rows } = await client.query<BatchRow>({
    name: `load-lines-${from}-${to}`,
    text: loadLinesText(from, to),
    values: [plainArray(wanted.map((one) => one.person)), plainArray(wanted.map((one) => one.visit))],
  })
  for (const { visit, ...batch } of rows) byVisit.set(visit, [...(byVisit.get(visit) ?? []), batch])
  return byVisit
}
