// What the audit found a balance to be, with its evidence.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { fenOfYuan, yuanText } from '@tongchou/domain/base/money.js'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { post } from '../../../api/request.js'
import type { AuditSheet } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { FormFailure } from '../../../session/form-failure.js'

export type AuditItem = AuditSheet['items'][number]

export function VerifyDialog({ takeover, of, close }: { readonly takeover: string; readonly of: AuditItem; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: ({ yuan, basis }: { yuan: string; basis: string }) =>
      post(`/api/takeovers/${takeover}/figures`, { key: of.key, verified_fen: Number(fenOfYuan(yuan) ?? 0n), basis }),
    onSuccess: async () => {
      await client.invalidateQueries()
      close()
    },
  })
  const isAmount = (_: unknown, text: string | undefined) =>
    fenOfYuan(text ?? '') === undefined ? Promise.reject(new Error(t('请写金额（元，最多两位小数）。'))) : Promise.resolve()
  return (
    <Modal open onCancel={close} title={`${of.source} · ${of.item}`} footer={null} destroyOnHidden>
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ yuan: yuanText(BigInt(of.verified_fen ?? of.book_fen)), basis: of.basis }}
        onFinish={(given: { yuan: string; basis: string }) => save.mutate(given)}
      >
        <Form.Item name="yuan" label={t('核实数（元）')} rules={[{ validator: isAmount }]}>
          <Input />
        </Form.Item>
        <Form.Item name="basis" label={t('依据（询证函、对账单、盘点表）')} rules={[{ required: true, min: 4, message: t('请写明依据（至少四个字）。') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <FormFailure error={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('保存')}
        </Button>
      </Form>
    </Modal>
  )
}
