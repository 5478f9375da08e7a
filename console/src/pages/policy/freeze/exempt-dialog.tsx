// Records that a higher level allowed a draft to loosen within a launch period, by which document.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { useId } from 'react'
import type { DraftSummary, Exemption } from '../../../api/draft-types.js'
import { changesQuery, exemptionsQuery } from '../../../api/policy-queries.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { FailureLine } from '../../../shell/failure-line.js'

interface Exempting {
  readonly draft: string
  readonly authority: string
  readonly document: string
  readonly remark?: string
}

interface ExemptProps {
  readonly freeze: string
  readonly drafts: readonly DraftSummary[]
  readonly close: () => void
}

export function ExemptDialog({ freeze, drafts, close }: ExemptProps) {
  const t = useText()
  const id = useId()
  const client = useQueryClient()
  const [form] = Form.useForm<Exempting>()
  const draft = Form.useWatch('draft', form) ?? drafts[0]?.draft
  const chosen = drafts.find((one) => one.draft === draft)
  const record = useMutation({
    mutationFn: (given: Exempting) => post<readonly Exemption[]>('/api/policy/freeze/exemptions', { ...given, freeze, revision: chosen?.revision }),
    onSuccess: async (_, { draft: of }) => {
      await Promise.all([changesQuery(of), exemptionsQuery(of)].map(({ queryKey }) => client.invalidateQueries({ queryKey: [queryKey[0]] })))
      close()
    },
  })
  const province = `${(chosen?.area ?? '').slice(0, 2)}0000`
  return (
    <Modal
      open
      title={t('登记上级批准')}
      onCancel={close}
      okText={t('登记')}
      okButtonProps={{ htmlType: 'submit', form: id, loading: record.isPending, disabled: drafts.length === 0 }}
    >
      <p>{t('只对所选草案的这一稿有效；文本再改，要重新批准。写过这份草案的人不能登记。')}</p>
      <Form<Exempting>
        id={id}
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ draft: drafts[0]?.draft ?? '', authority: province }}
        onFinish={(given) => record.mutate(given)}
      >
        <Form.Item name="draft" label={t('草案')} rules={[{ required: true, message: t('请选草案。') }]}>
          <Select
            options={drafts.map((one) => ({ value: one.draft, label: `${one.title} · ${t('第 {n} 稿', { n: one.revision })}` }))}
            notFoundContent={t('没有在办的草案')}
          />
        </Form.Item>
        <Form.Item
          name="authority"
          label={t('批准机关所在地区')}
          extra={t('六位区划代码：省级或国家（000000）。')}
          rules={[{ required: true, pattern: /^\d{6}$/, message: t('请写六位区划代码。') }]}
        >
          <Input maxLength={6} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="document" label={t('批准文号')} rules={[{ required: true, whitespace: true, message: t('请填写批准文件的文号。') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="remark" label={t('说明')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <FailureLine error={record.error} otherwise={t('没有成功，请重试。')} />
      </Form>
    </Modal>
  )
}
