// A new version of a payment method: institution, kind of care, method, the day from which it holds, and the agreement that says so.
import { useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import type { PaymentMethods } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { DayInput } from '../../session/day-input.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { BENEFITS } from '../settlement/benefits.js'

interface ProposeMethodProps {
  readonly methods: PaymentMethods['methods']
  readonly institution: string | undefined
  readonly close: () => void
}

export function ProposeMethod({ methods, institution, close }: ProposeMethodProps) {
  const t = useText()
  const client = useQueryClient()
  const required = [{ required: true, message: t('请填写。') }]
  return (
    <DecisionDialog
      title={t('登记支付方式')}
      consequence={t('登记后由另一位经办人复核，复核同意后自生效日期起执行。')}
      button={t('登记')}
      reasoned={false}
      unreasoned
      {...(institution === undefined ? {} : { initial: { institution } })}
      send={({ institution: code = '', benefit, med_type, ...given }) =>
        post(`/api/institutions/${code.trim().toUpperCase()}/payment-methods`, {
          ...given,
          ...(benefit === undefined ? {} : { benefit }),
          ...(med_type === undefined || med_type.trim() === '' ? {} : { med_type: med_type.trim() }),
        })
      }
      close={close}
      done={async () => {
        await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/payment-methods') })
        close()
      }}
    >
      <Form.Item name="institution" label={t('机构编码')} rules={required}>
        <Input maxLength={12} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="benefit" label={t('待遇类别（不选为全部）')}>
        <Select allowClear options={BENEFITS.map(({ kind, name }) => ({ value: kind, label: t(name) }))} />
      </Form.Item>
      <Form.Item name="med_type" label={t('医疗类别编码（不填为该待遇的全部）')}>
        <Input maxLength={6} style={{ width: 120 }} />
      </Form.Item>
      <Form.Item name="method" label={t('约定的清算方式')} rules={required}>
        <Select options={methods.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />
      </Form.Item>
      <Form.Item name="in_force" label={t('生效日期')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item name="source" label={t('依据（协议或文件）')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
    </DecisionDialog>
  )
}
