// One interest paper: what every fund and unit takes of the bank's credit, and what another officer may decide.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { Link, useParams } from 'react-router'
import { type InterestPaper, type InterestPaperLine, interestPaperQuery, PAPERS } from '../../../api/interest-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import { ExcelLink } from '../../../session/list-section.js'
import { Guarded } from '../../../shell/guarded.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/fund.css'
import '../../../style/ledger-print.css'
import { Facts } from '../../payment/desk/columns.js'
import type { StepAsked } from '../../pooling/step-form.js'
import { DeskPanel } from '../desk-panel.js'
import { voucherPath } from '../voucher-path.js'
import { Product, rateText } from './product.js'

const STEPS: readonly StepAsked[] = [
  { kind: 'approved', label: '复核通过并记账', final: '通过后利息按下表记入各基金账簿，不能撤回。确定通过？' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '理由', kind: 'text' } },
]

export function InterestPaperPage() {
  const { paper = '' } = useParams()
  const answer = useQuery(interestPaperQuery(paper))
  return <Guarded permission="book.see">{<Answer of={answer}>{(of) => <Shown of={of} />}</Answer>}</Guarded>
}

function Shown({ of }: { readonly of: InterestPaper }) {
  const t = useText()
  const path = `${PAPERS}/${of.paper}`
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{t('计息单：回单 {slip}', { slip: of.slip })}</h1>
        <p>
          {of.unit_name === null ? of.account_name : `${of.account_name}（${of.unit_name}）`} · {of.from} — {of.to} · {t(of.stage_name)}
        </p>
      </div>
      <div className="filters no-print">
        <ExcelLink path={`${path}/paper.xlsx`} query={{}} />
        <a className="plain-button" href={`${path}/paper.pdf`} download>
          PDF
        </a>
        <PrintButton />
      </div>
      <Facts
        of={[
          [t('应计利息'), <Yuan key="due" fen={of.due_fen} />],
          [t('银行入账'), <Yuan key="bank" fen={of.bank_fen} strong />],
          [t('差额'), <Yuan key="difference" fen={of.difference_fen} strong />],
          [t('差额原因'), of.explanation === '' ? '—' : of.explanation],
          [t('入账日期'), of.credited_on],
          [t('记账日期'), of.booked_on],
        ]}
      />
      <section className="panel">
        <header>
          <h2>{t('利息分配')}</h2>
          <span className="quiet">{t('按积数分配，尾差按最大余数法；职工基金再按统筹、个人账户结余的积数分。')}</span>
        </header>
        <Lines of={of.lines} />
      </section>
      <DeskPanel of={of} steps={STEPS} path={path} />
    </div>
  )
}

function Lines({ of }: { readonly of: readonly InterestPaperLine[] }) {
  const t = useText()
  return (
    <Table<InterestPaperLine>
      size="small"
      rowKey={({ book, unit }) => `${book}/${unit}`}
      pagination={false}
      dataSource={[...of]}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('基金'), dataIndex: 'book_name' },
        { title: t('核算单位'), dataIndex: 'unit_name' },
        { title: t('积数（元·天）'), align: 'right', render: (_, row) => <Product of={row.product} /> },
        { title: t('年利率'), align: 'right', render: (_, row) => rateText(row.rates) },
        { title: t('应计利息'), align: 'right', render: (_, row) => <Yuan fen={row.due_fen} /> },
        { title: t('分得利息'), align: 'right', render: (_, row) => <Yuan fen={row.credited_fen} strong /> },
        { title: t('其中统筹'), align: 'right', render: (_, row) => <Yuan fen={row.pool_fen} /> },
        { title: t('其中个人账户'), align: 'right', render: (_, row) => <Yuan fen={row.account_fen} /> },
        { title: t('凭证'), render: (_, row) => (row.voucher === null ? '' : <Link to={voucherPath(row.book, row.voucher)}>{row.voucher}</Link>) },
      ]}
    />
  )
}
