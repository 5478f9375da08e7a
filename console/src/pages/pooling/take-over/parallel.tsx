// The parallel run: trend of the runs, the last one by day and kind, the bills that differ.
import { useMutation, useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { post, withQuery } from '../../../api/request.js'
import { parallelDifferencesQuery, parallelQuery } from '../../../api/take-over-queries.js'
import type { Parallel, ParallelDifference, TakeOver } from '../../../api/take-over-types.js'
import { Yuan } from '../../../format/amount.js'
import { count } from '../../../format/money.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { FormFailure } from '../../../session/form-failure.js'
import { PagedTable } from '../../../session/paged-table.js'
import { Answer, Empty } from '../../../shell/states.js'

export function ParallelTab({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(parallelQuery(of.takeover))
  const run = useMutation({
    mutationFn: () => post<{ job: string }>(`/api/takeovers/${of.takeover}/parallel`, {}),
    onSuccess: ({ job }) => address.change({ job }),
  })
  return (
    <>
      <p>{t('每日把原系统的结算导入“原系统结算”，按本系统规则逐张重算，直到全部一致。')}</p>
      <p className="filters">
        <AllowedButton permission="takeover.manage" who="基金管理岗、基金财务岗" type="primary" loading={run.isPending} onClick={() => run.mutate()}>
          {t('比对')}
        </AllowedButton>
        <a className="download" href={withQuery(`/api/takeovers/${of.takeover}/parallel/differences.xlsx`, { kind: address.of('kind') })} download>
          {t('导出 Excel')}
        </a>
      </p>
      <FormFailure error={run.error} />
      <Answer of={answer}>
        {(found) =>
          found.runs.length === 0 ? (
            <Empty title={t('还没有比对')} />
          ) : (
            <>
              <Runs of={found} />
              <Unequal of={of} />
            </>
          )
        }
      </Answer>
    </>
  )
}

function Runs({ of }: { readonly of: Parallel }) {
  const t = useText()
  const numbers = (keys: readonly (readonly [string, string])[]) =>
    keys.map(([key, title]) => ({ key, title, dataIndex: key, align: 'right' as const, className: 'num' }))
  return (
    <>
      <h2>{t('历次比对')}</h2>
      <Table
        size="small"
        rowKey="run"
        dataSource={of.runs}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          { key: 'at', title: t('时间'), render: (_, row) => <span className="num">{row.known_at.slice(0, 16)}</span> },
          ...numbers([
            ['bills', t('张数')],
            ['equal', t('一致')],
            ['differs', t('不一致')],
            ['not_possible', t('无法结算')],
          ]),
        ]}
      />
      <h2>{t('最近一次，按结算日和类别')}</h2>
      <Table
        size="small"
        rowKey={(row) => `${row.day} ${row.kind}`}
        dataSource={of.days}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { key: 'day', title: t('结算日期'), dataIndex: 'day', className: 'num' },
          { key: 'kind', title: t('结果'), render: (_, row) => t(row.kind_name) },
          { key: 'bills', title: t('张数'), align: 'right', render: (_, row) => <span className="num">{count(row.bills)}</span> },
          { key: 'fen', title: t('差额'), align: 'right', render: (_, row) => <Yuan fen={row.difference_fen} /> },
        ]}
      />
    </>
  )
}

function Unequal({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const address = useAddress()
  const answer = useQuery(parallelDifferencesQuery(of.takeover, { kind: address.of('kind'), page: address.page, size: address.size }))
  return (
    <>
      <h2>{t('不一致的结算')}</h2>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有不一致的结算')} />
          ) : (
            <PagedTable<ParallelDifference>
              rowKey="bill"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { key: 'bill', title: t('结算编号'), dataIndex: 'bill', className: 'num' },
                { key: 'day', title: t('结算日期'), dataIndex: 'day', className: 'num' },
                { key: 'kind', title: t('结果'), render: (_, row) => t(row.kind_name) },
                { key: 'theirs', title: t('原系统'), align: 'right', render: (_, row) => <Yuan fen={row.theirs_fen} /> },
                { key: 'ours', title: t('本系统'), align: 'right', render: (_, row) => <Yuan fen={row.ours_fen} /> },
                { key: 'sentence', title: t('说明'), dataIndex: 'sentence' },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}
