// The trial in four figures: the funds, the insured, the level of benefits, months of cover.
import type { ReactNode } from 'react'
import type { Trial } from '../../api/trial-types.js'
import { Wan, Yuan } from '../../format/amount.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { shareText } from './share-text.js'

export function TrialSums({ of }: { readonly of: Trial }) {
  const t = useText()
  const { totals } = of
  return (
    <dl className="trial-sums">
      <Sum name={t('基金和保险支付')} note={t('现行 {before} → 草案 {after}', shares(of))}>
        <span className={totals.difference_fen < 0 ? 'num negative' : 'num'}>
          {totals.difference_fen > 0 && '+'}
          <Wan fen={totals.difference_fen} />
        </span>{' '}
        <small>{t('万元')}</small>
      </Sum>
      <Sum name={t('减少的人')} note={`${t('合计少')} `} fen={totals.loss_fen}>
        <span className="num">{count(totals.losers)}</span> <small>{t('人')}</small>
      </Sum>
      <Sum name={t('增加的人')} note={`${t('合计多')} `} fen={totals.gain_fen}>
        <span className="num">{count(totals.gainers)}</span> <small>{t('人')}</small>
      </Sum>
      <Sum name={t('待遇水平')} note={t('按险种 × 人员类别 × 机构级别逐格比较')}>
        <span className={of.level_holds ? 'verdict held' : 'verdict fallen'}>{of.level_holds ? t('没有一格下降') : t('有下降的格')}</span>
      </Sum>
      <Sum name={t('结算单')} note={t('{n} 人', { n: count(of.persons) })}>
        <span className="num">{count(of.bills)}</span>
      </Sum>
    </dl>
  )
}

function shares({ totals }: Trial) {
  return { before: shareText(totals.of_scope_before), after: shareText(totals.of_scope_after) }
}

function Sum({ name, note, fen, children }: { readonly name: string; readonly note: string; readonly fen?: number; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <small>
        {note}
        {fen !== undefined && <Yuan fen={fen} />}
      </small>
    </div>
  )
}
