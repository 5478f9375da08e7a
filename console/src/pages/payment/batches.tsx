// 支付批次: what is approved to be paid, batches to the bank, and the accounts that are paid to.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Batch, Payable, Payables, PayeeAccount } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { post } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { FailureLine } from '../../shell/failure-line.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { OneAccount, ProposeAccount } from './accounts.js'
import { AskDialog } from './desk/ask-dialog.js'
import { sortedColumn, sortedYuan, textColumn } from './desk/columns.js'
import { DeskList } from './desk/desk-list.js'
import { DeskTabs } from './desk/desk-tabs.js'
import { ChooseFund } from './desk/fund-choice.js'
import { OneBatch } from './one-batch.js'

const WHO = '基金财务岗'
const STANDINGS = { unpaid: '可支付', open: '待付', under_way: '办理中', paid: '已付', failed: '未付成', returned: '退票' }
const STAGES = { begun: '已编制', reviewed: '已复核', approved: '已审批', sent: '已送银行', turned_down: '已退回', cancelled: '已作废' }
const ACCOUNT_STAGES = { begun: '待复核', approved: '已生效', refused: '未通过' }

export function BatchesPage() {
  const t = useText()
  return (
    <Guarded permission="payment.see">
      <div className="page-head">
        <h1>{t('支付批次')}</h1>
        <p>{t('已审批的款项编入批次，复核、审批后生成银行文件；结果文件逐笔对应，退票更正账户后重新支付。')}</p>
      </div>
      <ChooseFund>
        {(book) => (
          <DeskTabs
            tabs={[
              { key: 'payables', label: '待付款项', show: () => <PayableList key={book} book={book} /> },
              { key: 'batches', label: '批次', show: () => <BatchList key={book} book={book} /> },
              { key: 'accounts', label: '收款账户', show: () => <AccountList /> },
            ]}
          />
        )}
      </ChooseFund>
    </Guarded>
  )
}

function PayableList({ book }: { readonly book: string }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const [keys, choose] = useState<readonly string[]>([])
  const [asking, ask] = useState(false)
  const templates = useQuery(one<readonly { template: string; name: string }[]>('/api/bank-templates'))
  const collect = useMutation({ mutationFn: () => post('/api/payables/collect', { book }), onSuccess: () => client.invalidateQueries() })
  return (
    <>
      <DeskList<Payable>
        path="/api/payables"
        query={{ book }}
        keyOf={({ number }) => number}
        search="收款方或事项"
        stages={STANDINGS}
        sorted
        excel="/api/payables.xlsx"
        empty="没有待付款项"
        above={(page) => (
          <p role="status">
            {t('合计')} <Yuan fen={(page as Payables).sum_fen} strong />
          </p>
        )}
        select={{ keys, choose, open: ({ standing, account }) => ['open', 'failed', 'returned'].includes(standing) && account !== null }}
        acts={
          <>
            <AllowedButton permission="payment.prepare" who={t(WHO)} type="primary" ready={keys.length > 0} onClick={() => ask(true)}>
              {t('编制批次')}
            </AllowedButton>
            <AllowedButton permission="payment.prepare" who={t(WHO)} loading={collect.isPending} onClick={() => collect.mutate()}>
              {t('归集补付差额')}
            </AllowedButton>
          </>
        }
        columns={[
          sortedColumn(t, address, 'number', '编号', ({ number }) => number),
          sortedColumn(t, address, 'kind_name', '类别', ({ kind_name }) => t(kind_name)),
          sortedColumn(t, address, 'payee_name', '收款方', ({ payee_name }) => payee_name),
          textColumn(t, '事项', ({ title }) => title),
          sortedColumn(t, address, 'month', '月份', ({ month }) => month),
          sortedYuan(t, address, 'amount_fen', '金额', ({ amount_fen }) => amount_fen),
          textColumn(t, '账户', ({ account }) => account ?? <span className="negative">{t('未登记')}</span>),
          textColumn(t, '状态', ({ standing_name, reason }) => [t(standing_name), reason].filter(Boolean).join('：')),
          textColumn(t, '批次', ({ batch }) => batch ?? '—'),
        ]}
      />
      <FailureLine error={collect.error} otherwise={t('没有办成，请重试。')} />
      {asking && (
        <AskDialog
          title={t('编制批次')}
          text={t('已选 {n} 笔', { n: keys.length })}
          path="/api/payment-batches"
          fixed={{ book, payables: keys }}
          initial={{ template: templates.data?.[0]?.template }}
          fields={[
            { name: 'title', label: '批次名称', kind: 'text' },
            {
              name: 'template',
              label: '银行模板',
              kind: 'choice',
              options: (templates.data ?? []).map(({ template, name }) => ({ value: template, label: name })),
            },
          ]}
          close={() => ask(false)}
          done={({ number }) => {
            choose([])
            address.change({ tab: 'batches', open: number, stage: undefined, q: undefined })
          }}
        />
      )}
    </>
  )
}

function BatchList({ book }: { readonly book: string }) {
  const t = useText()
  const address = useAddress()
  return (
    <DeskList<Batch>
      path="/api/payment-batches"
      query={{ book }}
      keyOf={({ number }) => number}
      search="批次名称或编号"
      stages={STAGES}
      sorted
      excel="/api/payment-batches.xlsx"
      empty="还没有支付批次"
      columns={[
        sortedColumn(t, address, 'number', '编号', ({ number }) => number),
        sortedColumn(t, address, 'title', '批次名称', ({ title }) => title),
        sortedColumn(t, address, 'items', '笔数', ({ items }) => items),
        sortedYuan(t, address, 'amount_fen', '金额', ({ amount_fen }) => amount_fen),
        sortedYuan(t, address, 'paid_fen', '已付', ({ paid_fen }) => paid_fen),
        textColumn(t, '未付成和退票', ({ bounced }) => bounced),
        textColumn(t, '等待结果', ({ waiting }) => waiting),
        textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        textColumn(t, '编制', ({ officer_name, known_at }) => `${officer_name} · ${known_at}`),
      ]}
      detail={{ title: (number) => `${t('支付批次')} ${number}`, show: (number) => <OneBatch key={number} number={number} /> }}
    />
  )
}

function AccountList() {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  return (
    <>
      <DeskList<PayeeAccount>
        path="/api/payee-accounts"
        keyOf={({ number }) => number}
        search="收款方或账号后四位"
        stages={ACCOUNT_STAGES}
        sorted
        excel="/api/payee-accounts.xlsx"
        empty="还没有登记收款账户"
        acts={
          <AllowedButton permission="payment.prepare" who={t(WHO)} type="primary" onClick={() => ask(true)}>
            {t('登记或变更账户')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'payee_name', '收款方', ({ payee_name }) => payee_name),
          textColumn(t, '户名', ({ holder }) => holder),
          textColumn(t, '开户行', ({ bank }) => bank),
          textColumn(t, '账号', ({ masked }) => masked),
          textColumn(t, '理由', ({ reason }) => reason),
          sortedColumn(t, address, 'known_at', '登记', ({ officer_name, known_at }) => `${officer_name} · ${known_at}`),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        ]}
        detail={{ title: () => t('收款账户'), show: (number) => <OneAccount key={number} number={number} /> }}
      />
      {asking && <ProposeAccount close={() => ask(false)} />}
    </>
  )
}
