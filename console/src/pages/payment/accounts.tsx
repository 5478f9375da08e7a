// One account that is paid to, its review, and the form that proposes one.
import { useQuery } from '@tanstack/react-query'
import type { Decided, PayeeAccount } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { Answer } from '../../shell/states.js'
import { AskDialog, type AskedField } from './desk/ask-dialog.js'
import { Facts } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'

const FIELDS: readonly AskedField[] = [
  {
    name: 'kind',
    label: '收款方类别',
    kind: 'choice',
    options: [
      { value: 'provider', label: '医药机构' },
      { value: 'person', label: '参保人' },
      { value: 'payer', label: '其他付款方' },
      { value: 'fund', label: '基金账户' },
    ],
  },
  { name: 'payee', label: '收款方编号', kind: 'text', hint: '机构编码、人员编号；基金账户写作“账套/核算单位/科目”' },
  { name: 'holder', label: '户名', kind: 'text' },
  { name: 'bank', label: '开户行', kind: 'text' },
  { name: 'bank_code', label: '联行号', kind: 'text', optional: true },
  { name: 'account_number', label: '账号', kind: 'text' },
  { name: 'reason', label: '理由', kind: 'long' },
]

export function ProposeAccount({ close }: { readonly close: () => void }) {
  const t = useText()
  return (
    <AskDialog title={t('登记或变更账户')} text={t('由第二人复核后生效；账号登记后只显示后四位。')} path="/api/payee-accounts" fields={FIELDS} close={close} />
  )
}

export function OneAccount({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<PayeeAccount & Decided>(`/api/payee-accounts/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('收款方'), `${of.payee_name} ${of.payee}`],
              [t('户名'), of.holder],
              [t('开户行'), of.bank],
              [t('账号'), of.masked],
              [t('理由'), of.reason],
            ]}
          />
          <DecidedSteps of={of} path={`/api/payee-accounts/${number}`} />
        </>
      )}
    </Answer>
  )
}
