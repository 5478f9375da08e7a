// Sets the switches of a connection. The revision that was read goes along, so that two officers do not undo each other.
import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import type { ConnectionPage, Switches } from '../../api/connection-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useMay } from '../../session/session.js'
import { Failure, useDeed } from './deed.js'
import { MANAGERS } from './words.js'

interface Fields extends Omit<Switches, 'addresses'> {
  readonly addresses: string
}

export function SwitchForm({ page }: { readonly page: ConnectionPage }) {
  const t = useText()
  const may = useMay()('provider.manage')
  const save = useDeed(
    page.institution,
    ({ addresses, public_key, ...rest }: Fields) =>
      post(`/api/connections/${page.institution}/switches`, {
        ...rest,
        upon: page.revision,
        public_key: public_key === null || public_key.trim() === '' ? null : public_key,
        addresses: addresses.split(/[\s,，;；]+/).filter((one) => one !== ''),
      }),
    () => undefined,
  )
  const initial = { ...page.switches, addresses: page.switches.addresses.join('\n') }
  return (
    <Form<Fields> layout="vertical" className="switches" disabled={!may} initialValues={initial} onFinish={(given) => save.mutate(given)}>
      <Marks />
      <Form.Item name="gateway" label={t('网关')}>
        <Select
          options={[
            { value: 'any', label: t('两种都可以') },
            { value: 'api', label: '_api_*' },
            { value: 'tif', label: 'x-tif-*' },
          ]}
        />
      </Form.Item>
      <Form.Item name="profile" label={t('接口版本')}>
        <Select options={page.profiles.map(({ profile, name }) => ({ value: profile, label: t(name) }))} />
      </Form.Item>
      <Form.Item name="addresses" label={t('访问地址（每行一个，空为不限）')}>
        <Input.TextArea rows={2} placeholder="10.1.2.0/24" />
      </Form.Item>
      <Form.Item
        name="public_key"
        label={t('机构的 SM2 公钥')}
        {...(page.public_key_name === null ? {} : { extra: t('指纹 {name}', { name: page.public_key_name }) })}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item name="per_second" label={t('每秒最多笔数（空为本平台的 {n}）', { n: page.limits.per_second })}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
      <Form.Item name="at_once" label={t('同时最多笔数（空为本平台的 {n}）', { n: page.limits.at_once })}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
      <Failure error={save.error} />
      {page.set_by !== null && <p className="quiet">{t('第 {n} 版，{who}', { n: page.revision, who: page.set_by })}</p>}
      <AllowedButton permission="provider.manage" who={MANAGERS} type="primary" htmlType="submit" loading={save.isPending}>
        {t('保存开关')}
      </AllowedButton>
    </Form>
  )
}

function Marks() {
  const t = useText()
  const marks = [
    ['signature_required', t('必须有网关签名（没有密钥也拒绝）')],
    ['cainfo_required', t('必须有 SM2 数字签名（cainfo）')],
    ['cainfo_replied', t('返回报文也做数字签名')],
    ['sign_in_required', t('必须先签到（9001）')],
  ] as const
  return marks.map(([name, label]) => (
    <Form.Item key={name} name={name} valuePropName="checked" style={{ marginBottom: 4 }}>
      <Checkbox>{label}</Checkbox>
    </Form.Item>
  ))
}
