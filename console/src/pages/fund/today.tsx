// Today in four figures.
import { Link } from 'react-router'
import type { Cockpit } from '../../api/fund-types.js'
import { withQuery } from '../../api/request.js'
import { Wan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'

export function Today({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const mayBills = useMay()('settlement.see')
  const last = of.today.last_day_with_bills
  const bills = withQuery('/settlements', { from: of.day, to: of.day })
  return (
    <dl className="today">
      <div>
        <dt>{t('今日收入')}</dt>
        <dd>
          <Wan fen={of.today.money_in_fen} />
        </dd>
        <small>{t('银行存款实际增加')}</small>
      </div>
      <div>
        <dt>{t('今日支出')}</dt>
        <dd>
          <Wan fen={of.today.money_out_fen} />
        </dd>
        <small>{t('银行存款实际减少')}</small>
      </div>
      <div>
        <dt>{t('今日结算')}</dt>
        <dd>
          <Wan fen={of.today.settled_fund_fen} />
        </dd>
        <small>{t('应由基金支付，尚未付款')}</small>
      </div>
      <div>
        <dt>{t('今日结算单')}</dt>
        <dd className="num">{mayBills ? <Link to={bills}>{count(of.today.bills)}</Link> : count(of.today.bills)}</dd>
        <small>
          {last === null || last === of.day ? (
            t('张')
          ) : (
            <Link to={withQuery('/fund/cockpit', { day: last })}>{t('最近有结算的一天：{day}', { day: last })}</Link>
          )}
        </small>
      </div>
    </dl>
  )
}
