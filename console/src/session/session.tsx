// Who is signed in. The server decides what is allowed; the console only shows it beforehand.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { sessionQuery } from '../api/queries.js'
import { RequestFailed, remove } from '../api/request.js'
import type { Session } from '../api/session-types.js'
import { forget, tellOtherTabs } from './other-tabs.js'

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

/** Ends the session on the server, here and in the browser's other tabs. Where the server cannot be reached nobody is signed out, and the caller is told. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await remove('/api/session').catch((error: unknown) => {
      if (!(error instanceof RequestFailed && error.status === 401)) throw error
    })
    forget(client)
    tellOtherTabs(null)
  }
}
