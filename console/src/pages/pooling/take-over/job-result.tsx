// What a job of the take-over came to: a file read, a check, a rehearsal, a switch.
import type { Applied } from '../../../api/take-over-types.js'
import { count } from '../../../format/money.js'
import { useText } from '../../../language/language.js'

const KINDS: Readonly<Record<string, string>> = {
  persons: '参保人员',
  accounts: '个人账户余额',
  accumulators: '年度累计',
  chronic: '门诊慢特病名单',
  filings: '备案',
  stays: '在院登记',
  providers: '定点医药机构',
}

export function JobResult({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const t = useText()
  const n = (name: string): string => count(Number(of[name] ?? 0))
  if (of['lines'] !== undefined) {
    return (
      <p role="status">
        {t('共{lines}行：新增{added}，变更{changed}，不变{unchanged}，有误{faulty}。', {
          lines: n('lines'),
          added: n('added'),
          changed: n('changed'),
          unchanged: n(of['unchanged'] === undefined ? 'known' : 'unchanged'),
          faulty: n('faulty'),
        })}
      </p>
    )
  }
  if (of['found'] !== undefined) return <p role="status">{t('核对完成，发现{n}条差异。', { n: n('total') })}</p>
  if (of['bills'] !== undefined)
    return (
      <p role="status">
        {t('比对{n}张，一致{equal}张，不一致{differs}张，无法结算{missing}张。', {
          n: n('bills'),
          equal: n('equal'),
          differs: n('differs'),
          missing: n('not_possible'),
        })}
      </p>
    )
  if (Array.isArray(of['applied'])) return <AppliedTable rows={of['applied'] as readonly Applied[]} />
  return <p role="status">{t('已办完。')}</p>
}

function AppliedTable({ rows }: { readonly rows: readonly Applied[] }) {
  const t = useText()
  return (
    <table className="plain">
      <thead>
        <tr>
          {[t('数据'), t('采用的行'), t('生成'), t('留下不接管')].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.kind}>
            <th scope="row">{t(KINDS[row.kind] ?? row.kind)}</th>
            <td className="num">{count(row.given)}</td>
            <td className="num">{count(row.made)}</td>
            <td className="num">{count(row.left_out)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
