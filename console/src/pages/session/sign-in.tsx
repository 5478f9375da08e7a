// The sign-in page: part of the first bundle, so it uses nothing but the browser's own form.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Link, Navigate, useSearchParams } from 'react-router'
import { sessionQuery } from '../../api/queries.js'
import { post, RequestFailed } from '../../api/request.js'
import { useLanguage, useText } from '../../language/language.js'
import { tellOtherTabs } from '../../session/other-tabs.js'
import { useSessionState } from '../../session/session.js'
import '../../style/sign-in.css'

export function SignIn() {
  const state = useSessionState()
  const [search] = useSearchParams()
  const { language, choose, text: t } = useLanguage()
  usePrefetchedShell()
  if (state.data) return <Navigate to={safePath(search.get('next'))} replace />
  return (
    <div className="sign-in">
      <section className="sign-in-picture" aria-hidden="true">
        <div className="rungs">
          <i style={{ width: '92%' }} />
          <i style={{ width: '64%' }} />
          <i style={{ width: '41%' }} />
          <i style={{ width: '22%' }} />
        </div>
        <p>{t('一张账单，逐层说清。')}</p>
        <small>{t('每一分钱都有出处，每一条规则都有文号。')}</small>
      </section>
      <main className="sign-in-form">
        <button
          type="button"
          className="plain-button language"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
        <h1>{t('统筹')}</h1>
        <p className="sub">{t('基本医疗保险统筹经办')}</p>
        {search.has('next') && state.data === null && <p className="note">{t('请登录后继续；如果刚才已经登录，说明长时间没有操作，会话已结束。')}</p>}
        <Credentials />
        <p className="open-door">
          {t('参保人不用登录：')}
          <Link to="/calculator">{t('试算我要花多少')}</Link>
        </p>
      </main>
    </div>
  )
}

/** Only paths of our own: an address from outside is never followed. */
function safePath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}

function usePrefetchedShell() {
  useEffect(() => {
    const timer = setTimeout(() => void import('../../shell/shell.js'), 300)
    return () => clearTimeout(timer)
  }, [])
}

function Credentials() {
  const t = useText()
  const client = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const account = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    const given = { account: account.current?.value.trim() ?? '', password: password.current?.value ?? '' }
    if (given.account === '' || given.password === '') {
      setFailure(t('请填写账号和密码。'))
      ;(given.account === '' ? account : password).current?.focus()
      return
    }
    setBusy(true)
    setFailure(null)
    try {
      await post('/api/session', given)
      const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
      tellOtherTabs(session?.account ?? null)
    } catch (error) {
      setFailure(error instanceof RequestFailed ? error.failure.sentence : t('没有登录成功，请重试。'))
      password.current?.select()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={signIn} noValidate>
      <label htmlFor="account">{t('账号')}</label>
      <input id="account" ref={account} name="account" autoComplete="username" autoCapitalize="none" spellCheck={false} aria-describedby="failure" />
      <label htmlFor="password">{t('密码')}</label>
      <input id="password" ref={password} name="password" type="password" autoComplete="current-password" aria-describedby="failure" />
      <p id="failure" className="failure" role="alert">
        {failure}
      </p>
      <button type="submit" className="main-button" disabled={busy}>
        {busy ? t('正在登录…') : t('登录')}
      </button>
    </form>
  )
}
