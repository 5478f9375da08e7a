// The office's word on a difference: a note, who has to act, its closing with a reason, its reopening.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import type { Difference } from '../../api/reconciliation-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { NOTES, OWNERS } from './words.js'

interface Given {
  readonly kind: string
  readonly owner?: string
  readonly text: string
}

export function NoteDialog({ of, close }: { readonly of: Difference; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form) ?? 'note'
  const send = useMutation({
    mutationFn: ({ owner, ...given }: Given) =>
      post(`/api/providers/${of.institution}/differences/notes`, { ...given, matter: of.matter, ...(given.kind === 'owner' ? { owner } : {}) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['/api/reconciliations/differences'] })
      close()
    },
  })
  const kinds = Object.entries(NOTES).filter(([word]) => word !== (of.standing === 'closed' ? 'closed' : 'reopened'))
  return (
    <Modal open onCancel={close} title={t('办理对账差异')} footer={null} destroyOnHidden>
      <p>{of.sentence}</p>
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'note', owner: of.owner }}
        onFinish={(given) => send.mutate(given)}
      >
        <Form.Item name="kind" label={t('办理')}>
          <Radio.Group options={kinds.map(([value, label]) => ({ value, label: t(label) }))} />
        </Form.Item>
        {kind === 'owner' && (
          <Form.Item name="owner" label={t('由谁处理')}>
            <Radio.Group options={Object.entries(OWNERS).map(([value, label]) => ({ value, label: t(label) }))} />
          </Form.Item>
        )}
        <Form.Item
          name="text"
          label={t(kind === 'closed' ? '关闭理由' : '说明')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('请写至少两个字') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('保存')}
        </Button>
      </Form>
    </Modal>
  )
}
