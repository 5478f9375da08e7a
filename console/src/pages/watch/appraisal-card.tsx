// The appraisal card of one unit, for paper.
import type { Appraisal, AppraisalUnit } from '../../api/watch-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { PrintButton } from '../../shell/print-button.js'

export function AppraisalCard({ of, unit }: { readonly of: Appraisal; readonly unit: AppraisalUnit }) {
  const t = useText()
  const address = useAddress()
  return (
    <section className="panel">
      <header>
        <h2>{t('{unit} {year}年考核卡', { unit: unit.name, year: of.year })}</h2>
        <span className="push no-print">
          <button type="button" className="plain-button" onClick={() => address.change({ card: undefined, run: of.run })}>
            {t('返回全部单位')}
          </button>{' '}
          <PrintButton />
        </span>
      </header>
      <p>
        {t('总分')} <strong className="num">{unit.total ?? t('待评定')}</strong> · {t('名次')} {unit.rank ?? '—'} · {t('等次')} {unit.band ?? '—'} ·{' '}
        {t('下拨系数')} {unit.coefficient ?? '—'} · {t(of.stage_name)}
      </p>
      <table className="appraisal-card">
        <thead>
          <tr>
            <th scope="col">{t('项目')}</th>
            <th scope="col">{t('指标')}</th>
            <th scope="col">{t('计分办法')}</th>
            <th scope="col">{t('依据')}</th>
            <th scope="col">{t('得分')}</th>
          </tr>
        </thead>
        <tbody>
          {of.indicators.map((indicator) => {
            const value = unit.values.find((one) => one.indicator === indicator.id)
            return (
              <tr key={indicator.id}>
                <td>{t(indicator.heading)}</td>
                <td>{indicator.name}</td>
                <td>{indicator.formula}</td>
                <td>{value?.basis ?? '—'}</td>
                <td className="num">{value?.points ?? '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {unit.consequence !== '' && (
        <p>
          {t('结果运用')}：{unit.consequence}
        </p>
      )}
      {unit.rewards
        .filter(({ accepted }) => accepted === true)
        .map(({ reward, text, document, kind, amount_fen }) => (
          <p key={reward}>
            {t(kind === 'reward' ? '奖励' : '惩戒')}：{text}
            {amount_fen !== null && (
              <>
                ，<Yuan fen={amount_fen} /> {t('元')}
              </>
            )}
            （{document}）
          </p>
        ))}
      <p className="quiet">
        {of.document} {of.article} · {t('计算')}：{of.officer_name} {of.known_at.slice(0, 16)}
      </p>
    </section>
  )
}
