// What may be done with a paper that passes several officers: who did what so far, and the steps that are open now.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Step } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { type StepAsked, StepForm } from '../pooling/step-form.js'

interface DeskPanelProps {
  readonly of: { readonly steps: readonly Omit<Step, 'kind'>[]; readonly actions: Readonly<Record<string, string | null>> }
  readonly steps: readonly StepAsked[]
  /** Of the paper; its steps are sent below it. */
  readonly path: string
  readonly children?: ReactNode
}

export function DeskPanel({ of, steps, path, children }: DeskPanelProps) {
  const t = useText()
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: ({ kind, more }: { readonly kind: string; readonly more: Readonly<Record<string, string>> }) =>
      post<unknown>(`${path}/steps`, { kind, ...more }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('办理')}</h2>
      </header>
      <StepList of={of.steps} />
      <StepForm
        steps={steps}
        actions={of.actions}
        pending={take.isPending}
        take={(kind, more) => take.mutate({ kind, more })}
        failure={<FormFailure error={take.error} />}
      />
      {children}
    </section>
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
