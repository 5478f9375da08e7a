// A one-time password: read aloud or handed over on paper, worth three days, replaced at the first sign-in.
import { randomInt } from 'node:crypto'
import type pg from 'pg'
import type { Clock } from '../http/clock.js'
import { hashPassword } from './password.js'

const WORTH = 3 * 24 * 3_600_000
/** Without the letters and digits that are taken for one another. */
const ALPHABET = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789'] as const
const GROUPS = 4
const GROUP = 4

export interface OneTimePassword {
  readonly password: string
  readonly until: Date
}

export async function giveOneTimePassword(client: pg.ClientBase, clock: Clock, officer: string): Promise<OneTimePassword> {
  const password = drawn()
  const now = clock.now()
  const until = new Date(now.getTime() + WORTH)
  await client.query(
    'UPDATE officer SET password_hash = $2, password_changed_at = $3, password_until = $4, failures = 0, locked_until = NULL WHERE officer = $1',
    [officer, await hashPassword(password), now, until],
  )
  return { password, until }
}

/** Four groups, each with a small letter, a capital and a digit; 16 characters of more than 70 bits. */
function drawn(): string {
  return Array.from({ length: GROUPS }, () => group()).join('-')
}

function group(): string {
  const one = (from: string): string => from.charAt(randomInt(from.length))
  const characters = [...ALPHABET.map(one), ...Array.from({ length: GROUP - ALPHABET.length }, () => one(ALPHABET.join('')))]
  for (let at = characters.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    const [here = '', there = ''] = [characters[at], characters[other]]
    characters[at] = there
    characters[other] = here
  }
  return characters.join('')
}
