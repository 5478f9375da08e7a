// The facts behind one point: by pages; where they go by month, a month opens its bills or vouchers; and as Excel.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { useState } from 'react'
import { Link } from 'react-router'
import { withQuery } from '../../api/request.js'
import { type Evidence, evidenceQuery } from '../../api/watch-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { Answer, Empty } from '../../shell/states.js'

type Row = Evidence['rows'][number]

export function PointEvidence({ run, unit, indicator }: { readonly run: string; readonly unit: string; readonly indicator: string }) {
  const t = useText()
  const [month, setMonth] = useState<string>()
  const [page, setPage] = useState(1)
  const asked = { unit, indicator, ...(month === undefined ? {} : { month }) }
  const answer = useQuery(evidenceQuery(run, { ...asked, page, size: 20 }))
  const open = (next: string | undefined): void => {
    setMonth(next)
    setPage(1)
  }
  return (
    <>
      <p>
        {month !== undefined && (
          <button type="button" className="plain-button" onClick={() => open(undefined)}>
            {t('返回各月')}
          </button>
        )}{' '}
        <a className="download" href={withQuery(`/api/appraisals/${run}/evidence.xlsx`, asked)} download>
          {t('导出 Excel')}
        </a>
      </p>
      <Answer of={answer}>
        {(of) =>
          of.rows.length === 0 ? <Empty title={t('没有逐笔明细')} /> : <Lines of={of} page={page} turn={setPage} open={of.by_month ? open : undefined} />
        }
      </Answer>
    </>
  )
}

interface LinesProps {
  readonly of: Evidence
  readonly page: number
  readonly turn: (page: number) => void
  readonly open: ((month: string) => void) | undefined
}

function Lines({ of, page, turn, open }: LinesProps) {
  const t = useText()
  return (
    <>
      {of.sum_fen !== null && (
        <p>
          {t('合计')} <Yuan fen={of.sum_fen} /> {t('元')}
        </p>
      )}
      <Table<Row>
        size="small"
        rowKey={(row) => `${row.day} ${row.what} ${row.reference}`}
        pagination={{
          current: page,
          pageSize: 20,
          total: of.total,
          showSizeChanger: false,
          onChange: turn,
          showTotal: (total) => t('共 {n} 条', { n: count(total) }),
        }}
        dataSource={[...of.rows]}
        columns={[
          { title: t('日期'), className: 'num', render: (_, row) => <Day of={row} open={open} /> },
          { title: t('内容'), dataIndex: 'what' },
          { title: t('账套、事实或单据'), render: (_, row) => <Source of={row} /> },
          { title: t('件数'), align: 'right', render: (_, row) => (row.count === null ? '' : count(row.count)) },
          { title: t('金额（元）'), align: 'right', render: (_, row) => (row.amount_fen === null ? '' : <Yuan fen={row.amount_fen} />) },
        ]}
      />
    </>
  )
}

function Day({ of, open }: { readonly of: Row; readonly open: LinesProps['open'] }) {
  const { day } = of
  if (day === null) return '—'
  if (open === undefined) return day
  const month = day.slice(0, 7)
  return (
    <button type="button" className="link-button" onClick={() => open(month)}>
      {month}
    </button>
  )
}

/** A bill or a voucher opens itself, for whoever may see it. */
function Source({ of }: { readonly of: Row }) {
  const may = useMay()
  if (of.bill !== null && may('settlement.see')) return <Link to={`/settlements/${of.bill.psn_no}/${of.bill.settlement}`}>{of.reference}</Link>
  if (of.voucher !== null && may('book.see'))
    return <Link to={`/fund/vouchers/${encodeURIComponent(of.voucher.book)}/${of.voucher.voucher}`}>{of.reference}</Link>
  return of.reference
}
