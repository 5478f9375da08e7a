// Month-end balances beside the statements of bank, finance and treasury, with the items in transit (余额调节表).
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import Table from 'antd/es/table'
import { useState } from 'react'
import { bookPath, cashQuery } from '../../api/book-desk-queries.js'
import type { CashPlace } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { useMay } from '../../session/session.js'
import { Answer } from '../../shell/states.js'

export function CashStatements({ book, month }: { readonly book: string; readonly month: string }) {
  const t = useText()
  const may = useMay()('book.post')
  const [place, setPlace] = useState<CashPlace>()
  const answer = useQuery(cashQuery(book, month))
  return (
    <section className="panel">
      <header>
        <h2>{t('银行、财政、国库对账')}</h2>
        <span className="quiet">{t('账面余额 = 对账单余额 + 未达账项')}</span>
      </header>
      <Answer of={answer}>
        {(places) => (
          <Table<CashPlace>
            size="small"
            pagination={false}
            rowKey={(row) => `${row.account} ${row.detail} ${row.unit}`}
            dataSource={[...places]}
            columns={[
              { title: t('科目'), render: (_, row) => `${row.account} ${row.account_name}${row.detail_name === '' ? '' : ` · ${row.detail_name}`}` },
              { title: t('核算单位'), dataIndex: 'unit_name' },
              { title: t('账面余额'), align: 'right', render: (_, row) => <Yuan fen={row.book_fen} /> },
              {
                title: t('对账单余额'),
                align: 'right',
                render: (_, row) => (row.holder_fen === null ? <span className="quiet">{t('未对账')}</span> : <Yuan fen={row.holder_fen} />),
              },
              { title: t('未达账项'), render: (_, row) => row.items.map(({ text, amount_fen }) => `${text} ${yuan(amount_fen)}`).join('；') },
              {
                title: t('办理'),
                render: (_, row) =>
                  may ? (
                    <button type="button" className="link-button" onClick={() => setPlace(row)}>
                      {t('登记对账单')}
                    </button>
                  ) : (
                    <span className="quiet">{t('由基金财务岗登记')}</span>
                  ),
              },
            ]}
          />
        )}
      </Answer>
      {place !== undefined && <Confirm key={`${place.account} ${place.unit}`} book={book} month={month} place={place} close={() => setPlace(undefined)} />}
    </section>
  )
}

interface Item {
  readonly text: string
  readonly yuan: number | null
}

interface ConfirmProps {
  readonly book: string
  readonly month: string
  readonly place: CashPlace
  readonly close: () => void
}

function Confirm({ book, month, place, close }: ConfirmProps) {
  const t = useText()
  const client = useQueryClient()
  const [holder, setHolder] = useState<number | null>(null)
  const [items, setItems] = useState<readonly Item[]>([])
  const send = useMutation({
    mutationFn: () =>
      post(bookPath(book, 'cash'), {
        month,
        account: place.account,
        detail: place.detail,
        unit: place.unit,
        holder_fen: Math.round((holder ?? 0) * 100),
        items: items.map((item) => ({ text: item.text, amount_fen: Math.round((item.yuan ?? 0) * 100) })),
      }),
    onSuccess: async () => {
      close()
      await client.invalidateQueries()
    },
  })
  const change = (at: number, next: Partial<Item>) => setItems(items.map((item, i) => (i === at ? { ...item, ...next } : item)))
  return (
    <Modal open onCancel={close} title={t('{account} {unit} 对账单', { account: place.account, unit: place.unit_name })} footer={null} destroyOnHidden>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <p>
          {t('账面余额')} <Yuan fen={place.book_fen} />
        </p>
        <div className="filter">
          <span id="holder-label">{t('对账单余额（元）')}</span>
          <InputNumber aria-labelledby="holder-label" precision={2} style={{ width: 200 }} value={holder} onChange={setHolder} />
        </div>
        {items.map((item, at) => (
          <div className="filters" key={`item-${at.toString()}`}>
            <Input
              aria-label={t('未达账项 {n}', { n: at + 1 })}
              style={{ width: 240 }}
              value={item.text}
              onChange={(event) => change(at, { text: event.target.value })}
            />
            <InputNumber
              aria-label={t('未达金额 {n}', { n: at + 1 })}
              precision={2}
              style={{ width: 150 }}
              value={item.yuan}
              onChange={(value) => change(at, { yuan: value })}
            />
          </div>
        ))}
        <p className="quiet">{t('账面有而对方没有写正数，对方有而账面没有写负数。')}</p>
        <div className="filters">
          <Button onClick={() => setItems([...items, { text: '', yuan: null }])}>{t('加一笔未达账项')}</Button>
          <Button type="primary" htmlType="submit" loading={send.isPending} disabled={holder === null}>
            {t('登记')}
          </Button>
        </div>
        <FormFailure error={send.error} />
      </form>
    </Modal>
  )
}
