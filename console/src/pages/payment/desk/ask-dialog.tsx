// A form in a dialog, made from its fields: labels above, one column, amounts typed in yuan and sent in whole fen.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { DayInput } from '../../../session/day-input.js'
import { FormFailure } from '../../../session/form-failure.js'

export interface AskedField {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'long' | 'sheet' | 'yuan' | 'number' | 'month' | 'date' | 'choice'
  readonly options?: readonly { readonly value: string | boolean; readonly label: string }[]
  readonly optional?: boolean
  readonly hint?: string
}

interface AskDialogProps {
  readonly title: string
  readonly path: string
  readonly fields: readonly AskedField[]
  /** Sent along with what is typed. */
  readonly fixed?: Readonly<Record<string, unknown>>
  readonly initial?: Readonly<Record<string, unknown>>
  /** Sums what is typed into the body; absent: as it is. */
  readonly shape?: (typed: Record<string, unknown>) => Record<string, unknown>
  readonly text?: string
  readonly close: () => void
  readonly done?: (answer: { readonly number?: string }) => void
}

export function AskDialog({ title, path, fields, fixed = {}, initial = {}, shape, text, close, done }: AskDialogProps) {
  const t = useText()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: (given: Record<string, unknown>) => {
      const typed = sent(fields, given)
      return post<{ number?: string }>(path, { ...fixed, ...(shape === undefined ? typed : shape(typed)) })
    },
    onSuccess: async (answer) => {
      await client.invalidateQueries()
      close()
      done?.(answer)
    },
  })
  return (
    <Modal open onCancel={close} title={title} footer={null} destroyOnHidden>
      {text !== undefined && <p>{text}</p>}
      <Form<Record<string, unknown>> layout="vertical" requiredMark={false} initialValues={initial} onFinish={(given) => send.mutate(given)}>
        {fields.map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={t(field.label)}
            {...(field.hint === undefined ? {} : { extra: t(field.hint) })}
            rules={field.optional === true ? [] : [{ required: true, message: t('请填写{field}', { field: t(field.label) }) }]}
          >
            {control(field, t)}
          </Form.Item>
        ))}
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('确定')}
        </Button>
      </Form>
    </Modal>
  )
}

function control({ kind, options = [] }: AskedField, t: (text: string) => string) {
  switch (kind) {
    case 'long':
      return <Input.TextArea rows={3} maxLength={300} showCount />
    case 'sheet':
      return <Input.TextArea rows={6} />
    case 'yuan':
      return <InputNumber precision={2} style={{ width: 240 }} addonAfter={t('元')} />
    case 'number':
      return <InputNumber precision={0} min={0} style={{ width: 240 }} />
    case 'month':
      return <DayInput picker="month" width={240} />
    case 'date':
      return <DayInput width={240} />
    case 'choice':
      return <Select options={options.map(({ value, label }) => ({ value, label: t(label) }))} />
    case 'text':
      return <Input maxLength={120} />
  }
}

function sent(fields: readonly AskedField[], given: Record<string, unknown>): Record<string, unknown> {
  const entries = fields.map(({ name, kind }) => {
    const value = given[name]
    return [name, kind === 'yuan' && typeof value === 'number' ? Math.round(value * 100) : value] as const
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null && value !== ''))
}
