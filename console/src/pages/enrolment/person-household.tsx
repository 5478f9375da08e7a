// Who lives in the household, and the individual account that a family may share.
import { Link } from 'react-router'
import type { Person } from '../../api/person-types.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { FamilyLinks } from '../claims/family-links.js'
import { AccountPanel } from './person-overview.js'
import { sexName } from './words.js'

export function PersonHousehold({ of }: { readonly of: Person }) {
  const t = useText()
  const mayFile = useMay()('filing.handle')
  return (
    <div className="cards">
      <section className="panel">
        <header>
          <h2>{t('家庭成员')}</h2>
        </header>
        {of.household.length === 0 ? (
          <p className="quiet">{t('没有登记同户的参保人。')}</p>
        ) : (
          <ul className="plain-list">
            {of.household.map((member) => (
              <li key={member.psn_no}>
                <Link to={`/persons/${member.psn_no}`}>{member.name}</Link> · {t(sexName(member.sex))} · {t('{n} 岁', { n: member.age })}
              </li>
            ))}
          </ul>
        )}
      </section>
      {of.account === null ? (
        <section className="panel">
          <header>
            <h2>{t('个人账户')}</h2>
          </header>
          <p className="quiet">{t('居民医保不设个人账户；这位参保人没有职工个人账户。')}</p>
        </section>
      ) : (
        <AccountPanel account={of.account} />
      )}
      {mayFile && <FamilyLinks psnNo={of.psn_no} hasAccount={of.account !== null} />}
    </div>
  )
}
