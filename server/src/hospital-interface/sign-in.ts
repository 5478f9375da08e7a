// Working days that institutions open (9001) and close (9002). A sign_no is optional in other messages; one that is given must
// be the institution's own and still open.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Counter } from './message.js'

/** Sign-ins that were found open, and until when that is believed without asking again. */
const believed = new WeakMap<Counter, Map<string, number>>()
const BELIEVED_FOR = 30_000
const REMEMBERED = 10_000
const NOTHING = /^0*$/

/** Clients that never sign in send nothing, or zeros, or the number of the message once more. */
export function saysNothing(signNo: string, msgid: string): boolean {
  return NOTHING.test(signNo) || signNo === msgid
}

export async function signInFault(counter: Counter, institution: string, signNo: string, infno: string): Promise<Refusal | undefined> {
  const key = `${institution}/${signNo}`
  const known = believed.get(counter) ?? new Map<string, number>()
  if ((known.get(key) ?? 0) > Date.now()) return undefined
  const { rows } = await counter.database.query<{ signed_out_at: string | null }>({
    name: 'find-sign-in',
    text: 'SELECT signed_out_at FROM sign_in WHERE institution = $1 AND sign_no = $2',
    values: [institution, signNo],
  })
  const [row] = rows
  if (row === undefined) return refused('unknown_sign_no', '签到流水号（sign_no）不存在或不属于本机构，请重新签到（9001）')
  if (row.signed_out_at !== null && infno !== '9002') return refused('signed_out', '该签到流水号（sign_no）已签退，请重新签到（9001）')
  if (known.size >= REMEMBERED) known.clear()
  believed.set(counter, known.set(key, Date.now() + BELIEVED_FOR))
  return undefined
}

export function forgetSignIn(counter: Counter, institution: string, signNo: string): void {
  believed.get(counter)?.delete(`${institution}/${signNo}`)
}
