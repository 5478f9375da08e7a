// Which institution has mapped how many of its own codes to the national catalogue (3301), and where fee lines are held against it.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import { mappingInstitutionsQuery } from '../../api/hospital-queries.js'
import type { MappingInstitution } from '../../api/hospital-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/hospital.css'

const REQUIRED: ReadonlyMap<string, string> = new Map([
  ['yes', '核对'],
  ['no', '不核对'],
])

export function MappingInstitutionsPage() {
  return (
    <Guarded permission="provider.see">
      <Institutions />
    </Guarded>
  )
}

function Institutions() {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, ['q', 'required', 'sort'])
  const answer = useQuery(mappingInstitutionsQuery({ ...asked, ...pageOf(address) }))
  return (
    <>
      <PageHead title={t('目录对照')} says={t('各机构院内编码与国家目录的对照（3301、3302），以及费用上传时是否核对。')} />
      <search className="filters">
        <SearchBox address={address} label={t('机构名称或编码')} />
        <AddressChoice address={address} name="required" label={t('上传核对')} of={REQUIRED} width={120} />
        <ExcelLink path="/api/mapping-institutions.xlsx" query={asked} />
      </search>
      <ListSection<MappingInstitution> of={answer} address={address} rowKey="institution" empty={t('没有符合条件的机构')} columns={columns(t, address)} />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<MappingInstitution> {
  return [
    { ...sorted<MappingInstitution>(address, 'name'), title: t('机构'), render: (_, row) => <Link to={`/mappings/${row.institution}`}>{row.name}</Link> },
    { key: 'institution', title: t('机构编码'), dataIndex: 'institution' },
    { key: 'area', title: t('管理单位'), dataIndex: 'area_name' },
    { ...sorted<MappingInstitution>(address, 'mapped'), title: t('有效对照'), align: 'right', className: 'num', render: (_, row) => count(row.mapped) },
    {
      ...sorted<MappingInstitution>(address, 'doubtful'),
      title: t('目录中查不到'),
      align: 'right',
      render: (_, row) => <span className={row.doubtful > 0 ? 'num negative' : 'num'}>{count(row.doubtful)}</span>,
    },
    { key: 'required', title: t('上传核对'), render: (_, row) => (row.required ? t('核对') : <span className="quiet">{t('不核对')}</span>) },
    { ...sorted<MappingInstitution>(address, 'last_at'), title: t('最近上传'), className: 'num', render: (_, row) => row.last_at ?? '—' },
  ]
}
