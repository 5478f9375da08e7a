// 9002 签退: closes a working day that the institution opened; closing it twice says when it was closed.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { forgetSignIn } from './sign-in.js'

const SQL = `
UPDATE sign_in SET signed_out_at = coalesce(signed_out_at, $3::timestamptz) WHERE institution = $1 AND sign_no = $2
RETURNING to_char(signed_out_at, 'YYYY-MM-DD HH24:MI:SS') AS at`

export const signOut: Transaction = async (message, counter) => {
  const signNo = only(message.input, 'signOut').text('sign_no')
  const { rows } = await counter.database.query<{ at: string }>(SQL, [message.provider.code, signNo, message.now])
  const [closed] = rows
  if (closed === undefined) return refused('unknown_sign_no', '签到编号（sign_no）不存在或不属于本机构，不能签退')
  forgetSignIn(counter, message.provider.code, signNo)
  // Clients read either node.
  return reply({ sign_time: { sign_time: closed.at }, signoutoutb: { sign_time: closed.at, sign_no: signNo } })
}
