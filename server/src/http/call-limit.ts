// Bounds how often one address may call an open route: so many calls in a window of time, counted in memory. Addresses are forgotten
// with their window, and only so many are remembered at once, so that the limit itself cannot be used to fill the memory.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Clock } from './clock.js'

export interface CallLimit {
  /** Calls of one address within a window. */
  readonly calls: number
  readonly windowSeconds: number
  /** Addresses remembered at once; beyond them the longest-standing is forgotten. */
  readonly addresses: number
}

const USUAL: CallLimit = { calls: 60, windowSeconds: 60, addresses: 10_000 }

/** Counts a call; a refusal where the address has had its share. */
export function callLimiter(clock: Clock, limit: CallLimit = USUAL): (address: string) => Refusal | undefined {
  const windows = new Map<string, { readonly from: number; calls: number }>()
  return (address) => {
    const now = clock.now().getTime()
    const open = windows.get(address)
    if (open === undefined || now - open.from >= limit.windowSeconds * 1000) {
      windows.delete(address)
      forgetOldest(windows, limit.addresses - 1)
      windows.set(address, { from: now, calls: 1 })
      return undefined
    }
    open.calls += 1
    if (open.calls <= limit.calls) return undefined
    return refused('too_many_requests', `试算过于频繁，每${limit.windowSeconds}秒最多${limit.calls}次；请稍等片刻再试。`)
  }
}

/** A map keeps the order of insertion: the first key is the oldest window. */
function forgetOldest(windows: Map<string, unknown>, keep: number): void {
  for (const address of windows.keys()) {
    if (windows.size <= keep) return
    windows.delete(address)
  }
}
