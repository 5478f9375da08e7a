// The form by which premiums are let off: whose, of which month, how much, and by which document.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { bookPath } from '../../api/book-desk-queries.js'
import type { Waiver, WaiverChoices } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { DayInput } from '../../session/day-input.js'
import { FormFailure } from '../../session/form-failure.js'

interface Given {
  readonly unit: string
  readonly payer: string
  readonly month: string
  readonly heads: number
  readonly pool: number
  readonly account: number | null
  readonly assessed: boolean
  readonly document: string
  readonly authority: string
  readonly document_day: string
}

interface WaiverDialogProps {
  readonly book: string
  readonly choices: WaiverChoices
  readonly close: () => void
}

export function WaiverDialog({ book, choices, close }: WaiverDialogProps) {
  const t = useText()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: ({ pool, account, ...given }: Given) =>
      post<Waiver>(bookPath(book, 'waivers'), { ...given, pool_fen: fenOf(pool), account_fen: fenOf(account ?? 0), assessed: given.assessed }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [bookPath(book, 'waivers')] })
      close()
    },
  })
  const needed = [{ required: true, message: t('请填写这一项。') }]
  const options = (of: WaiverChoices['units']) => of.map(({ value, name }) => ({ value, label: t(name) }))
  const withAccount = choices.payers.some(({ value }) => value !== 'resident')
  return (
    <Modal open onCancel={close} title={t('登记减免')} footer={null} destroyOnHidden>
      <Form<Given> layout="vertical" requiredMark={false} initialValues={{ assessed: false }} onFinish={(given) => send.mutate(given)}>
        <Form.Item name="document" label={t('减免文件文号')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="authority" label={t('发文机关所在地区')} rules={needed}>
          <Select options={options(choices.authorities)} />
        </Form.Item>
        <Form.Item name="document_day" label={t('发文日期')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="unit" label={t('核算单位')} rules={needed}>
          <Select options={options(choices.units)} />
        </Form.Item>
        <Form.Item name="payer" label={t('缴费人')} rules={needed}>
          <Select options={options(choices.payers)} />
        </Form.Item>
        <Form.Item name="month" label={t('费款所属月')} rules={needed}>
          <DayInput picker="month" />
        </Form.Item>
        <Form.Item name="heads" label={t('人数')} rules={needed}>
          <InputNumber min={1} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="pool" label={t('统筹部分（元）')} rules={needed}>
          <InputNumber min={0} precision={2} style={{ width: '100%' }} />
        </Form.Item>
        {withAccount && (
          <Form.Item name="account" label={t('个人账户部分（元）')}>
            <InputNumber min={0} precision={2} style={{ width: '100%' }} />
          </Form.Item>
        )}
        <Form.Item name="assessed" valuePropName="checked">
          <Checkbox>{t('已经核定应收，减免后冲减应收保险费')}</Checkbox>
        </Form.Item>
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('提交审批')}
        </Button>
      </Form>
    </Modal>
  )
}

function fenOf(yuan: number): number {
  return Math.round(yuan * 100)
}
