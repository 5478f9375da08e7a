// The appraisal card of one unit, for paper.
import type { Appraisal, AppraisalUnit } from '../../api/watch-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { PrintButton } from '../../shell/print-button.js'
import { Spoken } from './appraisal-objections.js'

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
      {of.correction !== null && (
        <p>
          {t('更正')}：{of.correction.reason}（{of.correction.document}）
        </p>
      )}
      <table className="appraisal-card">
        <thead>
          <tr>
            <th scope="col">{t('项目')}</th>
            <th scope="col">{t('指标')}</th>
            <th scope="col">{t('计分办法')}</th>
            <th scope="col">{t('依据')}</th>
            <th scope="col">{t('权重')}</th>
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
                <td className="num">{indicator.weight}</td>
                <td className="num">{value?.points ?? t('缺数据')}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t('合计')}
            </th>
            <td className="num">{of.full}</td>
            <td className="num">{unit.total ?? t('待评定')}</td>
          </tr>
        </tfoot>
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
      <Spoken of={of} unit={unit.unit} />
      <p className="quiet">
        {of.document} {of.article} · {t('计算')}：{of.officer_name} {of.known_at.slice(0, 16)}
        {of.steps
          .filter(({ kind }) => kind === 'approved' || kind === 'published')
          .map(({ kind, officer_name, known_at }) => ` · ${t(kind === 'approved' ? '批准' : '公布')}：${officer_name} ${known_at.slice(0, 16)}`)}
      </p>
      <p className="signatures">
        <span>{t('被考核单位（盖章）')}</span>
        <span>{t('负责人（签字）')}</span>
        <span>{t('日期')}</span>
      </p>
    </section>
  )
}
