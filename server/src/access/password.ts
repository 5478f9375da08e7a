// Passwords: what may be one, and argon2id with the parameters of the OWASP password storage cheat sheet (19 MiB, two passes).
import { hash, verify } from '@node-rs/argon2'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const SHORTEST = 10
const COMMON = ['password', 'passw0rd', 'qwerty', 'admin', '123456', 'abc123', 'iloveyou', 'woaini']

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS)
}

// Somebody who types an unknown account waits as long as anybody else.
const NOBODYS_HASH = hashPassword('nobody has this password')

export async function passwordFits(password: string, passwordHash: string | undefined): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await NOBODYS_HASH), password)
  return fits && passwordHash !== undefined
}

/** Undefined when the password will do. */
export function weakPassword(account: string, password: string): Refusal | undefined {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length
  const lower = password.toLowerCase()
  if (password.length < SHORTEST) return refused('weak_password', `密码至少 ${SHORTEST} 位。`)
  if (kinds < 3) return refused('weak_password', '密码须含大写字母、小写字母、数字、符号中的至少三种。')
  if (lower.includes(account)) return refused('weak_password', '密码里不能含有账号。')
  if (COMMON.some((word) => lower.includes(word)) || /(.)\1{3}/.test(password)) return refused('weak_password', '密码太常见，请换一个。')
  return undefined
}
