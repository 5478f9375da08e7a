// Differences of the last check, each closed or carried with an owner by two officers.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { withQuery } from '../../../api/request.js'
import { takeOverDifferencesQuery } from '../../../api/take-over-queries.js'
import type { TakeOver, TakeOverDifference } from '../../../api/take-over-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AddressChoice } from '../../../session/address-choice.js'
import { matterColumns } from '../../../session/matter-columns.js'
import { MatterDialog } from '../../../session/matter-dialog.js'
import { PagedTable } from '../../../session/paged-table.js'
import { StandingFilter } from '../../../session/standing-filter.js'
import { Answer, Empty } from '../../../shell/states.js'

const CODES: Readonly<Record<string, string>> = {
  faulty_line: '数据行有误',
  no_person: '人员没有接管',
  identity_differs: '与档案不一致',
  enrolled_elsewhere: '已在他处参保',
  enrolled_here: '本系统已有参保',
  no_provider: '机构不在名单',
  provider_differs: '机构与名单不一致',
  two_stays: '同时两处住院',
  stay_open: '本系统已有在院',
  accounts_sum: '个人账户合计不符',
}

export function DifferencesTab({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const address = useAddress()
  const [chosen, choose] = useState<TakeOverDifference>()
  const path = `/api/takeovers/${of.takeover}/differences`
  const filters = { standing: address.of('standing'), code: address.of('code') }
  const answer = useQuery(takeOverDifferencesQuery(of.takeover, { ...filters, page: address.page, size: address.size }))
  return (
    <>
      <search className="filters">
        <StandingFilter address={address} />
        <AddressChoice address={address} name="code" label={t('差异类别')} of={new Map(Object.entries(CODES))} />
        <a className="download" href={withQuery(`${path}.xlsx`, filters)} download>
          {t('导出 Excel')}
        </a>
      </search>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={page.checked ? t('没有符合条件的差异') : t('还没有核对；请在“数据文件”里核对。')} />
          ) : (
            <PagedTable<TakeOverDifference>
              rowKey="matter"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { key: 'code', title: t('差异类别'), render: (_, row) => t(row.code_name) },
                { key: 'where', title: t('文件和行'), render: (_, row) => `${row.kind_name}${row.line === null ? '' : t(' 第{n}行', { n: row.line })}` },
                { key: 'amount', title: t('金额'), align: 'right', render: (_, row) => (row.amount_fen === null ? '—' : <Yuan fen={row.amount_fen} />) },
                ...matterColumns<TakeOverDifference>(t, { permission: 'takeover.manage', who: '基金管理岗、基金财务岗', choose }),
              ]}
            />
          )
        }
      </Answer>
      {chosen !== undefined && <MatterDialog of={chosen} path={path} close={() => choose(undefined)} />}
    </>
  )
}
