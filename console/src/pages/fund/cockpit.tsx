// The fund cockpit: money in and out today, position by fund and unit, cash, trend, months of cover, warnings.
import { useQuery } from '@tanstack/react-query'
import DatePicker from 'antd/es/date-picker'
import dayjs from 'dayjs'
import type { Cockpit } from '../../api/fund-types.js'
import { cockpitQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { CashAccounts } from './cash-accounts.js'
import { MoneyWayPanel } from './money-way.js'
import { Positions } from './positions.js'
import { Today } from './today.js'
import { Trend } from './trend.js'
import { Warnings } from './warnings.js'

export function CockpitPage() {
  return (
    <Guarded permission="fund.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const address = useAddress()
  const day = address.of('day')
  const answer = useQuery(cockpitQuery(day === undefined ? {} : { day }))
  return (
    <>
      <div className="page-head">
        <h1>{t('基金驾驶舱')}</h1>
        <p>{t('单位：万元；指向数字可看到元和分')}</p>
        <div className="actions">
          <span id="day-label">{t('截至')}</span>
          <DatePicker
            aria-labelledby="day-label"
            allowClear={false}
            value={dayjs(answer.data?.day ?? day)}
            onChange={(next) => address.change({ day: next?.format('YYYY-MM-DD') })}
          />
        </div>
      </div>
      <Answer of={answer} rows={14}>
        {(cockpit) => <Board of={cockpit} />}
      </Answer>
    </>
  )
}

function Board({ of }: { readonly of: Cockpit }) {
  return (
    <div className="stack">
      <Today of={of} />
      <Warnings of={of} />
      <Positions of={of} />
      <MoneyWayPanel of={of} />
      <div className="two">
        <Trend of={of} />
        <CashAccounts of={of} />
      </div>
    </div>
  )
}
