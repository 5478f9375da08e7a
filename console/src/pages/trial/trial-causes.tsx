// Why benefits fall, by the step and the two articles; and which bills could not be tried.
import { Link } from 'react-router'
import type { Trial } from '../../api/trial-types.js'
import { Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'

export function TrialCauses({ of }: { readonly of: Trial }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('减少的原因')}</h2>
      </header>
      {of.causes.length === 0 ? (
        <p className="quiet">{t('没有人减少。')}</p>
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('减少的一层')}</th>
                <th scope="col">{t('现行条款')}</th>
                <th scope="col">{t('草案条款')}</th>
                <th scope="col" className="right">
                  {t('人数')}
                </th>
                <th scope="col" className="right">
                  {t('合计少')}
                </th>
              </tr>
            </thead>
            <tbody>
              {of.causes.map((cause) => (
                <tr key={`${cause.step} ${cause.article_before} ${cause.article_after}`}>
                  <th scope="row">
                    <Link to={`/trials/${of.trial}?tab=losers&step=${cause.step}`}>{t(cause.step_name)}</Link>
                  </th>
                  <td>{cause.article_before || '—'}</td>
                  <td>{cause.article_after || '—'}</td>
                  <td className="right num">{count(cause.persons)}</td>
                  <td className="right">
                    <Yuan fen={cause.loss_fen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {of.left_out.map((left) => (
        <p key={left.why} className="quiet">
          {t('未计入 {n} 张：{why}', { n: count(left.bills), why: left.why })}
        </p>
      ))}
    </section>
  )
}
