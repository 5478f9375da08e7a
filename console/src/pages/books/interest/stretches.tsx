// The stretches behind a product: from which day to which the balance stood, at which rate.
import { useQuery } from '@tanstack/react-query'
import Drawer from 'antd/es/drawer'
import Table from 'antd/es/table'
import { Link } from 'react-router'
import { type InterestCount, type InterestStretch, stretchesQuery } from '../../../api/interest-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { Answer } from '../../../shell/states.js'
import { booksPath } from '../../fund/books-path.js'
import { Product, rateText } from './product.js'

export function StretchDrawer({ of, address }: { readonly of: InterestCount; readonly address: Address }) {
  const t = useText()
  const [book = '', unit = ''] = (address.of('stretches') ?? '').split('/')
  const line = of.lines.find((one) => one.book === book && one.unit === unit)
  return (
    <Drawer open={line !== undefined} onClose={() => address.change({ stretches: undefined })} size={720} title={t('每段余额与积数')} destroyOnHidden>
      {line !== undefined && (
        <>
          <p>
            {line.book_name} · {line.unit_name} · {of.from} — {of.to}{' '}
            <Link to={booksPath(book, 'entries', { account: of.account, unit, from: of.from, to: of.to })}>{t('看这一期的记账明细')}</Link>
          </p>
          <Stretches query={{ account: of.account, detail: of.detail, from: of.from, to: of.to, book, unit }} />
        </>
      )}
    </Drawer>
  )
}

function Stretches({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const t = useText()
  const answer = useQuery(stretchesQuery(query))
  return (
    <Answer of={answer}>
      {(rows) => (
        <Table<InterestStretch>
          size="small"
          rowKey="from"
          pagination={false}
          dataSource={[...rows]}
          columns={[
            { title: t('起日'), dataIndex: 'from', className: 'num' },
            { title: t('止日'), dataIndex: 'to', className: 'num' },
            { title: t('天数'), dataIndex: 'days', align: 'right' },
            { title: t('余额'), align: 'right', render: (_, row) => <Yuan fen={row.balance_fen} /> },
            { title: t('积数（元·天）'), align: 'right', render: (_, row) => <Product of={row.product} /> },
            { title: t('年利率'), align: 'right', render: (_, row) => rateText(row.rate) },
          ]}
        />
      )}
    </Answer>
  )
}
