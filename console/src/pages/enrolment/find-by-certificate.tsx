// Finds one person anywhere in the pool by certificate. The number travels in a request's body only and is forgotten on closing.
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { useNavigate } from 'react-router'
import type { FoundPerson } from '../../api/person-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FailureLine } from '../../shell/failure-line.js'
import { AccessRequest } from './access-request.js'

interface Certificate {
  readonly cert_type: string
  readonly cert_no: string
}

const TYPES = [
  { value: '01', name: '居民身份证' },
  { value: '02', name: '军官证' },
  { value: '04', name: '港澳居民来往内地通行证' },
  { value: '06', name: '台湾居民来往大陆通行证' },
  { value: '07', name: '外国人永久居留证' },
]

export function FindByCertificate({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const [form] = Form.useForm<Certificate>()
  const find = useMutation({
    mutationFn: (given: Certificate) => post<FoundPerson>('/api/persons/find', { cert_type: given.cert_type, cert_no: given.cert_no.trim().toUpperCase() }),
    onSuccess: (found) => {
      if (!('elsewhere' in found)) void navigate(`/persons/${found.psn_no}`)
    },
  })
  const leave = () => {
    form.resetFields()
    find.reset()
    close()
  }
  return (
    <Modal open={open} onCancel={leave} title={t('按证件查找')} footer={null} destroyOnHidden>
      <Form form={form} layout="vertical" initialValues={{ cert_type: '01' }} onFinish={(given) => find.mutate(given)} requiredMark={false}>
        <Form.Item name="cert_type" label={t('证件类型')}>
          <Select options={TYPES.map((type) => ({ value: type.value, label: t(type.name) }))} />
        </Form.Item>
        <Form.Item
          name="cert_no"
          label={t('证件号码')}
          dependencies={['cert_type']}
          rules={[
            { required: true, message: t('请填写证件号码。') },
            ({ getFieldValue }) => ({
              validator: (_, value: string) =>
                getFieldValue('cert_type') !== '01' || !value || /^\s*(\d{15}|\d{17}[\dXx])\s*$/.test(value)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('居民身份证号码是 18 位，最后一位可以是 X。'))),
            }),
          ]}
        >
          <Input autoComplete="off" spellCheck={false} maxLength={30} />
        </Form.Item>
        <FailureLine error={find.error} otherwise={t('没有查到，请重试。')} />
        <Button type="primary" htmlType="submit" loading={find.isPending}>
          {t('查找')}
        </Button>
      </Form>
      {find.data !== undefined && 'elsewhere' in find.data && <AccessRequest psnNo={find.data.psn_no} areaName={find.data.area_name} />}
    </Modal>
  )
}
