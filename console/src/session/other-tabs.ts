// A browser's tabs share one session: who signs in or out in one of them does so in all, so that no tab goes on showing one officer
// while the server already takes its requests for another's.
import type { QueryClient } from '@tanstack/react-query'
import { sessionQuery } from '../api/queries.js'

const channel = new BroadcastChannel('tongchou-session')

/** The account that is signed in from now on; null for nobody. */
export function tellOtherTabs(account: string | null): void {
  channel.postMessage(account)
}

export function heedOtherTabs(client: QueryClient): void {
  channel.onmessage = ({ data: account }: MessageEvent<string | null>) => {
    const mine = client.getQueryData(sessionQuery.queryKey)?.account ?? null
    if (account === mine) return
    if (account === null) forget(client)
    else window.location.reload()
  }
}

/** Nobody is signed in, and what was read under the session is gone. The session stands first: whoever shows it leaves the page before its questions are dropped. */
export function forget(client: QueryClient): void {
  client.setQueryData(sessionQuery.queryKey, null)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  client.getMutationCache().clear()
}
