// 5206 人员累计信息查询: what the person's bills of the year add up to, up to the end of a month, by cumulative type.
import { lastOfMonth } from '@tongchou/domain/base/day.js'
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { askedPerson, insutypeOfScheme } from './asked-visit.js'
import { only } from './codec.js'
import { type Counter, reply, type Transaction } from './message.js'

interface Sum {
  readonly scheme: string
  readonly key: string
  readonly amount: bigint
}

export const findCumulative: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const known = await askedPerson(counter, row)
  if (isRefusal(known)) return known
  const month = row.text('cum_ym') || message.today.slice(0, 7).replace('-', '')
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(month)) return refused('bad_input', `累计年月（cum_ym）应为yyyyMM：${month.slice(0, 8)}`)
  const year = month.slice(0, 4)
  const sums = await sumsUpTo(counter, known.person.person, Number(year), lastOfMonth(`${year}-${month.slice(4)}-01`))
  const rows = sums.flatMap(({ scheme, key, amount }) => {
    const type = counter.tables.cumulativeTypes.get(key)
    if (type === undefined) return []
    const cum = type.unit === 'count' ? { decimal: String(amount) } : amount
    return [{ insutype: insutypeOfScheme(counter, scheme), year, cum_ym: month, cum_type_code: type.code, cum, cum_type_name: type.label }]
  })
  return reply({ cuminfo: rows })
}

/** Bills and cancellations both carry what they add; a cancelled bill and its cancellation come to nothing. */
async function sumsUpTo(counter: Counter, person: bigint, year: number, day: string): Promise<Sum[]> {
  const { rows } = await counter.database.query<Sum>(
    `SELECT t.scheme, k.key, sum(k.amount)::bigint AS amount FROM settlement t, unnest(t.counter_keys, t.counter_amounts) AS k(key, amount)
      WHERE t.person = $1 AND t.benefit_year = $2 AND t.settled_on <= $3::date GROUP BY 1, 2 HAVING sum(k.amount) <> 0 ORDER BY 1, 2`,
    [person, year, day],
  )
  return rows
}
