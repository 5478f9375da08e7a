// A rule as a table, one row for each class, level and band, and below it in sentences what a table cannot say.
import type { RuleTable } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'

export function RuleTableOf({ of, name }: { readonly of: RuleTable; readonly name: string }) {
  const t = useText()
  return (
    <>
      <div className="table-scroll">
        <table className="plain-table rule-table" aria-label={name}>
          <thead>
            <tr>
              {of.head.map((title) => (
                <th key={title} scope="col">
                  {t(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.rows.map((row, index) => (
              <tr key={`${index.toString()} ${row.map(({ text }) => text).join()}`}>
                {row.map((cell, column) => (
                  <td key={`${column.toString()} ${cell.text}`} rowSpan={cell.rows}>
                    {cell.text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Sentences of={of.rest} />
    </>
  )
}

export function Sentences({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null
  return (
    <ul>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
