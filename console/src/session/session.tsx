// Who is signed in. The server decides what is allowed; the console only shows it beforehand.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { sessionQuery } from '../api/queries.js'
import { remove } from '../api/request.js'
import type { Session } from '../api/types.js'

export function useSessionState() {
  return useQuery(sessionQuery)
}

export const SignedIn = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SignedIn)
  if (session === null) throw new Error('useSession outside of the shell')
  return session
}

export function useMay(): (permission: string) => boolean {
  const session = useSession()
  return (permission) => session.permissions.includes(permission)
}

/** Ends the session here and on the server and forgets everything that was read under it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await remove('/api/session').catch(() => undefined)
    client.clear()
    client.setQueryData(sessionQuery.queryKey, null)
  }
}
