// 结账: what still stands in the way, the statements of bank and finance, proposing and confirming. Never opened again.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import Tag from 'antd/es/tag'
import { useState } from 'react'
import { bookPath, closingQuery } from '../../api/book-desk-queries.js'
import type { CloseCheck, Closing } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { FormFailure } from '../../session/form-failure.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { type StepAsked, StepForm } from '../pooling/step-form.js'
import { CashStatements } from './cash-statements.js'
import { ChooseBook } from './choose-book.js'
import { StepList } from './desk-panel.js'

const STEPS: readonly StepAsked[] = [
  { kind: 'confirmed', label: '复核无误，结账（不能再打开）' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '退回理由', kind: 'text' } },
]

export function ClosingPage() {
  const t = useText()
  const address = useAddress()
  return (
    <Guarded permission="book.see">
      <div className="page-head">
        <h1>{t('结账')}</h1>
        <p>{t('按月结账：一人申请，另一人复核；结账后不能再打开。十二月结账即年度结账，收入支出转入基金结余。')}</p>
      </div>
      <ChooseBook address={address}>{({ book }) => <OneBook key={book} book={book} />}</ChooseBook>
    </Guarded>
  )
}

function OneBook({ book }: { readonly book: string }) {
  const t = useText()
  const answer = useQuery(closingQuery(book, undefined))
  return (
    <Answer of={answer}>
      {(of) => (
        <div className="stack">
          <p>{of.closed_through === null ? t('还没有结过账') : t('已结账至 {day}', { day: of.closed_through })}</p>
          {of.month === null ? <Empty title={t('这个账套还没有凭证')} /> : <Month of={of} month={of.month} />}
          <History of={of} />
        </div>
      )}
    </Answer>
  )
}

function Month({ of, month }: { readonly of: Closing; readonly month: string }) {
  const t = useText()
  const waiting = of.closes.some(({ stage }) => stage === 'prepared')
  return (
    <>
      <section className="panel">
        <header>
          <h2>{t('{month} 结账检查', { month })}</h2>
        </header>
        <Checks of={of.checks} />
        {!waiting && <Propose of={of} month={month} />}
      </section>
      <CashStatements book={of.book} month={month} />
    </>
  )
}

const TONES = { ok: ['green', '通过'], warning: ['orange', '提醒'], blocking: ['red', '未通过'] } as const

function Checks({ of }: { readonly of: readonly CloseCheck[] }) {
  const t = useText()
  return (
    <ul className="plain-list">
      {of.map(({ name, state, sentence }) => (
        <li key={name}>
          <Tag color={TONES[state][0]}>{t(TONES[state][1])}</Tag> {t(name)}
          {sentence !== '' && <span className="quiet">：{sentence}</span>}
        </li>
      ))}
    </ul>
  )
}

function Propose({ of, month }: { readonly of: Closing; readonly month: string }) {
  const t = useText()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const propose = useMutation({
    mutationFn: () => post<Closing>(bookPath(of.book, 'closes'), { month }),
    onSuccess: async () => {
      setAsking(false)
      await client.invalidateQueries()
    },
  })
  return (
    <>
      <Button type="primary" disabled={!of.may_close} onClick={() => setAsking(true)}>
        {t('申请结账')}
      </Button>
      {!of.may_close && <p className="quiet">{t('检查全部通过后，由基金财务岗或基金管理岗申请。')}</p>}
      <Modal
        open={asking}
        onCancel={() => setAsking(false)}
        title={t('申请 {month} 结账', { month })}
        onOk={() => propose.mutate()}
        okText={t('申请')}
        confirmLoading={propose.isPending}
      >
        <p>{t('另一人复核后，{month} 及以前不能再记账，也不能再打开。', { month })}</p>
        <FormFailure error={propose.error} />
      </Modal>
    </>
  )
}

function History({ of }: { readonly of: Closing }) {
  const t = useText()
  const client = useQueryClient()
  const decide = useMutation({
    mutationFn: ({ close, kind, more }: { close: string; kind: string; more: Readonly<Record<string, string>> }) =>
      post<Closing>(`/api/book-closes/${close}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  if (of.closes.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('结账记录')}</h2>
      </header>
      {of.closes.map((one) => (
        <article key={one.close}>
          <h3>
            {one.month} · {one.stage_name}
          </h3>
          <StepList of={one.steps} />
          {one.stage === 'prepared' && (
            <>
              <Checks of={one.checks} />
              <StepForm
                steps={STEPS}
                actions={one.actions}
                pending={decide.isPending}
                take={(kind, more) => decide.mutate({ close: one.close, kind, more })}
                failure={<FormFailure error={decide.error} />}
              />
            </>
          )}
        </article>
      ))}
    </section>
  )
}
