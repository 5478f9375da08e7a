// The fields of a fact, whatever its kind: plain values as a list, lists of lines as tables.
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { fieldName } from './fact-words.js'

type Line = Readonly<Record<string, unknown>>

export function FactFields({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const t = useText()
  const entries = Object.entries(of)
  return (
    <>
      <dl className="facts">
        {entries
          .filter(([, value]) => !isLines(value))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(fieldName(name))}</dt>
              <dd className="num">{shown(name, value)}</dd>
            </div>
          ))}
      </dl>
      {entries.map(([name, value]) => isLines(value) && <Lines key={name} of={value} />)}
    </>
  )
}

function isLines(value: unknown): value is readonly Line[] {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object'
}

function Lines({ of }: { readonly of: readonly Line[] }) {
  const t = useText()
  const names = Object.keys(of[0] ?? {})
  return (
    <div className="table-scroll">
      <table className="voucher">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {t(fieldName(name))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((line, index) => (
            <tr key={`${index.toString()} ${shown('', line[names[0] ?? ''])}`}>
              {names.map((name) => (
                <td key={name} className="num">
                  {shown(name, line[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function shown(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number' && name.endsWith('_fen')) return yuan(value)
  return Array.isArray(value) ? value.map((one) => shown(name, one)).join('、') : String(value)
}
