// Issues a credential: the officer says for which gateway.
import Form from 'antd/es/form'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import type { ConnectionPage, Gateway, IssuedKey } from '../../api/connection-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { Failure, useDeed } from './deed.js'
import { GATEWAYS } from './words.js'

interface Props {
  readonly page: ConnectionPage
  readonly onDone: (issued?: IssuedKey) => void
  readonly onClose: () => void
}

export function IssueKey({ page, onDone, onClose }: Props) {
  const t = useText()
  const [form] = Form.useForm<{ gateway: Gateway }>()
  const issue = useDeed(page.institution, (given: { gateway: Gateway }) => post<IssuedKey>(`/api/connections/${page.institution}/keys`, given), onDone)
  const first = page.switches.gateway === 'tif' ? 'tif' : 'api'
  return (
    <Modal open title={t('发放密钥')} okText={t('发放')} cancelText={t('取消')} confirmLoading={issue.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" initialValues={{ gateway: first }} onFinish={(given) => issue.mutate(given)}>
        <Form.Item name="gateway" label={t('网关')}>
          <Select options={(Object.keys(GATEWAYS) as Gateway[]).map((value) => ({ value, label: t(GATEWAYS[value]) }))} />
        </Form.Item>
        <p className="quiet">{t('发放后，本机构不带签名的报文将被拒绝（移动支付密钥除外）。密钥只显示一次，请当面或用安全的方式交给机构。')}</p>
        <Failure error={issue.error} />
      </Form>
    </Modal>
  )
}
