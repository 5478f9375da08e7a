// How fast one institution may send: a bucket of tokens that fills by the second, and a number of messages under way at once. Each
// process counts for itself, so that a limit costs nothing; an installation of several processes sets it for one of them.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Connection } from './connection.js'
import type { GateSettings } from './gate-settings.js'

interface Bucket {
  tokens: number
  at: number
  under: number
}

export interface Rates {
  /** Counts the message in; call what is returned when it is answered. */
  enter(institution: string, connection: Connection): (() => void) | Refusal
}

export function ratesOf(settings: GateSettings, milliseconds: () => number = () => performance.now()): Rates {
  const buckets = new Map<string, Bucket>()
  return {
    enter: (institution, connection) => {
      const perSecond = connection.perSecond ?? settings.perSecond
      const atOnce = connection.atOnce ?? settings.atOnce
      const most = connection.perSecond === null ? settings.burst : Math.max(perSecond * 2, atOnce)
      const now = milliseconds()
      const bucket = buckets.get(institution) ?? { tokens: most, at: now, under: 0 }
      buckets.set(institution, bucket)
      bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
      bucket.at = now
      if (bucket.under >= atOnce) return refused('too_many_at_once', `本机构同时办理的业务已达${atOnce}笔上限，请稍后用同一报文（msgid不变）重发`)
      if (bucket.tokens < 1) return refused('too_fast', `本机构发送过快，每秒最多${perSecond}笔，请稍后用同一报文（msgid不变）重发`)
      bucket.tokens -= 1
      bucket.under += 1
      return () => {
        bucket.under -= 1
      }
    },
  }
}
