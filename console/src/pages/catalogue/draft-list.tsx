// Imports that were prepared: what their check found, where they stand, who prepared and who decided.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { CatalogueDraft, CatalogueDrafts } from '../../api/catalogue-types.js'
import { draftsQuery } from '../../api/hospital-queries.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ListSection, pageOf, sorted } from '../../session/list-section.js'
import { STANDINGS } from './draft-words.js'

export function DraftList() {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(draftsQuery({ ...askedOf(address, ['standing', 'sort']), ...pageOf(address) }))
  return (
    <>
      <search className="filters">
        <AddressChoice address={address} name="standing" label={t('状态')} of={STANDINGS} width={140} />
      </search>
      <ListSection<CatalogueDraft, CatalogueDrafts>
        of={answer}
        address={address}
        rowKey="draft"
        empty={t('没有准备中的导入')}
        columns={columns(t, address)}
        head={(page) => <p role="status">{t('待批准 {n} 件', { n: count(page.waiting) })}</p>}
      />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<CatalogueDraft> {
  const number = (key: 'added' | 'changed' | 'ended' | 'fault_count', title: string): ColumnsType<CatalogueDraft>[number] => ({
    key,
    title,
    align: 'right',
    render: (_, row) => {
      const value = row[key]
      return <span className={key === 'fault_count' && value !== null && value > 0 ? 'num negative' : 'num'}>{value === null ? '—' : count(value)}</span>
    },
  })
  return [
    {
      ...sorted<CatalogueDraft>(address, 'edition'),
      title: t('版本名称'),
      render: (_, row) => <Link to={`/catalogue/drafts/${row.draft}`}>{row.edition}</Link>,
    },
    { key: 'file', title: t('文件'), dataIndex: 'file_name' },
    { ...sorted<CatalogueDraft>(address, 'in_force'), title: t('生效日期'), dataIndex: 'in_force', className: 'num' },
    number('added', t('新增')),
    number('changed', t('变更')),
    number('ended', t('停用')),
    number('fault_count', t('错误')),
    { key: 'prepared_by', title: t('准备人'), dataIndex: 'prepared_by' },
    { ...sorted<CatalogueDraft>(address, 'prepared_at'), title: t('准备时间'), dataIndex: 'prepared_at', className: 'num' },
    { key: 'decided_by', title: t('办理人'), render: (_, row) => row.decided_by ?? '—' },
    {
      key: 'standing',
      title: t('状态'),
      render: (_, row) => (
        <span className={`standing ${row.standing}`}>
          {row.version === null ? t(STANDINGS.get(row.standing) ?? row.standing) : t('已入库为第{n}版', { n: row.version })}
        </span>
      ),
    },
  ]
}
