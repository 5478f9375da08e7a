// 账号管理: who may sign in, as what and where; opening an account, and one account in full.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import message from 'antd/es/message'
import type { ColumnsType } from 'antd/es/table'
import Tag from 'antd/es/tag'
import { useState } from 'react'
import { officerRolesQuery, officersQuery } from '../../api/officer-queries.js'
import type { OfficerRow } from '../../api/officer-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchFilter } from '../../session/search-filter.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/access.css'
import { AskOfficer } from './ask-officer.js'
import { OfficerDrawer } from './officer-drawer.js'
import { STANDING_COLORS, STANDINGS } from './words.js'

export function OfficersPage() {
  return (
    <Guarded permission="officer.manage">
      <Officers />
    </Guarded>
  )
}

function Officers() {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  const [said, show] = message.useMessage()
  const query = askedOf(address, ['q', 'role', 'standing', 'sort'])
  const answer = useQuery(officersQuery({ ...query, ...pageOf(address) }))
  return (
    <>
      {show}
      <PageHead title={t('账号管理')} says={t('本区域及下级区域的账号。开设账号、变更岗位或区域，由另一名安全管理员复核。')}>
        <Button type="primary" onClick={() => ask(true)}>
          {t('开设账号')}
        </Button>
      </PageHead>
      <Filters address={address} />
      <ListSection<OfficerRow>
        of={answer}
        address={address}
        empty={t('没有符合条件的账号')}
        rowKey="officer"
        columns={columns(t, address)}
        head={(page) => (
          <p className="list-line">
            <span role="status">{t('共 {n} 个账号', { n: count(page.total) })}</span>
            <ExcelLink path="/api/officers.xlsx" query={query} />
          </p>
        )}
      />
      {asking && <AskOfficer close={() => ask(false)} done={() => void said.success(t('已提交，等另一名安全管理员复核。'))} />}
      <OfficerDrawer address={address} />
    </>
  )
}

function Filters({ address }: { readonly address: Address }) {
  const t = useText()
  const roles = useQuery(officerRolesQuery)
  const names = new Map((roles.data ?? []).map((one) => [one.role, one.role_name]))
  return (
    <search className="filters">
      <SearchFilter address={address} label={t('账号或姓名')} width={220} />
      <AddressChoice address={address} name="role" label={t('岗位')} of={names} />
      <AddressChoice address={address} name="standing" label={t('状态')} of={new Map(Object.entries(STANDINGS))} width={150} />
    </search>
  )
}

function columns(t: Text, address: Address): ColumnsType<OfficerRow> {
  return [
    {
      title: t('账号'),
      ...sorted(address, 'account'),
      render: (_, row) => (
        <Button type="link" size="small" onClick={() => address.change({ officer: row.officer, page: address.page })}>
          {row.account}
        </Button>
      ),
    },
    { title: t('姓名'), dataIndex: 'name', ...sorted(address, 'name') },
    { title: t('部门和岗位'), ...sorted(address, 'role'), render: (_, row) => `${t(row.department_name)} · ${t(row.role_name)}` },
    { title: t('区域'), ...sorted(address, 'area'), render: (_, row) => row.provider_name ?? row.area_name },
    { title: t('状态'), key: 'standing', render: (_, row) => <Tag color={STANDING_COLORS[row.standing]}>{t(STANDINGS[row.standing])}</Tag> },
    { title: t('最近登录'), ...sorted(address, 'last_sign_in'), render: (_, row) => row.last_sign_in ?? '—' },
    { title: t('当前登录'), key: 'open_sessions', align: 'right', render: (_, row) => count(row.open_sessions) },
  ]
}
