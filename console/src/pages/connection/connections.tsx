// Designated institutions and how they are connected: credentials, what came in the last day, and how much of it was refused.
import { useQuery } from '@tanstack/react-query'
import Input from 'antd/es/input'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { ConnectionRow } from '../../api/connection-types.js'
import { connectionsQuery } from '../../api/queries.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { askedOf, ExcelLink, PageHead } from '../../session/list-section.js'
import { PagedTable } from '../../session/paged-table.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import { moment } from './words.js'

export function Connections() {
  return (
    <Guarded permission="provider.see">
      <ConnectionsPage />
    </Guarded>
  )
}

function ConnectionsPage() {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(connectionsQuery({ q: address.of('q'), page: address.page, size: address.size }))
  return (
    <>
      <PageHead title={t('接口连接')} says={t('您管理的定点医院和药店怎样接入：密钥、开关、最近一日的报文和差错。')}>
        <ExcelLink path="/api/connections.xlsx" query={askedOf(address, ['q'])} />
      </PageHead>
      <search className="filters">
        <div className="filter">
          <span id="institution-label">{t('名称或编码')}</span>
          <Input.Search
            aria-labelledby="institution-label"
            key={address.of('q') ?? ''}
            defaultValue={address.of('q') ?? ''}
            allowClear
            maxLength={60}
            style={{ width: 260 }}
            onSearch={(text) => address.change({ q: text.trim() })}
          />
        </div>
      </search>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的机构')} />
          ) : (
            <PagedTable<ConnectionRow> rowKey="institution" columns={columns(t)} answer={page} asking={answer.isFetching} address={address} />
          )
        }
      </Answer>
    </>
  )
}

function columns(t: Text): ColumnsType<ConnectionRow> {
  return [
    { key: 'name', title: t('机构'), render: (_, row) => <Link to={`/connections/${row.institution}`}>{row.name}</Link> },
    { key: 'institution', title: t('机构编码'), dataIndex: 'institution' },
    { key: 'area', title: t('管理单位'), dataIndex: 'area_name' },
    { key: 'keys', title: t('有效密钥'), align: 'right', render: (_, row) => count(row.keys) },
    { key: 'signature', title: t('验签'), render: (_, row) => (row.signature_required || row.keys > 0 ? t('要求') : t('不要求')) },
    { key: 'messages', title: t('一日报文'), align: 'right', render: (_, row) => count(row.messages) },
    { key: 'refused', title: t('未受理'), align: 'right', render: (_, row) => count(row.refused) },
    { key: 'last', title: t('最近报文'), render: (_, row) => (row.last_at === null ? '—' : moment(row.last_at)) },
  ]
}
