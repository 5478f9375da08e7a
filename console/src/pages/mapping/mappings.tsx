// One institution's mappings with the item each stands for, and from when its fee lines are held against them.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link, useParams } from 'react-router'
import { mappingCheckQuery, mappingsQuery } from '../../api/hospital-queries.js'
import type { Mapping } from '../../api/hospital-types.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { CheckSwitch } from './check-switch.js'

const STATES: ReadonlyMap<string, string> = new Map([
  ['in_force', '有效'],
  ['coming', '未到生效日'],
  ['over', '已过期'],
])
const FILTER: ReadonlyMap<string, string> = new Map([...STATES, ['doubtful', '目录中查不到']])

export function MappingsPage() {
  const { institution = '' } = useParams()
  return (
    <Guarded permission="provider.see">
      <OfInstitution institution={institution} />
    </Guarded>
  )
}

function OfInstitution({ institution }: { readonly institution: string }) {
  const t = useText()
  const check = useQuery(mappingCheckQuery(institution))
  return (
    <>
      <p className="back-line">
        <Link to="/mappings">{t('全部机构')}</Link>
      </p>
      <Answer of={check}>
        {(of) => (
          <>
            <PageHead
              title={t('{name} 的目录对照', { name: of.name })}
              says={t('机构编码 {code}，有效对照 {n} 条。', { code: of.institution, n: of.mapped })}
            />
            <CheckSwitch of={of} />
            <List institution={institution} />
          </>
        )}
      </Answer>
    </>
  )
}

function List({ institution }: { readonly institution: string }) {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, ['q', 'state', 'sort'])
  const answer = useQuery(mappingsQuery(institution, { ...asked, ...pageOf(address) }))
  return (
    <section>
      <search className="filters">
        <SearchBox address={address} label={t('院内编码、名称或国家编码')} />
        <AddressChoice address={address} name="state" label={t('状态')} of={FILTER} width={150} />
        <ExcelLink path={`/api/institutions/${institution}/mappings.xlsx`} query={asked} />
      </search>
      <ListSection<Mapping>
        of={answer}
        address={address}
        rowKey={(row) => `${row.own_code}/${row.list_type}/${row.national_code}/${row.in_force}`}
        empty={t('没有符合条件的对照')}
        columns={columns(t, address)}
      />
    </section>
  )
}

function columns(t: Text, address: Address): ColumnsType<Mapping> {
  return [
    { ...sorted<Mapping>(address, 'own_code'), title: t('院内编码'), dataIndex: 'own_code', className: 'num' },
    { ...sorted<Mapping>(address, 'own_name'), title: t('院内名称'), dataIndex: 'own_name' },
    { key: 'list_type', title: t('目录类别'), dataIndex: 'list_type', className: 'num' },
    {
      ...sorted<Mapping>(address, 'national_code'),
      title: t('国家编码'),
      render: (_, row) => (
        <Link className="num" to={`/catalogue-items/${row.national_code}`}>
          {row.national_code}
        </Link>
      ),
    },
    {
      key: 'item',
      title: t('国家目录名称'),
      render: (_, row) => (row.item_name === null ? <span className="negative">{t('目录中查不到')}</span> : `${row.item_name}（${row.item_class ?? ''}）`),
    },
    { ...sorted<Mapping>(address, 'in_force'), title: t('有效期'), className: 'num', render: (_, row) => `${row.in_force} ~ ${row.until ?? t('长期')}` },
    { key: 'state', title: t('状态'), render: (_, row) => t(STATES.get(row.state) ?? row.state) },
    { ...sorted<Mapping>(address, 'sent_at'), title: t('上传时间'), className: 'num', dataIndex: 'sent_at' },
  ]
}
