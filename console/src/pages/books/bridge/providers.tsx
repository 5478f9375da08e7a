// What each provider is owed for the bills of a month, and what was done about it until today; behind each its bills and payments.
import { useQuery } from '@tanstack/react-query'
import Drawer from 'antd/es/drawer'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { Link } from 'react-router'
import { bridgeProvidersQuery, type PaymentOfProvider, type ProviderPayables, providerPaymentsQuery } from '../../../api/bridge-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { ListSection, pageOf } from '../../../session/list-section.js'
import { SearchBox } from '../../../session/search-box.js'
import { Answer, Empty } from '../../../shell/states.js'
import { booksPath } from '../../fund/books-path.js'
import { sortedColumn, sortedYuan, yuanColumn } from '../../payment/desk/columns.js'
import { voucherPath } from '../voucher-path.js'

interface Asked {
  readonly book: string
  readonly month: string
  readonly unit?: string
}

export function ProvidersOfMonth({ query, address }: { readonly query: Asked; readonly address: Address }) {
  const t = useText()
  const more = Object.fromEntries(['q', 'sort'].flatMap((name) => (address.of(name) === undefined ? [] : [[name, address.of(name)]])))
  const answer = useQuery(bridgeProvidersQuery({ ...query, ...more, ...pageOf(address) }))
  return (
    <>
      <p className="quiet">{t('按结算月列：{month} 的结算单应付多少，到今天为止扣、留、冲、付了多少。', { month: query.month })}</p>
      <div className="filters no-print">
        <SearchBox address={address} label={t('机构名称或编码')} />
      </div>
      <ListSection<ProviderPayables>
        of={answer}
        address={address}
        empty={t('这个月没有应付机构款')}
        rowKey={({ provider, unit }) => `${provider}/${unit}`}
        columns={[
          sortedColumn(t, address, 'provider_name', '机构', (row) => (
            <button type="button" className="link-button" onClick={() => address.change({ provider: `${row.provider}/${row.unit}`, page: address.page })}>
              {row.provider_name}
            </button>
          )),
          sortedColumn(t, address, 'unit_name', '核算单位', ({ unit_name }) => unit_name),
          { title: t('结算单数'), dataIndex: 'bills', align: 'right' },
          sortedYuan(t, address, 'by_item_fen', '按项目结算', ({ by_item_fen }) => by_item_fen),
          yuanColumn(t, '± 支付方式差额', ({ method_fen }) => method_fen),
          yuanColumn(t, '− 扣款', ({ deduction_fen }) => deduction_fen),
          yuanColumn(t, '− 预留保证金', ({ deposit_fen }) => deposit_fen),
          yuanColumn(t, '− 冲抵预付金', ({ set_off_fen }) => set_off_fen),
          yuanColumn(t, '− 抵扣应退', ({ netted_fen }) => netted_fen),
          sortedYuan(t, address, 'paid_fen', '− 已付', ({ paid_fen }) => paid_fen),
          { ...sortedYuan<ProviderPayables>(t, address, 'open_fen', '= 未付', () => 0), render: (_, row) => <Yuan fen={row.open_fen} strong /> },
        ]}
      />
      <Behind query={query} address={address} rows={answer.data?.rows ?? []} />
    </>
  )
}

function Behind({ query, address, rows }: { readonly query: Asked; readonly address: Address; readonly rows: readonly ProviderPayables[] }) {
  const t = useText()
  const [provider = '', unit = ''] = (address.of('provider') ?? '').split('/')
  const row = rows.find((one) => one.provider === provider && one.unit === unit)
  return (
    <Drawer
      open={provider !== ''}
      onClose={() => address.change({ provider: undefined, page: address.page })}
      size={860}
      title={t('应付款的来由')}
      destroyOnHidden
    >
      {provider !== '' && (
        <>
          <h2>
            {row?.provider_name ?? provider} · {row?.unit_name ?? unit} · {query.month}
          </h2>
          <p>
            <Link
              to={booksPath(query.book, 'memo', {
                ...{ account: 'payable_providers', provider, unit, from: `${query.month}-01` },
                to: dayjs(`${query.month}-01`).endOf('month').format('YYYY-MM-DD'),
              })}
            >
              {t('这个月的结算单（逐单）')}
            </Link>
          </p>
          <Payments query={{ book: query.book, provider, unit, period: `${query.month}-01`, size: 200 }} book={query.book} />
        </>
      )}
    </Drawer>
  )
}

function Payments({ query, book }: { readonly query: Parameters<typeof providerPaymentsQuery>[0]; readonly book: string }) {
  const t = useText()
  const answer = useQuery(providerPaymentsQuery(query))
  return (
    <Answer of={answer}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty title={t('这个月的结算单还没有拨付')} />
        ) : (
          <Table<PaymentOfProvider>
            size="small"
            rowKey="fact"
            pagination={false}
            dataSource={[...rows]}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: t('拨付日期'), dataIndex: 'paid_on', className: 'num' },
              { title: t('凭证'), render: (_, { voucher }) => (voucher === null ? '—' : <Link to={voucherPath(book, voucher)}>{voucher}</Link>) },
              yuanColumn(t, '应付', ({ gross_fen }) => gross_fen),
              yuanColumn(t, '− 扣款', ({ deduction_fen }) => deduction_fen),
              yuanColumn(t, '− 预留保证金', ({ deposit_fen }) => deposit_fen),
              yuanColumn(t, '− 冲抵预付金', ({ set_off_fen }) => set_off_fen),
              yuanColumn(t, '− 抵扣应退', ({ netted_fen }) => netted_fen),
              yuanColumn(t, '− 已付', ({ paid_fen }) => paid_fen),
            ]}
          />
        )
      }
    </Answer>
  )
}
