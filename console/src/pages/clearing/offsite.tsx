// Out-of-area bills as institutions elsewhere confirmed them for clearing, with those that were rolled back.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { offsiteQuery } from '../../api/hospital-queries.js'
import type { OffsiteConfirmation } from '../../api/hospital-types.js'
import { Yuan } from '../../format/amount.js'
import { type Text, useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, pageOf, sorted } from '../../session/list-section.js'
import { MonthChoice } from '../../session/month-choice.js'
import { ClearingBills } from './bills.js'
import { OFFSITE } from './words.js'

export function OffsiteConfirmations({ address }: { readonly address: Address }) {
  const t = useText()
  const asked = askedOf(address, ['standing', 'month', 'sort'])
  const answer = useQuery(offsiteQuery({ ...asked, ...pageOf(address) }))
  return (
    <>
      <search className="filters">
        <AddressChoice address={address} name="standing" label={t('状态')} of={OFFSITE} width={140} />
        <MonthChoice address={address} label={t('清分年月')} />
        <ExcelLink path="/api/offsite-confirmations.xlsx" query={asked} />
      </search>
      <ListSection<OffsiteConfirmation>
        of={answer}
        address={address}
        rowKey={(row) => `${row.institution}/${row.confirmation}`}
        empty={t('没有符合条件的异地清分')}
        columns={columns(t, address)}
        expandable={{
          expandedRowRender: (row) => <ClearingBills path={`/api/providers/${row.institution}/offsite-confirmations/${row.confirmation}`} included />,
        }}
      />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<OffsiteConfirmation> {
  return [
    { ...sorted<OffsiteConfirmation>(address, 'institution'), title: t('区外机构'), render: (_, row) => `${row.institution_name}（${row.institution}）` },
    { ...sorted<OffsiteConfirmation>(address, 'month'), title: t('清分年月'), className: 'num', render: (_, row) => row.month.slice(0, 7) },
    { key: 'bills', title: t('纳入/共'), align: 'right', className: 'num', render: (_, row) => `${row.included}/${row.bills}` },
    { ...sorted<OffsiteConfirmation>(address, 'total_fen'), title: t('医疗费总额'), align: 'right', render: (_, row) => <Yuan fen={row.total_fen} /> },
    { ...sorted<OffsiteConfirmation>(address, 'fund_fen'), title: t('基金支付'), align: 'right', render: (_, row) => <Yuan fen={row.fund_fen} /> },
    { key: 'operator', title: t('经办人'), dataIndex: 'operator' },
    { ...sorted<OffsiteConfirmation>(address, 'confirmed_at'), title: t('确认时间'), className: 'num', render: (_, row) => row.confirmed_at.slice(0, 16) },
    {
      key: 'standing',
      title: t('状态'),
      render: (_, row) =>
        row.rolled_back_at === null ? t('已确认') : <span className="quiet">{t('{at} 已回退', { at: row.rolled_back_at.slice(0, 16) })}</span>,
    },
  ]
}
