// One application for money in advance: its conditions, what became of it, and money that came back.
import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { PrepaymentDetail } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Answer } from '../../shell/states.js'
import { AskDialog } from './desk/ask-dialog.js'
import { Facts } from './desk/columns.js'
import { DecidedSteps, StepButtons } from './desk/decided.js'

export function OnePrepayment({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<PrepaymentDetail>(`/api/prepayments/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('机构'), of.provider_name],
              [t('核算单位'), of.unit],
              [t('申请金额'), <Yuan key="amount" fen={of.amount_fen} strong />],
              [t('已付'), <Yuan key="paid" fen={of.paid_fen} />],
              [t('已冲抵'), <Yuan key="off" fen={of.set_off_fen} />],
              [t('已退回'), <Yuan key="back" fen={of.returned_fen} />],
              [t('未收回'), <Yuan key="left" fen={of.left_fen} strong />],
              [t('用途'), of.purpose],
            ]}
          />
          <section className="panel">
            <header>
              <h2>{t('预付条件')}</h2>
            </header>
            <ul>
              {of.conditions.map(({ name, met, found }) => (
                <li key={name} className={met ? '' : 'negative'}>
                  {met ? '✓' : '✗'} {name}：{found}
                </li>
              ))}
            </ul>
          </section>
          <Receipts of={of} />
          <DecidedSteps of={of} path={`/api/prepayments/${number}`} />
        </>
      )}
    </Answer>
  )
}

function Receipts({ of }: { readonly of: PrepaymentDetail }) {
  const t = useText()
  const [asking, ask] = useState(false)
  const path = `/api/prepayments/${of.number}/receipts`
  return (
    <section className="panel">
      <header>
        <h2>{t('资金退回')}</h2>
        <AllowedButton permission="payer.handle" who={t('基金财务岗')} ready={of.left_fen > 0} onClick={() => ask(true)}>
          {t('登记退回')}
        </AllowedButton>
      </header>
      <ol>
        {of.receipts.map((receipt) => (
          <li key={receipt.number}>
            {receipt.happened_on} · <Yuan fen={receipt.amount_fen} /> · {receipt.evidence} · {receipt.officer_name} · {t(receipt.stage_name)}
            <StepButtons actions={receipt.actions} path={`${path}/${receipt.number}`} small />
          </li>
        ))}
      </ol>
      {asking && (
        <AskDialog
          title={t('登记退回')}
          path={path}
          initial={{ happened_on: dayjs().format('YYYY-MM-DD'), amount_fen: of.left_fen / 100 }}
          fields={[
            { name: 'amount_fen', label: '金额', kind: 'yuan' },
            { name: 'happened_on', label: '日期', kind: 'date' },
            { name: 'evidence', label: '银行回单', kind: 'text' },
          ]}
          close={() => ask(false)}
        />
      )}
    </section>
  )
}
