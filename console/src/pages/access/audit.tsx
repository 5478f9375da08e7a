// 审计记录: who saw and did what, when and from where; the trail itself can be changed by nobody.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import Tag from 'antd/es/tag'
import { auditActionsQuery, auditQuery } from '../../api/officer-queries.js'
import type { AuditRow } from '../../api/officer-types.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { DayChoice } from '../../session/day-choice.js'
import { askedOf, ListSection, PageHead } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import { OUTCOMES } from './words.js'

export function AuditPage() {
  return (
    <Guarded permission="audit.read">
      <Trail />
    </Guarded>
  )
}

/** The trail comes in pages of this size. */
const SIZE = 50

function Trail() {
  const t = useText()
  const address = useAddress()
  const fixed: Address = { ...address, size: SIZE }
  const actions = useQuery(auditActionsQuery).data ?? []
  const answer = useQuery(auditQuery({ ...askedOf(address, ['officer', 'action', 'person', 'from', 'to']), page: address.page }))
  return (
    <>
      <PageHead title={t('审计记录')} says={t('谁在什么时候、从哪里查看和办理了什么。记录只增不改，每分钟封存一次。')} />
      <search className="filters">
        <SearchBox address={address} label={t('账号')} name="officer" />
        <AddressChoice address={address} label={t('动作')} name="action" of={new Map(actions.map(({ action, name }) => [action, name]))} width={220} sought />
        <SearchBox address={address} label={t('人员编号')} name="person" />
        <DayChoice address={address} name="from" label={t('起始日期')} />
        <DayChoice address={address} name="to" label={t('截止日期')} />
      </search>
      <ListSection<AuditRow> of={answer} address={fixed} empty={t('没有符合条件的审计记录')} rowKey="event" columns={columns(t)} />
    </>
  )
}

function columns(t: Text): ColumnsType<AuditRow> {
  return [
    { title: t('时间'), key: 'at', render: (_, row) => <span className="nowrap">{row.at}</span> },
    { title: t('账号'), key: 'account', render: (_, row) => (row.account === '' ? t('未登录') : `${row.account} ${row.name ?? ''}`) },
    { title: t('动作'), key: 'action', render: (_, row) => <span title={row.action}>{t(row.action_name)}</span> },
    {
      title: t('结果'),
      key: 'outcome',
      render: (_, row) => <Tag color={row.outcome === 'ok' ? 'green' : 'gold'}>{t(OUTCOMES[row.outcome] ?? row.outcome)}</Tag>,
    },
    { title: t('人员编号'), key: 'psn_no', render: (_, row) => row.psn_no ?? '—' },
    { title: t('区域'), key: 'area_name', render: (_, row) => row.area_name ?? '—' },
    { title: t('入口'), dataIndex: 'route' },
    { title: t('来自'), key: 'ip', render: (_, row) => row.ip ?? '—' },
    { title: t('详情'), key: 'detail', render: (_, row) => <DetailOf of={row.detail} /> },
  ]
}

function DetailOf({ of }: { readonly of: AuditRow['detail'] }) {
  const parts = Object.entries(of).filter(([, value]) => value !== '' && value !== null)
  return (
    <span className="quiet">{parts.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join('；')}</span>
  )
}
