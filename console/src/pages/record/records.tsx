// Medical records that institutions handed in (4301–4701): found by patient, visit, institution, kind and time. Names are masked.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import { recordKindsQuery, recordsQuery } from '../../api/hospital-queries.js'
import type { MedicalRecord } from '../../api/hospital-types.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import { DayRange } from '../settlement/day-range.js'
import '../../style/pages.css'
import '../../style/hospital.css'

export function RecordsPage() {
  return (
    <Guarded permission="finding.see">
      <Records />
    </Guarded>
  )
}

function Records() {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, ['psn_no', 'visit', 'visit_no', 'institution', 'kind', 'from', 'to', 'sort'])
  const answer = useQuery(recordsQuery({ ...asked, ...pageOf(address) }))
  const kinds = useQuery(recordKindsQuery)
  const names = new Map(kinds.data?.map(({ kind, name }) => [kind, `${kind} ${name}`]))
  return (
    <>
      <PageHead title={t('诊疗记录')} says={t('医药机构上传的病历、医嘱、检查检验等（4301—4701）；每次查看都有记录。')}>
        <ExcelLink path="/api/medical-records.xlsx" query={asked} />
      </PageHead>
      <search className="filters">
        <SearchBox address={address} name="psn_no" label={t('人员编号（20位）')} />
        <SearchBox address={address} name="visit" label={t('就诊ID')} />
        <SearchBox address={address} name="visit_no" label={t('就医流水号')} />
        <SearchBox address={address} name="institution" label={t('机构编码')} />
        <AddressChoice address={address} name="kind" label={t('种类')} of={names} width={220} />
        <DayRange address={address} label={t('发生日期')} />
      </search>
      <ListSection<MedicalRecord> of={answer} address={address} rowKey="record" empty={t('没有符合条件的诊疗记录')} columns={columns(t, address)} />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<MedicalRecord> {
  return [
    {
      ...sorted<MedicalRecord>(address, 'happened_at'),
      title: t('发生时间'),
      render: (_, row) => (
        <Link className="num" to={`/medical-records/${row.record}`}>
          {row.happened_at.slice(0, 16)}
        </Link>
      ),
    },
    { ...sorted<MedicalRecord>(address, 'kind'), title: t('种类'), render: (_, row) => `${row.kind} ${row.kind_name}` },
    {
      key: 'person',
      title: t('参保人'),
      render: (_, row) =>
        row.psn_no === null ? <span className="quiet">{t('不在本统筹区参保')}</span> : <Link to={`/persons/${row.psn_no}`}>{row.person_name}</Link>,
    },
    { ...sorted<MedicalRecord>(address, 'institution'), title: t('机构'), dataIndex: 'institution_name' },
    { key: 'visit', title: t('就诊ID'), className: 'num', render: (_, row) => row.visit ?? '—' },
    { key: 'visit_no', title: t('就医流水号'), className: 'num', dataIndex: 'visit_no' },
    { key: 'document', title: t('文书号'), className: 'num', render: (_, row) => row.document || '—' },
    { ...sorted<MedicalRecord>(address, 'known_at'), title: t('上传时间'), className: 'num', render: (_, row) => row.known_at.slice(0, 16) },
    { key: 'valid', title: t('状态'), render: (_, row) => (row.valid ? t('有效') : <span className="quiet">{t('已作废')}</span>) },
  ]
}
