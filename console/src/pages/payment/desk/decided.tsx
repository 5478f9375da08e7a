// What was decided upon something, by whom, and what the officer may do now; a step that cannot be taken says why.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import Tooltip from 'antd/es/tooltip'
import { useState } from 'react'
import type { Decided, StepAction } from '../../../api/payment-types.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { FailureLine } from '../../../shell/failure-line.js'
import { AskDialog } from './ask-dialog.js'

export function DecidedSteps({ of, path }: { readonly of: Decided; readonly path: string }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('办理过程')}</h2>
        <span className="quiet">{t(of.stage_name)}</span>
      </header>
      {of.steps.length > 0 && (
        <ol>
          {of.steps.map(({ step, name, remark, officer_name, known_at }) => (
            <li key={step}>{[t(name), officer_name, known_at, remark].filter((word) => word !== '').join(' · ')}</li>
          ))}
        </ol>
      )}
      <StepButtons actions={of.actions} path={path} />
    </section>
  )
}

export function StepButtons({ actions, path, small = false }: { readonly actions: readonly StepAction[]; readonly path: string; readonly small?: boolean }) {
  const t = useText()
  const client = useQueryClient()
  const [asking, ask] = useState<StepAction>()
  const take = useMutation({ mutationFn: (kind: string) => post(`${path}/steps`, { kind }), onSuccess: () => client.invalidateQueries() })
  const size = small ? 'small' : 'middle'
  return (
    <div className="filters">
      {actions.map((action) => {
        const label = t(action.label)
        if (action.refused !== null) {
          return (
            <Tooltip key={action.kind} title={action.refused}>
              <Button size={size} disabled aria-label={`${label} ${action.refused}`}>
                {label}
              </Button>
            </Tooltip>
          )
        }
        if (action.reason) {
          return (
            <Button key={action.kind} size={size} danger onClick={() => ask(action)}>
              {label}
            </Button>
          )
        }
        return (
          <Popconfirm
            key={action.kind}
            title={t('{act}？办理后不能撤回，只能按规定另行更正。', { act: label })}
            okText={t('办理')}
            cancelText={t('取消')}
            onConfirm={() => take.mutate(action.kind)}
          >
            <Button size={size} type="primary" loading={take.isPending}>
              {label}
            </Button>
          </Popconfirm>
        )
      })}
      <FailureLine error={take.error} otherwise={t('没有办成，请重试。')} />
      {asking !== undefined && (
        <AskDialog
          title={t(asking.label)}
          path={`${path}/steps`}
          fixed={{ kind: asking.kind }}
          fields={[{ name: 'remark', label: '理由', kind: 'long' }]}
          close={() => ask(undefined)}
        />
      )}
    </div>
  )
}
