// A second officer's word on a proposed payment method.
import { useQueryClient } from '@tanstack/react-query'
import type { PaymentMethod } from '../../api/hospital-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { DecisionDialog } from '../../session/decision-dialog.js'

export interface DecidingMethod {
  readonly decision: 'approve' | 'reject'
  readonly method: PaymentMethod
}

export function DecideMethod({ of: { decision, method }, close }: { readonly of: DecidingMethod; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const approve = decision === 'approve'
  const said = { name: method.institution_name, day: method.in_force, method: method.method_name }
  return (
    <DecisionDialog
      title={approve ? t('复核同意') : t('退回支付方式')}
      consequence={approve ? t('{name} 自 {day} 起按“{method}”清算；已结算的单据不变。', said) : t('{name} 的“{method}”不生效；登记人会看到理由。', said)}
      button={approve ? t('复核同意') : t('退回')}
      danger={!approve}
      reasoned={!approve}
      send={(given) => post(`/api/institutions/${method.institution}/payment-methods/${method.number}/decision`, { decision, ...given })}
      close={close}
      done={async () => {
        await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/payment-methods') })
        close()
      }}
    />
  )
}
