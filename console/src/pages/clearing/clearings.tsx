// What institutions ask to be cleared: requests of a month (3203) and confirmations of out-of-area bills (3261).
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import Tabs from 'antd/es/tabs'
import { Link } from 'react-router'
import { clearingsQuery } from '../../api/hospital-queries.js'
import type { ClearingRequest } from '../../api/hospital-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { MonthChoice } from '../../session/month-choice.js'
import { OffsiteConfirmations } from './offsite.js'
import { STANDINGS } from './words.js'

export function ClearingsPage() {
  return (
    <Guarded permission="provider.see">
      <Both />
    </Guarded>
  )
}

function Both() {
  const t = useText()
  const address = useAddress()
  const tab = address.of('tab') ?? 'local'
  return (
    <>
      <PageHead title={t('清算申请')} says={t('机构按月申请的清算和区外机构确认的异地清分。一人初审，另一人复审受理，受理后才进入拨付。')} />
      <Tabs
        activeKey={tab}
        onChange={(key) => address.change({ tab: key === 'local' ? undefined : key, sort: undefined, standing: undefined })}
        destroyOnHidden
        items={[
          { key: 'local', label: t('按月清算（3203）'), children: <Requests address={address} /> },
          { key: 'offsite', label: t('异地清分（3260—3262）'), children: <OffsiteConfirmations address={address} /> },
        ]}
      />
    </>
  )
}

function Requests({ address }: { readonly address: Address }) {
  const t = useText()
  const asked = askedOf(address, ['standing', 'month', 'q', 'sort'])
  const answer = useQuery(clearingsQuery({ ...asked, ...pageOf(address) }))
  return (
    <>
      <search className="filters">
        <AddressChoice address={address} name="standing" label={t('状态')} of={STANDINGS} width={140} />
        <MonthChoice address={address} label={t('清算年月')} />
        <SearchBox address={address} label={t('机构名称、编码或申请号')} />
        <ExcelLink path="/api/clearing-requests.xlsx" query={asked} />
      </search>
      <ListSection<ClearingRequest>
        of={answer}
        address={address}
        rowKey={(row) => `${row.institution}/${row.request}`}
        empty={t('没有符合条件的清算申请')}
        columns={columns(t, address)}
      />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<ClearingRequest> {
  const money = (key: 'total_fen' | 'fund_fen' | 'account_fen', title: string, sorting = true): ColumnsType<ClearingRequest>[number] => ({
    ...(sorting ? sorted<ClearingRequest>(address, key) : { key }),
    title,
    align: 'right',
    render: (_, row) => <Yuan fen={row[key]} />,
  })
  return [
    {
      key: 'request',
      title: t('申请号'),
      render: (_, row) => (
        <Link className="num" to={`/clearing/${row.institution}/${row.request}`}>
          {row.request}
        </Link>
      ),
    },
    { ...sorted<ClearingRequest>(address, 'institution'), title: t('机构'), dataIndex: 'institution_name' },
    { ...sorted<ClearingRequest>(address, 'month'), title: t('清算年月'), className: 'num', render: (_, row) => row.month.slice(0, 7) },
    { key: 'type', title: t('清算类别'), render: (_, row) => `${row.clearing_type} ${row.clearing_type_name}` },
    { key: 'way', title: t('清算方式'), render: (_, row) => `${row.clearing_way} ${row.clearing_way_name}` },
    { ...sorted<ClearingRequest>(address, 'bills'), title: t('人次'), align: 'right', className: 'num', render: (_, row) => count(row.bills) },
    money('total_fen', t('医疗费总额')),
    money('fund_fen', t('基金申报总额')),
    money('account_fen', t('个人账户'), false),
    { ...sorted<ClearingRequest>(address, 'requested_at'), title: t('申请时间'), className: 'num', render: (_, row) => row.requested_at.slice(0, 16) },
    { key: 'days', title: t('等待（天）'), align: 'right', className: 'num', render: (_, row) => (row.days_waiting === 0 ? '—' : row.days_waiting) },
    {
      key: 'standing',
      title: t('状态'),
      render: (_, row) => <span className={`standing ${row.standing}`}>{t(STANDINGS.get(row.standing) ?? row.standing)}</span>,
    },
  ]
}
