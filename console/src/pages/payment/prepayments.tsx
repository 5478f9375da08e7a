// 预付金: every application with what was paid, set off, given back and is still with the provider.
import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Prepayment } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { useUnitName } from '../../session/unit-name.js'
import { AskDialog } from './desk/ask-dialog.js'
import { sortedColumn, sortedYuan, textColumn, yuanColumn } from './desk/columns.js'
import { DeskList } from './desk/desk-list.js'
import { DECISION_STAGES, PROVIDER, YEAR } from './desk/provider-fields.js'
import { OnePrepayment } from './one-prepayment.js'

const WHO = '定点机构管理岗'

export function Prepayments({ book }: { readonly book: string }) {
  const t = useText()
  const unitName = useUnitName()
  const address = useAddress()
  const [asking, ask] = useState(false)
  const plans = useQuery(
    one<{ readonly plans: readonly { readonly plan: string; readonly name: string }[] }>('/api/prepayment-calendar', { book, year: dayjs().year(), size: 1 }),
  )
  return (
    <>
      <DeskList<Prepayment>
        path="/api/prepayments"
        query={{ book }}
        keyOf={({ number }) => number}
        search="机构名称或编码"
        sorted
        stages={{ ...DECISION_STAGES, left: '未收回' }}
        excel="/api/prepayments.xlsx"
        empty="还没有预付金申请"
        acts={
          <AllowedButton permission="cycle.review" who={t(WHO)} type="primary" onClick={() => ask(true)}>
            {t('申请预付')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'provider_name', '机构', ({ provider_name }) => provider_name),
          sortedColumn(t, address, 'year', '年度', ({ year }) => year),
          sortedColumn(t, address, 'unit', '核算单位', ({ unit }) => unitName(unit)),
          sortedYuan(t, address, 'amount_fen', '申请金额', ({ amount_fen }) => amount_fen),
          yuanColumn(t, '已付', ({ paid_fen }) => paid_fen),
          yuanColumn(t, '已冲抵', ({ set_off_fen }) => set_off_fen),
          yuanColumn(t, '已退回', ({ returned_fen }) => returned_fen),
          sortedYuan(t, address, 'left_fen', '未收回', ({ left_fen }) => left_fen),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
        ]}
        detail={{ title: (number) => `${t('预付金')} ${number}`, show: (number) => <OnePrepayment key={number} number={number} /> }}
      />
      {asking && (
        <AskDialog
          title={t('申请预付')}
          path="/api/prepayments"
          fixed={{ book }}
          initial={{ year: dayjs().year(), forecast_holds: false, plan: 'yearly', instalment: 1 }}
          fields={[
            PROVIDER,
            { name: 'unit', label: '核算单位', kind: 'text', hint: '区划代码' },
            YEAR,
            { name: 'plan', label: '种类', kind: 'choice', options: (plans.data?.plans ?? []).map(({ plan, name }) => ({ value: plan, label: t(name) })) },
            { name: 'instalment', label: '第几期', kind: 'number', hint: '按年为 1，按季为 1 至 4' },
            { name: 'amount_fen', label: '金额', kind: 'yuan' },
            { name: 'purpose', label: '用途', kind: 'text' },
            { name: 'score', label: '上年度考核得分', kind: 'text', optional: true },
            {
              name: 'forecast_holds',
              label: '滚动预测',
              kind: 'choice',
              options: [
                { value: false, label: '未确认' },
                { value: true, label: '已核对，不出现缺口' },
              ],
            },
          ]}
          close={() => ask(false)}
        />
      )}
    </>
  )
}
