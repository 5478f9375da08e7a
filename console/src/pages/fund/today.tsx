// Today in four figures.
import { Link } from 'react-router'
import { withQuery } from '../../api/request.js'
import type { Cockpit } from '../../api/types.js'
import { Wan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'

export function Today({ of }: { readonly of: Cockpit }) {
  const t = useText()
  const mayBills = useMay()('settlement.see')
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
        <small>{t('张')}</small>
      </div>
    </dl>
  )
}
