// Why the server would not, in its own words.
import { RequestFailed } from '../../api/request.js'

export function Said({ error }: { readonly error: Error | null }) {
  if (error === null) return null
  return (
    <p role="alert" className="negative">
      {error instanceof RequestFailed ? error.failure.sentence : error.message}
    </p>
  )
}
