// Positions as a table: each fund with its sum, then its units.
import Table, { type ColumnsType } from 'antd/es/table'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Cockpit, FundAmounts, Position } from '../../api/types.js'
import { Wan } from '../../format/amount.js'
import { type Text, useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { booksPath } from './books-path.js'
import { fundTone } from './tones.js'

interface Row extends FundAmounts {
  readonly key: string
  readonly fund: string
  readonly fund_name: string
  readonly book: string
  /** Absent on the sum of a fund. */
  readonly unit?: string
  readonly unit_name: string
}

export function PositionTable({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const mayBooks = useMay()('book.see')
  return (
    <Table<Row>
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowKey="key"
      dataSource={rowsOf(of, t('合计'))}
      columns={columns(t, mayBooks)}
      rowClassName={(row) => (row.unit === undefined ? 'fund-sum' : '')}
    />
  )
}

function rowsOf(of: Cockpit, sum: string): readonly Row[] {
  return of.totals.flatMap((total) => {
    const units: readonly Position[] = of.positions.filter((position) => position.fund === total.fund)
    const book = units[0]?.book ?? ''
    return [{ ...total, key: total.fund, book, unit_name: sum }, ...units.map((unit) => ({ ...unit, key: `${unit.book} ${unit.unit}` }))]
  })
}

type AmountKey = Exclude<keyof FundAmounts, 'months_of_cover'>

function columns(t: Text, mayBooks: boolean): ColumnsType<Row> {
  const to = (path: string, children: ReactNode) => (mayBooks ? <Link to={path}>{children}</Link> : children)
  const amount = (key: AmountKey, title: string, view?: 'entries' | 'memo') => ({
    key,
    title: t(title),
    align: 'right' as const,
    render: (_: unknown, row: Row) => (view === undefined ? <Wan fen={row[key]} /> : to(booksPath(row.book, view, { unit: row.unit }), <Wan fen={row[key]} />)),
  })
  return [
    {
      key: 'fund',
      title: t('基金'),
      render: (_, row) => (row.unit === undefined ? <span className={`fund-mark ${fundTone(row.fund)}`}>{t(row.fund_name)}</span> : ''),
    },
    { key: 'unit', title: t('单位'), dataIndex: 'unit_name' },
    amount('cash_fen', '存款', 'entries'),
    amount('receivable_fen', '应收', 'memo'),
    amount('payable_fen', '应付', 'memo'),
    { ...amount('position_fen', '状况'), className: 'main-figure' },
    amount('income_ytd_fen', '本年收入', 'entries'),
    amount('expenditure_ytd_fen', '本年支出', 'entries'),
    amount('settled_ytd_fen', '本年结算', 'memo'),
    { key: 'months', title: t('可支付月数'), align: 'right', render: (_, row) => <Months of={row.months_of_cover} /> },
  ]
}

function Months({ of }: { readonly of: number | null }) {
  if (of === null) return <span className="quiet">—</span>
  const tone = of < 3 ? ' low' : of < 6 ? ' thin' : ''
  return <span className={`num months${tone}`}>{(Math.round(of * 10) / 10).toLocaleString('zh-CN', { minimumFractionDigits: 1 })}</span>
}
