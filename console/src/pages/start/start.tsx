// The first page of everybody: what waits for the officer, how old the oldest is, and where to go on.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { waitingQuery } from '../../api/officer-queries.js'
import type { Waiting, WaitingItem } from '../../api/officer-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { menuFor } from '../../session/menu-groups.js'
import { useSession } from '../../session/session.js'
import { Answer } from '../../shell/states.js'
import '../../style/start.css'
import { GROUPS, MATTERS } from './matters.js'

export function StartPage() {
  const t = useText()
  const session = useSession()
  const answer = useQuery(waitingQuery)
  return (
    <div className="start">
      <div className="page-head">
        <h1>{t('今日待办')}</h1>
        <p>
          {session.department_name} · {session.role_name}
          {answer.data === undefined ? '' : ` · ${answer.data.today}`}
        </p>
      </div>
      <Answer of={answer} rows={4}>
        {(waiting) => <Waits of={waiting} />}
      </Answer>
      <Desks />
    </div>
  )
}

function Waits({ of: { items } }: { readonly of: Waiting }) {
  const t = useText()
  const waiting = items.filter((item) => item.count > 0 && item.kind in MATTERS)
  const idle = items.filter((item) => item.count === 0 && item.kind in MATTERS && item.kind !== 'job')
  return (
    <>
      {waiting.length === 0 && (
        <section className="panel start-calm">
          <h2>{t('没有等您办理的事')}</h2>
          <p className="quiet">{t('有新的审批、预警、差异或任务时，会列在这里。')}</p>
        </section>
      )}
      <div className="start-groups">
        {GROUPS.map(([group, label]) => (
          <Group key={group} label={label} items={waiting.filter((item) => item.group === group)} />
        ))}
      </div>
      {waiting.length > 0 && idle.length > 0 && (
        <p className="quiet start-idle">{t('没有等待的：{what}', { what: idle.map(({ kind }) => t(MATTERS[kind]?.label ?? kind)).join('、') })}</p>
      )}
    </>
  )
}

function Group({ label, items }: { readonly label: string; readonly items: readonly WaitingItem[] }) {
  const t = useText()
  if (items.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{t(label)}</h2>
      </header>
      <ul className="start-list">
        {items.map((item) => (
          <Matter key={item.kind} item={item} />
        ))}
      </ul>
    </section>
  )
}

function Matter({ item }: { readonly item: WaitingItem }) {
  const t = useText()
  const matter = MATTERS[item.kind]
  if (matter === undefined) return null
  return (
    <li>
      <Link to={matter.path}>
        <span>{t(matter.label)}</span>
        <strong className="num">{count(item.count)}</strong>
        <small className={item.days > 30 ? 'late' : undefined}>
          {item.days === 0 ? t('今天') : t('最早 {day}，已 {n} 天', { day: item.oldest ?? '', n: count(item.days) })}
        </small>
      </Link>
    </li>
  )
}

/** The desks of the officer, with their pages. */
function Desks() {
  const t = useText()
  const groups = menuFor(useSession().permissions)
  return (
    <section className="start-desks" aria-label={t('我的工作台')}>
      {groups.map(({ key, label, places }) => (
        <div key={key}>
          <h2>{t(label)}</h2>
          <ul>
            {places.map((place) => (
              <li key={place.path}>
                <Link to={place.path}>{t(place.label)}</Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
