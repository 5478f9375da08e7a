// Asks what changed and for which days; the sentence below says what will be done.
import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import DatePicker from 'antd/es/date-picker'
import Form from 'antd/es/form'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import Select from 'antd/es/select'
import type { Dayjs } from 'dayjs'
import type { Recomputation } from '../../api/change-types.js'
import type { Started } from '../../api/job-types.js'
import { areasQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { FormFailure } from '../../session/form-failure.js'
import { useSession } from '../../session/session.js'
import { SCHEME_NAMES } from '../enrolment/words.js'
import { CHANGE_KINDS } from './words.js'

interface Asked {
  readonly kind: Recomputation['kind']
  readonly scheme: string
  readonly area?: string
  readonly days?: readonly [Dayjs | null, Dayjs | null] | null
}

const WHAT: Readonly<Record<Recomputation['kind'], string>> = {
  rules: '按最新发布的政策，重算受其改变影响的就医日期、就医类别和机构级别的结算单。',
  identity: '按现在知道的身份，重算就医当日身份与结算时不同的人的结算单。',
  enrolment: '按现在知道的参保和待遇，重算与结算时不同的人的结算单。',
}

export function StartRecomputation({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useText()
  const address = useAddress()
  const [form] = Form.useForm<Asked>()
  const kind = Form.useWatch('kind', form) ?? 'rules'
  const start = useMutation({
    mutationFn: (given: Asked) => post<Started>('/api/recomputations', bodyOf(given)),
    onSuccess: ({ job }) => {
      close()
      address.change({ job })
    },
  })
  return (
    <Modal open={open} onCancel={close} title={t('发起重算')} footer={null} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'rules', scheme: 'resident' }} onFinish={(given) => start.mutate(given)}>
        <Form.Item name="kind" label={t('改变的是什么')}>
          <Radio.Group options={Object.entries(CHANGE_KINDS).map(([value, label]) => ({ value, label: t(label) }))} />
        </Form.Item>
        <Form.Item name="scheme" label={t('险种')}>
          <Radio.Group options={[...SCHEME_NAMES].map(([value, label]) => ({ value, label: t(label) }))} />
        </Form.Item>
        <UnitField />
        <Form.Item name="days" label={t('就医日期（不填则不限）')}>
          <DatePicker.RangePicker allowEmpty />
        </Form.Item>
        <p className="quiet">{t(WHAT[kind])}</p>
        <p className="quiet">{t('同一人同一年度的后续结算单会随起付线和限额一并重算。结果只是待审批的差额，要由另一位有审批权限的人员决定。')}</p>
        <FormFailure error={start.error} />
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('开始重算')}
        </Button>
      </Form>
    </Modal>
  )
}

function UnitField() {
  const t = useText()
  const areas = useQuery(areasQuery)
  const own = useSession().areas.map(({ code }) => code)
  const units = areas.data?.children.filter(({ code }) => own.includes(code)) ?? []
  return (
    <Form.Item name="area" label={t('核算单位')}>
      <Select allowClear placeholder={t('我的全部区域')} options={units.map(({ code, name }) => ({ value: code, label: name }))} />
    </Form.Item>
  )
}

function bodyOf({ kind, scheme, area, days }: Asked) {
  const [from, until] = [days?.[0]?.format('YYYY-MM-DD'), days?.[1]?.format('YYYY-MM-DD')]
  return {
    kind,
    scheme,
    ...(area === undefined ? {} : { area }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
}
