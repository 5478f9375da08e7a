// An officer's decision in a dialog: what follows from it, the reason where one is asked, and the server's word when it was not taken.
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import type { ReactNode } from 'react'
import { useText } from '../language/language.js'
import { FormFailure } from './form-failure.js'

interface DecisionDialogProps<A> {
  readonly title: string
  readonly consequence: string
  readonly button: string
  readonly danger?: boolean
  /** The reason must be written. */
  readonly reasoned: boolean
  readonly send: (given: Readonly<Record<string, string | undefined>>) => Promise<A>
  readonly close: () => void
  readonly done: (answer: A) => void | Promise<void>
  readonly initial?: Readonly<Record<string, string>>
  /** No reason is asked for at all. */
  readonly unreasoned?: boolean
  /** Further fields above the reason. */
  readonly children?: ReactNode
}

export function DecisionDialog<A>({
  title,
  consequence,
  button,
  danger = false,
  reasoned,
  send,
  close,
  done,
  initial,
  unreasoned = false,
  children,
}: DecisionDialogProps<A>) {
  const t = useText()
  const decide = useMutation({ mutationFn: send, onSuccess: done })
  const rules = reasoned ? [{ required: true, whitespace: true, min: 2, message: t('请写明理由，至少两个字。') }] : [{ min: 2, message: t('理由至少两个字。') }]
  return (
    <Modal open onCancel={close} title={title} footer={null} destroyOnHidden>
      <Form
        layout="vertical"
        requiredMark={false}
        {...(initial === undefined ? {} : { initialValues: initial })}
        onFinish={(given) => decide.mutate(trimmed(given))}
      >
        <p className="consequence">{consequence}</p>
        {children}
        {!unreasoned && (
          <Form.Item name="reason" label={reasoned ? t('理由') : t('意见（可以不写）')} rules={rules}>
            <Input.TextArea rows={3} maxLength={200} showCount autoFocus />
          </Form.Item>
        )}
        <FormFailure error={decide.error} />
        <Button type="primary" htmlType="submit" danger={danger} loading={decide.isPending}>
          {button}
        </Button>
      </Form>
    </Modal>
  )
}

/** A reason that was left empty is not sent. */
function trimmed(given: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  const { reason, ...rest } = given
  return reason === undefined || reason.trim() === '' ? rest : { ...rest, reason: reason.trim() }
}
