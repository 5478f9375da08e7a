// Puts another credential in the place of one, with an overlap, or revokes it at once with a reason.
import DatePicker from 'antd/es/date-picker'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import dayjs, { type Dayjs } from 'dayjs'
import type { GatewayKey, IssuedKey } from '../../api/connection-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { Failure, useDeed } from './deed.js'

interface Props {
  readonly institution: string
  readonly deed: { readonly kind: 'rotate' | 'revoke'; readonly key: GatewayKey }
  readonly onDone: (issued?: IssuedKey) => void
  readonly onClose: () => void
}

export function EndKey(props: Props) {
  return props.deed.kind === 'rotate' ? <Rotate {...props} /> : <Revoke {...props} />
}

const USUAL_OVERLAP = 14

function Rotate({ institution, deed: { key }, onDone, onClose }: Props) {
  const t = useText()
  const [form] = Form.useForm<{ until: Dayjs }>()
  const path = `/api/connections/${institution}/keys/${key.access_key}/rotation`
  const rotate = useDeed(institution, ({ until }: { until: Dayjs }) => post<IssuedKey>(path, { until: until.format('YYYY-MM-DD') }), onDone)
  return (
    <Modal open title={t('换发密钥')} okText={t('换发')} cancelText={t('取消')} confirmLoading={rotate.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" initialValues={{ until: dayjs().add(USUAL_OVERLAP, 'day') }} onFinish={(given) => rotate.mutate(given)}>
        <Form.Item name="until" label={t('旧密钥有效至（含当日）')} rules={[{ required: true, message: t('请选择日期。') }]}>
          <DatePicker allowClear={false} />
        </Form.Item>
        <p className="quiet">{t('新密钥即时可用，旧密钥用到这一天；机构可以在此期间随时更换，不用停机。')}</p>
        <Failure error={rotate.error} />
      </Form>
    </Modal>
  )
}

function Revoke({ institution, deed: { key }, onDone, onClose }: Props) {
  const t = useText()
  const [form] = Form.useForm<{ reason: string }>()
  const path = `/api/connections/${institution}/keys/${key.access_key}/revocation`
  const revoke = useDeed(
    institution,
    (given: { reason: string }) => post(path, given),
    () => onDone(),
  )
  return (
    <Modal
      open
      title={t('停用密钥')}
      okText={t('立即停用')}
      okButtonProps={{ danger: true }}
      cancelText={t('取消')}
      confirmLoading={revoke.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(given) => revoke.mutate(given)}>
        <p>{t('停用后，用这个密钥签名的报文立即被拒绝，机构将不能结算，直到换用其他密钥。')}</p>
        <Form.Item name="reason" label={t('停用原因')} rules={[{ required: true, min: 4, whitespace: true, message: t('请写明原因，至少四个字。') }]}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
        <Failure error={revoke.error} />
      </Form>
    </Modal>
  )
}
