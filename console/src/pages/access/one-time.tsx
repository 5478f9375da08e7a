// The one-time password, shown once: whoever closes this must give another.
import Alert from 'antd/es/alert'
import Modal from 'antd/es/modal'
import Typography from 'antd/es/typography'
import type { OfficerDone } from '../../api/officer-types.js'
import { useText } from '../../language/language.js'
import '../../style/access.css'

export function OneTime({ of, close }: { readonly of: OfficerDone; readonly close: () => void }) {
  const t = useText()
  return (
    <Modal
      open
      onCancel={close}
      onOk={close}
      title={t('一次性密码')}
      okText={t('已交给本人')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p>{t('账号 {account} 的一次性密码，{until} 前有效，首次登录后必须更换：', { account: of.account, until: of.password_until ?? '' })}</p>
      <Typography.Paragraph copyable className="secret-once">
        {of.password ?? ''}
      </Typography.Paragraph>
      <Alert type="warning" showIcon title={t('密码只显示这一次，系统不保存。关闭后如果遗失，只能重新重置。')} />
    </Modal>
  )
}
