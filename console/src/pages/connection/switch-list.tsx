// The switches of a connection, to read.
import type { ConnectionPage } from '../../api/connection-types.js'
import { useText } from '../../language/language.js'

export function SwitchList({ page }: { readonly page: ConnectionPage }) {
  const t = useText()
  const { switches } = page
  const told = (on: boolean): string => (on ? t('是') : t('否'))
  const rows: readonly (readonly [string, string])[] = [
    [t('网关'), switches.gateway === 'any' ? t('两种都可以') : switches.gateway === 'api' ? '_api_*' : 'x-tif-*'],
    [t('必须有网关签名（没有密钥也拒绝）'), told(switches.signature_required)],
    [t('必须有 SM2 数字签名（cainfo）'), told(switches.cainfo_required)],
    [t('返回报文也做数字签名'), told(switches.cainfo_replied)],
    [t('必须先签到（9001）'), told(switches.sign_in_required)],
    [t('访问地址'), switches.addresses.length === 0 ? t('不限') : switches.addresses.join('、')],
    [t('接口版本'), t(page.profiles.find(({ profile }) => profile === switches.profile)?.name ?? switches.profile)],
    [t('机构公钥指纹'), page.public_key_name ?? '—'],
    [t('本平台公钥'), page.our_public_key],
  ]
  return (
    <dl className="facts wide">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
