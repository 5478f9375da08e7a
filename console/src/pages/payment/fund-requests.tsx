// 用款申请: where each unit's money stands, requests by spending progress, and how far each is on its way.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { FundRequest, FundRequestDetail, UnitMoney } from '../../api/payment-types.js'
import { areasQuery, one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { AskDialog, type AskedField } from './desk/ask-dialog.js'
import { Facts, sortedColumn, sortedYuan, textColumn, yuanColumn } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'
import { DeskList } from './desk/desk-list.js'
import { ChooseFund } from './desk/fund-choice.js'

const STAGES = {
  begun: '已申请',
  bureau_applied: '市医保局已申请',
  granted: '财政已拨付',
  use_applied: '县医保已申请用款',
  drawn: '已到支出户',
  returned: '已退回',
}

export function FundRequestsPage() {
  const t = useText()
  return (
    <Guarded permission="payment.see">
      <div className="page-head">
        <h1>{t('用款申请')}</h1>
        <p>{t('县按支出进度申请，市医保局汇总后向市财政申请，按规定审批后拨到县财政，县医保再申请用款。步骤按各地规定。')}</p>
      </div>
      <ChooseFund>{(book) => <Desk key={book} book={book} />}</ChooseFund>
    </Guarded>
  )
}

function Desk({ book }: { readonly book: string }) {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  return (
    <>
      <Money book={book} />
      <DeskList<FundRequest>
        path="/api/fund-requests"
        query={{ book }}
        sorted
        keyOf={({ number }) => number}
        search="核算单位或说明"
        stages={STAGES}
        excel="/api/fund-requests.xlsx"
        empty="还没有用款申请"
        acts={
          <AllowedButton permission="payment.request" who={t('基金财务岗')} type="primary" onClick={() => ask(true)}>
            {t('申请用款')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'number', '编号', ({ number }) => number),
          sortedColumn(t, address, 'unit_name', '核算单位', ({ unit_name }) => unit_name),
          sortedColumn(t, address, 'month', '月份', ({ month }) => month),
          textColumn(t, '预算项目', ({ budget_line }) => budget_line),
          sortedYuan(t, address, 'amount_fen', '申请金额', ({ amount_fen }) => amount_fen),
          yuanColumn(t, '批准金额', ({ approved_fen }) => approved_fen),
          yuanColumn(t, '年度计划', ({ plan_fen }) => plan_fen),
          yuanColumn(t, '已支出', ({ spent_fen }) => spent_fen),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        ]}
        detail={{ title: (number) => `${t('用款申请')} ${number}`, show: (number) => <OneRequest key={number} number={number} /> }}
      />
      {asking && <Apply book={book} close={() => ask(false)} />}
    </>
  )
}

function Money({ book }: { readonly book: string }) {
  const t = useText()
  const answer = useQuery(one<readonly UnitMoney[]>('/api/fund-money', { book, year: dayjs().year() }))
  return (
    <Answer of={answer}>
      {(rows) => (
        <section className="panel">
          <header>
            <h2>{t('各核算单位资金')}</h2>
          </header>
          <Table<UnitMoney>
            size="small"
            rowKey="unit"
            pagination={false}
            dataSource={[...rows]}
            scroll={{ x: 'max-content' }}
            columns={[
              textColumn(t, '核算单位', ({ unit_name }) => unit_name),
              yuanColumn(t, '年度计划', ({ plan_fen }) => plan_fen),
              yuanColumn(t, '已申请', ({ requested_fen }) => requested_fen),
              yuanColumn(t, '已拨付', ({ granted_fen }) => granted_fen),
              yuanColumn(t, '县财政存放', ({ county_finance_fen }) => county_finance_fen),
              yuanColumn(t, '支出户余额', ({ expenditure_account_fen }) => expenditure_account_fen),
              yuanColumn(t, '已支出', ({ spent_fen }) => spent_fen),
            ]}
          />
        </section>
      )}
    </Answer>
  )
}

const FIELDS: readonly AskedField[] = [
  { name: 'month', label: '用款月份', kind: 'month' },
  { name: 'budget_line', label: '预算项目', kind: 'text' },
  { name: 'amount_fen', label: '申请金额', kind: 'yuan' },
  { name: 'purpose', label: '申请说明', kind: 'long' },
]

function Apply({ book, close }: { readonly book: string; readonly close: () => void }) {
  const t = useText()
  const address = useAddress()
  const areas = useQuery(areasQuery)
  const units = (areas.data?.children ?? []).map(({ code, name }) => ({ value: code, label: name }))
  return (
    <AskDialog
      title={t('申请用款')}
      path="/api/fund-requests"
      fixed={{ book }}
      initial={{ month: dayjs().format('YYYY-MM'), budget_line: '待遇支出' }}
      fields={[{ name: 'unit', label: '核算单位', kind: 'choice', options: units }, ...FIELDS]}
      close={close}
      done={({ number }) => address.change({ open: number })}
    />
  )
}

function OneRequest({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<FundRequestDetail>(`/api/fund-requests/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('核算单位'), of.unit_name],
              [t('申请金额'), <Yuan key="amount" fen={of.amount_fen} strong />],
              [t('批准金额'), <Yuan key="approved" fen={of.approved_fen} strong />],
              ...(of.rest_of === null ? [] : [[t('补申请自'), of.rest_of] as const]),
              ...(of.rest === null ? [] : [[t('未批准部分已再申请'), of.rest] as const]),
              [t('申请时已支出'), <Yuan key="spent" fen={of.spent_fen} />],
              [t('申请时支出户余额'), <Yuan key="held" fen={of.held_fen} />],
              [t('申请人'), `${of.officer_name} · ${of.known_at}`],
              [t('申请说明'), of.purpose],
            ]}
          />
          <section className="panel">
            <header>
              <h2>{t('资金路径')}</h2>
            </header>
            <ol>
              {of.way.map((step) => (
                <li key={step.kind} className={step.done ? '' : 'quiet'}>
                  {t(step.name)}
                  {step.amount_fen !== null && (
                    <>
                      {' · '}
                      <Yuan fen={step.amount_fen} />
                    </>
                  )}
                  {step.account !== null && ` · ${step.bank} ${step.account}`}
                  {step.fact !== null && ` · ${t('记账事项')} ${step.fact}`}
                  {!step.done && ` · ${t('未办')}`}
                </li>
              ))}
            </ol>
          </section>
          <InPart of={of} />
          <DecidedSteps of={of} path={`/api/fund-requests/${number}`} />
        </>
      )}
    </Answer>
  )
}

/** Steps that may approve less now, and the rest that may be asked for again. */
function InPart({ of }: { readonly of: FundRequestDetail }) {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState<{ readonly kind: string; readonly label: string }>()
  const [resting, rest] = useState(false)
  const partial = of.actions.filter(({ kind, refused }) => refused === null && of.way.some((step) => step.kind === kind && step.partial))
  return (
    <div className="filters">
      {partial.map(({ kind, label }) => (
        <Button key={kind} onClick={() => ask({ kind, label })}>
          {t('部分批准')}
        </Button>
      ))}
      {of.rest_refused === null && (
        <AllowedButton permission="payment.request" who={t('基金财务岗')} onClick={() => rest(true)}>
          {t('就未批准部分再申请')}
        </AllowedButton>
      )}
      {asking !== undefined && (
        <AskDialog
          title={`${t('部分批准')}：${t(asking.label)}`}
          path={`/api/fund-requests/${of.number}/steps`}
          fixed={{ kind: asking.kind }}
          fields={[
            { name: 'amount_fen', label: '批准金额', kind: 'yuan' },
            { name: 'remark', label: '理由', kind: 'long' },
          ]}
          close={() => ask(undefined)}
        />
      )}
      {resting && (
        <AskDialog
          title={t('就未批准部分再申请')}
          path={`/api/fund-requests/${of.number}/rest`}
          fields={[{ name: 'purpose', label: '申请说明', kind: 'long' }]}
          close={() => rest(false)}
          done={({ number }) => address.change({ open: number })}
        />
      )}
    </div>
  )
}
