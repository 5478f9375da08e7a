// The last day by transaction: how many messages, how many refused, how long they took.
import type { HealthRow } from '../../api/connection-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { milliseconds } from './words.js'

export function Health({ rows }: { readonly rows: readonly HealthRow[] }) {
  const t = useText()
  const messages = rows.reduce((sum, row) => sum + row.messages, 0)
  const refused = rows.reduce((sum, row) => sum + row.refused, 0)
  if (messages === 0) return <p className="quiet">{t('最近一日没有报文。')}</p>
  return (
    <>
      <p className="quiet">{t('报文 {n} 笔，未受理 {m} 笔，差错率 {rate}', { n: count(messages), m: count(refused), rate: rateOf(refused, messages) })}</p>
      <table className="voucher health">
        <thead>
          <tr>
            <th scope="col">{t('交易')}</th>
            <th scope="col">{t('报文')}</th>
            <th scope="col">{t('未受理')}</th>
            <th scope="col">{t('差错率')}</th>
            <th scope="col">{t('中位耗时（毫秒）')}</th>
            <th scope="col">{t('95% 以内')}</th>
            <th scope="col">{t('99% 以内')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.infno}>
              <th scope="row">
                {row.infno} {row.name}
              </th>
              <td>{count(row.messages)}</td>
              <td>{count(row.refused)}</td>
              <td>{rateOf(row.refused, row.messages)}</td>
              <td>{milliseconds(row.p50_micros)}</td>
              <td>{milliseconds(row.p95_micros)}</td>
              <td>{milliseconds(row.p99_micros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function rateOf(part: number, whole: number): string {
  const tenths = whole === 0 ? 0 : Math.round((part * 1000) / whole)
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}
