// The form of an interest paper: the bank's slip and what it credited beside what is due; a difference asks for its reason at once.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useNavigate } from 'react-router'
import { type InterestCount, type InterestPaper, PAPERS } from '../../../api/interest-types.js'
import { post } from '../../../api/request.js'
import { Yuan } from '../../../format/amount.js'
import { fenOfText } from '../../../format/fen-of-text.js'
import { useText } from '../../../language/language.js'
import { FormFailure } from '../../../session/form-failure.js'
import { Facts } from '../../payment/desk/columns.js'

interface Given {
  readonly slip: string
  readonly credited_on: string
  readonly booked_on: string
  readonly bank: string
  readonly explanation?: string
}

interface PaperDialogProps {
  readonly of: InterestCount
  readonly unit: string | undefined
  readonly close: () => void
}

export function PaperDialog({ of, unit, close }: PaperDialogProps) {
  const t = useText()
  const client = useQueryClient()
  const go = useNavigate()
  const [form] = Form.useForm<Given>()
  const bankFen = fenOfText(Form.useWatch('bank', form) ?? '')
  const difference = bankFen === undefined ? undefined : bankFen - of.total.due_fen
  const place = { account: of.account, detail: of.detail, ...(unit === undefined ? {} : { unit }) }
  const books = [...new Set(of.lines.map(({ book }) => book))]
  const send = useMutation({
    mutationFn: ({ bank, ...given }: Given) => post<InterestPaper>(PAPERS, { ...place, ...given, books, from: of.from, to: of.to, bank_fen: fenOfText(bank) }),
    onSuccess: async ({ paper }) => {
      await client.invalidateQueries()
      void go(`/fund/interest/${paper}`)
    },
  })
  const needed = [{ required: true, message: t('请填写这一项。') }]
  return (
    <Modal open onCancel={close} title={t('编制计息单')} footer={null} destroyOnHidden>
      <Facts
        of={[
          [t('计息期'), `${of.from} — ${of.to}`],
          [t('基金数'), books.length],
          [t('应计利息'), <Yuan key="due" fen={of.total.due_fen} strong />],
          [t('差额'), difference === undefined ? '—' : <Yuan key="difference" fen={difference} strong />],
        ]}
      />
      <Form<Given> form={form} layout="vertical" requiredMark={false} onFinish={(given) => send.mutate(given)}>
        <Form.Item name="slip" label={t('银行回单号')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="bank"
          label={t('银行入账利息（元）')}
          rules={[
            {
              validator: (_, text: string | undefined) =>
                fenOfText(text ?? '') ? Promise.resolve() : Promise.reject(new Error(t('请填金额，最多两位小数。'))),
            },
          ]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="credited_on" label={t('入账日期')} rules={needed}>
          <Input type="date" onChange={({ target }) => form.setFieldValue('booked_on', target.value)} />
        </Form.Item>
        <Form.Item name="booked_on" label={t('记账日期')} rules={needed} extra={t('入账当月已结账的，记到结账后的第一天。')}>
          <Input type="date" />
        </Form.Item>
        {difference !== undefined && difference !== 0 && (
          <Form.Item
            name="explanation"
            label={t('差额原因（至少四个字）')}
            rules={[{ required: true, min: 4, whitespace: true, message: t('请写明差额原因。') }]}
          >
            <Input.TextArea rows={2} maxLength={300} showCount />
          </Form.Item>
        )}
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('提交复核')}
        </Button>
      </Form>
    </Modal>
  )
}
