// One provider's year as it is cleared: the formula, units, deposits and money in advance, objections with answers, and the steps; it is
// also the form that is printed and signed.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { YearClearingDetail } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useUnitName } from '../../session/unit-name.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import { AskDialog } from './desk/ask-dialog.js'
import { Facts, textColumn, yuanColumn } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'

export function OneYearClearing({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<YearClearingDetail>(`/api/year-clearings/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('机构'), `${of.provider_name} ${of.provider}`],
              [t('年度'), of.year],
              [t('约定方式'), t(of.basis_name)],
              [t('协议或结果文件'), of.document],
              ...of.terms.map(({ name, value }) => [t(name), value] as const),
              [t('依据'), of.terms_source],
              ...of.calculation.map(({ name, value, fen }) => [t(name), fen === null ? (value ?? '') : <Yuan key={name} fen={fen} />] as const),
              [t('支付'), of.payment === '' ? '—' : t(of.payment)],
            ]}
          />
          <PrintButton />
          <Sums of={of} />
          <Lines of={of} />
          <Beside of={of} />
          <Words of={of} />
          <DecidedSteps of={of} path={`/api/year-clearings/${number}`} />
        </>
      )}
    </Answer>
  )
}

interface Sum {
  readonly label: string
  readonly fen: number
  readonly strong?: boolean
}

function Sums({ of }: { readonly of: YearClearingDetail }) {
  const t = useText()
  const sums: readonly Sum[] = [
    { label: '机构申报', fen: of.declared_fen },
    { label: '审核认定', fen: of.reviewed_fen },
    { label: '− 扣款', fen: of.deducted_fen },
    { label: '= 实际费用', fen: of.actual_fen },
    { label: '约定金额', fen: of.agreed_fen },
    ...(of.surplus_fen > 0
      ? [
          { label: '结余', fen: of.surplus_fen },
          { label: '其中留用', fen: of.kept_fen },
        ]
      : []),
    ...(of.overspend_fen > 0
      ? [
          { label: '超支', fen: of.overspend_fen },
          { label: '其中基金分担', fen: of.shared_fen },
        ]
      : []),
    { label: '= 年度应得', fen: of.entitled_fen },
    { label: '− 月结合计', fen: of.settled_fen },
    { label: '= 差额', fen: of.difference_fen, strong: true },
    { label: '冲抵预付金', fen: of.set_off_fen },
    { label: '应付机构', fen: of.pay_fen, strong: true },
    { label: '应由机构退回', fen: of.recover_fen, strong: true },
  ]
  return (
    <section className="panel">
      <header>
        <h2>{t('年度清算表')}</h2>
      </header>
      <Table<Sum>
        size="small"
        rowKey="label"
        pagination={false}
        showHeader={false}
        dataSource={[...sums]}
        columns={[
          textColumn(t, '项目', ({ label }) => t(label)),
          { ...yuanColumn<Sum>(t, '金额', () => 0), render: (_, { fen, strong }) => <Yuan fen={fen} strong={strong === true} /> },
        ]}
      />
    </section>
  )
}

function Lines({ of }: { readonly of: YearClearingDetail }) {
  const t = useText()
  const unitName = useUnitName()
  return (
    <section className="panel">
      <header>
        <h2>{t('逐单位金额')}</h2>
      </header>
      <Table<YearClearingDetail['lines'][number]>
        size="small"
        rowKey={({ unit, care_name }) => `${unit} ${care_name}`}
        pagination={false}
        dataSource={[...of.lines]}
        columns={[
          textColumn(t, '核算单位', ({ unit }) => unitName(unit)),
          textColumn(t, '费用类别', ({ care_name }) => t(care_name)),
          yuanColumn(t, '审核认定', ({ reviewed_fen }) => reviewed_fen),
          yuanColumn(t, '− 扣款', ({ deducted_fen }) => deducted_fen),
          yuanColumn(t, '月结合计', ({ settled_fen }) => settled_fen),
          yuanColumn(t, '差额', ({ difference_fen }) => difference_fen),
        ]}
      />
    </section>
  )
}

function Beside({ of: { deposit, prepaid } }: { readonly of: YearClearingDetail }) {
  const t = useText()
  return (
    <Facts
      of={[
        ...(deposit === null
          ? [[t('质量保证金'), t('本年度还没有办理返还')] as const]
          : [
              [t('考核得分'), deposit.score] as const,
              [t('预留保证金'), <Yuan key="held" fen={deposit.held_fen} />] as const,
              [t('返还保证金'), <Yuan key="back" fen={deposit.returned_fen} />] as const,
              [t('保证金办理'), t(deposit.stage_name)] as const,
            ]),
        [
          t('未冲抵的预付金'),
          prepaid.length === 0
            ? '—'
            : prepaid.map(({ unit, fen }) => (
                <span key={unit}>
                  {unit} <Yuan fen={fen} />{' '}
                </span>
              )),
        ],
      ]}
    />
  )
}

const SAY = [
  { kind: 'objected', label: '登记机构异议' },
  { kind: 'upheld', label: '维持' },
  { kind: 'accepted', label: '采纳' },
] as const

function Words({ of }: { readonly of: YearClearingDetail }) {
  const t = useText()
  const [saying, say] = useState<(typeof SAY)[number]>()
  return (
    <section className="panel">
      <header>
        <h2>{t('机构异议和答复')}</h2>
        <div className="filters">
          {SAY.map((one) => (
            <Button key={one.kind} size="small" onClick={() => say(one)}>
              {t(one.label)}
            </Button>
          ))}
        </div>
      </header>
      {of.words.length === 0 && <p className="quiet">{t('机构没有提出异议')}</p>}
      <ol>
        {of.words.map((word) => (
          <li key={word.known_at + word.kind}>
            {t(word.name)}：{word.text}（{word.officer_name} {word.known_at}）
          </li>
        ))}
      </ol>
      {saying !== undefined && (
        <AskDialog
          title={t(saying.label)}
          path={`/api/year-clearings/${of.number}/words`}
          fixed={{ kind: saying.kind }}
          fields={[{ name: 'text', label: '内容', kind: 'long' }]}
          close={() => say(undefined)}
        />
      )}
    </section>
  )
}
