// At a glance: is the person covered today, under which identities, with what in the account.
import type { Enrolment, Person } from '../../api/types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { OverviewBills } from './overview-bills.js'
import { personTypeName, schemeName, standingName } from './words.js'

export function PersonOverview({ of }: { readonly of: Person }) {
  const t = useText()
  const mayBills = useMay()('settlement.see')
  return (
    <div className="cards">
      {latest(of.enrolments).map((enrolment) => (
        <section className="panel" key={enrolment.scheme}>
          <header>
            <h2>{t(schemeName(enrolment.scheme))}</h2>
            <span className="quiet">{t('{year} 年度', { year: enrolment.benefit_year })}</span>
          </header>
          <dl className="facts">
            <Fact name={t('待遇期')}>
              <span className="num">
                {enrolment.entitled_from} — {enrolment.entitled_to}
              </span>
            </Fact>
            <Fact name={t('人员类别')}>{t(personTypeName(enrolment.person_type))}</Fact>
            <Fact name={t('参保地')}>{enrolment.area_name}</Fact>
            <Fact name={t('待遇状态')}>
              <span className={enrolment.status === 'entitled' ? 'cover entitled' : 'cover'}>{t(standingName(enrolment.status))}</span>
            </Fact>
            {enrolment.employer_name !== null && <Fact name={t('单位')}>{enrolment.employer_name}</Fact>}
          </dl>
        </section>
      ))}
      <section className="panel">
        <header>
          <h2>{t('特殊身份')}</h2>
        </header>
        {of.identities.length === 0 ? (
          <p className="quiet">{t('没有登记特殊身份。')}</p>
        ) : (
          <ul className="plain-list">
            {of.identities.map((identity) => (
              <li key={`${identity.kind} ${identity.in_force}`}>
                {identity.list_name ?? identity.kind}{' '}
                <small className="quiet">
                  {t('自 {day}', { day: identity.in_force })} · {identity.confirmed_by}
                </small>
              </li>
            ))}
          </ul>
        )}
      </section>
      {of.account !== null && <AccountPanel account={of.account} />}
      {mayBills && <OverviewBills psnNo={of.psn_no} />}
    </div>
  )
}

export function AccountPanel({ account }: { readonly account: NonNullable<Person['account']> }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('个人账户')}</h2>
      </header>
      <dl className="facts">
        <Fact name={t('当年账户')}>
          <Yuan fen={account.current_fen} strong />
        </Fact>
        <Fact name={t('历年账户')}>
          <Yuan fen={account.history_fen} strong />
        </Fact>
      </dl>
    </section>
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

/** Of each scheme the row that rules its latest benefit year. */
function latest(enrolments: readonly Enrolment[]): readonly Enrolment[] {
  const found = new Map<string, Enrolment>()
  for (const enrolment of enrolments.filter((row) => row.ruling)) {
    const known = found.get(enrolment.scheme)
    if (known === undefined || enrolment.benefit_year > known.benefit_year) found.set(enrolment.scheme, enrolment)
  }
  return [...found.values()]
}
