// Records a launch period, or puts a recorded one right.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import DatePicker from 'antd/es/date-picker'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import dayjs, { type Dayjs } from 'dayjs'
import { useId } from 'react'
import type { Freeze } from '../../../api/draft-types.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { useSession } from '../../../session/session.js'
import { FailureLine } from '../../../shell/failure-line.js'

interface Recording {
  readonly area: string
  readonly from: Dayjs
  readonly until?: Dayjs | null
  readonly document: string
  readonly remark?: string
}

interface FreezeDialogProps {
  /** The one to put right; null for a new one. */
  readonly amends: Freeze | null
  readonly close: () => void
}

export function FreezeDialog({ amends, close }: FreezeDialogProps) {
  const t = useText()
  const id = useId()
  const client = useQueryClient()
  const { pool } = useSession()
  const record = useMutation({
    mutationFn: ({ from, until, remark = '', ...given }: Recording) =>
      post<Freeze>('/api/policy/freeze', {
        ...given,
        from: from.format('YYYY-MM-DD'),
        ...(until == null ? {} : { until: until.format('YYYY-MM-DD') }),
        ...(remark === '' ? {} : { remark }),
        ...(amends === null ? {} : { amends: amends.freeze }),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/policy/') })
      close()
    },
  })
  const initial =
    amends === null
      ? { area: pool }
      : {
          area: amends.area,
          from: dayjs(amends.from),
          until: amends.until === null ? null : dayjs(amends.until),
          document: amends.document,
          remark: amends.remark,
        }
  return (
    <Modal
      open
      title={amends === null ? t('登记启动期') : t('更正启动期')}
      onCancel={close}
      okText={amends === null ? t('登记') : t('更正')}
      okButtonProps={{ htmlType: 'submit', form: id, loading: record.isPending }}
    >
      <p>{t('启动期内，放宽待遇、提高比例、降低缴费或减免保费的草案不能发布，除非登记了上级批准。')}</p>
      {amends !== null && <p className="quiet">{t('原来的登记留着，由这一条更正。')}</p>}
      <Form<Recording> id={id} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(given) => record.mutate(given)}>
        <Form.Item name="area" label={t('地区（六位区划代码）')} rules={[{ required: true, pattern: /^\d{6}$/, message: t('请写六位区划代码。') }]}>
          <Input maxLength={6} inputMode="numeric" disabled={amends !== null} />
        </Form.Item>
        <Form.Item name="from" label={t('起始日期')} rules={[{ required: true, message: t('请选起始日期。') }]}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="until" label={t('截止日期（未定的不填）')}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="document" label={t('依据的文号')} rules={[{ required: true, whitespace: true, message: t('请填写依据的文号。') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="remark" label={t('说明')}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <FailureLine error={record.error} otherwise={t('没有成功，请重试。')} />
      </Form>
    </Modal>
  )
}
