// The one time a secret is shown.
import Modal from 'antd/es/modal'
import Typography from 'antd/es/typography'
import type { IssuedKey } from '../../api/connection-types.js'
import { useText } from '../../language/language.js'

export function SecretOnce({ issued, onClose }: { readonly issued: IssuedKey; readonly onClose: () => void }) {
  const t = useText()
  const names = issued.gateway === 'mobile' ? ['appId', 'appSecret'] : issued.gateway === 'tif' ? ['x-tif-paasid', 'secret'] : ['_api_access_key', 'secret']
  return (
    <Modal
      open
      title={t('请记下密钥')}
      okText={t('已记下')}
      onOk={onClose}
      onCancel={onClose}
      mask={{ closable: false }}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <p>{t('密钥只显示这一次；关闭后谁也看不到，丢失只能换发。')}</p>
      <dl className="facts">
        <div>
          <dt>{names[0]}</dt>
          <dd>
            <Typography.Text copyable code>
              {issued.access_key}
            </Typography.Text>
          </dd>
        </div>
        <div>
          <dt>{names[1]}</dt>
          <dd data-secret>
            <Typography.Text copyable code>
              {issued.secret}
            </Typography.Text>
          </dd>
        </div>
      </dl>
    </Modal>
  )
}
