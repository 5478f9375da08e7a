// Everybody who was let through a launch period: which draft, by which document of which level, and until when it counts.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { Freeze, ListedExemption } from '../../../api/draft-types.js'
import { exemptionListQuery } from '../../../api/policy-queries.js'
import { type Text, useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AddressChoice } from '../../../session/address-choice.js'
import { PagedTable } from '../../../session/paged-table.js'
import { SearchBox } from '../../../session/search-box.js'
import { Answer, Empty } from '../../../shell/states.js'
import { Chip } from '../marks.js'

const STATES = new Map([
  ['counts', '有效'],
  ['used', '已凭此发布'],
  ['over', '不再有效'],
])

const TONES = { counts: 'good', used: 'plain', over: 'faint' } as const

export function ExemptionsTab({ freezes }: { readonly freezes: readonly Freeze[] }) {
  const t = useText()
  const address = useAddress()
  const filters = Object.fromEntries(['q', 'freeze', 'state'].map((name) => [name, address.of(name)]).filter(([, value]) => value !== undefined))
  const answer = useQuery(exemptionListQuery({ ...filters, page: address.page, size: address.size }))
  const periods = new Map(freezes.map((one) => [one.freeze, `${one.area_name} ${one.from}`]))
  return (
    <>
      <search className="filters">
        <SearchBox address={address} label={t('文号、草案、机关或登记人')} />
        <AddressChoice address={address} name="freeze" label={t('启动期')} of={periods} />
        <AddressChoice address={address} name="state" label={t('状态')} of={STATES} />
        <a className="download" href={`/api/policy/freeze/exemptions.xlsx?${new URLSearchParams(filters as Record<string, string>).toString()}`} download>
          {t('导出 Excel')}
        </a>
      </search>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有豁免')}>
              <p>{t('启动期内放宽的草案须有上级批准文件；登记后在这里可查。')}</p>
            </Empty>
          ) : (
            <PagedTable<ListedExemption> rowKey="exemption" columns={columns(t)} answer={page} asking={answer.isFetching} address={address} />
          )
        }
      </Answer>
    </>
  )
}

function columns(t: Text): ColumnsType<ListedExemption> {
  return [
    {
      key: 'draft',
      title: t('草案'),
      render: (_, row) => (
        <>
          <Link to={`/policy/drafts/${row.draft}`}>{row.draft_title}</Link>
          <small className="quiet under">
            {row.draft_area_name} · {t('第 {n} 稿', { n: row.revision })}
          </small>
        </>
      ),
    },
    { key: 'authority', title: t('批准机关'), dataIndex: 'authority_name' },
    { key: 'document', title: t('批准文号'), dataIndex: 'document' },
    {
      key: 'freeze',
      title: t('启动期'),
      render: (_, row) => (
        <>
          {t('{from} 至 {until}', { from: row.from, until: row.until ?? t('未定') })}
          <small className="quiet under">
            {row.freeze_area_name} · {row.freeze_document}
          </small>
        </>
      ),
    },
    { key: 'state', title: t('状态'), render: (_, row) => <Chip tone={TONES[row.state]} name={t(row.state_name)} /> },
    { key: 'by', title: t('登记'), render: (_, row) => `${row.recorded_by} ${row.recorded_at.slice(0, 16)}` },
    { key: 'remark', title: t('说明'), dataIndex: 'remark' },
  ]
}
