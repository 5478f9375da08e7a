// The areas of a run: what each owes or gets, what was paid, instalments, and the next payment.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Input from 'antd/es/input'
import Popconfirm from 'antd/es/popconfirm'
import Table from 'antd/es/table'
import Tag from 'antd/es/tag'
import { useState } from 'react'
import { post } from '../../api/request.js'
import type { Adjustment, AdjustmentUnit } from '../../api/watch-types.js'
import { Yuan } from '../../format/amount.js'
import { fenOfText } from '../../format/fen-of-text.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { PrintButton } from '../../shell/print-button.js'
import { Said } from '../pooling/said.js'

type Key = 'base_fen' | 'amount_fen' | 'due_fen' | 'paid_fen' | 'open_fen' | 'overpaid_fen'

export function AdjustmentUnits({ of }: { readonly of: Adjustment }) {
  const t = useText()
  const amount = (key: Key, title: string) => ({ key, title, align: 'right' as const, render: (_: unknown, row: AdjustmentUnit) => <Yuan fen={row[key]} /> })
  const levy = of.kind === 'levy'
  return (
    <section className="panel">
      <header>
        <h2>{levy ? t('各统筹区应上解') : t('各统筹区应下拨')}</h2>
        <span className="quiet">{t('计算时调剂金余额 {yuan} 元', { yuan: yuan(of.pot_fen) })}</span>
        <a className="download push" href={`/api/adjustment/runs/${of.run}/run.xlsx`} download>
          {t('导出 Excel')}
        </a>
        <PrintButton />
      </header>
      <Table<AdjustmentUnit>
        size="small"
        rowKey="unit"
        pagination={of.units.length > 30 ? { pageSize: 30 } : false}
        scroll={{ x: 'max-content' }}
        dataSource={[...of.units]}
        expandable={{ expandedRowRender: (row) => <OneArea of={of} unit={row} /> }}
        columns={[
          { title: t('统筹区'), dataIndex: 'name' },
          amount('base_fen', levy ? t('上解基数') : t('缺口')),
          amount('amount_fen', levy ? t('应上解') : t('应下拨')),
          ...(levy
            ? [amount('due_fen', t('含往年多缴少缴'))]
            : [{ title: t('考核系数'), render: (_: unknown, row: AdjustmentUnit) => row.coefficient ?? '—' }]),
          amount('paid_fen', t('已付')),
          amount('open_fen', t('未付')),
          amount('overpaid_fen', t('多付')),
          { title: t('未满足条件'), render: (_, row) => row.failed_conditions.map((word) => <Tag key={word}>{word}</Tag>) },
        ]}
      />
    </section>
  )
}

function OneArea({ of, unit }: { readonly of: Adjustment; readonly unit: AdjustmentUnit }) {
  const t = useText()
  return (
    <>
      {unit.instalments.map(({ due_on, amount_fen, open_fen, overdue }, i) => (
        <p key={due_on ?? 'whole'} className={overdue ? 'negative' : ''}>
          {t('第 {n} 期', { n: i + 1 })} {due_on ?? ''}：{yuan(amount_fen)} {t('元')}，{t('未付')} {yuan(open_fen)} {t('元')}
        </p>
      ))}
      {unit.payments.map(({ payment, paid_on, amount_fen, sent_book, sent, received_book, received }) => (
        <p key={payment} className="quiet">
          {paid_on} {yuan(amount_fen)} {t('元')}：{sent_book} {sent} → {received_book} {received}
        </p>
      ))}
      {of.stage === 'approved' && <Pay run={of.run} unit={unit} />}
    </>
  )
}

function Pay({ run, unit }: { readonly run: string; readonly unit: AdjustmentUnit }) {
  const t = useText()
  const client = useQueryClient()
  const [amount, setAmount] = useState(yuan(unit.open_fen).replaceAll(',', ''))
  const fen = fenOfText(amount) ?? 0
  const pay = useMutation({
    mutationFn: () => post(`/api/adjustment/runs/${run}/payments`, { unit: unit.unit, amount_fen: fen }),
    onSuccess: () => client.invalidateQueries({ queryKey: [`/api/adjustment/runs/${run}`] }),
  })
  return (
    <div className="filters">
      <Input aria-label={t('划款金额（元）')} style={{ width: 180 }} value={amount} onChange={(event) => setAmount(event.target.value)} />
      <Popconfirm
        title={t('两边账套将同时记账，记账后只能红字冲正。确认划款 {yuan} 元？', { yuan: yuan(fen) })}
        okText={t('确认划款')}
        onConfirm={() => pay.mutate()}
        disabled={fen <= 0}
      >
        <AllowedButton permission="adjustment.compute" who="基金管理岗" ready={fen > 0} loading={pay.isPending}>
          {t('登记划款')}
        </AllowedButton>
      </Popconfirm>
      <Said error={pay.error} />
    </div>
  )
}
