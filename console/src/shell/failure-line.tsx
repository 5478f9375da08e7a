// Why something that was asked for did not happen: in the server's sentence where it gave one.
import { RequestFailed } from '../api/request.js'

export function FailureLine({ error, otherwise }: { readonly error: Error | null; readonly otherwise: string }) {
  if (error === null) return null
  return (
    <p className="form-failure" role="alert">
      {error instanceof RequestFailed ? error.failure.sentence : otherwise}
    </p>
  )
}
