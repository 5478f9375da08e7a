// An act on a connection: sent, and then what the page shows is read again.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { connectionQuery } from '../../api/queries.js'
import { RequestFailed } from '../../api/request.js'
import { useText } from '../../language/language.js'

export function useDeed<Given, Made>(institution: string, send: (given: Given) => Promise<Made>, onDone: (made: Made) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: connectionQuery(institution).queryKey })
      onDone(made)
    },
  })
}

export function Failure({ error }: { readonly error: Error | null }) {
  const t = useText()
  if (error === null) return null
  return (
    <p className="form-failure" role="alert">
      {error instanceof RequestFailed ? error.failure.sentence : t('没有办成，请重试。')}
    </p>
  )
}
