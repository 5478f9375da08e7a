// The columns of the list of findings.
import type { ColumnsType } from 'antd/es/table'
import type { Finding } from '../../api/hospital-types.js'
import { Yuan } from '../../format/amount.js'
import type { Text } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { sorted } from '../../session/list-section.js'
import { ANSWERED, JUDGED, SEVERITIES, STAGES } from './words.js'

export function findingColumns(t: Text, address: Address): ColumnsType<Finding> {
  return [
    { ...sorted<Finding>(address, 'booked_on'), title: t('日期'), dataIndex: 'booked_on', className: 'num' },
    { key: 'stage', title: t('环节'), render: (_, row) => t(STAGES.get(row.stage) ?? row.stage) },
    { ...sorted<Finding>(address, 'severity'), title: t('严重程度'), render: (_, row) => <Severity of={row} t={t} /> },
    {
      ...sorted<Finding>(address, 'rule'),
      title: t('规则'),
      render: (_, row) => (
        <button type="button" className="link-button" onClick={() => address.change({ rule: row.rule })}>
          {row.rule} {row.rule_name}
        </button>
      ),
    },
    {
      ...sorted<Finding>(address, 'institution'),
      title: t('机构'),
      render: (_, row) => (
        <button type="button" className="link-button" onClick={() => address.change({ institution: row.institution })}>
          {row.institution_name}
        </button>
      ),
    },
    { key: 'sentence', title: t('说明'), render: (_, row) => <span className="reason">{row.sentence}</span> },
    { ...sorted<Finding>(address, 'amount_fen'), title: t('涉及金额'), align: 'right', render: (_, row) => <Yuan fen={row.amount_fen} /> },
    { key: 'answer', title: t('反馈'), render: (_, row) => <AnswerOf of={row} t={t} /> },
    { key: 'judged', title: t('认定'), render: (_, row) => <Judged of={row} t={t} /> },
  ]
}

function Severity({ of, t }: { readonly of: Finding; readonly t: Text }) {
  return <span className={`severity ${of.severity}`}>{t(SEVERITIES.get(of.severity) ?? of.severity)}</span>
}

function AnswerOf({ of, t }: { readonly of: Finding; readonly t: Text }) {
  if (of.answer === null) return <span className="quiet">{t('未反馈')}</span>
  return <span>{t(ANSWERED.get(of.answer.decision) ?? of.answer.decision)}</span>
}

function Judged({ of, t }: { readonly of: Finding; readonly t: Text }) {
  if (of.judgement === null) return <span className="quiet">{t('未认定')}</span>
  return <span>{t(JUDGED.get(of.judgement.kind) ?? of.judgement.kind)}</span>
}
