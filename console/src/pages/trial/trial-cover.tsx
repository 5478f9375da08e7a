// Months of cover of each fund under the present rules and under the draft.
import type { Trial } from '../../api/trial-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'

export function TrialCover({ of }: { readonly of: Trial }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('可支付月数')}</h2>
        <span className="quiet">{t('结余取 {day}', { day: of.balances_on })}</span>
      </header>
      {of.cover.length === 0 ? (
        <p className="quiet">{t(of.population === 'synthetic' ? '合成城市没有基金结余，不计算可支付月数。' : '没有可以比较的基金结余。')}</p>
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {['基金', '可动用结余', '现行支付', '草案支付', '现行月数', '草案月数'].map((name, index) => (
                  <th key={name} scope="col" className={index === 0 ? undefined : 'right'}>
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {of.cover.map((fund) => (
                <tr key={fund.fund}>
                  <th scope="row">{t(fund.fund_name)}</th>
                  {[fund.free_fen, fund.before_fen, fund.after_fen].map((fen, index) => (
                    <td key={`amount-${index.toString()}`} className="right">
                      <Yuan fen={fen} />
                    </td>
                  ))}
                  <td className="right num">{monthsText(fund.months_before)}</td>
                  <td className="right num">
                    <strong>{monthsText(fund.months_after)}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="quiet">{of.cover_definition}</p>
    </section>
  )
}

function monthsText(months: number | null): string {
  return months === null ? '—' : String(months)
}
