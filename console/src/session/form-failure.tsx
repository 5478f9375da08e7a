// Why an action was not done, in the server's words, beside the form that asked for it.
import { RequestFailed } from '../api/request.js'
import { useText } from '../language/language.js'

export function FormFailure({ error }: { readonly error: Error | null }) {
  const t = useText()
  if (error === null) return null
  return (
    <p className="form-failure" role="alert">
      {error instanceof RequestFailed ? error.failure.sentence : t('没有办成，请重试。')}
    </p>
  )
}
