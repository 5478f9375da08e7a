// Person search: by name, area and scheme in the address; by certificate through a request that no address or log keeps.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import type { ColumnsType } from 'antd/es/table'
import { useState } from 'react'
import { Link } from 'react-router'
import { personsQuery } from '../../api/queries.js'
import type { PersonRow } from '../../api/types.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { orderOf, PagedTable } from '../../session/paged-table.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import { FindByCertificate } from './find-by-certificate.js'
import { PersonFilters } from './person-filters.js'
import { schemeName, sexName, standingName } from './words.js'
import '../../style/pages.css'

export function Persons() {
  return (
    <Guarded permission="person.search">
      <PersonsPage />
    </Guarded>
  )
}

function PersonsPage() {
  const t = useText()
  const address = useAddress()
  const [finding, setFinding] = useState(false)
  const asked = { q: address.of('q'), area: address.of('area'), scheme: address.of('scheme'), page: address.page, size: address.size, sort: address.of('sort') }
  const answer = useQuery(personsQuery(withoutNothing(asked)))
  return (
    <>
      <div className="page-head">
        <h1>{t('参保人')}</h1>
        <p>{t('姓名和证件号默认隐去一部分；查看完整信息要写明理由，并留有记录。')}</p>
        <div className="actions">
          <Button onClick={() => setFinding(true)}>{t('按证件查找')}</Button>
        </div>
      </div>
      <PersonFilters address={address} />
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有找到符合条件的参保人')}>
              <p>{t('可以放宽条件，或用“按证件查找”查询其他区域的人。')}</p>
            </Empty>
          ) : (
            <PagedTable<PersonRow> rowKey="psn_no" columns={columns(t, address)} answer={page} asking={answer.isFetching} address={address} />
          )
        }
      </Answer>
      <FindByCertificate open={finding} close={() => setFinding(false)} />
    </>
  )
}

function withoutNothing(query: Readonly<Record<string, string | number | undefined>>) {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
}

function columns(t: Text, address: Address): ColumnsType<PersonRow> {
  return [
    {
      key: 'name',
      title: t('姓名'),
      sorter: true,
      sortOrder: orderOf(address, 'name'),
      render: (_, row) => <Link to={`/persons/${row.psn_no}`}>{row.name}</Link>,
    },
    { key: 'sex', title: t('性别'), render: (_, row) => t(sexName(row.sex)) },
    { key: 'age', title: t('年龄'), sorter: true, sortOrder: orderOf(address, 'age'), align: 'right', className: 'num', dataIndex: 'age' },
    { key: 'cert', title: t('证件号码'), dataIndex: 'cert', className: 'num' },
    {
      key: 'area',
      title: t('参保地'),
      sorter: true,
      sortOrder: orderOf(address, 'area'),
      render: (_, row) => (row.town_name === null ? row.area_name : `${row.area_name} · ${row.town_name}`),
    },
    {
      key: 'schemes',
      title: t('险种与待遇期'),
      render: (_, row) => row.schemes.map((cover) => <CoverMark key={cover.scheme} name={t(schemeName(cover.scheme))} cover={cover} t={t} />),
    },
    { key: 'psn_no', title: t('人员编号'), dataIndex: 'psn_no', className: 'num quiet' },
  ]
}

function CoverMark({ name, cover, t }: { readonly name: string; readonly cover: PersonRow['schemes'][number]; readonly t: Text }) {
  return (
    <span className={cover.status === 'entitled' ? 'cover entitled' : 'cover'}>
      {name} · {t(standingName(cover.status))}
      <small className="num quiet">{cover.status === 'entitled' ? t('至 {day}', { day: cover.entitled_to }) : ''}</small>
    </span>
  )
}
