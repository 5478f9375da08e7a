// Ledgers of a book: balances of accounts, general ledger, detail ledger, journals of the cash accounts; Excel, PDF, print.
import { useQuery } from '@tanstack/react-query'
import Pagination from 'antd/es/pagination'
import Segmented from 'antd/es/segmented'
import { bookPath, ledgerQuery } from '../../api/book-desk-queries.js'
import { withQuery } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/ledger-print.css'
import { AreaChoice } from '../enrolment/person-filters.js'
import { AccountInput } from '../fund/book-filters.js'
import { ChooseBook } from './choose-book.js'
import { MonthRange, monthsOf } from './month-range.js'
import { ReportTableView } from './report-table-view.js'

const KINDS = [
  { value: 'balances', label: '科目余额表' },
  { value: 'general', label: '总账' },
  { value: 'detail', label: '明细账' },
  { value: 'journal', label: '日记账' },
] as const
const SIZE = 100

export function LedgersPage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="book.see">
      <div className="page-head">
        <h1>{t('总账与明细账')}</h1>
        <p>{t('每一行都能点到凭证，凭证能点到业务。')}</p>
      </div>
      <ChooseBook address={address} forget={['account']}>
        {({ book }) => <Books book={book} address={address} />}
      </ChooseBook>
    </Guarded>
  )
}

function Books({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const kind = address.of('kind') ?? 'balances'
  const account = address.of('account') ?? (kind === 'journal' ? '1004' : undefined)
  const asked = { kind, ...monthsOf(address), account, unit: address.of('unit') }
  const missing = kind === 'detail' && account === undefined
  return (
    <>
      <search className="filters no-print">
        <Segmented
          aria-label={t('账簿种类')}
          value={kind}
          options={KINDS.map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={(next) => address.change({ kind: next, account: undefined })}
        />
        <MonthRange address={address} />
        <AccountInput address={address} />
        <AreaChoice address={address} name="unit" label={t('单位')} />
        <a className="download" href={withQuery(bookPath(book, 'ledgers.xlsx'), asked)} download>
          {t('导出 Excel')}
        </a>
        <a className="plain-button" href={withQuery(bookPath(book, 'ledgers.pdf'), asked)} download>
          PDF
        </a>
        <PrintButton />
      </search>
      {missing ? <Empty title={t('请先填写一个科目')} /> : <Shown book={book} asked={asked} address={address} />}
    </>
  )
}

function Shown({ book, asked, address }: { readonly book: string; readonly asked: Readonly<Record<string, string | undefined>>; readonly address: Address }) {
  const t = useText()
  const paged = asked['kind'] === 'detail' || asked['kind'] === 'journal'
  const answer = useQuery(ledgerQuery(book, { ...asked, ...(paged ? { page: address.page, size: SIZE } : {}) }))
  return (
    <Answer of={answer}>
      {({ table, total }) =>
        table.rows.length === 0 ? (
          <Empty title={t('这段时间没有发生额')} />
        ) : (
          <>
            <ReportTableView of={table} book={book} />
            {paged && total > SIZE && (
              <Pagination
                className="no-print"
                current={address.page}
                pageSize={SIZE}
                total={total}
                showSizeChanger={false}
                onChange={(page) => address.change({ page })}
              />
            )}
          </>
        )
      }
    </Answer>
  )
}
