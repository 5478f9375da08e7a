// Settlement lists (医疗保障基金结算清单, 4101–4105): those of the officer's areas, with what the checks found and where each stands.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import { listsQuery } from '../../api/hospital-queries.js'
import type { ListRow } from '../../api/hospital-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import { DayRange } from '../settlement/day-range.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { FOUND, STATES } from './words.js'

export function ListsPage() {
  return (
    <Guarded permission="settlement.see">
      <Lists />
    </Guarded>
  )
}

function Lists() {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, ['state', 'found', 'from', 'to', 'q', 'sort'])
  const answer = useQuery(listsQuery({ ...asked, ...pageOf(address) }))
  return (
    <>
      <PageHead title={t('结算清单')} says={t('医药机构上传的医疗保障基金结算清单（4101—4105），每张结算单只列最新一版。')}>
        <ExcelLink path="/api/settlement-lists.xlsx" query={asked} />
      </PageHead>
      <search className="filters">
        <AddressChoice address={address} name="state" label={t('状态')} of={STATES} width={140} />
        <AddressChoice address={address} name="found" label={t('质控结果')} of={FOUND} width={130} />
        <DayRange address={address} label={t('结算日期')} />
        <SearchBox address={address} label={t('人员编号、姓名、结算编号或机构')} />
      </search>
      <ListSection<ListRow> of={answer} address={address} rowKey="list" empty={t('没有符合条件的结算清单')} columns={columns(t, address)} />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<ListRow> {
  const found = (key: 'errors' | 'warnings', title: string): ColumnsType<ListRow>[number] => ({
    ...sorted<ListRow>(address, key),
    title,
    align: 'right',
    render: (_, row) => <span className={key === 'errors' && row.errors > 0 ? 'num negative' : 'num'}>{count(row[key])}</span>,
  })
  return [
    {
      key: 'list',
      title: t('清单流水号'),
      render: (_, row) => (
        <Link className="num" to={`/settlement-lists/${row.psn_no}/${row.settlement}`}>
          {row.list}
        </Link>
      ),
    },
    { key: 'version', title: t('版本'), align: 'right', className: 'num', dataIndex: 'version' },
    { key: 'person', title: t('参保人'), dataIndex: 'person_name' },
    { ...sorted<ListRow>(address, 'institution'), title: t('机构'), dataIndex: 'institution_name' },
    {
      key: 'settlement',
      title: t('结算单'),
      render: (_, row) => (
        <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
          {row.settlement}
        </Link>
      ),
    },
    { ...sorted<ListRow>(address, 'settled_on'), title: t('结算日期'), className: 'num', dataIndex: 'settled_on' },
    found('errors', t('错误')),
    found('warnings', t('提示')),
    { ...sorted<ListRow>(address, 'uploaded_at'), title: t('上传时间'), className: 'num', render: (_, row) => row.uploaded_at.slice(0, 16) },
    { key: 'state', title: t('状态'), render: (_, row) => <span className={`standing ${row.state}`}>{t(STATES.get(row.state) ?? row.state)}</span> },
  ]
}
