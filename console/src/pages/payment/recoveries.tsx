// One claim with its reminders and receipts, and the form that registers one.
import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { RecoveryDetail } from '../../api/payment-types.js'
import { areasQuery, booksQuery, one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Answer } from '../../shell/states.js'
import { AskDialog, type AskedField } from './desk/ask-dialog.js'
import { Facts } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'

const KINDS = [
  { value: 'overpaid', label: '多付待遇' },
  { value: 'violation', label: '违规使用基金' },
  { value: 'contract_penalty', label: '违约金' },
  { value: 'late_fee', label: '滞纳金' },
  { value: 'fine', label: '行政罚款' },
]
const DEBTORS = [
  { value: 'provider', label: '医药机构' },
  { value: 'person', label: '参保人' },
  { value: 'other', label: '其他单位' },
]
const FIELDS: readonly AskedField[] = [
  { name: 'debtor_kind', label: '债务人类别', kind: 'choice', options: DEBTORS },
  { name: 'debtor', label: '债务人', kind: 'text', hint: '机构编码、人员编号或单位名称' },
  { name: 'benefit_year', label: '待遇年度', kind: 'number' },
  { name: 'amount_fen', label: '应追回', kind: 'yuan' },
  { name: 'reason', label: '理由', kind: 'long' },
  { name: 'document', label: '决定文书', kind: 'text' },
  { name: 'due_on', label: '到期日', kind: 'date' },
]

export function ClaimForm({ close }: { readonly close: () => void }) {
  const t = useText()
  const books = useQuery(booksQuery)
  const areas = useQuery(areasQuery)
  return (
    <AskDialog
      title={t('登记应追回款')}
      path="/api/recoveries"
      fixed={{ part: 'pool', care: 'other' }}
      initial={{ kind: 'overpaid', debtor_kind: 'provider', benefit_year: dayjs().year(), due_on: dayjs().add(30, 'day').format('YYYY-MM-DD') }}
      fields={[
        { name: 'kind', label: '类别', kind: 'choice', options: KINDS },
        {
          name: 'book',
          label: '收回到哪个基金',
          kind: 'choice',
          optional: true,
          hint: '行政罚款缴入国库，不选',
          options: (books.data ?? []).map(({ book, name }) => ({ value: book, label: name })),
        },
        { name: 'unit', label: '核算单位', kind: 'choice', options: (areas.data?.children ?? []).map(({ code, name }) => ({ value: code, label: name })) },
        ...FIELDS,
      ]}
      close={close}
    />
  )
}

type Act = 'dunned' | 'received' | 'to_treasury'

export function OneRecovery({ number }: { readonly number: string }) {
  const t = useText()
  const [acting, act] = useState<{ readonly kind: Act; readonly label: string }>()
  const answer = useQuery(one<RecoveryDetail>(`/api/recoveries/${number}`))
  const acts = (kind: string): readonly { kind: Act; label: string }[] => [
    { kind: 'dunned', label: '登记催收' },
    kind === 'fine' ? { kind: 'to_treasury', label: '登记已缴国库' } : { kind: 'received', label: '登记收回' },
  ]
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('债务人'), of.debtor_name],
              [t('应追回'), <Yuan key="amount" fen={of.amount_fen} strong />],
              [t('未收回'), <Yuan key="open" fen={of.open_fen} />],
              [t('收到后入账'), t(of.account)],
              [t('理由'), of.reason],
              [t('决定文书'), of.document],
            ]}
          />
          <DecidedSteps of={of} path={`/api/recoveries/${number}`} />
          <section className="panel">
            <header>
              <h2>{t('催收和收回')}</h2>
            </header>
            <ol>
              {of.acts.map((one) => (
                <li key={one.act}>
                  {t(one.name)} · {one.happened_on} · {one.amount_fen > 0 && <Yuan fen={one.amount_fen} />} {one.text} · {one.officer_name}
                </li>
              ))}
            </ol>
            {acts(of.kind).map(({ kind, label }) => (
              <AllowedButton key={kind} permission="payer.handle" who={t('基金财务岗')} onClick={() => act({ kind, label })}>
                {t(label)}
              </AllowedButton>
            ))}
          </section>
          {acting !== undefined && (
            <AskDialog
              title={t(acting.label)}
              path={`/api/recoveries/${number}/acts`}
              fixed={{ kind: acting.kind }}
              initial={{ happened_on: dayjs().format('YYYY-MM-DD') }}
              fields={[
                { name: 'happened_on', label: '日期', kind: 'date' },
                ...(acting.kind === 'dunned' ? [] : [{ name: 'amount_fen', label: '金额', kind: 'yuan' } as const]),
                { name: 'text', label: '凭据或函号', kind: 'text' },
              ]}
              close={() => act(undefined)}
            />
          )}
        </>
      )}
    </Answer>
  )
}
