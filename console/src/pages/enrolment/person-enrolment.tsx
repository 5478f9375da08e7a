// Enrolment by year, identities, filings.
import Table from 'antd/es/table'
import type { Person } from '../../api/types.js'
import { useText } from '../../language/language.js'
import { filingName, personTypeName, schemeName, standingName } from './words.js'

export function PersonEnrolment({ of }: { readonly of: Person }) {
  return (
    <div className="stack">
      <Enrolments of={of} />
      <Identities of={of} />
      <Filings of={of} />
    </div>
  )
}

function Enrolments({ of }: { readonly of: Person }) {
  const t = useText()
  return (
    <section>
      <h2>{t('参保')}</h2>
      <Table
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowKey={(row) => `${row.scheme} ${row.benefit_year} ${row.entitled_from} ${row.booked_on} ${row.status}`}
        rowClassName={(row) => (row.ruling ? '' : 'row-struck')}
        dataSource={of.enrolments}
        locale={{ emptyText: t('没有参保记录') }}
        columns={[
          { title: t('年度'), dataIndex: 'benefit_year', className: 'num' },
          { title: t('险种'), render: (_, row) => t(schemeName(row.scheme)) },
          { title: t('人员类别'), render: (_, row) => t(personTypeName(row.person_type)) },
          { title: t('参保地'), dataIndex: 'area_name' },
          { title: t('待遇期'), className: 'num', render: (_, row) => `${row.entitled_from} — ${row.entitled_to}` },
          { title: t('状态'), render: (_, row) => (row.ruling ? t(standingName(row.status)) : t('已被更正')) },
          { title: t('单位'), render: (_, row) => row.employer_name ?? '' },
          { title: t('登记日期'), dataIndex: 'booked_on', className: 'num' },
          { title: t('说明'), render: (_, row) => row.reason ?? '' },
        ]}
      />
    </section>
  )
}

function Identities({ of }: { readonly of: Person }) {
  const t = useText()
  return (
    <section>
      <h2>{t('特殊身份')}</h2>
      <Table
        size="small"
        pagination={false}
        rowKey={(row) => `${row.kind} ${row.in_force}`}
        dataSource={of.identities}
        locale={{ emptyText: t('没有登记特殊身份。') }}
        columns={[
          { title: t('身份'), render: (_, row) => row.list_name ?? row.kind },
          { title: t('起'), dataIndex: 'in_force', className: 'num' },
          { title: t('止'), className: 'num', render: (_, row) => row.until ?? t('长期') },
          { title: t('认定部门'), dataIndex: 'confirmed_by' },
        ]}
      />
    </section>
  )
}

function Filings({ of }: { readonly of: Person }) {
  const t = useText()
  return (
    <section>
      <h2>{t('备案')}</h2>
      <Table
        size="small"
        pagination={false}
        rowKey={(row) => `${row.kind} ${row.disease} ${row.in_force}`}
        dataSource={of.filings}
        locale={{ emptyText: t('没有备案。') }}
        columns={[
          { title: t('类别'), render: (_, row) => t(filingName(row.kind)) },
          { title: t('病种'), render: (_, row) => row.disease ?? '' },
          { title: t('地点或机构'), render: (_, row) => row.provider_name ?? row.place_name ?? '' },
          { title: t('起'), dataIndex: 'in_force', className: 'num' },
          { title: t('止'), className: 'num', render: (_, row) => row.until ?? t('长期') },
        ]}
      />
    </section>
  )
}
