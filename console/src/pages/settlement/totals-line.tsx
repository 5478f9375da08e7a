// Sums of everything that fits the filters, not only of the page.
import type { SettlementList } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'

export function TotalsLine({ of }: { readonly of: SettlementList }) {
  const t = useText()
  const { totals } = of
  return (
    <p className="totals-line">
      <span>{t('合计 {n} 条', { n: count(of.total) })}</span>
      {of.from != null && of.to != null && (
        <span className="num">
          {of.from} — {of.to}
        </span>
      )}
      <span>
        {t('医院收费')} <Yuan fen={totals.total_fen} strong />
      </span>
      <span>
        {t('基金和保险')} <Yuan fen={totals.fund_fen} strong />
      </span>
      <span>
        {t('个人账户')} <Yuan fen={totals.account_fen} strong />
      </span>
      <span>
        {t('现金')} <Yuan fen={totals.cash_fen} strong />
      </span>
    </p>
  )
}
