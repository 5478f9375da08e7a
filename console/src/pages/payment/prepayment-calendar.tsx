// 预付日历: what money in advance is due when, what is late, and what the conditions refuse and why.
import Button from 'antd/es/button'
import dayjs from 'dayjs'
import type { CalendarRow } from '../../api/payment-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { useUnitName } from '../../session/unit-name.js'
import { textColumn, yuanColumn } from './desk/columns.js'
import { DeskList } from './desk/desk-list.js'
import { OnePrepayment } from './one-prepayment.js'

const STANDINGS = {
  late: '逾期',
  open: '可申请',
  deciding: '审批中',
  to_pay: '待付',
  out: '待冲抵或退回',
  gated: '条件不符',
  coming: '未到申请期',
  missed: '已过申请期',
  closed: '已收回',
}

export function PrepaymentCalendar({ book }: { readonly book: string }) {
  const t = useText()
  const unitName = useUnitName()
  const address = useAddress()
  const thisYear = dayjs().year()
  const years = new Map([1, 0, -1, -2].map((back) => [String(thisYear + back), String(thisYear + back)]))
  const year = address.of('year') ?? String(thisYear)
  return (
    <DeskList<CalendarRow>
      path="/api/prepayment-calendar"
      query={{ book, year }}
      keyOf={({ key }) => key}
      search="机构名称或编码"
      stages={STANDINGS}
      excel="/api/prepayment-calendar.xlsx"
      empty="没有这样的预付事项"
      acts={<AddressChoice address={address} name="year" label={t('年度')} of={years} width={110} />}
      columns={[
        textColumn(t, '种类', ({ plan_name, instalment }) => `${t(plan_name)} · ${t('第 {n} 期', { n: instalment })}`),
        textColumn(t, '机构', ({ provider_name }) => provider_name),
        textColumn(t, '核算单位', ({ unit }) => unitName(unit)),
        textColumn(t, '申请期', ({ apply_from, apply_until }) => `${apply_from} — ${apply_until}`),
        textColumn(t, '拨付期限', ({ pay_until }) => pay_until),
        textColumn(t, '收回期限', ({ return_until }) => return_until),
        yuanColumn(t, '最高可预付', ({ most_fen }) => most_fen),
        textColumn(t, '申请金额', ({ amount_fen }) => (amount_fen === null ? '—' : <Yuan fen={amount_fen} />)),
        yuanColumn(t, '未收回', ({ left_fen }) => left_fen),
        textColumn(t, '状态', ({ standing_name, late_days, standing, reasons }) => (
          <span className={standing.endsWith('_late') ? 'negative' : ''} title={reasons}>
            {t(standing_name)}
            {late_days > 0 && ` · ${t('逾期 {n} 天', { n: late_days })}`}
            {reasons !== '' && `：${reasons}`}
          </span>
        )),
        textColumn(t, '办理', ({ prepayment }) =>
          prepayment === null ? (
            ''
          ) : (
            <Button size="small" onClick={() => address.change({ open: prepayment, page: address.page === 1 ? undefined : address.page })}>
              {t('打开')}
            </Button>
          ),
        ),
      ]}
      beside={{ title: (number) => `${t('预付金')} ${number}`, show: (number) => <OnePrepayment key={number} number={number} /> }}
    />
  )
}
