// Opening a county's take-over: unit, scheme, balance day, planned day of the switch, funds of before.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { useNavigate } from 'react-router'
import { post } from '../../../api/request.js'
import { takeOversQuery } from '../../../api/take-over-queries.js'
import type { TakeOver } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { DayInput } from '../../../session/day-input.js'
import { FormFailure } from '../../../session/form-failure.js'
import { useSession } from '../../../session/session.js'

interface Given {
  readonly unit: string
  readonly scheme: string
  readonly as_of: string
  readonly switch_on: string
  readonly sources: string
}

export function OpenTakeOver({ close }: { readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const go = useNavigate()
  const { areas } = useSession()
  const open = useMutation({
    mutationFn: ({ sources, ...given }: Given) =>
      post<TakeOver>('/api/takeovers', {
        ...given,
        sources: sources
          .split(/[、,，]/)
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      }),
    onSuccess: async ({ takeover }) => {
      await client.invalidateQueries({ queryKey: takeOversQuery.queryKey })
      void go(`/take-overs/${takeover}`)
    },
  })
  const needed = [{ required: true, message: t('请填写。') }]
  return (
    <Modal open onCancel={close} title={t('登记接管')} footer={null} destroyOnHidden>
      <Form<Given> layout="vertical" requiredMark={false} initialValues={{ scheme: 'resident' }} onFinish={(given) => open.mutate(given)}>
        <Form.Item name="unit" label={t('核算单位')} rules={needed}>
          <Select options={areas.map((area) => ({ value: area.code, label: area.name }))} />
        </Form.Item>
        <Form.Item name="scheme" label={t('险种')} rules={needed}>
          <Select
            options={[
              { value: 'resident', label: t('城乡居民医保') },
              { value: 'employee', label: t('职工医保') },
            ]}
          />
        </Form.Item>
        <Form.Item name="as_of" label={t('清查基准日')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="switch_on" label={t('计划切换日')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name="sources" label={t('来源基金（几个基金合并的，用顿号分开）')} rules={needed}>
          <Input placeholder={t('例如：城镇居民医保、新农合')} />
        </Form.Item>
        <FormFailure error={open.error} />
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          {t('登记')}
        </Button>
      </Form>
    </Modal>
  )
}
