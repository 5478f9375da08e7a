// 其他付款方: contracts with insurer, union, federation and higher agencies with their statements, and what has to be given back.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { PayerContract, PayerContractDetail, PayerKind, PayerMovement, PayerStatement } from '../../api/payer-types.js'
import type { Recovery } from '../../api/payment-types.js'
import { areasQuery, booksQuery, one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { useUnitName } from '../../session/unit-name.js'
import { AskDialog, type AskedField } from './desk/ask-dialog.js'
import { Facts, sortedColumn, sortedYuan, textColumn, yuanColumn } from './desk/columns.js'
import { DecidedSteps, StepButtons } from './desk/decided.js'
import { DeskList } from './desk/desk-list.js'
import { DeskTabs } from './desk/desk-tabs.js'
import { ClaimForm, OneRecovery } from './recoveries.js'
import { Transfers } from './transfers.js'

const WHO = '基金财务岗'
const STAGES = { begun: '待复核', approved: '已生效', refused: '未通过' }
export function PayersPage() {
  const t = useText()
  return (
    <Guarded permission="payment.see">
      <div className="page-head">
        <h1>{t('其他付款方')}</h1>
        <p>
          {t(
            '承保机构按协议划转保费、归还垫付、返还结余、分担亏损；工会、残联、企业补充医疗保险预付和按月清算；异地就医清算；应追回款。罚款缴入国库，不入基金。',
          )}
        </p>
      </div>
      <DeskTabs
        tabs={[
          { key: 'contracts', label: '协议与对账', show: () => <Contracts /> },
          { key: 'recoveries', label: '应追回款', show: () => <Recoveries /> },
          { key: 'transfers', label: '个人账户转移', show: () => <Transfers /> },
        ]}
      />
    </Guarded>
  )
}

const kindsQuery = one<readonly PayerKind[]>('/api/payer-kinds')

const TERMS: readonly AskedField[] = [
  { name: 'premium_per_head_fen', label: '人均保费', kind: 'yuan', optional: true },
  { name: 'kept', label: '成本和盈利比例', kind: 'text', optional: true, hint: '如 3%' },
  { name: 'surplus_returned', label: '超额结余返还比例', kind: 'text', optional: true },
  { name: 'loss_shared', label: '政策性亏损分担比例', kind: 'text', optional: true },
  { name: 'loss_cap', label: '分担封顶（占保费）', kind: 'text', optional: true },
  { name: 'advance_months', label: '预付月数', kind: 'number', optional: true, hint: '按上年月均' },
]

function Contracts() {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  const books = useQuery(booksQuery)
  const kinds = useQuery(kindsQuery)
  return (
    <>
      <DeskList<PayerContract>
        path="/api/payer-contracts"
        keyOf={({ number }) => number}
        search="付款方或协议"
        stages={STAGES}
        sorted
        excel="/api/payer-contracts.xlsx"
        empty="还没有登记付款协议"
        acts={
          <AllowedButton permission="payer.handle" who={t(WHO)} type="primary" onClick={() => ask(true)}>
            {t('登记协议')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'payer_kind_name', '类别', ({ payer_kind_name }) => t(payer_kind_name)),
          sortedColumn(t, address, 'payer', '付款方', ({ payer }) => payer),
          sortedColumn(t, address, 'document', '协议或文件', ({ document }) => document),
          sortedColumn(t, address, 'in_force', '有效期', ({ in_force, until }) => `${in_force} — ${until}`),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        ]}
        detail={{ title: (number) => `${t('付款协议')} ${number}`, show: (number) => <OneContract key={number} number={number} /> }}
      />
      {asking && (
        <AskDialog
          title={t('登记协议')}
          path="/api/payer-contracts"
          initial={{ payer_kind: 'insurer', in_force: `${dayjs().year()}-01-01`, until: `${dayjs().year()}-12-31` }}
          fields={[
            { name: 'payer_kind', label: '付款方类别', kind: 'choice', options: (kinds.data ?? []).map(({ kind, name }) => ({ value: kind, label: t(name) })) },
            { name: 'book', label: '基金', kind: 'choice', options: (books.data ?? []).map(({ book, name }) => ({ value: book, label: name })) },
            { name: 'payer', label: '付款方', kind: 'text' },
            { name: 'employer', label: '用人单位', kind: 'text', optional: true, hint: '企业补充医疗保险填写名称或统一社会信用代码' },
            { name: 'document', label: '协议或文件', kind: 'text' },
            { name: 'in_force', label: '生效日期', kind: 'date' },
            { name: 'until', label: '截止日期', kind: 'date' },
            ...TERMS,
          ]}
          shape={(typed) => {
            const own = TERMS.map(({ name }) => name)
            const entries = Object.entries(typed)
            return {
              ...Object.fromEntries(entries.filter(([name]) => !own.includes(name))),
              terms: Object.fromEntries(entries.filter(([name]) => own.includes(name))),
            }
          }}
          close={() => ask(false)}
        />
      )}
    </>
  )
}

function OneContract({ number }: { readonly number: string }) {
  const t = useText()
  const unitName = useUnitName()
  const [asking, ask] = useState(false)
  const answer = useQuery(one<PayerContractDetail>(`/api/payer-contracts/${number}`))
  const areas = useQuery(areasQuery)
  const kinds = useQuery(kindsQuery)
  const movementsOf = (kind: string) => (kinds.data?.find((one) => one.kind === kind)?.movements ?? []).map((one) => ({ value: one.kind, label: t(one.name) }))
  const units = (areas.data?.children ?? []).map(({ code, name }) => ({ value: code, label: name }))
  const path = `/api/payer-contracts/${number}`
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('付款方'), of.payer],
              [t('协议或文件'), of.document],
              ...(of.employer_name === null ? [] : [[t('用人单位'), of.employer_name] as const]),
              ...TERMS.filter(({ name }) => of.terms[name] !== undefined).map(
                ({ name, label, kind }) => [t(label), kind === 'yuan' ? <Yuan key={name} fen={Number(of.terms[name])} /> : String(of.terms[name])] as const,
              ),
            ]}
          />
          <DecidedSteps of={of} path={path} />
          <StatementPanel number={number} />
          <section className="panel">
            <header>
              <h2>{t('往来')}</h2>
              <AllowedButton permission="payer.handle" who={t(WHO)} onClick={() => ask(true)}>
                {t('登记往来')}
              </AllowedButton>
            </header>
            <Table<PayerMovement>
              size="small"
              rowKey="number"
              dataSource={[...of.movements]}
              scroll={{ x: 'max-content' }}
              columns={[
                textColumn(t, '类别', ({ kind_name }) => t(kind_name)),
                textColumn(t, '核算单位', ({ unit }) => unitName(unit)),
                textColumn(t, '所属月份', ({ period }) => period),
                yuanColumn(t, '金额', ({ amount_fen }) => amount_fen),
                textColumn(t, '凭据', ({ evidence, officer_name }) => `${evidence} · ${officer_name}`),
                textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
                textColumn(t, '办理', (movement) => <StepButtons small actions={movement.actions} path={`${path}/movements/${movement.number}`} />),
              ]}
            />
          </section>
          {asking && (
            <AskDialog
              title={t('登记往来')}
              path={`${path}/movements`}
              initial={{ period: dayjs().format('YYYY-MM') }}
              fields={[
                { name: 'kind', label: '往来类别', kind: 'choice', options: movementsOf(of.payer_kind) },
                { name: 'unit', label: '核算单位', kind: 'choice', options: units },
                { name: 'period', label: '所属月份', kind: 'month' },
                { name: 'amount_fen', label: '金额', kind: 'yuan' },
                { name: 'heads', label: '人数', kind: 'number', optional: true, hint: '划转保费须填写' },
                ...(of.payer_kind === 'other_area'
                  ? LINE.map((field) => ({ ...field, options: field.options.map(({ value, label }) => ({ value, label: t(label) })) }))
                  : []),
                { name: 'evidence', label: '凭据', kind: 'text' },
              ]}
              close={() => ask(false)}
            />
          )}
        </>
      )}
    </Answer>
  )
}

/** Only where a clearing pays less than the month's bills owe. */
const LINE = [
  {
    ...{ name: 'part', label: '资金部分', kind: 'choice', optional: true, hint: '整月清算不填' },
    options: [
      { value: 'pool', label: '统筹基金' },
      { value: 'account', label: '个人账户' },
      { value: 'insurer', label: '承保机构' },
    ],
  },
  {
    ...{ name: 'care', label: '费用类别', kind: 'choice', optional: true, hint: '整月清算不填' },
    options: [
      { value: 'inpatient', label: '住院' },
      { value: 'outpatient', label: '门诊' },
      { value: 'outpatient_major', label: '门诊大病' },
      { value: 'pharmacy', label: '药店' },
      { value: 'birth', label: '生育' },
      { value: 'other', label: '其他' },
    ],
  },
] as const

const RESULT: readonly (readonly [key: string, label: string])[] = [
  ['premium_fen', '保费'],
  ['claims_fen', '承保机构应付'],
  ['kept_fen', '成本和盈利'],
  ['surplus_fen', '超额结余'],
  ['returned_fen', '应返还基金'],
  ['loss_fen', '政策性亏损'],
  ['shared_fen', '基金应分担'],
]

function StatementPanel({ number }: { readonly number: string }) {
  const t = useText()
  const address = useAddress()
  const year = Number(address.of('year') ?? dayjs().year())
  const answer = useQuery(one<PayerStatement>(`/api/payer-contracts/${number}/statement`, { year }))
  return (
    <Answer of={answer}>
      {(of) => (
        <section className="panel">
          <header>
            <h2>{t('{year} 年对账单', { year })}</h2>
            <a className="download" href={`/api/payer-contracts/${number}/statement.xlsx?year=${year}`} download>
              {t('导出 Excel')}
            </a>
          </header>
          <Table<PayerStatement['months'][number]>
            size="small"
            rowKey="month"
            pagination={false}
            dataSource={[...of.months]}
            locale={{ emptyText: t('本年度没有发生额') }}
            columns={[
              textColumn(t, '月份', ({ month }) => month),
              textColumn(t, '结算单数', ({ bills }) => bills),
              yuanColumn(t, '应付', ({ due_fen }) => due_fen),
              yuanColumn(t, '预付', ({ advanced_fen }) => advanced_fen),
              yuanColumn(t, '已清算', ({ cleared_fen }) => cleared_fen),
              yuanColumn(t, '未清算', ({ open_fen }) => open_fen),
            ]}
          />
          <Facts
            of={[
              [t('预付未用完'), <Yuan key="left" fen={of.advance_left_fen} />],
              ...(of.advance_due_fen === null ? [] : [[t('协议应预付'), <Yuan key="advance" fen={of.advance_due_fen} />] as const]),
              [t('应收未清算'), <Yuan key="owed" fen={of.receivable_fen} strong />],
            ]}
          />
          {of.result !== null && <Facts of={RESULT.map(([key, label]) => [t(label), <Yuan key={key} fen={of.result?.[key] ?? 0} />] as const)} />}
        </section>
      )}
    </Answer>
  )
}

function Recoveries() {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  return (
    <>
      <DeskList<Recovery>
        path="/api/recoveries"
        keyOf={({ number }) => number}
        search="债务人或文书"
        stages={{ begun: '待复核', approved: '已确认', refused: '未通过' }}
        sorted
        excel="/api/recoveries.xlsx"
        empty="没有应追回款"
        acts={
          <AllowedButton permission="payer.handle" who={t(WHO)} type="primary" onClick={() => ask(true)}>
            {t('登记应追回款')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'kind_name', '类别', ({ kind_name }) => t(kind_name)),
          sortedColumn(t, address, 'debtor_name', '债务人', ({ debtor_name }) => debtor_name),
          textColumn(t, '年度', ({ benefit_year }) => benefit_year),
          sortedYuan(t, address, 'amount_fen', '应追回', ({ amount_fen }) => amount_fen),
          sortedYuan(t, address, 'open_fen', '未收回', ({ open_fen }) => open_fen),
          sortedColumn(t, address, 'due_on', '到期日', ({ due_on, overdue_days }) =>
            overdue_days > 0 ? `${due_on}（${t('逾期 {n} 天', { n: overdue_days })}）` : due_on,
          ),
          textColumn(t, '催收次数', ({ dunned }) => dunned),
          textColumn(t, '收到后入账', ({ account }) => t(account)),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        ]}
        detail={{ title: (number) => `${t('应追回款')} ${number}`, show: (number) => <OneRecovery key={number} number={number} /> }}
      />
      {asking && <ClaimForm close={() => ask(false)} />}
    </>
  )
}
