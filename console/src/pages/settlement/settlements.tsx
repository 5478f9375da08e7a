// All bills of the officer's areas, by area, provider, day and kind of care.
import { useQuery } from '@tanstack/react-query'
import Input from 'antd/es/input'
import { settlementsQuery } from '../../api/queries.js'
import { withQuery } from '../../api/request.js'
import type { SettlementRow } from '../../api/settlement-types.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { PagedTable } from '../../session/paged-table.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import { AreaChoice } from '../enrolment/person-filters.js'
import '../../style/pages.css'
import { BENEFITS } from './benefits.js'
import { DayRange } from './day-range.js'
import { settlementColumns } from './settlement-columns.js'
import { TotalsLine } from './totals-line.js'

export function Settlements() {
  return (
    <Guarded permission="settlement.see">
      <SettlementsPage />
    </Guarded>
  )
}

const FILTERS = ['unit', 'provider', 'from', 'to', 'benefit'] as const

function SettlementsPage() {
  const t = useText()
  const address = useAddress()
  const filters = Object.fromEntries(FILTERS.map((name) => [name === 'unit' ? 'area' : name, address.of(name)]).filter(([, value]) => value !== undefined))
  const answer = useQuery(settlementsQuery({ ...filters, page: address.page, size: address.size }))
  return (
    <>
      <div className="page-head">
        <h1>{t('结算单')}</h1>
        <p>{t('只列出您的区域参保人的结算单；撤销单和原单都在列，合计自然抵消。')}</p>
        <div className="actions">
          <a className="download" href={withQuery('/api/settlements.xlsx', filters)} download>
            {t('导出 Excel')}
          </a>
        </div>
      </div>
      <Filters address={address} />
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的结算单')} />
          ) : (
            <>
              <TotalsLine of={page} />
              <PagedTable<SettlementRow>
                rowKey={(row) => `${row.psn_no}/${row.settlement}`}
                columns={settlementColumns(t, { person: true })}
                rowClassName={(row) => (row.standing === 'settled' ? '' : 'row-struck')}
                answer={page}
                asking={answer.isFetching}
                address={address}
              />
            </>
          )
        }
      </Answer>
    </>
  )
}

const KINDS_OF_CARE: ReadonlyMap<string, string> = new Map(BENEFITS.map(({ kind, name }) => [kind, name]))

function Filters({ address }: { readonly address: Address }) {
  const t = useText()
  return (
    <search className="filters">
      <AreaChoice address={address} name="unit" label={t('参保地')} />
      <div className="filter">
        <span id="provider-label">{t('机构编码')}</span>
        <Input.Search
          aria-labelledby="provider-label"
          key={address.of('provider') ?? ''}
          defaultValue={address.of('provider') ?? ''}
          allowClear
          maxLength={12}
          style={{ width: 190 }}
          onSearch={(text) => address.change({ provider: text.trim().toUpperCase() })}
        />
      </div>
      <DayRange address={address} />
      <AddressChoice address={address} name="benefit" label={t('就医类别')} of={KINDS_OF_CARE} width={160} />
    </search>
  )
}
