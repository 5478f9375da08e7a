// One step of a life: its button, what it asks for, and the sentence why it may not be taken now.
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Popconfirm from 'antd/es/popconfirm'
import { type ReactNode, useState } from 'react'
import { useText } from '../../language/language.js'
import { DayInput } from '../../session/day-input.js'

export interface StepAsked {
  readonly kind: string
  readonly label: string
  /** Field beside the button: a document number, a remark, a date. */
  readonly asks?: { readonly name: string; readonly label: string; readonly kind: 'text' | 'date' }
  /** What is said before a step that cannot be undone. */
  readonly final?: string
}

interface StepFormProps {
  readonly steps: readonly StepAsked[]
  readonly actions: Readonly<Record<string, string | null>>
  readonly pending: boolean
  readonly take: (kind: string, more: Readonly<Record<string, string>>) => void
  readonly failure: ReactNode
}

export function StepForm({ steps, actions, pending, take, failure }: StepFormProps) {
  const t = useText()
  const open = steps.filter(({ kind }) => actions[kind] === null)
  const closed = steps.filter(({ kind }) => typeof actions[kind] === 'string')
  return (
    <>
      {open.map((step) => (
        <OneStep key={step.kind} step={step} pending={pending} take={take} />
      ))}
      {open.length === 0 && <p className="quiet">{t('现在没有您可以办理的事项。')}</p>}
      {failure}
      <ul className="quiet">
        {closed.map(({ kind, label }) => (
          <li key={kind}>
            {t(label)}：{actions[kind]}
          </li>
        ))}
      </ul>
    </>
  )
}

function OneStep({ step, pending, take }: { readonly step: StepAsked } & Pick<StepFormProps, 'pending' | 'take'>) {
  const t = useText()
  const [value, setValue] = useState('')
  const { kind, label, asks, final } = step
  const go = (): void => take(kind, asks === undefined ? {} : { [asks.name]: value })
  const button = { type: 'primary', loading: pending, disabled: asks !== undefined && value.trim() === '' } as const
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault()
        if (final === undefined) go()
      }}
    >
      {asks !== undefined && (
        <div className="filter">
          <span id={`step-${kind}`}>{t(asks.label)}</span>
          {asks.kind === 'date' ? (
            <DayInput aria-labelledby={`step-${kind}`} width={260} value={value} onChange={setValue} />
          ) : (
            <Input aria-labelledby={`step-${kind}`} style={{ width: 260 }} value={value} onChange={(event) => setValue(event.target.value)} />
          )}
        </div>
      )}
      {final === undefined ? (
        <Button htmlType="submit" {...button}>
          {t(label)}
        </Button>
      ) : (
        <Popconfirm title={t(final)} okText={t('确定')} cancelText={t('取消')} onConfirm={go} disabled={button.disabled}>
          <Button {...button}>{t(label)}</Button>
        </Popconfirm>
      )}
    </form>
  )
}
