// One medical record as it was handed in: its nodes with the printed names of their fields, and its versions.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { recordQuery } from '../../api/hospital-queries.js'
import type { RecordDetail } from '../../api/hospital-types.js'
import { useText } from '../../language/language.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'

export function RecordPage() {
  const { record = '' } = useParams()
  return (
    <Guarded permission="finding.see">
      <Question record={record} />
    </Guarded>
  )
}

function Question({ record }: { readonly record: string }) {
  const t = useText()
  const answer = useQuery(recordQuery(record))
  return (
    <>
      <p className="back-line no-print">
        <Link to="/medical-records">{t('全部诊疗记录')}</Link>
      </p>
      <Answer of={answer}>{(found) => <MedicalRecord of={found} />}</Answer>
    </>
  )
}

function MedicalRecord({ of }: { readonly of: RecordDetail }) {
  const t = useText()
  return (
    <>
      <div className="page-head">
        <h1>
          {of.kind} {of.kind_name}
        </h1>
        <p>
          {of.institution_name} · {of.happened_at} {!of.valid && <span className="mark">{t('已作废')}</span>}
        </p>
        <div className="actions">
          <PrintButton />
        </div>
      </div>
      <div className="stack">
        <section className="panel">
          <TitledFacts
            of={[
              [
                t('参保人'),
                of.psn_no === null ? t('不在本统筹区参保') : <Link key="person" to={`/persons/${of.psn_no}`}>{`${of.person_name} ${of.psn_no}`}</Link>,
              ],
              [t('就诊ID'), of.visit],
              [t('就医流水号'), of.visit_no],
              [t('文书号'), of.document],
              [t('上传时间'), of.known_at],
            ]}
          />
          {of.versions.length > 1 && <Versions of={of} />}
        </section>
        {Object.entries(of.content).map(([node, rows]) => (
          <Node key={node} of={of} node={node} rows={rows} />
        ))}
      </div>
    </>
  )
}

function Versions({ of }: { readonly of: RecordDetail }) {
  const t = useText()
  return (
    <p className="quiet">
      {t('历次上传：')}
      {of.versions.map((one) => (
        <Link key={one.record} to={`/medical-records/${one.record}`} aria-current={one.record === of.record ? 'page' : undefined}>
          {one.known_at}
          {!one.valid && t('（已作废）')}{' '}
        </Link>
      ))}
    </p>
  )
}

interface NodeProps {
  readonly of: RecordDetail
  readonly node: string
  readonly rows: RecordDetail['content'][string]
}

function Node({ of, node, rows }: NodeProps) {
  const t = useText()
  const keyed = rows.map((row, at) => ({ row, key: `${node}-${at.toString()}` }))
  return (
    <section className="panel">
      <h2>{t('{node}（{n} 条）', { node, n: rows.length })}</h2>
      {keyed.map(({ row, key }) => (
        <dl key={key} className="form-fields">
          {Object.entries(row)
            .filter(([, value]) => value !== '')
            .map(([field, value]) => (
              <div key={field}>
                <dt>{of.labels[`${node}.${field}`] ?? field}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      ))}
    </section>
  )
}
