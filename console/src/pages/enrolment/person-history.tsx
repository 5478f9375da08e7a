// Every bill of a person, newest first.
import { useQuery } from '@tanstack/react-query'
import Select from 'antd/es/select'
import { historyQuery } from '../../api/queries.js'
import { withQuery } from '../../api/request.js'
import type { SettlementRow } from '../../api/types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { PagedTable } from '../../session/paged-table.js'
import { Answer, Empty } from '../../shell/states.js'
import { settlementColumns } from '../settlement/settlement-columns.js'
import { TotalsLine } from '../settlement/totals-line.js'

export function PersonHistory({ psnNo }: { readonly psnNo: string }) {
  const t = useText()
  const address = useAddress()
  const year = address.of('year')
  const query = { ...(year === undefined ? {} : { year }), page: address.page, size: address.size }
  const answer = useQuery(historyQuery(psnNo, query))
  return (
    <>
      <div className="filters">
        <YearChoice year={year} choose={(next) => address.change({ year: next })} />
        <a className="download" href={withQuery(`/api/persons/${psnNo}/settlements.xlsx`, { year })} download>
          {t('导出 Excel')}
        </a>
      </div>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('还没有结算记录')} />
          ) : (
            <>
              <TotalsLine of={page} />
              <PagedTable<SettlementRow>
                rowKey="settlement"
                columns={settlementColumns(t, { person: false })}
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

const THIS_YEAR = new Date().getFullYear()
const YEARS = Array.from({ length: 6 }, (_, back) => String(THIS_YEAR - back))

function YearChoice({ year, choose }: { readonly year: string | undefined; readonly choose: (year: string | undefined) => void }) {
  const t = useText()
  return (
    <div className="filter">
      <span id="year-label">{t('待遇年度')}</span>
      <Select
        aria-labelledby="year-label"
        style={{ width: 120 }}
        allowClear
        placeholder={t('全部')}
        value={year ?? null}
        options={YEARS.map((value) => ({ value, label: value }))}
        onChange={(value: string | null | undefined) => choose(value ?? undefined)}
      />
    </div>
  )
}
