// One provider's month: the formula line by line, changes with their reason, article and words, and the reviews.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { CycleChange, CycleLine, PayCycleDetail } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useUnitName } from '../../session/unit-name.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import { AskDialog, type AskedField } from './desk/ask-dialog.js'
import { Facts, textColumn, yuanColumn } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'

const WHO = '定点机构管理岗'

export function OneCycle({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<PayCycleDetail>(`/api/pay-cycles/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('机构'), `${of.provider_name} ${of.provider}`],
              [t('月份'), of.month],
              [t('机构申报'), <Yuan key="declared" fen={of.declared_fen} />],
              [t('应付金额'), <Yuan key="pay" fen={of.sums.pay_fen} strong />],
              [t('保证金比例'), `${of.deposit_ratio}（${of.deposit_source}）`],
              [
                t('现有预付金'),
                of.prepaid.length === 0
                  ? '—'
                  : of.prepaid.map(({ unit, fen }) => (
                      <span key={unit}>
                        {unit} <Yuan fen={fen} />{' '}
                      </span>
                    )),
              ],
            ]}
          />
          <PrintButton />
          <Lines of={of} />
          {of.faults.map((fault) => (
            <p key={fault} role="alert" className="negative">
              {fault}
            </p>
          ))}
          <Changes of={of} />
          <DecidedSteps of={of} path={`/api/pay-cycles/${number}`} />
        </>
      )}
    </Answer>
  )
}

function Lines({ of }: { readonly of: PayCycleDetail }) {
  const t = useText()
  const unitName = useUnitName()
  return (
    <section className="panel">
      <header>
        <h2>{t('应付公式')}</h2>
      </header>
      <Table<CycleLine>
        size="small"
        rowKey={({ unit, part, care }) => `${unit} ${part} ${care}`}
        pagination={false}
        dataSource={[...of.lines]}
        scroll={{ x: 'max-content' }}
        columns={[
          textColumn(t, '核算单位', ({ unit }) => unitName(unit)),
          textColumn(t, '资金部分', ({ part_name }) => t(part_name)),
          textColumn(t, '费用类别', ({ care_name }) => t(care_name)),
          yuanColumn(t, '按项目应付', ({ by_item_fen }) => by_item_fen),
          yuanColumn(t, '上月结转', ({ carried_fen }) => carried_fen),
          yuanColumn(t, '± 支付方式差额', ({ difference_fen }) => difference_fen),
          yuanColumn(t, '− 扣款', ({ deduction_fen }) => deduction_fen),
          yuanColumn(t, '− 预留保证金', ({ deposit_fen }) => deposit_fen),
          yuanColumn(t, '− 抵扣应退', (line) => line.netted_this_year_fen + line.netted_earlier_fen),
          yuanColumn(t, '− 冲抵预付金', ({ set_off_fen }) => set_off_fen),
          { ...yuanColumn<CycleLine>(t, '= 应付金额', () => 0), render: (_, { pay_fen }) => <Yuan fen={pay_fen} strong /> },
        ]}
      />
    </section>
  )
}

const KINDS = [
  { value: 'deduction', label: '审核扣款' },
  { value: 'method_difference', label: '支付方式差额' },
  { value: 'netting_this_year', label: '抵扣当年应退款' },
  { value: 'netting_earlier', label: '抵扣以前年度应退款' },
  { value: 'set_off', label: '冲抵预付金' },
]
const FIELDS: readonly AskedField[] = [
  { name: 'amount_fen', label: '金额', kind: 'yuan', hint: '只有支付方式差额可以是负数' },
  { name: 'reason', label: '理由', kind: 'long' },
  { name: 'article', label: '依据条款', kind: 'text', optional: true },
]

function Changes({ of }: { readonly of: PayCycleDetail }) {
  const t = useText()
  const [asking, ask] = useState(false)
  const [speaking, speak] = useState<{ readonly change: CycleChange; readonly kind: 'objected' | 'upheld' | 'dropped'; readonly label: string }>()
  const path = `/api/pay-cycles/${of.number}/changes`
  const lines = of.lines.map(({ unit, part, part_name, care, care_name }) => ({
    value: `${unit}|${part}|${care}`,
    label: `${unit} ${t(part_name)} ${t(care_name)}`,
  }))
  return (
    <section className="panel">
      <header>
        <h2>{t('扣款和调整')}</h2>
        {of.may_change === null ? (
          <AllowedButton permission="cycle.review" who={t(WHO)} onClick={() => ask(true)}>
            {t('登记扣款或调整')}
          </AllowedButton>
        ) : (
          <span className="quiet">{of.may_change}</span>
        )}
      </header>
      <Table<CycleChange>
        size="small"
        rowKey="change"
        pagination={false}
        dataSource={[...of.changes]}
        locale={{ emptyText: t('没有扣款和调整') }}
        columns={[
          textColumn(t, '类别', ({ kind_name }) => t(kind_name)),
          textColumn(t, '核算单位', ({ unit, care_name }) => `${unit} ${t(care_name)}`),
          yuanColumn(t, '金额', ({ amount_fen }) => amount_fen),
          textColumn(t, '理由和条款', ({ reason, article, officer_name }) => [reason, article, officer_name].filter((word) => word !== '').join(' · ')),
          textColumn(t, '异议', ({ words }) => (
            <>
              {words.map((word) => (
                <div key={word.known_at + word.name}>
                  {t(word.name)}：{word.text}（{word.officer_name}）
                </div>
              ))}
            </>
          )),
          textColumn(t, '办理', (change) => (
            <>
              <Button size="small" onClick={() => speak({ change, kind: 'objected', label: '登记机构异议' })}>
                {t('机构异议')}
              </Button>
              <Button size="small" onClick={() => speak({ change, kind: 'upheld', label: '维持' })}>
                {t('维持')}
              </Button>
              <Button size="small" onClick={() => speak({ change, kind: 'dropped', label: '撤销扣款' })}>
                {t('撤销')}
              </Button>
            </>
          )),
        ]}
      />
      {asking && (
        <AskDialog
          title={t('登记扣款或调整')}
          path={path}
          initial={{ kind: 'deduction', line: lines[0]?.value }}
          fields={[
            { name: 'kind', label: '类别', kind: 'choice', options: KINDS },
            { name: 'line', label: '哪一行', kind: 'choice', options: lines },
            ...FIELDS,
          ]}
          shape={({ line, ...typed }) => {
            const [unit, part, care] = String(line).split('|')
            return { ...typed, unit, part, care }
          }}
          close={() => ask(false)}
        />
      )}
      {speaking !== undefined && (
        <AskDialog
          title={t(speaking.label)}
          text={speaking.change.reason}
          path={`${path}/${speaking.change.change}/words`}
          fixed={{ kind: speaking.kind }}
          fields={[{ name: 'text', label: '内容', kind: 'long' }]}
          close={() => speak(undefined)}
        />
      )}
    </section>
  )
}
