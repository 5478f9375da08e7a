// 预算决算表 and 合并收支表: tables that the server made, with their Excel and PDF.
import { useQuery } from '@tanstack/react-query'
import DatePicker from 'antd/es/date-picker'
import Segmented from 'antd/es/segmented'
import dayjs from 'dayjs'
import { budgetFormQuery, consolidatedQuery } from '../../api/book-desk-queries.js'
import { type Query, withQuery } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import '../../style/ledger-print.css'
import { MonthChoice } from '../../session/month-choice.js'
import { ChooseBook } from './choose-book.js'
import { ReportTableView } from './report-table-view.js'

export function FormsPage() {
  const t = useText()
  const address = useAddress()
  const view = address.of('view') ?? 'budget'
  return (
    <Guarded permission="book.see">
      <div className="page-head">
        <h1>{t('预算决算与合并报表')}</h1>
        <p>{t('预算表、决算表含税务和财政部分；市县两级账套合并时，上解下拨相互抵销，在途资金单列。')}</p>
      </div>
      <div className="filters no-print">
        <Segmented
          aria-label={t('报表')}
          value={view}
          options={[
            { value: 'budget', label: t('预算决算表') },
            { value: 'consolidated', label: t('合并收支表') },
          ]}
          onChange={(next) => address.change({ view: next })}
        />
      </div>
      <ChooseBook address={address}>
        {({ book, fund }) => (view === 'budget' ? <BudgetForm book={book} address={address} /> : <Together fund={fund} address={address} />)}
      </ChooseBook>
    </Guarded>
  )
}

function Downloads({ path, query }: { readonly path: string; readonly query: Query }) {
  const t = useText()
  return (
    <>
      <a className="download" href={withQuery(`${path}.xlsx`, query)} download>
        {t('导出 Excel')}
      </a>
      <a className="plain-button" href={withQuery(`${path}.pdf`, query)} download>
        PDF
      </a>
      <PrintButton />
    </>
  )
}

function BudgetForm({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const year = address.of('year') ?? dayjs().format('YYYY')
  const answer = useQuery(budgetFormQuery({ book, year }))
  return (
    <>
      <div className="filters no-print">
        <div className="filter">
          <span id="form-year">{t('年度')}</span>
          <DatePicker
            picker="year"
            aria-labelledby="form-year"
            allowClear={false}
            value={dayjs(`${year}-01-01`)}
            onChange={(next) => address.change({ year: next?.format('YYYY') })}
          />
        </div>
        <Downloads path="/api/fund/budget-form" query={{ book, year }} />
      </div>
      <Answer of={answer}>
        {({ tables }) => (
          <div className="report-tables">
            {tables.map((table) => (
              <ReportTableView key={table.title} of={table} />
            ))}
          </div>
        )}
      </Answer>
    </>
  )
}

function Together({ fund, address }: { readonly fund: string; readonly address: Address }) {
  const t = useText()
  const month = address.of('month') ?? dayjs().format('YYYY-MM')
  const answer = useQuery(consolidatedQuery({ fund, month }))
  return (
    <>
      <div className="filters no-print">
        <MonthChoice address={address} label={t('月份')} otherwise={month} />
        <Downloads path="/api/fund/consolidated" query={{ fund, month }} />
      </div>
      <Answer of={answer}>
        {(of) => (
          <>
            {of.books === 1 && <p className="quiet">{t('全市一个账套，县区是核算单位，没有上下级往来需要抵销。')}</p>}
            <ReportTableView of={of.table} />
            <h2>{t('在途资金')}</h2>
            {of.in_transit.length === 0 ? (
              <p className="quiet">{t('没有在途资金')}</p>
            ) : (
              <ul className="plain-list">
                {of.in_transit.map(({ pair, amount_fen }) => (
                  <li key={pair}>
                    {pair} <Yuan fen={amount_fen} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
    </>
  )
}
