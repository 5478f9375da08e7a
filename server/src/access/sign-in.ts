// Signing in: five wrong passwords lock an account for a quarter of an hour (等保三级); a session ends after half an hour without use.
import { randomBytes } from 'node:crypto'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Pool } from '../database/connect.js'
import { type Clock, dayIn, timeText } from '../http/clock.js'
import type { Officer } from '../http/route.js'
import { passwordFits } from './password.js'
import { countAttempt, findSession, insertSession, lockedUntil, touchSession } from './session-store.js'

const MINUTE = 60_000
export const ATTEMPTS = 5
export const LOCKED = 15 * MINUTE
const IDLE = 30 * MINUTE
const LONGEST = 12 * 60 * MINUTE

const after = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds)

export interface SignedIn {
  readonly token: string
  readonly officer: Officer
}

export async function signIn(desk: Pool, clock: Clock, account: string, password: string): Promise<SignedIn | Refusal> {
  const now = clock.now()
  const attempt = await countAttempt(desk, account, ATTEMPTS, now, after(now, LOCKED))
  const locked = attempt === undefined ? await lockedUntil(desk, account, now) : undefined
  if (locked !== undefined) return accountLocked(locked)
  if (!(await passwordFits(password, attempt?.passwordHash)) || attempt === undefined) {
    const until = await lockedUntil(desk, account, now)
    return until === undefined ? refused('wrong_password', `账号或密码不对。连续输错 ${ATTEMPTS} 次将锁定 15 分钟。`) : accountLocked(until)
  }
  if (attempt.passwordUntil !== null && attempt.passwordUntil <= now) return refused('password_over', '一次性密码已经过期，请联系安全管理员重新给一个。')
  const token = randomBytes(32).toString('base64url')
  await insertSession(desk, token, attempt.officer, now, after(now, LONGEST))
  const session = await findSession(desk, token, now, dayIn(clock))
  if (session === undefined) throw new Error('a session just opened was not found')
  return { token, officer: session.officer }
}

export function accountLocked(until: Date): Refusal {
  return refused('account_locked', `密码连续输错，账号已锁定，请在 ${timeText(until).slice(11, 16)} 之后再试。`, { details: { locked_until: timeText(until) } })
}

/** Who holds the token. Each use is noted at most once a minute, which is exact enough for the idle half hour. */
export async function officerOfToken(desk: Pool, clock: Clock, token: string): Promise<Officer | Refusal> {
  const now = clock.now()
  const session = await findSession(desk, token, now, dayIn(clock))
  if (session === undefined) return refused('not_signed_in', '登录已失效，请重新登录。')
  const idle = now.getTime() - session.seenAt.getTime()
  if (idle > IDLE) return refused('not_signed_in', '您已超过 30 分钟没有操作，请重新登录。')
  if (idle >= MINUTE) await touchSession(desk, token, now)
  return session.officer
}
