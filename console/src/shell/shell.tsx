// The frame around every page: product, menu by permission, officer and area, language, sign out.
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { Link, Navigate, NavLink, Outlet, useLocation } from 'react-router'
import type { Session } from '../api/types.js'
import { useLanguage, useText } from '../language/language.js'
import { PLACES, type Place } from '../session/places.js'
import { SignedIn, useSessionState, useSignOut } from '../session/session.js'
import { Failed, Loading } from './states.js'

export function Shell() {
  const state = useSessionState()
  const location = useLocation()
  if (state.isPending) return <Loading />
  if (state.error !== null) return <Failed error={state.error} again={() => void state.refetch()} />
  if (state.data === null || state.data === undefined) {
    const next = `${location.pathname}${location.search}`
    return <Navigate to={`/sign-in${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`} replace />
  }
  return (
    <SignedIn value={state.data}>
      <Frame session={state.data}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </Frame>
    </SignedIn>
  )
}

function Frame({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of a phone closes when the page changes
  useEffect(() => setOpen(false), [pathname])
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('跳到正文')}
      </a>
      <header className="frame-top">
        <button type="button" className="frame-toggle" aria-expanded={open} aria-controls="menu" aria-label={t('菜单')} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">☰</span>
        </button>
        <Link to="/" className="frame-brand">
          <strong>{t('统筹')}</strong>
          <span>{session.pool_name}</span>
        </Link>
        <Officer session={session} />
      </header>
      <nav id="menu" className={open ? 'frame-menu open' : 'frame-menu'} aria-label={t('菜单')}>
        <ul>
          {PLACES.map((place) => (
            <li key={place.path}>
              <Entry place={place} allowed={session.permissions.includes(place.permission)} />
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function Entry({ place, allowed }: { readonly place: Place; readonly allowed: boolean }) {
  const t = useText()
  if (allowed) return <NavLink to={place.path}>{t(place.label)}</NavLink>
  const reason = t('您的岗位不能打开；可以打开的是：{who}', { who: t(place.who) })
  return (
    <span className="forbidden" title={reason}>
      <span aria-disabled="true">{t(place.label)}</span>
      <small>{reason}</small>
    </span>
  )
}

function Officer({ session }: { readonly session: Session }) {
  const t = useText()
  const { language, choose } = useLanguage()
  const signOut = useSignOut()
  const places = session.areas.map((area) => area.name).join('、')
  return (
    <div className="frame-officer">
      <span className="who" title={places}>
        <strong>{session.name}</strong>
        <small>
          {session.department_name} · {session.role_name} ·{' '}
          {session.areas.length > 2 ? t('{first}等 {n} 个区域', { first: session.areas[0]?.name ?? '', n: session.areas.length }) : places}
        </small>
      </span>
      <button type="button" className="top-button" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>
        {language === 'zh' ? 'English' : '中文'}
      </button>
      <button type="button" className="top-button" onClick={() => void signOut()}>
        {t('退出')}
      </button>
    </div>
  )
}
