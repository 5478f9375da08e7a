// When a page breaks or an address leads nowhere.
import { Link, useRouteError } from 'react-router'
import { useText } from '../language/language.js'
import { Failed } from './states.js'

export function Broken() {
  const t = useText()
  const error = useRouteError()
  return (
    <main className="alone">
      <Failed error={error} again={() => window.location.reload()} />
      <p>
        <Link to="/">{t('回到首页')}</Link>
      </p>
    </main>
  )
}

export function NoSuchPage() {
  const t = useText()
  return (
    <section className="state-notice">
      <div className="state-mark" aria-hidden="true">
        404
      </div>
      <h2>{t('没有这个页面')}</h2>
      <p>{t('地址可能写错了，或者页面已经移走。')}</p>
      <p>
        <Link to="/">{t('回到首页')}</Link>
      </p>
    </section>
  )
}
