// Every account of a book; a click shows its entries.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { Link } from 'react-router'
import type { TrialBalance } from '../../api/fund-types.js'
import { trialQuery } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { DayInput } from '../../session/day-input.js'
import { Answer } from '../../shell/states.js'
import { booksPath } from './books-path.js'

type Row = TrialBalance['rows'][number]

export function TrialBalanceTable({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const day = address.of('day')
  const answer = useQuery(trialQuery(book, day === undefined ? {} : { day }))
  return (
    <>
      <div className="filters">
        <div className="filter">
          <span id="trial-day">{t('截至')}</span>
          <DayInput aria-labelledby="trial-day" value={day} onChange={(next) => address.change({ day: next || undefined })} />
        </div>
      </div>
      <Answer of={answer}>{(trial) => <Balances book={book} of={trial} />}</Answer>
    </>
  )
}

function Balances({ book, of }: { readonly book: string; readonly of: TrialBalance }) {
  const t = useText()
  const amount = (key: 'opening_fen' | 'debit_fen' | 'credit_fen' | 'balance_fen', title: string) => ({
    key,
    title: t(title),
    align: 'right' as const,
    render: (_: unknown, row: Row) => <Yuan fen={key === 'opening_fen' || key === 'balance_fen' ? onOwnSide(row, row[key]) : row[key]} />,
  })
  return (
    <>
      <p className={of.zero ? 'balanced' : 'balanced broken'}>{of.zero ? t('借贷相等，试算平衡。') : t('借贷不等：请立即告知系统管理员并停止记账。')}</p>
      <Table<Row>
        size="small"
        pagination={false}
        rowKey="account"
        dataSource={of.rows}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: t('科目'),
            dataIndex: 'account',
            className: 'num',
            render: (_, row) => <Link to={booksPath(book, 'entries', { account: row.account })}>{row.account}</Link>,
          },
          { title: t('名称'), dataIndex: 'name' },
          { title: t('方向'), render: (_, row) => (isDebit(row) ? t('借') : t('贷')) },
          amount('opening_fen', '年初余额'),
          amount('debit_fen', '借方'),
          amount('credit_fen', '贷方'),
          { ...amount('balance_fen', '余额'), className: 'main-figure' },
        ]}
      />
    </>
  )
}

function isDebit(row: Row): boolean {
  return /^(D|debit|借)/.test(row.side)
}

/** The books keep debits positive; a balance is shown on its account's own side, so that red means the wrong side. */
function onOwnSide(row: Row, fen: number): number {
  return isDebit(row) || fen === 0 ? fen : -fen
}
