// Changing one's own password: asked for before anything else where the password is a one-time one, and a page of its own otherwise.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { sessionQuery } from '../api/queries.js'
import { post, RequestFailed } from '../api/request.js'
import { useText } from '../language/language.js'
import '../style/sign-in.css'
import '../style/access.css'
import { SignOut } from './sign-out.js'

export function PasswordPage() {
  return <ReplacePassword />
}

const FIELDS = [
  ['password', '原密码', 'current-password'],
  ['new_password', '新密码', 'new-password'],
  ['again', '再输一次新密码', 'new-password'],
] as const

export function ReplacePassword({ once = false }: { readonly once?: boolean }) {
  const t = useText()
  const client = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const of = (name: string) => String(given.get(name) ?? '')
    if (of('new_password') !== of('again')) return setFailure(t('两次输入的新密码不一样。'))
    try {
      await post('/api/session/password', { password: of('password'), new_password: of('new_password') })
      setDone(true)
      setFailure(null)
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    } catch (error) {
      setFailure(error instanceof RequestFailed ? error.failure.sentence : t('没有办成，请重试。'))
    }
  }
  return (
    <div className={once ? 'sign-in-form replace-password alone' : 'sign-in-form replace-password'}>
      <h1>{t('改密码')}</h1>
      <p className="sub">{once ? t('您用的是一次性密码，请先换成自己的密码。') : t('改好以后，其他地方的登录随即结束。')}</p>
      {done ? (
        <p role="status">
          {t('密码已改好。')} <Link to="/">{t('回到首页')}</Link>
        </p>
      ) : (
        <form onSubmit={(event) => void send(event)}>
          {FIELDS.map(([name, label, complete]) => (
            <div key={name}>
              <label htmlFor={name}>{t(label)}</label>
              <input id={name} name={name} type="password" required autoComplete={complete} maxLength={128} />
            </div>
          ))}
          <p className="quiet">{t('至少10位，含大写字母、小写字母、数字、符号中的三种，不含账号。')}</p>
          <p className="failure" role="alert">
            {failure}
          </p>
          <button type="submit" className="main-button">
            {t('确定')}
          </button>
        </form>
      )}
      {once && <SignOut className="plain-button" />}
    </div>
  )
}
