// The columns of a list of bills, in a person's history and in the list of all.
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { SettlementRow } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import type { Text } from '../../language/language.js'
import { schemeName } from '../enrolment/words.js'

type AmountKey = 'total_fen' | 'in_scope_fen' | 'fund_fen' | 'account_fen' | 'cash_fen'

const AMOUNTS: readonly (readonly [AmountKey, string])[] = [
  ['total_fen', '医院收费'],
  ['in_scope_fen', '范围内'],
  ['fund_fen', '基金和保险'],
  ['account_fen', '个人账户'],
  ['cash_fen', '现金'],
]

export function settlementColumns(t: Text, { person }: { readonly person: boolean }): ColumnsType<SettlementRow> {
  return [
    { key: 'settled_on', title: t('结算日期'), render: (_, row) => <BillLink row={row} t={t} /> },
    ...(person ? personColumns(t) : []),
    { key: 'provider', title: t('医疗机构'), dataIndex: 'provider_name' },
    { key: 'benefit', title: t('就医类别'), render: (_, row) => t(row.benefit_name) },
    { key: 'scheme', title: t('险种'), render: (_, row) => t(schemeName(row.scheme)) },
    ...AMOUNTS.map(([key, title]) => ({ key, title: t(title), align: 'right' as const, render: (_: unknown, row: SettlementRow) => <Yuan fen={row[key]} /> })),
  ]
}

function personColumns(t: Text): ColumnsType<SettlementRow> {
  return [
    { key: 'person', title: t('参保人'), render: (_, row) => <Link to={`/persons/${row.psn_no}`}>{row.person_name}</Link> },
    { key: 'area', title: t('参保地'), dataIndex: 'area_name' },
  ]
}

function BillLink({ row, t }: { readonly row: SettlementRow; readonly t: Text }) {
  return (
    <>
      <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
        {row.settled_on}
      </Link>
      {row.standing !== 'settled' && <small className="mark">{row.standing === 'cancelled' ? t('已撤销') : t('撤销单')}</small>}
    </>
  )
}
