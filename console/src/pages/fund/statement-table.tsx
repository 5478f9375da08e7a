// The statutory statements of a book for a month: on the page, printed, or as Excel.
import { useQuery } from '@tanstack/react-query'
import Segmented from 'antd/es/segmented'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import type { BookStatement } from '../../api/fund-types.js'
import { bookStatementQuery } from '../../api/queries.js'
import { withQuery } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import '../../style/ledger-print.css'
import { MonthChoice } from '../../session/month-choice.js'

type Row = BookStatement['rows'][number]

export function StatementTable({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const form = address.of('form') ?? 'balance_sheet'
  const month = address.of('month') ?? dayjs().subtract(1, 'month').format('YYYY-MM')
  const asked = { form, month, unit: address.of('unit') }
  const answer = useQuery(bookStatementQuery(book, asked))
  return (
    <>
      <div className="filters no-print">
        <Segmented
          aria-label={t('报表')}
          value={form}
          options={[
            { value: 'balance_sheet', label: t('资产负债表') },
            { value: 'income_statement', label: t('收支表') },
          ]}
          onChange={(next) => address.change({ form: next })}
        />
        <MonthChoice address={address} label={t('月份')} otherwise={month} />
        <a className="download" href={withQuery(`/api/fund/books/${encodeURIComponent(book)}/statements.xlsx`, asked)} download>
          {t('导出 Excel')}
        </a>
        <a className="plain-button" href={withQuery(`/api/fund/books/${encodeURIComponent(book)}/statements.pdf`, { ...asked, form: undefined })} download>
          {t('两表 PDF')}
        </a>
        <PrintButton />
      </div>
      <Answer of={answer}>{(statement) => <Lines of={statement} />}</Answer>
    </>
  )
}

function Lines({ of }: { readonly of: BookStatement }) {
  const t = useText()
  return (
    <Table<Row>
      size="small"
      pagination={false}
      rowKey="line"
      dataSource={of.rows}
      scroll={{ x: 'max-content' }}
      title={() => `${t(of.title)} · ${of.code} · ${t('单位：元')}`}
      columns={[
        {
          title: t('项目'),
          render: (_, row) => <span style={{ paddingInlineStart: row.indent * 20, fontWeight: row.indent === 0 ? 600 : 400 }}>{t(row.name)}</span>,
        },
        { title: t('行次'), dataIndex: 'line', className: 'num', align: 'right' },
        ...of.columns.map((title, index) => ({
          key: title,
          title: t(title),
          align: 'right' as const,
          render: (_: unknown, row: Row) => (row.fen[index] == null ? null : <Yuan fen={row.fen[index]} />),
        })),
      ]}
    />
  )
}
