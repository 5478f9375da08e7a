// A table of texts and amounts as the books' desk shows it; a row of a voucher leads to it.
import Table from 'antd/es/table'
import { Link } from 'react-router'
import type { ReportTable } from '../../api/book-desk-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { voucherPath } from './voucher-path.js'

type Row = ReportTable['rows'][number] & { readonly key: string }

export function ReportTableView({ of, book }: { readonly of: ReportTable; readonly book?: string }) {
  const t = useText()
  const text = (row: Row, at: number) => {
    const word = row.texts[at] ?? ''
    if (at === 0) return <span style={{ paddingInlineStart: row.indent * 20 }}>{word}</span>
    return at === 1 && row.voucher !== null && book !== undefined ? <Link to={voucherPath(book, row.voucher)}>{word}</Link> : word
  }
  return (
    <Table<Row>
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={of.rows.map((row, i) => ({ ...row, key: i.toString() }))}
      title={() => `${t(of.title)} · ${of.subtitle} · ${t('单位：元')}`}
      columns={[
        ...of.texts.map((title, at) => ({ key: title, title: t(title), render: (_: unknown, row: Row) => text(row, at) })),
        ...of.amounts.map((title, at) => ({
          key: title,
          title: t(title),
          align: 'right' as const,
          render: (_: unknown, row: Row) => (row.fen[at] == null ? null : <Yuan fen={row.fen[at]} />),
        })),
      ]}
    />
  )
}
