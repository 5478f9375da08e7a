// The columns of the filings' work list.
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { Filing } from '../../api/hospital-types.js'
import type { Text } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { sorted } from '../../session/list-section.js'
import { filingKey, STANDINGS } from './words.js'

export function filingColumns(t: Text, address: Address): ColumnsType<Filing> {
  return [
    {
      key: 'application',
      title: t('流水号'),
      render: (_, row) => (
        <button type="button" className="link-button num" onClick={() => address.change({ open: filingKey(row), page: address.page })}>
          {row.application}
        </button>
      ),
    },
    { ...sorted<Filing>(address, 'kind'), title: t('类别'), render: (_, row) => t(row.kind_name) },
    { key: 'person', title: t('参保人'), render: (_, row) => <Link to={`/persons/${row.psn_no}`}>{row.person_name}</Link> },
    { key: 'area', title: t('参保地'), dataIndex: 'area_name' },
    { key: 'about', title: t('病种、就医地或所选机构'), render: (_, row) => aboutOf(row) },
    { ...sorted<Filing>(address, 'institution'), title: t('申请机构'), dataIndex: 'institution_name' },
    { ...sorted<Filing>(address, 'in_force'), title: t('备案期间'), className: 'num', render: (_, row) => `${row.in_force} ~ ${row.until ?? t('长期')}` },
    { ...sorted<Filing>(address, 'applied_at'), title: t('申请时间'), className: 'num', render: (_, row) => row.applied_at.slice(0, 16) },
    { ...sorted<Filing>(address, 'due_on'), title: t('办理期限'), className: 'num', render: (_, row) => <Due of={row} t={t} /> },
    {
      key: 'standing',
      title: t('状态'),
      render: (_, row) => <span className={`standing ${row.standing}`}>{t(STANDINGS.get(row.standing) ?? row.standing)}</span>,
    },
  ]
}

function aboutOf(row: Filing): string {
  const parts = [row.disease_name ?? row.disease, row.place_name ?? row.place_area, row.provider_name ?? row.provider]
  return parts.filter((part) => part !== null && part !== '').join('，') || '—'
}

function Due({ of, t }: { readonly of: Filing; readonly t: Text }) {
  if (of.due_on === null) return <span className="quiet">—</span>
  if (of.overdue) return <strong className="negative">{t('{day}（已超）', { day: of.due_on })}</strong>
  return of.due_on
}
