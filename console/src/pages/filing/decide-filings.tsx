// Confirming or refusing the chosen filings. What 2503 files as a disease is chronic or special by the office's word.
import { useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Radio from 'antd/es/radio'
import type { BatchDecided, Filing } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { DecisionDialog } from '../../session/decision-dialog.js'

export interface DecidingFilings {
  readonly decision: 'confirm' | 'refuse'
  readonly filings: readonly Pick<Filing, 'psn_no' | 'application' | 'kind'>[]
}

interface DecideFilingsProps {
  readonly of: DecidingFilings
  readonly close: () => void
  readonly done: (answer: BatchDecided) => void
}

export function DecideFilings({ of, close, done }: DecideFilingsProps) {
  const t = useText()
  const client = useQueryClient()
  const confirm = of.decision === 'confirm'
  const n = of.filings.length
  const filings = of.filings.map(({ psn_no, application }) => ({ psn_no, application }))
  const diseases = confirm && of.filings.some(({ kind }) => kind === 'chronic')
  return (
    <DecisionDialog<BatchDecided>
      title={confirm ? t('确认备案') : t('不予确认备案')}
      consequence={
        confirm ? t('确认 {n} 件备案；自备案开始日期起，结算按备案享受待遇。', { n }) : t('不予确认 {n} 件备案；医药机构和参保人会看到理由。', { n })
      }
      button={confirm ? t('确认') : t('不予确认')}
      danger={!confirm}
      reasoned={!confirm}
      initial={diseases ? { kind: 'chronic' } : {}}
      send={(given) => post<BatchDecided>('/api/filing-decisions', { decision: of.decision, filings, ...given })}
      close={close}
      done={async (answer) => {
        await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/filings') })
        done(answer)
      }}
    >
      {diseases && (
        <Form.Item name="kind" label={t('慢特病按哪一类享受待遇')}>
          <Radio.Group
            options={[
              { value: 'chronic', label: t('门诊慢性病') },
              { value: 'special', label: t('门诊特殊病') },
            ]}
          />
        </Form.Item>
      )}
    </DecisionDialog>
  )
}
