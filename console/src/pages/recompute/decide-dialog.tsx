// The second officer's decision with its remark: on the chosen differences at once, or on all of a change as long work.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Alert from 'antd/es/alert'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import type { Decided } from '../../api/change-types.js'
import type { Started } from '../../api/job-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { FormFailure } from '../../session/form-failure.js'

export interface Deciding {
  readonly decision: 'approved' | 'declined'
  /** The chosen ones; absent where all of the change are meant. */
  readonly differences?: readonly string[]
  readonly change?: string
  readonly waiting?: number
}

interface DecideDialogProps {
  readonly of: Deciding
  readonly close: () => void
  readonly done: () => void
}

export function DecideDialog({ of, close, done }: DecideDialogProps) {
  const t = useText()
  const decide = useDecision(of, done)
  const overtaken = decide.data !== undefined && 'overtaken' in decide.data ? decide.data.overtaken.length : 0
  return (
    <Modal open onCancel={overtaken > 0 ? done : close} title={of.decision === 'approved' ? t('同意差额') : t('不同意差额')} footer={null} destroyOnHidden>
      {overtaken > 0 ? (
        <Alert type="warning" title={t('有 {n} 条没有办理：重算后此人又有新的结算，请重新计算后再审批。', { n: overtaken })} />
      ) : (
        <Form layout="vertical" requiredMark={false} onFinish={({ remark }: { remark: string }) => decide.mutate(remark)}>
          <p>{consequence(of, t)}</p>
          <Form.Item name="remark" label={t('审批意见')} rules={[{ required: true, min: 2, whitespace: true, message: t('请写明意见，至少两个字。') }]}>
            <Input.TextArea rows={2} maxLength={200} autoFocus />
          </Form.Item>
          <FormFailure error={decide.error} />
          <Button type="primary" htmlType="submit" danger={of.decision === 'declined'} loading={decide.isPending}>
            {of.decision === 'approved' ? t('同意') : t('不同意')}
          </Button>
        </Form>
      )}
    </Modal>
  )
}

function consequence({ decision, differences, waiting = 0 }: Deciding, t: ReturnType<typeof useText>): string {
  const n = differences?.length ?? waiting
  return decision === 'approved'
    ? t('将把 {n} 条差额记入开放期间，并更正这些人的年度累计；办理后不能收回。', { n })
    : t('{n} 条差额将不记账，结算单和累计保持原样；相同的差额以后不再提出。', { n })
}

function useDecision(of: Deciding, done: () => void) {
  const client = useQueryClient()
  const address = useAddress()
  return useMutation({
    mutationFn: (remark: string): Promise<Decided | Started> =>
      of.change === undefined
        ? post<Decided>('/api/differences/decide', { differences: of.differences, decision: of.decision, remark })
        : post<Started>(`/api/recomputations/${of.change}/decide`, { decision: of.decision, remark }),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => /^\/api\/(differences|recomputations)/.test(String(path)) })
      if ('job' in answer) address.change({ job: answer.job })
      if ('job' in answer || answer.overtaken.length === 0) done()
    },
  })
}
