// The steps of a take-over as buttons: those that are done at once, and those that run as a job; what cannot be undone is asked twice.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { post } from '../../../api/request.js'
import type { TakeOver } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { FormFailure } from '../../../session/form-failure.js'

const STEPS: readonly { readonly kind: string; readonly label: string; readonly job?: true; readonly warns: string }[] = [
  { kind: 'data_finished', label: '数据接管完成', warns: '之后转入清查审计；可以退回。' },
  { kind: 'returned_to_data', label: '退回数据接管', warns: '退回后要重新完成数据接管。' },
  { kind: 'audit_finished', label: '清查审计完成', warns: '之后余额不能再改，转入基金划转。' },
  { kind: 'transfer_asked', label: '提请期初入账', warns: '由另一位人员审批入账。' },
  { kind: 'transferred', label: '期初入账', warns: '核定的结余、债权债务记入市级账套；首笔正式结算前可以冲回。' },
  { kind: 'rehearsed', label: '演练切换', job: true, warns: '按切换的全过程试做一遍再全部撤回，不留结果。' },
  { kind: 'switch_asked', label: '提请切换', warns: '由另一位人员审批切换。' },
  { kind: 'switched', label: '切换', job: true, warns: '本县区人员、待遇、在院登记即时生效；首笔正式结算前可以回退，之后只能向前更正。' },
  { kind: 'roll_back_asked', label: '提请回退', warns: '由另一位人员审批回退。' },
  { kind: 'rolled_back', label: '回退切换', job: true, warns: '终止本次切换产生的参保、备案、在院登记，冲回账户和累计。' },
  { kind: 'transfer_reversal_asked', label: '提请冲回期初', warns: '由另一位人员审批冲回。' },
  { kind: 'transfer_reversed', label: '冲回期初', warns: '期初以红字冲回，退回清查审计阶段。' },
]

export function TakeOverSteps({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const path = `/api/takeovers/${of.takeover}`
  const take = useMutation({
    mutationFn: ({ kind, job }: (typeof STEPS)[number]) => post<{ job?: string }>(`${path}/${job === true ? 'runs' : 'steps'}`, { kind }),
    onSuccess: async ({ job }) => {
      if (job !== undefined) address.change({ job })
      await client.invalidateQueries()
    },
  })
  const open = STEPS.filter(({ kind }) => of.actions[kind] === null)
  const mine = STEPS.filter(({ kind }) => typeof of.actions[kind] === 'string' && !/岗位|阶段才能/.test(of.actions[kind] ?? ''))
  return (
    <>
      <p className="filters">
        {open.map((step) => (
          <Popconfirm
            key={step.kind}
            title={t(step.label)}
            description={t(step.warns)}
            okText={t('确定')}
            cancelText={t('取消')}
            onConfirm={() => take.mutate(step)}
          >
            <Button type="primary" loading={take.isPending && take.variables.kind === step.kind}>
              {t(step.label)}
            </Button>
          </Popconfirm>
        ))}
        {open.length === 0 && <span className="quiet">{t('现在没有您可以办理的步骤。')}</span>}
      </p>
      <FormFailure error={take.error} />
      <ul className="quiet">
        {mine.map(({ kind, label }) => (
          <li key={kind}>
            {t(label)}：{of.actions[kind]}
          </li>
        ))}
      </ul>
    </>
  )
}
