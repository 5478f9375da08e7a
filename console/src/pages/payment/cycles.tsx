// 机构月结: what each provider is due for a month, its reviews, the payables formula, deposits and prepayments.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { CycleDue, DepositDecision, FormulaRow, PayCycle } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { post, withQuery } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { FailureLine } from '../../shell/failure-line.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { MonthChoice } from '../../session/month-choice.js'
import { OneDeposit } from './deposits.js'
import { AskDialog } from './desk/ask-dialog.js'
import { sortedColumn, sortedYuan, textColumn, yuanColumn } from './desk/columns.js'
import { DeskList } from './desk/desk-list.js'
import { DeskTabs } from './desk/desk-tabs.js'
import { ChooseFund } from './desk/fund-choice.js'
import { DECISION_STAGES, PROVIDER, YEAR } from './desk/provider-fields.js'
import { OneCycle } from './one-cycle.js'
import { PrepaymentCalendar } from './prepayment-calendar.js'
import { Prepayments } from './prepayments.js'
import { ProviderAccounts } from './provider-account.js'
import { YearClearings } from './year-clearings.js'

const WHO = '定点机构管理岗'
const STAGES = { begun: '已申报', first_reviewed: '已初审', second_reviewed: '已复审', approved: '已审批', returned: '已退回', withdrawn: '已撤销' }

export function CyclesPage() {
  const t = useText()
  return (
    <Guarded permission="payment.see">
      <div className="page-head">
        <h1>{t('机构月结')}</h1>
        <p>{t('应付 = 按项目基金 ± 支付方式差额 − 扣款 − 保证金 − 预付金冲抵 − 已付；申报、初审、复审、审批，逐行可查。')}</p>
      </div>
      <ChooseFund>
        {(book) => (
          <DeskTabs
            tabs={[
              { key: 'dues', label: '本月应付', show: () => <Dues key={book} book={book} /> },
              { key: 'cycles', label: '月结', show: () => <Cycles key={book} book={book} /> },
              { key: 'formula', label: '应付公式', show: () => <Formula key={book} book={book} /> },
              { key: 'accounts', label: '往来对账', show: () => <ProviderAccounts key={book} book={book} /> },
              { key: 'years', label: '年度清算', show: () => <YearClearings key={book} book={book} /> },
              { key: 'deposits', label: '质量保证金', show: () => <Deposits key={book} book={book} /> },
              { key: 'calendar', label: '预付日历', show: () => <PrepaymentCalendar key={book} book={book} /> },
              { key: 'prepayments', label: '预付金', show: () => <Prepayments key={book} book={book} /> },
            ]}
          />
        )}
      </ChooseFund>
    </Guarded>
  )
}

function Dues({ book }: { readonly book: string }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const month = address.of('month') ?? dayjs().subtract(1, 'month').format('YYYY-MM')
  const begin = useMutation({
    mutationFn: (provider: string) => post<{ number: string }>('/api/pay-cycles', { book, provider, month }),
    onSuccess: async ({ number }) => {
      await client.invalidateQueries()
      address.change({ tab: 'cycles', open: number, q: undefined })
    },
  })
  return (
    <>
      <div className="filters">
        <MonthChoice address={address} label={t('月份')} otherwise={month} />
      </div>
      <FailureLine error={begin.error} otherwise={t('没有办成，请重试。')} />
      <DeskList<CycleDue>
        path="/api/cycle-dues"
        query={{ book, month }}
        keyOf={({ provider }) => provider}
        search="机构名称或编码"
        sorted
        excel="/api/cycle-dues.xlsx"
        empty="这个月没有应付的机构"
        columns={[
          sortedColumn(t, address, 'provider_name', '机构', ({ provider_name }) => provider_name),
          sortedColumn(t, address, 'bills', '结算单数', ({ bills }) => bills),
          sortedYuan(t, address, 'due_fen', '按项目应付', ({ due_fen }) => due_fen),
          sortedYuan(t, address, 'declared_fen', '机构申报', ({ declared_fen, requests }) => (requests === 0 ? null : declared_fen)),
          textColumn(t, '进度', ({ stage_name }) => t(stage_name)),
          textColumn(t, '办理', ({ provider, cycle, paid }) => (
            <AllowedButton
              permission="cycle.review"
              who={t(WHO)}
              size="small"
              ready={cycle === null && !paid}
              loading={begin.isPending}
              onClick={() => begin.mutate(provider)}
            >
              {t('开始月结')}
            </AllowedButton>
          )),
        ]}
      />
    </>
  )
}

function Cycles({ book }: { readonly book: string }) {
  const t = useText()
  const address = useAddress()
  return (
    <DeskList<PayCycle>
      path="/api/pay-cycles"
      query={{ book }}
      keyOf={({ number }) => number}
      search="机构名称或编码"
      stages={STAGES}
      sorted
      excel="/api/pay-cycles.xlsx"
      empty="还没有月结"
      columns={[
        sortedColumn(t, address, 'number', '编号', ({ number }) => number),
        sortedColumn(t, address, 'provider_name', '机构', ({ provider_name }) => provider_name),
        sortedColumn(t, address, 'month', '月份', ({ month }) => month),
        sortedYuan(t, address, 'by_item_fen', '按项目应付', ({ by_item_fen }) => by_item_fen),
        sortedYuan(t, address, 'declared_fen', '机构申报', ({ declared_fen }) => declared_fen),
        sortedYuan(t, address, 'pay_fen', '应付金额', ({ pay_fen }) => pay_fen),
        textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        textColumn(t, '支付', ({ payment }) => t(payment)),
      ]}
      detail={{ title: (number) => `${t('机构月结')} ${number}`, show: (number) => <OneCycle key={number} number={number} /> }}
    />
  )
}

function Formula({ book }: { readonly book: string }) {
  const t = useText()
  const year = dayjs().year()
  const answer = useQuery(one<readonly FormulaRow[]>('/api/payables-formula', { book, year }))
  return (
    <>
      <div className="filters">
        <a className="download" href={withQuery('/api/payables-formula.xlsx', { book, year })} download>
          {t('导出 Excel')}
        </a>
      </div>
      <Answer of={answer}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('本年度没有应付')} />
          ) : (
            <Table<FormulaRow>
              size="small"
              rowKey="provider"
              dataSource={[...rows]}
              scroll={{ x: 'max-content' }}
              columns={[
                textColumn(t, '机构', ({ provider_name }) => provider_name),
                yuanColumn(t, '按项目应付', ({ by_item_fen }) => by_item_fen),
                yuanColumn(t, '± 支付方式差额', ({ difference_fen }) => difference_fen),
                yuanColumn(t, '− 扣款', ({ deduction_fen }) => deduction_fen),
                yuanColumn(t, '− 预留保证金', ({ deposit_fen }) => deposit_fen),
                yuanColumn(t, '− 抵扣应退', ({ netted_fen }) => netted_fen),
                yuanColumn(t, '− 冲抵预付金', ({ set_off_fen }) => set_off_fen),
                yuanColumn(t, '− 已付', ({ paid_fen }) => paid_fen),
                { ...yuanColumn<FormulaRow>(t, '= 未付', () => 0), render: (_, { open_fen }) => <Yuan fen={open_fen} strong /> },
                yuanColumn(t, '未返还保证金', ({ deposit_held_fen }) => deposit_held_fen),
                yuanColumn(t, '预付金余额', ({ prepaid_left_fen }) => prepaid_left_fen),
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}

function Deposits({ book }: { readonly book: string }) {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  return (
    <>
      <DeskList<DepositDecision>
        path="/api/deposit-decisions"
        query={{ book }}
        keyOf={({ number }) => number}
        search="机构名称或编码"
        stages={DECISION_STAGES}
        sorted
        excel="/api/deposit-decisions.xlsx"
        empty="还没有保证金返还"
        acts={
          <AllowedButton permission="cycle.review" who={t(WHO)} type="primary" onClick={() => ask(true)}>
            {t('办理返还')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'provider_name', '机构', ({ provider_name }) => provider_name),
          sortedColumn(t, address, 'year', '年度', ({ year }) => year),
          sortedColumn(t, address, 'score', '考核得分', ({ score }) => score),
          sortedYuan(t, address, 'held_fen', '预留', ({ held_fen }) => held_fen),
          sortedYuan(t, address, 'returned_fen', '返还', ({ returned_fen }) => returned_fen),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        ]}
        detail={{ title: (number) => `${t('质量保证金')} ${number}`, show: (number) => <OneDeposit key={number} number={number} /> }}
      />
      {asking && (
        <AskDialog
          title={t('办理返还')}
          path="/api/deposit-decisions"
          fixed={{ book }}
          initial={{ year: dayjs().year() - 1 }}
          fields={[PROVIDER, YEAR, { name: 'score', label: '考核得分', kind: 'text' }, { name: 'evidence', label: '考核结果文件', kind: 'text' }]}
          close={() => ask(false)}
        />
      )}
    </>
  )
}
