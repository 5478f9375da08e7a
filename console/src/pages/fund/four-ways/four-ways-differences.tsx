// What the parties do not agree on: kind, age, owner, and two officers' word.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FourWaysDifference, FourWaysMonth } from '../../../api/four-ways-types.js'
import { withQuery } from '../../../api/request.js'
import { fourWaysDifferencesQuery } from '../../../api/take-over-queries.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AddressChoice } from '../../../session/address-choice.js'
import { matterColumns } from '../../../session/matter-columns.js'
import { MatterDialog } from '../../../session/matter-dialog.js'
import { PagedTable } from '../../../session/paged-table.js'
import { StandingFilter } from '../../../session/standing-filter.js'
import { Answer, Empty } from '../../../shell/states.js'

const PATH = '/api/four-ways/differences'

export function FourWaysDifferences({ month, pairs }: { readonly month: string; readonly pairs: FourWaysMonth['pairs'] }) {
  const t = useText()
  const address = useAddress()
  const [chosen, choose] = useState<FourWaysDifference>()
  const filters = { month, pair: address.of('pair'), standing: address.of('standing') }
  const answer = useQuery(fourWaysDifferencesQuery({ ...filters, page: address.page, size: address.size }))
  return (
    <>
      <search className="filters">
        <StandingFilter address={address} />
        <AddressChoice address={address} name="pair" label={t('对账')} of={new Map(pairs.map(({ pair, name }) => [pair, name]))} />
        <a className="download" href={withQuery(`${PATH}.xlsx`, filters)} download>
          {t('导出 Excel')}
        </a>
      </search>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的差异')} />
          ) : (
            <PagedTable<FourWaysDifference>
              rowKey="matter"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { key: 'pair', title: t('对账'), render: (_, row) => t(row.pair_name) },
                { key: 'kind', title: t('差异类别'), render: (_, row) => t(row.kind_name) },
                { key: 'unit', title: t('核算单位'), dataIndex: 'unit_name' },
                { key: 'key_no', title: t('关键号'), render: (_, row) => <span className="num">{row.key_no || '—'}</span> },
                { key: 'left', title: t('甲方金额'), align: 'right', render: (_, row) => <Yuan fen={row.left_fen} /> },
                { key: 'right', title: t('乙方金额'), align: 'right', render: (_, row) => <Yuan fen={row.right_fen} /> },
                ...matterColumns<FourWaysDifference>(t, { permission: 'reconcile.work', who: '基金管理岗、基金财务岗、税务、财政', choose }),
              ]}
            />
          )
        }
      </Answer>
      {chosen !== undefined && <MatterDialog of={chosen} path={PATH} close={() => choose(undefined)} />}
    </>
  )
}
