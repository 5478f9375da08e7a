// The form by which a change of the tree is proposed: what, from which day, on which ground.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { post } from '../../../api/request.js'
import { type TreeUnit, UNITS, type UnitTree } from '../../../api/unit-types.js'
import { useText } from '../../../language/language.js'
import { DayInput } from '../../../session/day-input.js'
import { FormFailure } from '../../../session/form-failure.js'

interface Given {
  readonly kind: string
  readonly unit: string
  readonly name?: string
  readonly unit_kind?: string
  readonly to_pool?: string
  readonly from_day: string
  readonly document: string
  readonly article: string
}

interface ChangeDialogProps {
  readonly of: UnitTree
  readonly about: TreeUnit | 'new'
  readonly close: () => void
}

const OWN_POOL = 'own'

export function ChangeDialog({ of, about, close }: ChangeDialogProps) {
  const t = useText()
  const client = useQueryClient()
  const isNew = about === 'new'
  const send = useMutation({
    mutationFn: ({ to_pool, ...given }: Given) =>
      post<UnitTree>(`${UNITS}/changes`, {
        ...given,
        ...(isNew ? {} : { pool: about.pool }),
        ...(to_pool === undefined ? {} : { to_pool: to_pool === OWN_POOL ? given.unit : to_pool }),
      }),
    onSuccess: async () => {
      await client.invalidateQueries()
      close()
    },
  })
  const needed = [{ required: true, message: t('请填写这一项。') }]
  const start = isNew ? { kind: 'add' } : { kind: 'rename', unit: about.unit }
  return (
    <Modal open onCancel={close} title={isNew ? t('新设核算单位') : t('调整{name}', { name: about.name })} footer={null} destroyOnHidden>
      <Form<Given> layout="vertical" requiredMark={false} initialValues={start} onFinish={(given) => send.mutate({ ...start, ...given })}>
        <What of={of} about={about} needed={needed} />
        <Form.Item name="from_day" label={t('起始日期')} rules={needed} extra={t('调整后的第一天；撤销的，填不再核算的第一天。')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="document" label={t('依据文号')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="article" label={t('条款')} rules={needed}>
          <Input maxLength={60} placeholder="三（一）" />
        </Form.Item>
        <FormFailure error={send.error} />
        <Button htmlType="submit" type="primary" loading={send.isPending}>
          {t('提出调整')}
        </Button>
      </Form>
    </Modal>
  )
}

interface WhatProps {
  readonly of: UnitTree
  readonly about: TreeUnit | 'new'
  readonly needed: { required: boolean; message: string }[]
}

/** What changes, and the one field that the kind of change asks for. */
function What({ of, about, needed }: WhatProps) {
  const t = useText()
  const kind = Form.useWatch('kind') as string | undefined
  const acts = { rename: '更名', kind: '改变类别', move: '调整到另一统筹区', end: '撤销核算单位' }
  const pools = [{ value: OWN_POOL, label: t('单独成为统筹区（省直管）') }, ...of.pools.map(({ pool, name }) => ({ value: pool, label: `${name} ${pool}` }))]
  return (
    <>
      {about === 'new' ? (
        <Form.Item name="unit" label={t('代码')} rules={needed} extra={t('国家区划代码；开发区、行业没有国家代码的，用本市约定的代码。')}>
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
      ) : (
        <Form.Item name="kind" label={t('事项')} rules={needed}>
          <Select options={Object.entries(acts).map(([value, label]) => ({ value, label: t(label) }))} />
        </Form.Item>
      )}
      {(about === 'new' || kind === 'rename') && (
        <Form.Item name="name" label={t('名称')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
      )}
      {(about === 'new' || kind === 'kind') && (
        <Form.Item name="unit_kind" label={t('类别')} rules={needed}>
          <Select options={of.kinds.map((one) => ({ value: one.kind, label: t(one.name) }))} />
        </Form.Item>
      )}
      {kind === 'move' && (
        <Form.Item name="to_pool" label={t('调入的统筹区')} rules={needed}>
          <Select options={pools} />
        </Form.Item>
      )}
    </>
  )
}
