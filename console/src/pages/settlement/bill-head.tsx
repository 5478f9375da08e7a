// Whose bill it is, where and when, and the sentence that sums it up.
import { Link } from 'react-router'
import type { Laddered, Statement } from '../../api/settlement-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { sexName } from '../enrolment/words.js'

export function BillHead({ of }: { readonly of: Statement }) {
  const t = useText()
  return (
    <header className="bill-head">
      <div className="bill-title">
        <h1>{t('医疗费用结算单')}</h1>
        <span className="quiet num">
          {of.psn_no} / {of.settlement}
        </span>
        <div className="bill-actions no-print">
          <button type="button" className="plain-button" onClick={() => window.print()}>
            {t('打印')}
          </button>
        </div>
      </div>
      <StandingNote of={of} />
      <dl className="bill-facts">
        <Fact name={t('参保人')}>
          <Link to={`/persons/${of.psn_no}`}>{of.person.name}</Link> · {t(sexName(of.person.sex))} · {t('{n} 岁', { n: of.person.age })} · {of.person.area_name}
        </Fact>
        <Fact name={t('险种')}>{t(of.scheme_name)}</Fact>
        <Fact name={t('医疗机构')}>
          {of.provider.name} · {t(of.provider.level_name)}
        </Fact>
        <Fact name={t('就医类别')}>
          {t(of.benefit_name)} · {t(of.place_name)}
          {of.filing_name !== '' && ` · ${t(of.filing_name)}`}
          {of.admission_number !== null && ` · ${t('本年第 {n} 次住院', { n: of.admission_number })}`}
        </Fact>
        <Fact name={t('日期')}>{of.admitted === of.discharged ? of.admitted : `${of.admitted} — ${of.discharged}`}</Fact>
        <Fact name={t('结算')}>
          {of.settled_on} · {t('{year} 待遇年度', { year: of.benefit_year })} · {t(of.settlement_type_name)}
        </Fact>
      </dl>
      <Summary of={of} />
    </header>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function StandingNote({ of }: { readonly of: Statement }) {
  const t = useText()
  if (of.standing === 'settled') return null
  const other = of.standing === 'cancelled' ? of.cancelled_by : of.cancels
  return (
    <p className="standing">
      {of.standing === 'cancelled' ? t('这张单已经撤销，金额和累计都已退回。') : t('这是一张撤销单，把原单的金额和累计全部退回。')}{' '}
      {other !== null && <Link to={`/settlements/${of.psn_no}/${other}`}>{of.standing === 'cancelled' ? t('查看撤销单') : t('查看原单')}</Link>}
    </p>
  )
}

export function Summary({ of }: { readonly of: Laddered }) {
  const t = useText()
  return (
    <div className="bill-sum">
      <Sum name={t('医院收费')} fen={of.split.total_fen} />
      <span aria-hidden="true">=</span>
      <Sum name={t('基金和保险支付')} fen={of.fund_fen} tone="fund" />
      {of.hospital_fen !== 0 && <Plus name={t('医院承担')} fen={of.hospital_fen} />}
      {of.account.paid_fen !== 0 && <Plus name={t('个人账户')} fen={of.account.paid_fen} tone="account" />}
      <Plus name={t('个人现金')} fen={of.cash_fen} tone="cash" />
    </div>
  )
}

function Plus(sum: { readonly name: string; readonly fen: number; readonly tone?: string }) {
  return (
    <>
      <span aria-hidden="true">+</span>
      <Sum {...sum} />
    </>
  )
}

function Sum({ name, fen, tone = 'whole' }: { readonly name: string; readonly fen: number; readonly tone?: string }) {
  return (
    <div className={`sum sum-${tone}`}>
      <span>{name}</span>
      <Yuan fen={fen} strong />
    </div>
  )
}
