// Changing one's own password. A wrong old one counts like a wrong sign-in, so that an open session is no way to guess it.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { AppContext } from '../http/context.js'
import type { Officer } from '../http/route.js'
import { hashPassword, passwordFits, weakPassword } from './password.js'
import { changePassword, countAttempt, lockedUntil } from './session-store.js'
import { ATTEMPTS, accountLocked, LOCKED } from './sign-in.js'

/** Undefined when it is changed; every other session of the officer is then over. */
export async function replacePassword(context: AppContext, officer: Officer, token: string, old: string, chosen: string): Promise<Refusal | undefined> {
  const { desk } = context.databases
  const now = context.clock.now()
  const attempt = await countAttempt(desk, officer.account, ATTEMPTS, now, new Date(now.getTime() + LOCKED))
  const fits = await passwordFits(old, attempt?.passwordHash)
  const locked = fits ? undefined : await lockedUntil(desk, officer.account, now)
  if (locked !== undefined) return accountLocked(locked)
  if (!fits) return refused('wrong_password', '原密码不对。')
  if (old === chosen) return refused('weak_password', '新密码不能与原密码相同。')
  const weak = weakPassword(officer.account, chosen)
  if (weak !== undefined) return weak
  await changePassword(desk, officer.officer, await hashPassword(chosen), token, now)
  return undefined
}
