// The office's act upon a difference: a note, an owner, a proposal to close or to carry it, and a second officer's word on the proposal.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { post } from '../api/request.js'
import { matterEventsQuery } from '../api/take-over-queries.js'
import type { Matter } from '../api/take-over-types.js'
import { useText } from '../language/language.js'
import { FormFailure } from './form-failure.js'

interface Given {
  readonly kind: string
  readonly owner?: string
  readonly text: string
}

const ACTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  open: [
    ['note', '写说明'],
    ['owner', '指定责任人'],
    ['close_proposed', '提请关闭'],
    ['carry_proposed', '提请挂账'],
  ],
  proposed: [
    ['confirmed', '复核同意'],
    ['declined', '复核退回'],
    ['note', '写说明'],
  ],
  carried: [
    ['note', '写说明'],
    ['owner', '指定责任人'],
    ['close_proposed', '提请关闭'],
    ['reopened', '重新打开'],
  ],
  closed: [
    ['reopened', '重新打开'],
    ['note', '写说明'],
  ],
}

const NEEDS_OWNER: ReadonlySet<string> = new Set(['owner', 'carry_proposed'])

/** `path`: where the acts of this desk's differences are sent. */
export function MatterDialog({ of, path, close }: { readonly of: Matter; readonly path: string; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form)
  const act = useMutation({
    mutationFn: (given: Given) => post(`${path}/acts`, { ...given, matter: of.matter }),
    onSuccess: async () => {
      await client.invalidateQueries()
      close()
    },
  })
  const acts = ACTS[of.standing] ?? []
  return (
    <Modal open onCancel={close} title={t('处理差异')} footer={null} destroyOnHidden>
      <p>{of.sentence}</p>
      <Events path={path} matter={of.matter} />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: acts[0]?.[0] }} onFinish={(given) => act.mutate(given)}>
        <Form.Item name="kind" label={t('办理')}>
          <Radio.Group options={acts.map(([value, label]) => ({ value, label: t(label) }))} />
        </Form.Item>
        {NEEDS_OWNER.has(kind ?? '') && (
          <Form.Item name="owner" label={t('责任人')} rules={[{ required: true, min: 2, message: t('请写明责任人。') }]}>
            <Input maxLength={40} />
          </Form.Item>
        )}
        <Form.Item name="text" label={t('说明或理由')} rules={[{ required: true, min: 2, message: t('请写至少两个字。') }]}>
          <Input.TextArea maxLength={200} rows={2} />
        </Form.Item>
        <FormFailure error={act.error} />
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('保存')}
        </Button>
      </Form>
    </Modal>
  )
}

function Events({ path, matter }: { readonly path: string; readonly matter: string }) {
  const t = useText()
  const events = useQuery(matterEventsQuery(path, matter))
  if (events.data === undefined || events.data.length === 0) return <p className="quiet">{t('还没有处理记录')}</p>
  return (
    <ul>
      {events.data.map((event) => (
        <li key={`${event.known_at} ${event.text}`}>
          {event.known_at.slice(0, 16)} {event.officer_name} {t(event.kind_name)}
          {event.owner !== null && `（${event.owner}）`}：{event.text}
        </li>
      ))}
    </ul>
  )
}
