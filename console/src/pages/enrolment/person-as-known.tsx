// What was thought of a person: what was in force on a day, as far as it was known at another.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asKnownQuery } from '../../api/change-queries.js'
import type { PersonAsKnown as Known, KnownYear } from '../../api/change-types.js'
import { Yuan } from '../../format/amount.js'
import { count, yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { DayChoice } from '../../session/day-choice.js'
import { Answer } from '../../shell/states.js'
import { filingName, personTypeName } from './words.js'

export function PersonAsKnown({ psnNo }: { readonly psnNo: string }) {
  const t = useText()
  const address = useAddress()
  const asked = Object.fromEntries(['on', 'known_at', 'booked_by'].map((name) => [name, address.of(name)]).filter(([, value]) => value !== undefined))
  const answer = useQuery(asKnownQuery(psnNo, asked))
  return (
    <>
      <div className="filters">
        <DayChoice address={address} name="on" label={t('哪一天生效的')} />
        <DayChoice address={address} name="known_at" label={t('到哪一天为止知道的')} />
        <DayChoice address={address} name="booked_by" label={t('年度累计只算到哪一天记的账')} />
        <p className="quiet">{t('不填就是今天；知道的日期取到当天结束。记账日期只管年度累计；整个基金的账在“账簿”里按日查看。')}</p>
      </div>
      <Answer of={answer}>{(known) => <Shown of={known} />}</Answer>
    </>
  )
}

function Shown({ of }: { readonly of: Known }) {
  const t = useText()
  return (
    <>
      <p className="totals-line" role="status">
        {t('以下是到 {known} 为止知道的、{on} 生效的情况。', { known: of.known_at.slice(0, 19), on: of.on })}
        {of.booked_by !== null && ` ${t('年度累计只算到 {day} 记的账。', { day: of.booked_by })}`}
      </p>
      <div className="cards">
        <Panel title={t('参保')} empty={of.enrolments.length === 0}>
          {of.enrolments.map((one) => (
            <li key={one.scheme}>
              <strong>{t(one.scheme_name)}</strong> {one.entitled ? t('可享受待遇') : t('不能享受待遇')}
              {one.person_type !== null && ` · ${t(personTypeName(one.person_type))}`}
              <small className="quiet under num">{one.entitled_from !== null && `${one.entitled_from} — ${one.entitled_to ?? ''}`}</small>
              {one.reason !== null && <small className="quiet under">{one.reason}</small>}
            </li>
          ))}
        </Panel>
        <Panel title={t('特殊身份')} empty={of.identities.length === 0}>
          {of.identities.map((one) => (
            <Fact key={`${one.kind} ${one.in_force}`} name={t(one.name)} of={one} />
          ))}
        </Panel>
        <Panel title={t('备案')} empty={of.filings.length === 0}>
          {of.filings.map((one) => (
            <Fact key={`${one.kind} ${one.disease ?? ''} ${one.in_force}`} name={`${t(filingName(one.kind))} ${one.disease ?? ''}`} of={one} />
          ))}
        </Panel>
        {of.years.map((year) => (
          <Year key={`${year.scheme} ${year.benefit_year}`} of={year} />
        ))}
      </div>
    </>
  )
}

function Panel({ title, empty, children }: { readonly title: string; readonly empty: boolean; readonly children: ReactNode }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
      </header>
      {empty ? <p className="quiet">{t('当时没有。')}</p> : <ul className="plain-list">{children}</ul>}
    </section>
  )
}

function Fact({ name, of }: { readonly name: string; readonly of: Known['identities'][number] | Known['filings'][number] }) {
  const t = useText()
  return (
    <li>
      {name}
      <small className="quiet under num">
        {of.in_force} — {of.until ?? t('长期')} · {t('{day} 登记', { day: of.known_at.slice(0, 10) })}
      </small>
    </li>
  )
}

function Year({ of }: { readonly of: KnownYear }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('{year} 年度累计', { year: of.benefit_year })}</h2>
        <span className="quiet">
          {t(of.scheme_name)} · {t('{n} 张有效结算单', { n: of.bills })}
        </span>
      </header>
      <dl className="facts wide-terms">
        <div>
          <dt>{t('医疗总费用')}</dt>
          <dd>
            <Yuan fen={of.total_fen} />
          </dd>
        </div>
        <div>
          <dt>{t('基金和保险')}</dt>
          <dd>
            <Yuan fen={of.fund_fen} />
          </dd>
        </div>
        {of.corrected_fen !== 0 && (
          <div>
            <dt>{t('差额更正')}</dt>
            <dd>
              <Yuan fen={of.corrected_fen} />
            </dd>
          </div>
        )}
        {of.counters
          .filter((counter) => !counter.detail)
          .map((counter) => (
            <div key={counter.key}>
              <dt>{t(counter.label)}</dt>
              <dd className="num">{counter.unit === 'fen' ? yuan(counter.value) : count(counter.value)}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
