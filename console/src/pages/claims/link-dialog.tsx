// Registers that the account's owner consents to pay for a family member.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import type { Dayjs } from 'dayjs'
import { familyLinksQuery } from '../../api/change-queries.js'
import type { Recorded } from '../../api/claim-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { AmountField, ChoiceField, DayField } from './act-fields.js'
import { dayText, fenOf } from './given.js'

const RELATIONS = [
  ['spouse', '配偶'],
  ['parent', '父母'],
  ['child', '子女'],
  ['sibling', '兄弟姐妹'],
  ['grandparent', '祖父母或外祖父母'],
  ['grandchild', '孙子女或外孙子女'],
] as const

interface LinkGiven {
  readonly member: string
  readonly relation: string
  readonly rank: number
  readonly limit?: string
  readonly consented_on?: Dayjs
  readonly in_force?: Dayjs
  readonly until?: Dayjs
}

export function LinkDialog({ psnNo, close }: { readonly psnNo: string; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const link = useMutation({
    mutationFn: (given: LinkGiven) => post<Recorded>(`/api/persons/${psnNo}/family-links`, bodyOf(given)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: familyLinksQuery(psnNo).queryKey })
      close()
    },
  })
  return (
    <Modal open onCancel={close} title={t('登记家庭共济')} footer={null} destroyOnHidden>
      <Form<LinkGiven> layout="vertical" requiredMark={false} initialValues={{ rank: 1 }} onFinish={(given) => link.mutate(given)}>
        <Form.Item name="member" label={t('家人的人员编号')} rules={[{ required: true, pattern: /^\s*\d{20}\s*$/, message: t('人员编号是 20 位数字。') }]}>
          <Input maxLength={24} />
        </Form.Item>
        <ChoiceField name="relation" label={t('与账户所有人的关系')} of={RELATIONS} />
        <Form.Item name="rank" label={t('支付次序')} rules={[{ required: true, message: t('请填写次序。') }]}>
          <InputNumber min={1} max={20} />
        </Form.Item>
        <AmountField name="limit" label={t('本人设定的年度限额（元，可不填）')} optional />
        <DayField name="consented_on" label={t('同意日期')} />
        <DayField name="in_force" label={t('生效日期')} />
        <DayField name="until" label={t('终止日期（可不填）')} optional />
        <FormFailure error={link.error} />
        <Button type="primary" htmlType="submit" loading={link.isPending}>
          {t('登记')}
        </Button>
      </Form>
    </Modal>
  )
}

function bodyOf({ member, relation, rank, limit, consented_on, in_force, until }: LinkGiven) {
  const [yearly, last] = [fenOf(limit ?? ''), dayText(until ?? undefined)]
  return {
    member: member.trim(),
    relation,
    rank,
    consented_on: dayText(consented_on),
    in_force: dayText(in_force),
    ...(yearly === undefined ? {} : { yearly_limit_fen: yearly }),
    ...(last === undefined ? {} : { until: last }),
  }
}
