// Interest of one account in one period: every fund and unit with its product, what is due, what the books have, and the difference.
import { useQuery } from '@tanstack/react-query'
import Alert from 'antd/es/alert'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { type InterestCount, type InterestFund, type InterestLine, interestQuery } from '../../../api/interest-types.js'
import { Yuan } from '../../../format/amount.js'
import { type Text, useText } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { AddressChoice } from '../../../session/address-choice.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { askedOf, ExcelLink } from '../../../session/list-section.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer, Empty } from '../../../shell/states.js'
import { DayRange } from '../../settlement/day-range.js'
import { PaperDialog } from './paper-dialog.js'
import { Product, rateText } from './product.js'
import { StretchDrawer } from './stretches.js'

const ASKED = ['account', 'detail', 'book', 'unit', 'from', 'to']

export function Counting({ address }: { readonly address: Address }) {
  const answer = useQuery(interestQuery(askedOf(address, ASKED)))
  return <Answer of={answer}>{(of) => <Counted of={of} address={address} />}</Answer>
}

function Counted({ of, address }: { readonly of: InterestCount; readonly address: Address }) {
  const t = useText()
  const [writing, write] = useState(false)
  const place = `${of.account}/${of.detail}`
  return (
    <>
      <div className="filters no-print">
        <div className="filter">
          <span id="interest-account">{t('账户')}</span>
          <Select
            aria-labelledby="interest-account"
            style={{ width: 220 }}
            value={place}
            options={of.accounts.map(({ account, detail, name }) => ({ value: `${account}/${detail}`, label: `${account} ${name}` }))}
            onChange={(next: string) => address.change({ account: next.split('/')[0], detail: next.split('/')[1] })}
          />
        </div>
        <AddressChoice address={address} name="unit" label={t('谁的账户')} of={new Map(of.units.map(({ unit, name }) => [unit, name]))} />
        <AddressChoice address={address} name="book" label={t('基金')} of={new Map(of.books.map(({ book, name }) => [book, name]))} width={260} />
        <DayRange address={address} label={t('计息期')} />
        <ExcelLink path="/api/fund/interest.xlsx" query={askedOf(address, ASKED)} />
        <PrintButton />
        <AllowedButton
          permission="voucher.prepare"
          who="基金财务岗"
          type="primary"
          ready={of.missing === null && of.lines.length > 0 && of.total.booked_fen === 0}
          onClick={() => write(true)}
        >
          {t('编制计息单')}
        </AllowedButton>
      </div>
      <p>
        {t('计息期 {from} 至 {to}（含首尾两日）', { from: of.from, to: of.to })}
        {of.total.booked_fen !== 0 && <span className="quiet"> · {t('这一期利息已经入账')}</span>}
      </p>
      {of.missing !== null && <Alert type="warning" showIcon title={of.missing} style={{ marginBottom: 12 }} />}
      {of.lines.length === 0 ? <Empty title={t('这个账户在计息期内没有存款')} /> : <Tables of={of} address={address} />}
      <StretchDrawer of={of} address={address} />
      {writing && <PaperDialog of={of} unit={address.of('unit')} close={() => write(false)} />}
    </>
  )
}

function Tables({ of, address }: { readonly of: InterestCount; readonly address: Address }) {
  const t = useText()
  return (
    <>
      <section className="panel">
        <header>
          <h2>{t('按基金')}</h2>
        </header>
        <Table<InterestFund>
          size="small"
          rowKey="book"
          pagination={false}
          dataSource={[...of.funds]}
          scroll={{ x: 'max-content' }}
          columns={[{ title: t('基金'), dataIndex: 'name' }, ...sumColumns<InterestFund>(t)]}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0}>{t('合计')}</Table.Summary.Cell>
              <Table.Summary.Cell index={1} align="right">
                <Product of={of.total.product} />
              </Table.Summary.Cell>
              {[of.total.due_fen, of.total.booked_fen, of.total.difference_fen].map((fen, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the three sums keep their places
                <Table.Summary.Cell key={i} index={i + 2} align="right">
                  <Yuan fen={fen} strong />
                </Table.Summary.Cell>
              ))}
            </Table.Summary.Row>
          )}
        />
      </section>
      <section className="panel">
        <header>
          <h2>{t('按核算单位')}</h2>
          <span className="quiet">{t('点积数看每段余额和天数')}</span>
        </header>
        <Table<InterestLine>
          size="small"
          rowKey={({ book, unit }) => `${book}/${unit}`}
          pagination={of.lines.length > 50 ? { pageSize: 50 } : false}
          dataSource={[...of.lines]}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: t('基金'), dataIndex: 'book_name' },
            { title: t('核算单位'), dataIndex: 'unit_name' },
            { title: t('年利率'), align: 'right', render: (_, row) => rateText(row.rates) },
            ...sumColumns<InterestLine>(t, (row) => address.change({ stretches: `${row.book}/${row.unit}` })),
          ]}
        />
      </section>
    </>
  )
}

interface Sums {
  readonly product: string
  readonly due_fen: number
  readonly booked_fen: number
  readonly difference_fen: number
}

function sumColumns<T extends Sums>(t: Text, open?: (row: T) => void) {
  return [
    {
      key: 'product',
      title: t('积数（元·天）'),
      align: 'right' as const,
      render: (_: unknown, row: T) =>
        open === undefined ? (
          <Product of={row.product} />
        ) : (
          <button type="button" className="link-button" onClick={() => open(row)}>
            <Product of={row.product} />
          </button>
        ),
    },
    { key: 'due', title: t('应计利息'), align: 'right' as const, render: (_: unknown, row: T) => <Yuan fen={row.due_fen} /> },
    { key: 'booked', title: t('已入账利息'), align: 'right' as const, render: (_: unknown, row: T) => <Yuan fen={row.booked_fen} /> },
    { key: 'difference', title: t('入账减应计'), align: 'right' as const, render: (_: unknown, row: T) => <Yuan fen={row.difference_fen} /> },
  ]
}
