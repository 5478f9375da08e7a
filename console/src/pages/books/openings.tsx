// 县区建账: a county gets a book of its own beside the city's; proposed with its document, approved by another officer.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import type { Step } from '../../api/book-desk-types.js'
import { one } from '../../api/queries.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { DayInput } from '../../session/day-input.js'
import { LineForm } from '../../shell/line-form.js'
import { type StepAsked, StepForm } from '../pooling/step-form.js'
import { StepList } from './desk-panel.js'

interface Opening {
  readonly opening: string
  readonly fund_name: string
  readonly agency_name: string
  readonly opened_on: string
  readonly document: string
  readonly stage_name: string
  readonly steps: readonly Step[]
  readonly actions: Readonly<Record<string, string | null>>
}

interface Openings {
  readonly funds: readonly { readonly fund: string; readonly name: string }[]
  readonly units: readonly { readonly unit: string; readonly name: string }[]
  readonly openings: readonly Opening[]
}

const PATH = '/api/fund/book-openings'
const STEPS: readonly StepAsked[] = [
  { kind: 'confirmed', label: '批准开立', final: '账套开立后不能撤销；确定批准吗？' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '退回理由', kind: 'text' } },
]

export function BookOpeningsPage() {
  const t = useText()
  const answer = useQuery(one<Openings>(PATH))
  const may = useMay()('book.open')
  return (
    <Guarded permission="book.see">
      <div className="page-head">
        <h1>{t('县区建账')}</h1>
        <p>{t('通常全市一本账，县区是核算单位；县区单独建账的，上解下拨两边记账，合并时抵销。')}</p>
      </div>
      <Answer of={answer}>
        {(of) => (
          <>
            {may && <NewOpening of={of} />}
            {of.openings.length === 0 ? <Empty title={t('没有县区单独建账')} /> : of.openings.map((row) => <OneOpening key={row.opening} of={row} />)}
          </>
        )}
      </Answer>
    </Guarded>
  )
}

function OneOpening({ of }: { readonly of: Opening }) {
  const client = useQueryClient()
  const t = useText()
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) => post(`${PATH}/${of.opening}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel">
      <header>
        <h2>
          {of.agency_name}
          {of.fund_name}
        </h2>
        <span className="quiet">{[t(of.stage_name), of.opened_on, of.document].join(' · ')}</span>
      </header>
      <StepList of={of.steps} />
      <StepForm
        steps={STEPS}
        actions={of.actions}
        pending={take.isPending}
        take={(kind, more) => take.mutate({ kind, more })}
        failure={<FormFailure error={take.error} />}
      />
    </section>
  )
}

function NewOpening({ of }: { readonly of: Openings }) {
  const t = useText()
  const client = useQueryClient()
  const [fund, setFund] = useState(of.funds[0]?.fund)
  const [agency, setAgency] = useState(of.units[0]?.unit)
  const [from, setFrom] = useState('')
  const [document, setDocument] = useState('')
  const send = useMutation({
    mutationFn: () => post(PATH, { fund, agency, opened_on: from, document: document.trim() }),
    onSuccess: async () => {
      setDocument('')
      await client.invalidateQueries()
    },
  })
  return (
    <LineForm send={() => send.mutate()}>
      <Select
        aria-label={t('建账的基金')}
        style={{ width: 260 }}
        value={fund}
        options={of.funds.map((row) => ({ value: row.fund, label: row.name }))}
        onChange={setFund}
      />
      <Select
        aria-label={t('建账的县区')}
        style={{ width: 160 }}
        value={agency}
        options={of.units.map((row) => ({ value: row.unit, label: row.name }))}
        onChange={setAgency}
      />
      <DayInput aria-label={t('起始日期')} width={160} value={from} onChange={setFrom} />
      <Input
        aria-label={t('依据文号')}
        placeholder={t('依据文号')}
        style={{ width: 220 }}
        value={document}
        onChange={(event) => setDocument(event.target.value)}
      />
      <Button htmlType="submit" type="primary" loading={send.isPending} disabled={from === '' || document.trim().length < 4}>
        {t('提出建账')}
      </Button>
      <FormFailure error={send.error} />
    </LineForm>
  )
}
