// 个人账户转移: accounts that leave with their owners for another area or come from one, each agreed to by a second officer.
import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { AccountTransfer, AccountTransferDetail } from '../../api/payer-types.js'
import { one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useUnitName } from '../../session/unit-name.js'
import { Answer } from '../../shell/states.js'
import { AskDialog } from './desk/ask-dialog.js'
import { Facts, sortedColumn, sortedYuan, textColumn } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'
import { DeskList } from './desk/desk-list.js'

const DIRECTIONS = [
  { value: 'out', label: '转出' },
  { value: 'in', label: '转入' },
]

export function Transfers() {
  const t = useText()
  const address = useAddress()
  const [asking, ask] = useState(false)
  return (
    <>
      <DeskList<AccountTransfer>
        path="/api/account-transfers"
        keyOf={({ number }) => number}
        search="经办机构、凭证或参保人"
        stages={{ begun: '待复核', approved: '已生效', refused: '未通过' }}
        sorted
        excel="/api/account-transfers.xlsx"
        empty="没有个人账户转移"
        acts={
          <AllowedButton permission="payer.handle" who={t('基金财务岗')} type="primary" onClick={() => ask(true)}>
            {t('登记转移')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'direction_name', '方向', ({ direction_name }) => t(direction_name)),
          textColumn(t, '参保人', ({ person_name, psn_no }) => `${person_name} ${psn_no}`),
          sortedColumn(t, address, 'agency', '对方经办机构', ({ agency }) => agency),
          sortedColumn(t, address, 'happened_on', '日期', ({ happened_on }) => happened_on),
          sortedYuan(t, address, 'amount_fen', '金额', ({ amount_fen }) => amount_fen),
          textColumn(t, '状态', ({ stage_name, payment }) => (payment === null ? t(stage_name) : `${t(stage_name)} · ${t(payment)}`)),
        ]}
        detail={{ title: (number) => `${t('个人账户转移')} ${number}`, show: (number) => <OneTransfer key={number} number={number} /> }}
      />
      {asking && (
        <AskDialog
          title={t('登记转移')}
          text={t('转出的是全部余额，金额可以不填；复核后账户清零，款项进入待付。转入的是已到财政专户的款项，复核后记入个人账户。')}
          path="/api/account-transfers"
          initial={{ direction: 'out', happened_on: dayjs().format('YYYY-MM-DD') }}
          fields={[
            { name: 'direction', label: '方向', kind: 'choice', options: DIRECTIONS.map(({ value, label }) => ({ value, label: t(label) })) },
            { name: 'psn_no', label: '人员编号', kind: 'text' },
            { name: 'agency', label: '对方经办机构', kind: 'text' },
            { name: 'document', label: '凭证或联系函', kind: 'text' },
            { name: 'happened_on', label: '日期', kind: 'date' },
            { name: 'amount_fen', label: '金额', kind: 'yuan', optional: true },
          ]}
          close={() => ask(false)}
        />
      )}
    </>
  )
}

function OneTransfer({ number }: { readonly number: string }) {
  const t = useText()
  const unitName = useUnitName()
  const answer = useQuery(one<AccountTransferDetail>(`/api/account-transfers/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('方向'), t(of.direction_name)],
              [t('参保人'), `${of.person_name} ${of.psn_no}`],
              [t('核算单位'), unitName(of.unit)],
              [t('对方经办机构'), of.agency],
              [t('凭证或联系函'), of.document],
              [t('金额'), <Yuan key="amount" fen={of.amount_fen} strong />],
              ...(of.payment === null ? [] : [[t('支付'), t(of.payment)] as const]),
            ]}
          />
          <DecidedSteps of={of} path={`/api/account-transfers/${number}`} />
        </>
      )}
    </Answer>
  )
}
