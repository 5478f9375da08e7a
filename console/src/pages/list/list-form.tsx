// A settlement list as the printed form has it: sections of fields with their names, tables of diagnoses, operations, charges and payments.
import type { ListDetail } from '../../api/hospital-types.js'
import { useText } from '../../language/language.js'
import { SECTIONS, TABLES } from './words.js'

export function ListForm({ of }: { readonly of: ListDetail }) {
  const t = useText()
  const head = of.content['setlinfo']?.[0] ?? {}
  return (
    <article className="list-form">
      <header>
        <h2 className="list-form-title">{t('医疗保障基金结算清单')}</h2>
        <p className="list-form-line">
          <span>
            {t('清单流水号')} {of.list}
          </span>
          <span>
            {t('定点医药机构')} {head['fixmedins_name'] ?? of.institution_name}（{of.institution}）
          </span>
          <span>
            {t('病案号')} {head['medcasno'] ?? '—'}
          </span>
          <span>
            {t('结算编号')} {of.settlement}
          </span>
        </p>
      </header>
      {SECTIONS.map((section, index) => (
        <section key={section.title}>
          <h3>{t(section.title)}</h3>
          <Fields of={of} fields={section.fields} head={head} />
          {TABLES.filter(({ after }) => after === index).map((table) => (
            <NodeTable key={table.node} of={of} node={table.node} title={t(table.title)} columns={table.columns} />
          ))}
        </section>
      ))}
      <footer className="list-form-line">
        <span>
          {t('填报部门')} {head['medins_fill_dept'] ?? ''}
        </span>
        <span>
          {t('填报人')} {head['medins_fill_psn'] ?? ''}
        </span>
        <span>
          {t('上传时间')} {of.uploaded_at}
        </span>
      </footer>
    </article>
  )
}

function labelOf(of: ListDetail, node: string, field: string): string {
  return of.labels[`${node}.${field}`] ?? field
}

/** The code with its name, where the value is of a code list. */
function shownOf(of: ListDetail, node: string, field: string, value: string | undefined): string {
  if (value === undefined || value === '') return ''
  const name = of.named[`${node}.${field}=${value}`]
  return name === undefined ? value : `${name}（${value}）`
}

interface FieldsProps {
  readonly of: ListDetail
  readonly fields: readonly string[]
  readonly head: Readonly<Record<string, string>>
}

function Fields({ of, fields, head }: FieldsProps) {
  const t = useText()
  const filled = fields.filter((field) => (head[field] ?? '') !== '')
  if (filled.length === 0) return <p className="quiet">{t('没有填写')}</p>
  const faulty = new Set(of.faults.filter(({ level }) => level === 'error').map(({ field }) => field.replace(/^.*\./, '')))
  return (
    <dl className="form-fields">
      {filled.map((field) => (
        <div key={field} className={faulty.has(field) ? 'faulty' : ''}>
          <dt>{labelOf(of, 'setlinfo', field)}</dt>
          <dd>{shownOf(of, 'setlinfo', field, head[field])}</dd>
        </div>
      ))}
    </dl>
  )
}

interface NodeTableProps {
  readonly of: ListDetail
  readonly node: string
  readonly title: string
  readonly columns: readonly string[]
}

function NodeTable({ of, node, title, columns }: NodeTableProps) {
  const rows = of.content[node] ?? []
  if (rows.length === 0) return null
  const used = columns.filter((field) => rows.some((row) => (row[field] ?? '') !== ''))
  const keyed = rows.map((row, at) => ({ row, key: `${node}-${at.toString()}` }))
  return (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          {used.map((field) => (
            <th key={field} scope="col">
              {labelOf(of, node, field)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {keyed.map(({ row, key }) => (
          <tr key={key}>
            {used.map((field) => (
              <td key={field}>{shownOf(of, node, field, row[field])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
