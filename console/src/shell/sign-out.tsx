// Signing out, and the sentence why it did not happen: somebody who leaves the counter must not believe it did.
import { useMutation } from '@tanstack/react-query'
import { useText } from '../language/language.js'
import { useSignOut } from '../session/session.js'
import { FailureLine } from './failure-line.js'

export function SignOut({ className = 'top-button' }: { readonly className?: string }) {
  const t = useText()
  const { mutate, error, isPending } = useMutation({ mutationFn: useSignOut() })
  return (
    <>
      <button type="button" className={className} disabled={isPending} onClick={() => mutate()}>
        {t('退出')}
      </button>
      <FailureLine error={error} otherwise={t('没有退出，请重试。')} />
    </>
  )
}
