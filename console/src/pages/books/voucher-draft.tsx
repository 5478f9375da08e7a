// A voucher written by hand on its way: lines, paper, who did what, and what may be done now.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { voucherDraftQuery } from '../../api/book-desk-queries.js'
import type { Draft, Step } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { type StepAsked, StepForm } from '../pooling/step-form.js'
import { Files } from './files.js'
import { VoucherLines } from './voucher-lines.js'
import { newDraftPath, voucherPath } from './voucher-path.js'

const STEPS: readonly StepAsked[] = [
  { kind: 'reviewed', label: '复核通过' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '退回理由', kind: 'text' } },
  { kind: 'posted', label: '记账（不能撤销）' },
  { kind: 'withdrawn', label: '作废' },
]

export function VoucherDraftPage() {
  const { draft = '' } = useParams()
  const answer = useQuery(voucherDraftQuery(draft))
  return <Guarded permission="book.see">{<Answer of={answer}>{(of) => <Shown of={of} />}</Answer>}</Guarded>
}

function Shown({ of }: { readonly of: Draft }) {
  const t = useText()
  const client = useQueryClient()
  const may = useMay()('voucher.prepare')
  const take = useMutation({
    mutationFn: ({ kind, more }: { kind: string; more: Readonly<Record<string, string>> }) =>
      post<Draft>(`/api/voucher-drafts/${of.draft}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{of.text}</h1>
        <p>
          {of.purpose_name} · {of.booked_on} · {of.stage_name}
          {of.corrects !== null && (
            <>
              {' · '}
              {t('更正的是')} <Link to={voucherPath(of.book, of.corrects)}>{of.corrects}</Link>
            </>
          )}
          {of.voucher !== null && (
            <>
              {' · '}
              <Link to={voucherPath(of.book, of.voucher)}>{t('凭证 {n}', { n: of.voucher })}</Link>
            </>
          )}
        </p>
      </div>
      <section>
        <VoucherLines of={of.lines} />
      </section>
      {of.stage !== 'posted' && of.stage !== 'withdrawn' && <Files book={of.book} of={of.files} to={{ draft: of.draft }} />}
      <section className="panel">
        <header>
          <h2>{t('办理')}</h2>
        </header>
        <StepList of={of.steps} />
        <StepForm
          steps={STEPS}
          actions={of.actions}
          pending={take.isPending}
          take={(kind, more) => take.mutate({ kind, more })}
          failure={<FormFailure error={take.error} />}
        />
        {of.stage === 'returned' && may && (
          <Link className="plain-button" to={newDraftPath(of.book, { replaces: of.draft })}>
            {t('按意见重制')}
          </Link>
        )}
      </section>
    </div>
  )
}

export function StepList({ of }: { readonly of: readonly Omit<Step, 'kind'>[] }) {
  return (
    <ol>
      {of.map(({ step, name, remark, officer_name, known_at }) => (
        <li key={step}>{[name, officer_name, known_at.slice(0, 10), remark].filter((word) => word !== '').join(' · ')}</li>
      ))}
    </ol>
  )
}
