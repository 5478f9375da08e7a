// 9001 签到: an institution's operator opens a working day. The number is made from the message, so a repeated message finds its own.
import { createHash } from 'node:crypto'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'

const SQL = `
INSERT INTO sign_in (institution, sign_no, operator, signed_in_at) VALUES ($1, $2, $3, $4::timestamptz)
ON CONFLICT (institution, sign_no) DO UPDATE SET operator = sign_in.operator
RETURNING to_char(signed_in_at, 'YYYY-MM-DD HH24:MI:SS') AS at`

export const signIn: Transaction = async (message, counter) => {
  const operator = only(message.input, 'signIn').text('opter_no')
  const signNo = createHash('sha256').update(`${message.provider.code}/${message.msgid}/${operator}`).digest('hex').slice(0, 30)
  const { rows } = await counter.database.query<{ at: string }>(SQL, [message.provider.code, signNo, operator, message.now])
  return reply({ signinoutb: { sign_time: rows[0]?.at ?? message.now, sign_no: signNo } })
}
