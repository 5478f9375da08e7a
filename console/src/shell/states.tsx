// What a page shows when it has nothing to show: still loading, failed, empty, or not allowed.
import type { ReactNode } from 'react'
import { RequestFailed } from '../api/request.js'
import { useText } from '../language/language.js'

export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const t = useText()
  return (
    <div className="state-loading" role="status" aria-label={t('正在读取')}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={`row-${index.toString()}`} style={{ width: `${96 - ((index * 17) % 45)}%` }} />
      ))}
    </div>
  )
}

function Notice({ mark, title, children }: { readonly mark: string; readonly title: string; readonly children?: ReactNode }) {
  return (
    <section className="state-notice">
      <div className="state-mark" aria-hidden="true">
        {mark}
      </div>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Notice mark="○" title={title}>
      {children}
    </Notice>
  )
}

export function NotAllowed({ sentence, who }: { readonly sentence?: string; readonly who?: string }) {
  const t = useText()
  return (
    <Notice mark="—" title={t('您没有查看这里的权限')}>
      <p>{sentence ?? t('您的岗位没有这项权限。')}</p>
      {who !== undefined && <p>{t('可以办理的岗位：{who}。需要时请联系系统管理员调整岗位。', { who: t(who) })}</p>}
    </Notice>
  )
}

export function Failed({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const t = useText()
  if (error instanceof RequestFailed && error.status === 403) return <NotAllowed sentence={error.failure.sentence} />
  if (error instanceof RequestFailed && error.status === 404) return <Empty title={error.failure.sentence} />
  return (
    <div role="alert">
      <Notice mark="!" title={t('没有读到数据')}>
        <p>{sentenceOf(error, t)}</p>
        {again !== undefined && (
          <button type="button" className="plain-button" onClick={again}>
            {t('重试')}
          </button>
        )}
      </Notice>
    </div>
  )
}

/** A page's own file that did not arrive has no answer to read a sentence from; each browser words it in its own way. */
const NOT_FETCHED = /dynamically imported module|module script failed|preload CSS/i

function sentenceOf(error: unknown, t: ReturnType<typeof useText>): string {
  if (error instanceof RequestFailed) return error.failure.sentence
  if (error instanceof Error && NOT_FETCHED.test(error.message)) return t('连接不上服务器，请检查网络后重试。')
  return t('页面出了错，请刷新后重试；仍有问题请联系系统管理员。')
}

interface Asked<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly refetch: () => unknown
}

/** Shows the answer of a question, or the state it is in. */
export function Answer<T>({ of, rows, children }: { readonly of: Asked<T>; readonly rows?: number; readonly children: (data: T) => ReactNode }) {
  if (of.data !== undefined && of.error === null) return children(of.data)
  if (of.error !== null) return <Failed error={of.error} again={() => void of.refetch()} />
  return <Loading {...(rows === undefined ? {} : { rows })} />
}
