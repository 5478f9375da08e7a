// The frame around every page: product, menu by permission, officer and area, language, sign out.
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { Link, Navigate, Outlet, useLocation } from 'react-router'
import type { Session } from '../api/session-types.js'
import { useLanguage, useText } from '../language/language.js'
import { SignedIn, useSessionState } from '../session/session.js'
import { Menu } from './menu.js'
import { ReplacePassword } from './replace-password.js'
import { SignOut } from './sign-out.js'
import { Failed, Loading } from './states.js'
import { useTitle } from './title.js'

export function Shell() {
  const state = useSessionState()
  const location = useLocation()
  if (state.isPending) return <Loading />
  if (state.error !== null) return <Failed error={state.error} again={() => void state.refetch()} />
  if (state.data === null || state.data === undefined) {
    const next = `${location.pathname}${location.search}`
    return <Navigate to={`/sign-in${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`} replace />
  }
  if (state.data.must_change_password) return <ReplacePassword once />
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
  useTitle(pathname)
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
        <Menu />
      </nav>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function Officer({ session }: { readonly session: Session }) {
  const t = useText()
  const { language, choose } = useLanguage()
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
      <Link to="/password" className="top-button">
        {t('改密码')}
      </Link>
      <SignOut />
    </div>
  )
}
